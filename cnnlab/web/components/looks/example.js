// One of the pictures, and a bar for each class under it.

function buildExample(place, count, classes) {
  const picture = make("div", { class: "picture" })
  // All of them are in one strip: each shows its part.
  picture.style.backgroundSize = `${100 * count}% 100%`
  picture.style.backgroundPosition = count > 1 ? `${(100 * place) / (count - 1)}% 0` : "0 0"
  const bars = Array.from({ length: classes }, () => make("i"))
  const names = Array.from({ length: classes }, () => make("span"))
  const verdict = make("span", { class: "verdict" })
  const says = make("span", { class: "says" })
  const chart = make("div", { class: "bars" }, ...bars)
  const under = make("div", { class: "names", "aria-hidden": "true" }, ...names)
  const caption = make("div", { class: "caption" }, verdict, says)
  return { element: make("div", { class: "example", role: "img" }, picture, chart, under, caption), picture, bars, names, verdict, says }
}

function fillExample(example, probabilities, truth, { names, words, strip }) {
  const image = `url("${strip}")`
  if (example.shown !== strip) {
    example.shown = strip
    example.picture.style.backgroundImage = image
  }
  const shares = probabilities.map((share) => share ?? 0)
  const best = shares.indexOf(Math.max(...shares))
  const right = best === truth
  example.bars.forEach((bar, k) => {
    bar.style.height = `${Math.max(2, 100 * shares[k])}%`
    bar.classList.toggle("truth", k === truth)
    bar.classList.toggle("best", k === best)
  })
  // Names that fit under a bar: digits. Others are said in the caption.
  const short = names.every((name) => name.length === 1)
  example.names.forEach((element, k) => {
    setText(element, short ? names[k] : "")
    element.classList.toggle("truth", k === truth)
  })
  const values = { name: names[best], percent: percentOf(shares[best]), truth: names[truth], verdict: right ? words.right : words.wrong }
  setText(example.verdict, right ? "✓" : "✗")
  example.verdict.classList.toggle("right", right)
  setText(example.says, fill(words.says, values))
  setAttribute(example.element, "aria-label", fill(words.bars, values))
}

// Softmax gives neither 0 nor 1, so nothing is called 0 or 100.
function percentOf(share) {
  if (share > 0.995) return ">99 %"
  return `${Math.round(100 * share)} %`
}
