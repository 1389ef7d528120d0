// A small chart of two lines over the steps of the generator, with a broken line where they end in balance.

const EDGE = { left: 40, right: 6, top: 6, bottom: 18 }

function createChart() {
  const title = make("span", { class: "title" })
  const canvas = make("canvas", { role: "img" })
  const keys = [make("span", { class: "key first" }), make("span", { class: "key second" })]
  const element = make("figure", {}, make("figcaption", {}, title, ...keys), make("div", { class: "chart" }, canvas))

  // `lines` are [name, column]; `balance` has a value or null for each; `limits` are fixed or null.
  function paint(name, curve, lines, balance, limits, style, said) {
    setText(title, name)
    const rows = curve.length / 5
    const last = rows ? curve[5 * (rows - 1)] : 0
    const values = lines.map(([, column]) => Array.from({ length: rows }, (_, row) => curve[5 * row + column]))
    lines.forEach(([label], i) => {
      const value = values[i].at(-1)
      setText(keys[i], `${label} ${Number.isFinite(value) ? fixed(value, 2) : "–"}`)
    })
    setAttribute(canvas, "aria-label", `${name}: ${keys.map((key) => key.textContent).join(", ")}`)
    const box = { width: canvas.parentElement.clientWidth, height: canvas.parentElement.clientHeight }
    if (!box.width) return
    const context = fitCanvas(canvas, box)
    const [low, high] = limits ?? limitsOfLines(values, balance)
    const [right, bottom] = [box.width - EDGE.right, box.height - EDGE.bottom]
    const x = (step) => EDGE.left + (step / Math.max(last, 1)) * (right - EDGE.left)
    const y = (value) => bottom - ((clamp(value, low, high) - low) / (high - low)) * (bottom - EDGE.top)
    paintFrame(context, { low, high, right, bottom, y, last, style, said })
    balance.forEach((value, i) => value !== null && level(context, y(value), right, style.inks[i]))
    values.forEach((line, i) => paintLine(context, line, curve, x, y, style.inks[i]))
  }

  return { element, paint }
}

function limitsOfLines(values, balance) {
  const there = [...values.flat(), ...balance].filter((value) => value !== null && Number.isFinite(value)).sort((a, b) => a - b)
  if (!there.length) return [0, 1]
  // A few wild steps must not press all others flat.
  const at = (share) => there[Math.round(share * (there.length - 1))]
  const [low, high] = [Math.min(0, at(0.01)), Math.max(0, at(0.99))]
  return [low < 0 ? -niceCeiling(-low) : 0, high > 0 ? niceCeiling(high) : 0.1]
}

function paintFrame(context, { low, high, right, bottom, y, last, style, said }) {
  context.strokeStyle = context.fillStyle = style.ink
  context.font = `11px ${style.font}`
  context.lineWidth = 1
  const ticks = low < 0 && high > 0 ? [low, 0, high] : [low, (low + high) / 2, high]
  ticks.forEach((tick) => {
    context.globalAlpha = 0.15
    context.beginPath()
    context.moveTo(EDGE.left, y(tick))
    context.lineTo(right, y(tick))
    context.stroke()
    context.globalAlpha = 0.75
    context.textAlign = "right"
    context.textBaseline = "middle"
    context.fillText(short(tick, 2), EDGE.left - 5, y(tick))
  })
  context.textAlign = "right"
  context.textBaseline = "bottom"
  context.fillText(fill(said, { step: last }), right, bottom + EDGE.bottom)
  context.globalAlpha = 1
}

function level(context, y, right, ink) {
  context.strokeStyle = ink
  context.globalAlpha = 0.6
  context.lineWidth = 1
  context.setLineDash([4, 4])
  context.beginPath()
  context.moveTo(EDGE.left, y)
  context.lineTo(right, y)
  context.stroke()
  context.setLineDash([])
  context.globalAlpha = 1
}

function paintLine(context, line, curve, x, y, ink) {
  context.strokeStyle = ink
  context.lineWidth = 1.7
  context.lineJoin = "round"
  context.beginPath()
  let drawing = false
  line.forEach((value, row) => {
    const there = Number.isFinite(value)
    if (there) drawing ? context.lineTo(x(curve[5 * row]), y(value)) : context.moveTo(x(curve[5 * row]), y(value))
    drawing = there
  })
  context.stroke()
}
