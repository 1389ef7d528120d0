// How probable each class is: a bar in its colour.

function createBars() {
  const rows = make("div", { class: "rows", role: "img" })
  const panel = createPanel("bars", "", rows)
  return { ...panel, rows, bars: [] }
}

function buildBars(panel, { names, colours }) {
  panel.bars = names.map((name, place) => {
    const bar = make("i")
    bar.style.background = colours[place]
    const share = make("span", { class: "share" })
    const label = make("span", { class: "name" }, name)
    const element = make("div", { class: "row" }, label, make("span", { class: "rail" }, bar), share)
    return { element, bar, share, label }
  })
  panel.rows.replaceChildren(...panel.bars.map((each) => each.element))
}

function showBars(panel, { probabilities, truth, words }, at, said) {
  const shares = probabilities[at]
  const best = bestOf(shares)
  panel.bars.forEach(({ element, bar, share }, place) => {
    bar.style.width = `${100 * (shares[place] ?? 0)}%`
    setText(share, shares[place] === null ? "–" : percentOf(shares[place]))
    element.classList.toggle("best", place === best)
    element.classList.toggle("truth", place === truth)
  })
  setAttribute(panel.rows, "aria-label", `${words.answer}. ${said}`)
}
