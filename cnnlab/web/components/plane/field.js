// The plane itself: codes as dots, the circles of the prior, the decoded digits behind; and over it what moves.

const DOT = 3.4
// Length of the crosshair's arms.
const ARM = 26

// From the plane's numbers to the screen, and back. Up is positive.
function rulerOf({ low, high }, box) {
  const side = Math.min(box.width, box.height)
  return {
    x: (value) => ((value - low[0]) / (high[0] - low[0])) * side,
    y: (value) => ((high[1] - value) / (high[1] - low[1])) * side,
    across: (px) => clamp(low[0] + (px / side) * (high[0] - low[0]), low[0], high[0]),
    up: (py) => clamp(high[1] - (py / side) * (high[1] - low[1]), low[1], high[1]),
    unit: side / (high[0] - low[0]),
    side,
  }
}

function createField(stage, changed) {
  const [ground, above] = [make("canvas", { "aria-hidden": "true" }), make("canvas", { "aria-hidden": "true" })]
  stage.append(ground, above)
  const sheet = new Image()
  sheet.addEventListener("load", changed)

  const box = () => ({ width: stage.clientWidth, height: stage.clientHeight })

  function take(stock) {
    if ((sheet.getAttribute("src") ?? "") !== stock.sheet) stock.sheet ? (sheet.src = stock.sheet) : sheet.removeAttribute("src")
  }

  function paintGround(stock, lit) {
    const context = fitCanvas(ground, box())
    const ruler = rulerOf(stock, box())
    const ink = getComputedStyle(stage).color
    const digits = stock.show !== "codes" && stock.sheet && sheet.complete && sheet.naturalWidth
    if (digits) {
      context.imageSmoothingEnabled = true
      context.globalAlpha = stock.show === "both" ? 0.5 : 1
      context.drawImage(sheet, 0, 0, ruler.side, ruler.side)
      context.globalAlpha = 1
    } else paintAxes(context, ruler, ink)
    if (stock.show !== "digits" || !stock.sheet) paintDots(context, ruler, stock, lit, ink)
    if (stock.prior) paintPrior(context, ruler, digits ? "#ffffff" : ink)
    if (!digits || stock.show === "both") paintNames(context, ruler, stock, lit, getComputedStyle(stage))
    paintLimits(context, ruler, stock, digits ? "#ffffff" : ink, digits)
  }

  // Where the hand is, where the answer on the screen belongs, and where the given picture lies.
  function paintAbove(stock, at, answered, held) {
    const context = fitCanvas(above, box())
    const ruler = rulerOf(stock, box())
    if (stock.own) star(context, ruler.x(stock.own[0]), ruler.y(stock.own[1]))
    const [x, y] = [ruler.x(at[0]), ruler.y(at[1])]
    for (const [ink, line] of [["rgba(8, 12, 18, 0.75)", 3.4], [MARK, 1.4]]) {
      context.strokeStyle = ink
      context.lineWidth = line
      context.beginPath()
      for (const [right, down] of [[1, 0], [-1, 0], [0, 1], [0, -1]]) {
        context.moveTo(x + 8 * right, y + 8 * down)
        context.lineTo(x + ARM * right, y + ARM * down)
      }
      context.stroke()
    }
    if (answered) loop(context, ruler.x(answered[0]), ruler.y(answered[1]), held ? 4 : 2.4)
  }

  return { paintGround, paintAbove, take, ruler: (stock) => rulerOf(stock, box()) }
}

function paintAxes(context, ruler, ink) {
  context.strokeStyle = ink
  context.globalAlpha = 0.18
  context.lineWidth = 1
  context.beginPath()
  context.moveTo(ruler.x(0), 0)
  context.lineTo(ruler.x(0), ruler.side)
  context.moveTo(0, ruler.y(0))
  context.lineTo(ruler.side, ruler.y(0))
  context.stroke()
  context.globalAlpha = 1
}

