// Pictures as points: what the network finds alike lies together. The points glide from step to step.

const GLIDE = 180
const EDGE = 14

function createPoints(root) {
  const canvas = make("canvas", { class: "points", role: "img" })
  const readout = make("p", { class: "readout", "aria-hidden": "true" })
  const panel = createPanel("plane", "", canvas, readout)
  const points = { ...panel, canvas, readout, root, from: null, now: null, to: null, began: 0, request: 0, drawn: null }
  canvas.addEventListener("pointermove", (event) => sayPoint(points, event))
  canvas.addEventListener("pointerdown", (event) => sayPoint(points, event))
  canvas.addEventListener("pointerleave", () => sayPoint(points, null))
  return points
}

// Where everything lies at a step, on the panel from -1 to 1: the points, and behind them the picture.
function placesAt({ stock, own }, at) {
  const { places, points, limits, centres } = stock
  const found = new Float32Array(2 * points + 2)
  for (let i = 0; i < found.length; i++) {
    const value = i < 2 * points ? places[2 * at * points + i] : own ? own[at][i % 2] : NaN
    found[i] = (value - centres[at][i % 2]) / limits[at]
  }
  return found
}

function showPoints(points, data, at, said) {
  const target = placesAt(data, at)
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches
  const same = points.now?.length === target.length
  points.data = data
  points.at = at
  points.from = same && !still ? Float32Array.from(points.now) : target
  points.to = target
  points.began = performance.now()
  points.request ||= requestAnimationFrame(() => glide(points))
  setAttribute(points.canvas, "aria-label", said)
  sayPoint(points, null)
}

function glide(points) {
  points.request = 0
  const passed = clamp((performance.now() - points.began) / GLIDE, 0, 1)
  const eased = 1 - (1 - passed) ** 3
  points.now = points.to.map((value, i) => {
    const start = Number.isNaN(points.from[i]) ? value : points.from[i]
    return start + (value - start) * eased
  })
  drawPoints(points)
  if (passed < 1) points.request = requestAnimationFrame(() => glide(points))
  else setAttribute(points.canvas, "data-rests-at", points.at)
}

function drawPoints(points) {
  const { canvas, data, at, now } = points
  const ratio = window.devicePixelRatio || 1
  const [width, height] = [canvas.clientWidth, canvas.clientHeight]
  if (!width || !data) return
  if (canvas.width !== Math.round(width * ratio)) Object.assign(canvas, { width: Math.round(width * ratio), height: Math.round(height * ratio) })
  const context = canvas.getContext("2d")
  context.setTransform(ratio, 0, 0, ratio, 0, 0)
  context.clearRect(0, 0, width, height)
  const reach = Math.min(width, height) / 2 - EDGE
  const x = (i) => width / 2 + now[2 * i] * reach
  const y = (i) => height / 2 - now[2 * i + 1] * reach
  const { labels, answers, count, points: many } = data.stock
  const ink = getComputedStyle(canvas).color
  for (let i = 0; i < many; i++) {
    const called = answers[at * count + i]
    const colour = data.colours[labels ? labels[i] : called]
    context.beginPath()
    context.arc(x(i), y(i), 3.6, 0, 2 * Math.PI)
    context.lineWidth = 1.6
    if (labels && labels[i] !== called) {
      context.strokeStyle = colour
      context.stroke()
    } else {
      context.fillStyle = colour
      context.fill()
      context.lineWidth = 0.5
      context.strokeStyle = ink
      context.globalAlpha = 0.5
      context.stroke()
      context.globalAlpha = 1
    }
  }
  points.drawn = { x, y }
  if (data.own) drawStar(context, x(many), y(many), ink, getComputedStyle(canvas).getPropertyValue("--ground"), data.colours[bestOf(data.probabilities[at])])
}

// In the colour of what the picture is called now.
function drawStar(context, x, y, ink, ground, colour) {
  context.beginPath()
  for (let k = 0; k < 10; k++) {
    const [angle, radius] = [(Math.PI * k) / 5 - Math.PI / 2, k % 2 ? 5 : 11.5]
    context.lineTo(x + radius * Math.cos(angle), y + radius * Math.sin(angle))
  }
  context.closePath()
  context.lineJoin = "round"
  context.strokeStyle = ground || "#ffffff"
  context.lineWidth = 6
  context.stroke()
  context.strokeStyle = ink
  context.lineWidth = 3
  context.stroke()
  context.fillStyle = colour
  context.fill()
}

// What the point under the hand is, and what it is called.
function sayPoint({ data, at, drawn, readout }, event) {
  if (!data) return
  const { names, words, stock } = data
  let best = -1
  if (event && drawn && stock.labels) {
    let near = 10
    for (let i = 0; i < stock.points; i++) {
      const away = Math.hypot(drawn.x(i) - event.offsetX, drawn.y(i) - event.offsetY)
      if (away < near) [near, best] = [away, i]
    }
  }
  const hint = stock.labels ? words.point_hint : words.point_hint_plain
  if (best < 0) return setText(readout, fill(hint, { height: weight(2 * stock.limits[at]) }))
  setText(readout, fill(words.point, { truth: names[stock.labels[best]], answer: names[stock.answers[at * stock.count + best]] }))
}

// How far the middles of the classes lie from the middle of all, by how far the points lie from that of their own
// class, both as the root of the mean square over all points; null without classes.
function apartness({ stock }, at) {
  if (!stock.labels) return null
  const groups = new Map()
  const place = (i, k) => stock.places[2 * (at * stock.points + i) + k]
  for (let i = 0; i < stock.points; i++) {
    const group = groups.get(stock.labels[i]) ?? { x: 0, y: 0, count: 0 }
    groups.set(stock.labels[i], { x: group.x + place(i, 0), y: group.y + place(i, 1), count: group.count + 1 })
  }
  const middle = (label) => [groups.get(label).x / groups.get(label).count, groups.get(label).y / groups.get(label).count]
  let [within, whole, middles] = [0, 0, [0, 0]]
  for (let i = 0; i < stock.points; i++) for (const k of [0, 1]) middles[k] += place(i, k) / stock.points
  for (let i = 0; i < stock.points; i++) {
    const own = middle(stock.labels[i])
    for (const k of [0, 1]) {
      within += (place(i, k) - own[k]) ** 2
      whole += (own[k] - middles[k]) ** 2
    }
  }
  return within ? Math.sqrt(whole / within) : null
}
