// What a network makes of fixed pictures, now and before.

function createRebuilt(root) {
  const title = make("p", { class: "title" })
  const rows = ["given", "rebuilt", "wanted"].map((name) => {
    const label = make("span", { class: "label" })
    const strip = make("img", { class: "strip", alt: "" })
    return { name, label, strip, element: make("div", { class: `row ${name}` }, label, strip) }
  })
  const slider = make("input", { type: "range", min: 0, step: 1 })
  const sliderName = make("span")
  const when = make("span", { class: "when" })
  const back = make("label", { class: "back" }, sliderName, slider, when)
  const plane = createPlane()
  const pictures = make("div", { class: "pictures" }, title, ...rows.map((row) => row.element), back)
  root.replaceChildren(make("div", { class: "halves" }, pictures, plane.element))
  let data = null
  // The step that is looked back to; null: the last one, whatever comes.
  let chosen = null

  function show() {
    const { looks, words } = data
    const place = chosen === null ? looks.length - 1 : nearest(looks, chosen)
    const look = looks[place]
    setText(title, words.examples)
    setText(sliderName, words.look_back)
    slider.max = String(Math.max(0, looks.length - 1))
    slider.value = String(place)
    back.hidden = looks.length < 2
    const said = !look ? "" : look.step ? fill(words.step, { step: look.step.toLocaleString("en") }) : words.start
    setText(when, said)
    setAttribute(slider, "aria-valuetext", said)
    const strips = { given: data.given, rebuilt: look?.picture, wanted: data.wanted }
    for (const row of rows) {
      const url = strips[row.name]
      row.element.hidden = !url
      setText(row.label, words[row.name])
      if (url && row.strip.getAttribute("src") !== url) row.strip.src = url
      setAttribute(row.strip, "alt", row.name === "rebuilt" ? `${words.rebuilt}, ${said}` : words[row.name])
    }
    plane.element.hidden = !look?.codes
    if (look?.codes) showPlane(plane, data, look, said)
    root.classList.toggle("smooth", Boolean(data.smooth))
    setAttribute(root, "data-step", look?.step ?? 0)
    setAttribute(root, "data-looks", looks.length)
  }

  slider.addEventListener("input", () => {
    const place = Number(slider.value)
    chosen = place === data.looks.length - 1 ? null : data.looks[place].step
    show()
  })

  return {
    update(next) {
      if (data?.run !== next.run) chosen = null
      data = next
      show()
    },
    end() {
      cancelAnimationFrame(plane.request)
      plane.sizes.disconnect()
    },
  }
}

function nearest(looks, step) {
  let best = 0
  looks.forEach((look, i) => (best = Math.abs(look.step - step) < Math.abs(looks[best].step - step) ? i : best))
  return best
}

export default function ({ data, parentElement }) {
  const root = parentElement.querySelector(".rebuilds")
  const turn = (root.turn = {})
  root.instance ??= createRebuilt(root)
  root.instance.update(data)
  return () => {
    if (root.turn !== turn) return
    root.instance?.end()
    root.instance = null
  }
}
