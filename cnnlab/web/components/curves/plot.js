// One chart: a light line for the batches, strong lines for whole epochs.

const EDGES = { left: 46, right: 10, top: 8, bottom: 34 }
const KINDS = ["batches", "train", "validation"]

function createPlot(name) {
  const svg = draw("svg", { class: "plot", role: "img", tabindex: 0 })
  const title = make("span", { class: "title" })
  const read = make("span", { class: "read", "aria-live": "off" })
  const element = make("figure", {}, make("figcaption", {}, title, read), svg)
  return { name, svg, title, read, element, width: 0 }
}

function fillPlot(plot, { name, title, form }, data, zoomed, at) {
  const { width } = plot
  if (!width) return
  const series = seriesOf(name, data)
  const scale = scaleFor(form, series, zoomed)
  const [right, bottom] = [width - EDGES.right, data.height - EDGES.bottom]
  setAttribute(plot.svg, "height", data.height)
  const x = (step) => EDGES.left + (Math.min(step, data.last) / data.last) * (right - EDGES.left)
  const y = (value) => bottom - scale.share(value) * (bottom - EDGES.top)
  plot.stepAt = (pixel) => clamp((pixel - EDGES.left) / (right - EDGES.left), 0, 1) * data.last
  setText(plot.title, title)
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
    ...KINDS.map((kind) => draw("path", { d: pathOf(series[kind], x, y), class: `line ${kind}` })),
    ...["train", "validation"].flatMap((kind) => dots(series[kind], x, y, kind)),
    ...(at === null ? [] : [draw("line", { x1: x(at), x2: x(at), y1: EDGES.top, y2: bottom, class: "cursor" })]),
  )
  setText(plot.read, readOut(form, series, data, at))
  setAttribute(plot.svg, "aria-label", `${title}: ${readOut(form, series, data, null)}`)
}

// A line that is lifted where a value is no number.
function pathOf({ x: steps, y: values }, x, y) {
  let drawing = false
  return steps
    .map((step, i) => {
      const there = values[i] !== null
      const command = there ? `${drawing ? "L" : "M"}${x(step).toFixed(1)} ${y(values[i]).toFixed(1)}` : ""
      drawing = there
      return command
    })
    .join("")
}

function dots({ x: steps, y: values }, x, y, name) {
  if (steps.length > 40) return []
  const there = steps.flatMap((step, i) => (values[i] === null ? [] : [[step, values[i]]]))
  return there.map(([step, value]) => draw("circle", { cx: x(step), cy: y(value), r: 2.6, class: `dot ${name}` }))
}

// The numbers at a step, or the last ones.
function readOut(form, series, { words }, at) {
  const parts = KINDS.flatMap((name) => {
    const value = valueAt(series[name], at)
    return value === null ? [] : [`${words[`${name}_short`]} ${sayValue(form, value)}`]
  })
  return parts.join("   ")
}

function sayValue(form, value) {
  if (form === "share") return `${fixed(100 * value, 1)} %`
  if (form === "decibel") return `${fixed(value, 1)} dB`
  return value >= 0.001 && value < 1e5 ? short(value, value < 0.1 ? 4 : value < 10 ? 3 : 1) : scientific(value)
}

function valueAt({ x: steps, y: values }, at) {
  if (!steps.length) return null
  let near = steps.length - 1
  if (at !== null) steps.forEach((step, i) => (near = Math.abs(step - at) < Math.abs(steps[near] - at) ? i : near))
  return values[near]
}
