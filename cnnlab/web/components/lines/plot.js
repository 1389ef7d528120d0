// One chart: its lines, the levels that they are compared with, and marks where something was changed.

const EDGES = { left: 46, right: 10, top: 8, bottom: 34 }

function createPlot() {
  const svg = draw("svg", { class: "plot", role: "img", tabindex: 0 })
  const title = make("span", { class: "title" })
  const keys = make("span", { class: "keys" })
  const element = make("figure", {}, make("figcaption", {}, title, keys), svg)
  return { svg, title, keys, element, width: 0 }
}

function fillPlot(plot, chart, data, at) {
  setText(plot.title, chart.title)
  showKeys(plot, chart, at)
  setAttribute(plot.svg, "aria-label", `${chart.title}: ${plot.keys.textContent}`)
  if (!plot.width) return
  const scale = scaleOf(chart)
  const [right, bottom] = [plot.width - EDGES.right, data.height - EDGES.bottom]
  setAttribute(plot.svg, "height", data.height)
  const x = (step) => EDGES.left + (Math.min(step, data.last) / data.last) * (right - EDGES.left)
  const y = (value) => bottom - scale.share(value) * (bottom - EDGES.top)
  plot.stepAt = (pixel) => clamp((pixel - EDGES.left) / (right - EDGES.left), 0, 1) * data.last
  plot.svg.replaceChildren(
    ...scale.ticks.flatMap((tick) => [
      draw("line", { x1: EDGES.left, x2: right, y1: y(tick), y2: y(tick), class: "grid" }),
      draw("text", { x: EDGES.left - 6, y: y(tick) + 4, class: "tick end" }, scale.say(tick)),
    ]),
    ...epochTicks(data.last / data.every).flatMap((epoch) => [
      draw("line", { x1: x(epoch * data.every), x2: x(epoch * data.every), y1: bottom, y2: bottom + 4, class: "axis" }),
      draw("text", { x: x(epoch * data.every), y: bottom + 17, class: "tick middle" }, String(epoch)),
    ]),
    draw("line", { x1: EDGES.left, x2: right, y1: bottom, y2: bottom, class: "axis" }),
    draw("text", { x: right, y: data.height - 2, class: "tick end" }, data.words.epoch),
    ...data.marks.map(({ step, label }) =>
      draw("line", { x1: x(step), x2: x(step), y1: EDGES.top, y2: bottom, class: "mark" }, draw("title", {}, label)),
    ),
    ...chart.references.map(({ value }, i) =>
      draw("line", { x1: EDGES.left, x2: right, y1: y(value), y2: y(value), class: `reference of-${i}` }),
    ),
    ...chart.lines.map((line, i) => draw("path", { d: pathOf(chart.x, line.y, x, y), class: `line of-${i}` })),
    ...chart.lines.flatMap((line, i) => dotsOf(chart.x, line.y, x, y, i)),
    ...(at === null ? [] : [draw("line", { x1: x(at), x2: x(at), y1: EDGES.top, y2: bottom, class: "cursor" })]),
  )
}

// A line that is lifted where a value is no number.
function pathOf(steps, values, x, y) {
  let drawing = false
  return steps
    .map((step, i) => {
      const known = values[i] !== null
      const command = known ? `${drawing ? "L" : "M"}${x(step).toFixed(1)} ${y(values[i]).toFixed(1)}` : ""
      drawing = known
      return command
    })
    .join("")
}

function dotsOf(steps, values, x, y, number) {
  if (steps.length > 40) return []
  const known = steps.flatMap((step, i) => (values[i] === null ? [] : [[step, values[i]]]))
  return known.map(([step, value]) => draw("circle", { cx: x(step), cy: y(value), r: 2.6, class: `dot of-${number}` }))
}

// What each line is, and its value at the cursor, or its last one.
function showKeys(plot, { x: steps, lines, references }, at) {
  const parts = [
    ...lines.map((line, i) => ["line", i, line.label, valueAt(steps, line.y, at)]),
    ...references.map((each, i) => ["reference", i, each.label, each.value]),
  ]
  if (plot.keys.children.length !== parts.length) {
    plot.keys.replaceChildren(...parts.map(([kind, i]) => make("span", { class: `key ${kind} of-${i}` }, make("i"), make("span"))))
  }
  parts.forEach(([kind, i, label, value], place) => {
    const key = plot.keys.children[place]
    setAttribute(key, "class", `key ${kind} of-${i}`)
    setText(key.lastChild, value === null ? label : `${label} ${sayValue(value)}`)
  })
}

function sayValue(value) {
  const size = Math.abs(value)
  if (size !== 0 && (size < 0.001 || size >= 1e5)) return scientific(value)
  return short(value, size < 1 ? 3 : size < 100 ? 2 : 1)
}

function valueAt(steps, values, at) {
  if (!steps.length) return null
  let near = steps.length - 1
  if (at !== null) steps.forEach((step, i) => (near = Math.abs(step - at) < Math.abs(steps[near] - at) ? i : near))
  return values[near]
}
