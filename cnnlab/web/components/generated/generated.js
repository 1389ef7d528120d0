// Two sheets side by side: real pictures, and what a generator makes, now and before.

// Milliseconds that a look stands while they play.
const STAND = 160

function createGenerated(root) {
  const sheets = ["real", "generated"].map((name) => {
    const label = make("p", { class: "name" })
    const columns = make("div", { class: "columns", "aria-hidden": "true" })
    const picture = make("img", { class: "sheet", alt: "" })
    return { name, label, columns, picture, element: make("div", { class: name }, label, columns, picture) }
  })
  const play = make("button", { type: "button", class: "play" })
  const slider = make("input", { type: "range", min: 0, step: 1 })
  const sliderName = make("span")
  const when = make("span", { class: "when" })
  const back = make("div", { class: "back" }, play, make("label", {}, sliderName, slider), when)
  const histogram = createHistogram()
  root.replaceChildren(make("div", { class: "pair" }, ...sheets.map((sheet) => sheet.element)), back, histogram.element)
  let data = null
  // The step that is looked back to; null: the last one, whatever comes.
  let chosen = null
  let timer = 0

  function show() {
    const { looks, words } = data
    const place = chosen === null ? looks.length - 1 : nearest(looks, chosen)
    const look = looks[place]
    setText(sliderName, words.look_back)
    setText(play, timer ? `❚❚ ${words.pause}` : `▶ ${words.play}`)
    setAttribute(play, "aria-pressed", Boolean(timer))
    slider.max = String(Math.max(0, looks.length - 1))
    slider.value = String(place)
    back.hidden = looks.length < 2
    const said = !look ? "" : look.step ? fill(words.step, { step: look.step.toLocaleString("en") }) : words.start
    setText(when, said)
    setAttribute(slider, "aria-valuetext", said)
    const urls = { real: data.real, generated: look?.picture }
    for (const { name, label, columns, picture, element } of sheets) {
      element.hidden = !urls[name]
      setText(label, words[name])
      if (urls[name] && picture.getAttribute("src") !== urls[name]) picture.src = urls[name]
      setAttribute(picture, "alt", [name === "real" ? words.real : `${words.generated}, ${said}`, data.columns.join(", ")].filter(Boolean).join(": "))
      showColumns(columns)
    }
    fillHistogram(histogram, look?.scores ?? {}, words, data.likely)
    setAttribute(root, "data-step", look?.step ?? 0)
    setAttribute(root, "data-looks", looks.length)
  }

  function showColumns(columns) {
    const text = data.columns.join("\n")
    columns.hidden = !text
    if (columns.dataset.text === text) return
    columns.dataset.text = text
    columns.replaceChildren(...data.columns.map((name) => make("span", { title: name }, name)))
  }

  function stop() {
    clearInterval(timer)
    timer = 0
  }

  function goTo(place) {
    chosen = place >= data.looks.length - 1 ? null : data.looks[place].step
    show()
  }

  play.addEventListener("click", () => {
    if (timer) {
      stop()
      return show()
    }
    if (Number(slider.value) >= data.looks.length - 1) goTo(0)
    timer = setInterval(() => {
      const next = Number(slider.value) + 1
      if (next >= data.looks.length - 1) stop()
      goTo(next)
    }, STAND)
    show()
  })
  slider.addEventListener("input", () => {
    stop()
    goTo(Number(slider.value))
  })
  const sizes = new ResizeObserver(() => {
    histogram.width = Math.floor(histogram.element.clientWidth || root.clientWidth)
    if (data) show()
  })
  sizes.observe(root)

  return {
    update(next) {
      if (data?.run !== next.run) {
        chosen = null
        stop()
      }
      data = next
      show()
    },
    end() {
      stop()
      sizes.disconnect()
    },
  }
}

function nearest(looks, step) {
  let best = 0
  looks.forEach((look, i) => (best = Math.abs(look.step - step) < Math.abs(looks[best].step - step) ? i : best))
  return best
}

export default function ({ data, parentElement }) {
  const root = parentElement.querySelector(".generated-sheets")
  const turn = (root.turn = {})
  root.instance ??= createGenerated(root)
  root.instance.update(data)
  return () => {
    if (root.turn !== turn) return
    root.instance?.end()
    root.instance = null
  }
}
