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

function bestOf(shares) {
  return shares.reduce((best, share, place) => ((share ?? -1) > (shares[best] ?? -1) ? place : best), 0)
}

// Softmax gives neither 0 nor 1, so nothing is called 0 or 100.
function percentOf(share) {
  if (share > 0.995) return ">99 %"
  return share < 0.005 ? "<1 %" : `${Math.round(100 * share)} %`
}
