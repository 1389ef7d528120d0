// Codes of two values as dots that glide from look to look.

const GLIDE = 320
const EDGE = 16

function createPlane() {
  const canvas = make("canvas", { class: "dots", role: "img" })
  const title = make("p", { class: "title" })
  const legend = make("p", { class: "classes" })
  const element = make("div", { class: "plane" }, title, canvas, legend)
  const plane = { element, canvas, title, legend, now: null, from: null, to: null, began: 0, request: 0, data: null }
  plane.sizes = new ResizeObserver(() => drawDots(plane))
  plane.sizes.observe(canvas)
  return plane
}

function showPlane(plane, data, look, when) {
  plane.data = data
  const target = withView(look.codes)
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches
  const same = plane.now?.length === target.length && !still
  if (!plane.to || plane.to.some((value, i) => value !== target[i] && !(Number.isNaN(value) && Number.isNaN(target[i])))) {
    plane.from = same ? plane.now : target
    plane.to = target
    plane.began = performance.now()
  }
  plane.request ||= requestAnimationFrame(() => glideDots(plane))
  const title = fill(data.words.plane, { count: look.codes.length })
  setText(plane.title, title)
  setAttribute(plane.canvas, "aria-label", `${title}, ${when}`)
  fillLegend(plane, data)
}

// The dots, and behind them what is seen of the plane: its middle and half its height. It glides with the dots.
function withView(codes) {
  const sides = [0, 1].map((axis) => codes.map((code) => code[axis]).filter((value) => value !== null))
  const ends = sides.map((side) => [Math.min(0, ...side), Math.max(0, ...side)])
  const reach = niceCeiling(0.52 * Math.max(...ends.map(([low, high]) => high - low), 1e-6))
  const middles = ends.map(([low, high]) => (low + high) / 2)
  return Float32Array.from([...codes.flat(), ...middles, reach], (value) => value ?? NaN)
}

function fillLegend(plane, { names, colours, words }) {
  const key = names.join()
  if (plane.key === key) return
  plane.key = key
  const marks = names.map((name, k) => {
    const dot = make("i")
    dot.style.background = colours[k]
    return make("span", {}, dot, name)
  })
  plane.legend.replaceChildren(...marks, make("span", { class: "hint" }, words.classes))
}

function glideDots(plane) {
  plane.request = 0
  if (!plane.to) return
  const passed = clamp((performance.now() - plane.began) / GLIDE, 0, 1)
  const eased = 1 - (1 - passed) ** 3
  plane.now = plane.to.map((value, i) => (Number.isNaN(plane.from[i]) ? value : plane.from[i] + (value - plane.from[i]) * eased))
  drawDots(plane)
  if (passed < 1) plane.request = requestAnimationFrame(() => glideDots(plane))
}

function drawDots(plane) {
  const { canvas, data, now } = plane
  const ratio = window.devicePixelRatio || 1
  const size = canvas.clientWidth
  if (!size || !data || !now) return
  canvas.width = canvas.height = Math.round(size * ratio)
  const context = canvas.getContext("2d")
  context.scale(ratio, ratio)
  const [across, up, reach] = now.slice(-3)
  const scale = (size / 2 - EDGE) / reach
  const x = (value) => size / 2 + (value - across) * scale
  const y = (value) => size / 2 - (value - up) * scale
  const style = getComputedStyle(canvas)
  context.strokeStyle = context.fillStyle = style.color
  context.globalAlpha = 0.3
  context.beginPath()
  context.moveTo(0, y(0))
  context.lineTo(size, y(0))
  context.moveTo(x(0), 0)
  context.lineTo(x(0), size)
  context.stroke()
  context.globalAlpha = 0.75
  context.font = `11px ${style.fontFamily}`
  // A whole number of steps from 0 on each axis says how large the plane is.
  const step = niceCeiling(reach / 2)
  for (let k = -4; k <= 4; k++) {
    if (k === 0) continue
    const [right, high] = [x(k * step), y(k * step)]
    if (right > EDGE && right < size - EDGE) context.fillText(short(k * step, 3), right - 8, clamp(y(0) - 4, 12, size - 4))
    if (high > EDGE && high < size - EDGE) context.fillText(short(k * step, 3), clamp(x(0) + 4, 2, size - 30), high + 4)
  }
  context.globalAlpha = 0.85
  for (let i = 0; 2 * i < now.length - 3; i++) {
    if (Number.isNaN(now[2 * i]) || Number.isNaN(now[2 * i + 1])) continue
    context.fillStyle = data.colours[data.labels[i]] ?? style.color
    context.beginPath()
    context.arc(x(now[2 * i]), y(now[2 * i + 1]), 3.2, 0, 2 * Math.PI)
    context.fill()
  }
}
