// One slider for each principal axis, in standard deviations.

const SPAN = 3

function createSliders(moved) {
  const title = make("p", { class: "title" })
  const list = make("div", { class: "list" })
  const element = make("div", { class: "axes" }, title, list)
  let lines = []

  function fillWords({ words, places }) {
    setText(title, words.axes)
    if (lines.length === places) return
    lines = Array.from({ length: places }, (_, k) => {
      const input = make("input", { type: "range", min: -SPAN, max: SPAN, step: 0.05 })
      const value = make("b")
      input.addEventListener("input", () => moved(k, Number(input.value)))
      const line = make("label", { class: "axis" }, make("span", {}, fill(words.axis, { number: k + 1 })), input, value)
      return { line, input, value }
    })
    list.replaceChildren(...lines.map((each) => each.line))
  }

  function show(at) {
    lines.forEach(({ input, value }, k) => {
      if (Number(input.value) !== at[k]) input.value = at[k]
      setText(value, `${fixed(at[k], 2)} σ`)
    })
  }

  return { element, fillWords, show }
}
