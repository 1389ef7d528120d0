// The classes and their colours; a click on one dims the others.

function buildLegend(changed) {
  const element = make("div", { class: "legend", role: "group" })
  const lit = new Set()
  let signature = ""

  function update(names, paints, label) {
    setAttribute(element, "aria-label", label)
    const wanted = JSON.stringify([names, paints])
    if (signature === wanted) return
    signature = wanted
    lit.clear()
    element.replaceChildren(...names.map((name, index) => key(name, paints[index % paints.length], index)))
  }

  function key(name, paint, index) {
    const button = make("button", { type: "button", "aria-pressed": "false" }, make("i"), name)
    button.style.setProperty("--paint", paint)
    button.addEventListener("click", () => {
      if (!lit.delete(index)) lit.add(index)
      ;[...element.children].forEach((each, i) => {
        setAttribute(each, "aria-pressed", lit.has(i))
        each.classList.toggle("dim", lit.size > 0 && !lit.has(i))
      })
      changed()
    })
    return button
  }

  return { element, update, isLit: (label) => lit.size === 0 || lit.has(label) }
}
