// Charts side by side, with one cursor for all.

function createLines(root) {
  let plots = []
  const where = make("p", { class: "where" })
  const charts = make("div", { class: "charts" })
  root.replaceChildren(charts, where)
  let data = null
  let at = null
  let request = 0

  function build() {
    if (plots.length === data.charts.length) return
    plots.forEach((plot) => sizes.unobserve(plot.element))
    plots = data.charts.map(createPlot)
    plots.forEach(listen)
    charts.replaceChildren(...plots.map((plot) => plot.element))
    charts.style.setProperty("--charts", Math.min(3, plots.length))
    plots.forEach((plot) => sizes.observe(plot.element))
  }

  function touch() {
    request ||= requestAnimationFrame(show)
  }

  function show() {
    request = 0
    if (!data) return
    plots.forEach((plot, i) => fillPlot(plot, data.charts[i], data, at))
    const step = at === null ? null : Math.round(at)
    const values = step === null ? null : { epoch: fixed(at / data.every, 1), step: step.toLocaleString("en") }
    setText(where, values ? fill(data.words.at_step, values) : "")
    setAttribute(root, "data-points", data.charts[0]?.x.length ?? 0)
    setAttribute(root, "data-marks", data.marks.length)
    setAttribute(root, "data-run", data.run)
  }

  function listen(plot) {
    plot.svg.addEventListener("pointermove", (event) => {
      at = plot.stepAt ? plot.stepAt(event.clientX - plot.svg.getBoundingClientRect().left) : null
      touch()
    })
    plot.svg.addEventListener("keydown", (event) => {
      const way = { ArrowLeft: -1, ArrowRight: 1 }[event.key]
      if (!way || !data) return
      event.preventDefault()
      at = clamp((at ?? data.charts[0]?.x.at(-1) ?? 0) + way * data.every, 0, data.last)
      touch()
    })
    for (const leaving of ["pointerleave", "blur"]) {
      plot.svg.addEventListener(leaving, () => {
        at = null
        touch()
      })
    }
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
  const root = parentElement.querySelector(".lines")
  const turn = (root.turn = {})
  root.instance ??= createLines(root)
  root.instance.update(data)
  return () => {
    if (root.turn !== turn) return
    root.instance?.end()
    root.instance = null
  }
}
