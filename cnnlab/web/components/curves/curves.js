// Charts side by side, with one cursor for all.

function createCurves(root) {
  let plots = []
  const keys = KINDS.map((name) => make("span", { class: `key ${name}` }, make("i"), make("span")))
  const zoom = make("button", { type: "button", class: "zoom", "aria-pressed": "false" })
  const where = make("span", { class: "where" })
  const broken = make("p", { class: "broken", hidden: "" })
  const charts = make("div", { class: "charts" })
  root.replaceChildren(charts, make("div", { class: "legend" }, ...keys, zoom, where), broken)
  let data = null
  let zoomed = false
  let at = null
  let request = 0

  // A chart for each thing that is measured; other runs may have others.
  function build() {
    const wanted = data.charts.map((chart) => chart.name).join()
    if (plots.map((plot) => plot.name).join() === wanted) return
    plots.forEach((plot) => sizes.unobserve(plot.element))
    plots = data.charts.map((chart) => createPlot(chart.name))
    plots.forEach(listen)
    charts.replaceChildren(...plots.map((plot) => plot.element))
    charts.style.setProperty("--charts", plots.length)
    plots.forEach((plot) => sizes.observe(plot.element))
  }

  function touch() {
    request ||= requestAnimationFrame(show)
  }

  function show() {
    request = 0
    if (!data) return
    plots.forEach((plot, i) => fillPlot(plot, data.charts[i], data, zoomed, at))
    keys.forEach((key, i) => setText(key.lastChild, data.words[KINDS[i]]))
    setText(zoom, data.words.zoom)
    const step = at === null ? null : Math.round(at)
    setText(where, step === null ? "" : fill(data.words.at_step, { epoch: fixed(at / data.every, 1), step: step.toLocaleString("en") }))
    const first = data.steps[data.charts[0].name] ?? []
    const lost = first.length > 0 && first.at(-1) === null
    broken.hidden = !lost
    setText(broken, lost ? data.words.broken : "")
    setAttribute(root, "data-points", data.steps.x.length)
    setAttribute(root, "data-epochs", data.epochs.x.length)
    setAttribute(root, "data-step", data.steps.x.at(-1) ?? 0)
    setAttribute(root, "data-run", data.run)
  }

  zoom.addEventListener("click", () => {
    zoomed = !zoomed
    setAttribute(zoom, "aria-pressed", zoomed)
    touch()
  })
  function listen(plot) {
    plot.svg.addEventListener("pointermove", (event) => {
      at = plot.stepAt ? plot.stepAt(event.clientX - plot.svg.getBoundingClientRect().left) : null
      touch()
    })
    plot.svg.addEventListener("pointerleave", () => {
      at = null
      touch()
    })
    plot.svg.addEventListener("keydown", (event) => {
      const way = { ArrowLeft: -1, ArrowRight: 1 }[event.key]
      if (!way || !data) return
      event.preventDefault()
      at = clamp((at ?? data.steps.x.at(-1) ?? 0) + way * data.every, 0, data.last)
      touch()
    })
    plot.svg.addEventListener("blur", () => {
      at = null
      touch()
    })
  }
  const sizes = new ResizeObserver(() => {
    for (const plot of plots) {
      plot.width = Math.floor(plot.element.clientWidth)
      plot.svg.setAttribute("width", plot.width)
    }
    touch()
  })
  return {
    update(next) {
      data = next
      build()
      touch()
    },
    end() {
      cancelAnimationFrame(request)
      sizes.disconnect()
    },
  }
}

export default function ({ data, parentElement }) {
  const root = parentElement.querySelector(".curves")
  root.instance ??= createCurves(root)
  root.instance.update(data)
  return () => {
    root.instance?.end()
    root.instance = null
  }
}
