// What stands still on the plot: the two histograms on their axes, and between them the curve and its slope.

const EDGE = 10
const TICK = 6
// Roughly the width of a digit of the small letters on the axes.
const DIGIT = 7

// Where everything lies, in pixels: the histogram before stands on the x axis, the one after lies on the y axis, and
// the curve has the field between them.
function planFor({ width, height }, limits) {
  const yTicks = ticksWithin(limits.y, height > 320 ? 6 : 4)
  const label = DIGIT * Math.max(...yTicks.map((tick) => short(tick, 4).length))
  const left = label + 34
  const bottom = height - 44
  const lying = Math.round(Math.min(110, width * 0.16))
  const standing = Math.round(Math.min(110, height * 0.2))
  const field = { left: left + lying + EDGE, right: width - EDGE, top: EDGE, bottom: bottom - standing - EDGE }
  const [x0, x1] = limits.x
  const [y0, y1] = limits.y
  return {
    width,
    height,
    left,
    bottom,
    lying,
    standing,
    field,
    limits,
    xTicks: ticksWithin(limits.x, width > 480 ? 8 : 4),
    yTicks,
    x: (value) => field.left + ((value - x0) / (x1 - x0)) * (field.right - field.left),
    y: (value) => field.bottom - ((value - y0) / (y1 - y0)) * (field.bottom - field.top),
    valueAt: (x) => x0 + ((x - field.left) / (field.right - field.left)) * (x1 - x0),
  }
}

const line = (x1, y1, x2, y2, name) => draw("line", { x1, y1, x2, y2, class: name })

function label(x, y, text, name, anchor = "middle") {
  return draw("text", { x, y, class: name, "text-anchor": anchor }, text)
}

function drawStill(group, plan, scene) {
  group.replaceChildren(
    ...flatFields(plan, scene),
    ...grid(plan),
    bars(plan, scene.histograms.before, scene.scales.before, false),
    bars(plan, scene.histograms.after, scene.scales.after, true),
    ...frame(plan, scene.words),
    draw("path", { d: way(plan, scene, ACTIVATIONS), class: "curve" }),
    // Dashed, and on top: where both are 0 both are seen.
    draw("path", { d: way(plan, scene, SLOPES), class: "slope" }),
  )
}

function flatFields(plan, { flat }) {
  return flat.map(([from, to]) =>
    draw("rect", {
      x: plan.x(from),
      width: plan.x(to) - plan.x(from),
      y: plan.field.top,
      height: plan.field.bottom - plan.field.top,
      class: "flat",
    }),
  )
}

function grid(plan) {
  const { field, bottom, left } = plan
  return [
    ...plan.xTicks.map((tick) => line(plan.x(tick), field.top, plan.x(tick), bottom, tick === 0 ? "zero" : "grid")),
    ...plan.yTicks.map((tick) => line(left, plan.y(tick), field.right, plan.y(tick), tick === 0 ? "zero" : "grid")),
  ]
}

// The bars of a histogram in the colours of its picture. Their length is the square root of the share: what is rare
// would else not be seen beside the many zeros.
function bars(plan, { width, first, shares }, scale, lies) {
  const group = draw("g", { class: "bars" })
  const most = Math.sqrt(Math.max(...shares))
  const [from, to] = lies ? plan.limits.y : plan.limits.x
  shares.forEach((share, i) => {
    if (!share) return
    const middle = (first + i) * width
    const [low, high] = [Math.max(from, middle - width / 2), Math.min(to, middle + width / 2)]
    const reach = Math.max(1.5, (Math.sqrt(share) / most) * (lies ? plan.lying : plan.standing))
    const fill = cssColour(shade(scale.table, scale.low, scale.high, middle))
    const place = lies
      ? { x: plan.left, width: reach, y: plan.y(high), height: Math.max(0.5, plan.y(low) - plan.y(high)) }
      : { x: plan.x(low), width: Math.max(0.5, plan.x(high) - plan.x(low)), y: plan.bottom - reach, height: reach }
    group.append(draw("rect", { ...place, fill }))
  })
  return group
}

function frame(plan, words) {
  const { field, left, bottom } = plan
  const middle = (field.top + field.bottom) / 2
  const upright = label(12, middle, words.after_axis, "name")
  upright.setAttribute("transform", `rotate(-90 12 ${middle})`)
  return [
    line(field.left, bottom, field.right, bottom, "axis"),
    line(left, field.top, left, field.bottom, "axis"),
    ...plan.xTicks.map((tick) => label(plan.x(tick), bottom + 16, short(tick, 4), "tick")),
    ...plan.yTicks.map((tick) => label(left - TICK, plan.y(tick) + 4, short(tick, 4), "tick", "end")),
    label(field.right, bottom + 36, words.before_axis, "name", "end"),
    upright,
    label(left, bottom + 36, words.bars, "note", "start"),
  ]
}

// The way of a function or of its slopes over the field. A slope that jumps is two lines, not one steep one.
function way(plan, { limits, name, parameters }, table) {
  const jump = (plan.field.bottom - plan.field.top) / 12
  let before = null
  return limits.points
    .map((v) => {
      const y = plan.y(table[name](v, parameters))
      const lifted = before === null || (table === SLOPES && Math.abs(y - before) > jump)
      before = y
      return `${lifted ? "M" : "L"}${plan.x(v).toFixed(1)} ${y.toFixed(1)}`
    })
    .join("")
}