function paintDots(context, ruler, { codes, labels, paints }, lit, ink) {
  context.lineWidth = 0.6
  const radius = ruler.side < 380 ? DOT * 0.8 : DOT
  // Dimmed ones lie below.
  for (const bright of [false, true]) {
    for (let i = 0; i < labels.length; i++) {
      if (lit(labels[i]) !== bright) continue
      context.globalAlpha = bright ? 0.9 : 0.1
      context.beginPath()
      context.arc(ruler.x(codes[2 * i]), ruler.y(codes[2 * i + 1]), radius, 0, 2 * Math.PI)
      context.fillStyle = paints[labels[i] % paints.length]
      context.fill()
      context.globalAlpha *= 0.45
      context.strokeStyle = ink
      context.stroke()
    }
  }
  context.globalAlpha = 1
}

// The standard normal distribution: one, two and three standard deviations.
function paintPrior(context, ruler, ink) {
  context.strokeStyle = context.fillStyle = ink
  context.lineWidth = 1.4
  context.font = "12px sans-serif"
  context.textAlign = "center"
  context.textBaseline = "bottom"
  context.setLineDash([6, 5])
  context.globalAlpha = 0.75
  for (const radius of [1, 2, 3]) {
    context.beginPath()
    context.arc(ruler.x(0), ruler.y(0), radius * ruler.unit, 0, 2 * Math.PI)
    context.stroke()
    context.fillText(`${radius} σ`, ruler.x(0), ruler.y(radius) - 1)
  }
  context.setLineDash([])
  context.globalAlpha = 1
}

// Each class by its name in its middle: colours alone are not for every eye.
function paintNames(context, ruler, { centres, names }, lit, style) {
  context.font = `700 17px ${style.getPropertyValue("--st-font") || "sans-serif"}`
  context.textAlign = "center"
  context.textBaseline = "middle"
  context.lineJoin = "round"
  for (let k = 0; 2 * k < centres.length; k++) {
    if (!lit(k)) continue
    const [x, y] = [ruler.x(centres[2 * k]), ruler.y(centres[2 * k + 1])]
    context.strokeStyle = style.getPropertyValue("--st-background-color") || "#ffffff"
    context.lineWidth = 5
    context.strokeText(names[k], x, y)
    context.fillStyle = style.color
    context.fillText(names[k], x, y)
  }
}

// What the sides of the plane stand for; over pictures with a dark edge.
function paintLimits(context, ruler, { low, high, axes }, ink, edged) {
  context.font = "11px sans-serif"
  context.fillStyle = ink
  context.globalAlpha = edged ? 1 : 0.8
  const text = (value) => short(value, Math.abs(value) < 10 ? 1 : 0) + (axes ? " σ" : "")
  const write = (words, x, y, align, base) => {
    context.textAlign = align
    context.textBaseline = base
    if (edged) context.strokeText(words, x, y)
    context.fillText(words, x, y)
  }
  context.strokeStyle = "rgba(8, 12, 18, 0.9)"
  context.lineWidth = 3.5
  write(text(low[0]), 4, ruler.side - 3, "left", "bottom")
  write(text(high[0]), ruler.side - 4, ruler.side - 3, "right", "bottom")
  write(text(high[1]), 4, 4, "left", "top")
  context.globalAlpha = 1
}

function loop(context, x, y, line) {
  context.beginPath()
  context.arc(x, y, 8, 0, 2 * Math.PI)
  for (const [ink, width] of [["rgba(8, 12, 18, 0.85)", line + 2.4], [MARK, line]]) {
    context.strokeStyle = ink
    context.lineWidth = width
    context.stroke()
  }
}

function star(context, x, y) {
  context.beginPath()
  for (let i = 0; i < 10; i++) {
    const [radius, angle] = [i % 2 ? 4.4 : 10, (Math.PI / 5) * i - Math.PI / 2]
    context[i ? "lineTo" : "moveTo"](x + radius * Math.cos(angle), y + radius * Math.sin(angle))
  }
  context.closePath()
  context.lineJoin = "round"
  context.strokeStyle = "rgba(8, 12, 18, 0.9)"
  context.lineWidth = 4
  context.stroke()
  context.fillStyle = MARK
  context.fill()
}
