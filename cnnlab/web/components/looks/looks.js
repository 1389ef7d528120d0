// What a network says of fixed pictures, and its first kernels, now and before.

function createLooks(root) {
  const title = make("p", { class: "title" })
  const row = make("div", { class: "row" })
  const slider = make("input", { type: "range", min: 0, step: 1 })
  const sliderName = make("span")
  const when = make("span", { class: "when" })
  const back = make("label", { class: "back" }, sliderName, slider, when)
  const kernelTitle = make("p", { class: "title" })
  const sheet = make("img", { class: "sheet", alt: "" })
  const none = make("p", { class: "none", hidden: "" })
  root.replaceChildren(title, row, kernelTitle, sheet, none, back)
  let data = null
  let examples = []
  let shape = ""
  // The step that is looked back to; null: the last one, whatever comes.
  let chosen = null

  function build() {
    const wanted = `${data.labels.length},${data.names.length}`
    if (shape === wanted) return
    shape = wanted
    examples = data.labels.map((_, i) => buildExample(i, data.labels.length, data.names.length))
    row.replaceChildren(...examples.map((example) => example.element))
  }

  function show() {
    const { looks, words } = data
    const place = chosen === null ? looks.length - 1 : nearest(looks, chosen)
    const look = looks[place]
    setText(title, words.examples)
    setText(sliderName, words.look_back)
    slider.max = String(Math.max(0, looks.length - 1))
    slider.value = String(place)
    back.hidden = looks.length < 2
    if (!look) return
    const step = look.step ? fill(words.step, { step: look.step.toLocaleString("en") }) : words.start
    setText(when, step)
    setAttribute(slider, "aria-valuetext", step)
    examples.forEach((example, i) => look.p[i] && fillExample(example, look.p[i], data.labels[i], data))
    setText(kernelTitle, look.kernels ? words.kernels : "")
    sheet.hidden = !look.kernels
    none.hidden = Boolean(look.kernels)
    setText(none, look.kernels ? "" : words.no_kernels)
    if (look.kernels && sheet.src !== look.kernels) sheet.src = look.kernels
    setAttribute(sheet, "alt", `${words.kernels}, ${step}`)
    setAttribute(root, "data-step", look.step)
    setAttribute(root, "data-looks", looks.length)
  }

  // Twice as large as they come, where there is room.
  sheet.addEventListener("load", () => (sheet.style.width = `${2 * sheet.naturalWidth}px`))
  slider.addEventListener("input", () => {
    const place = Number(slider.value)
    chosen = place === data.looks.length - 1 ? null : data.looks[place].step
    show()
  })

  return {
    update(next) {
      if (data?.run !== next.run) chosen = null
      data = next
      build()
      show()
    },
  }
}

function nearest(looks, step) {
  let best = 0
  looks.forEach((look, i) => (best = Math.abs(look.step - step) < Math.abs(looks[best].step - step) ? i : best))
  return best
}

export default function ({ data, parentElement }) {
  const root = parentElement.querySelector(".looks")
  root.instance ??= createLooks(root)
  root.instance.update(data)
}
