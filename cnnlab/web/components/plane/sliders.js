// One slider for each axis or direction, in standard deviations.

const SPAN = 3

function createSliders(moved) {
  const title = make("p", { class: "title" })
  const list = make("div", { class: "list" })
  const element = make("div", { class: "axes" }, title, list)
  let lines = []

  function fillWords({ words, places, first = 0, span = SPAN }) {
    setText(title, words.axes)
    if (lines.length !== places) {
      lines = Array.from({ length: places }, (_, k) => {
        const input = make("input", { type: "range", min: -span, max: span, step: 0.05 })
        const [name, value] = [make("span"), make("b")]
        input.addEventListener("input", () => moved(k, Number(input.value)))
        return { line: make("label", { class: "axis" }, name, input, value), name, input, value }
      })
      list.replaceChildren(...lines.map((each) => each.line))
    }
    lines.forEach(({ name }, k) => setText(name, fill(words.axis, { number: first + k + 1 })))
  }

  function show(at) {
    lines.forEach(({ input, value }, k) => {
      if (Number(input.value) !== at[k]) input.value = at[k]
      setText(value, `${fixed(at[k], 2)} σ`)
    })
  }

  return { element, fillWords, show }
}
