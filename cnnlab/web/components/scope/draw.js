// One frame of the scope: only what has changed is computed and drawn.

// How often the timeline is emptied of its own entries, so that an afternoon of dragging does not fill the memory.
const FRAMES_KEPT = 2000
let framesMeasured = 0

function measureFrame(start, detail) {
  if (++framesMeasured % FRAMES_KEPT === 0) performance.clearMeasures("cnnlab-frame")
  performance.measure("cnnlab-frame", { start, end: performance.now(), detail })
}

// Height of the pictures in parts of the window's: header, pictures and arithmetic then fit into one screen.
const SHARE_OF_WINDOW = 0.41
const SHORTEST = 240
const TALLEST = 480

// Size of one canvas on the screen: both boxes side by side, in the shape of the input.
function boxFor(parts, picture, operation) {
  const gap = parseFloat(getComputedStyle(parts.boxes).columnGap)
  const width = Math.max(0, Math.floor((parts.boxes.clientWidth - gap) / 2))
  const tallest = clamp(Math.round(innerHeight * SHARE_OF_WINDOW), SHORTEST, TALLEST)
  const factor = Math.min(width / picture.width, tallest / picture.height)
  const box = { width: Math.round(picture.width * factor), height: Math.max(24, Math.round(picture.height * factor)) }
  return { ...box, gutter: gutterFor(operation, picture, box.width, box.height) }
}

function sizeStages(parts, box) {
  for (const { figure, stage } of [parts.input, parts.output]) {
    figure.style.width = `${box.width}px`
    stage.style.width = `${box.width}px`
    stage.style.height = `${box.height}px`
  }
}

function drawInput(parts, box, spans, scene) {
  paintInput(fitCanvas(parts.input.base, box), box, spans.input, scene)
}

function drawOutput(parts, box, spans, scene) {
  paintOutput(fitCanvas(parts.output.base, box), box, spans.output, scene)
}

function drawMarks(parts, box, spans, scene) {
  markInput(fitCanvas(parts.input.marks, box), box, spans.input, scene)
  markOutput(fitCanvas(parts.output.marks, box), box, spans.output, scene)
}

// The bar under the output: its colours, its limits, and a needle at the value in hand.
function drawBar(bar, scale, channels, words) {
  const colour = channels === 3
  bar.line.classList.toggle("clipped", colour)
  setText(bar.note, colour ? words.clipped : "")
  const stops = Array.from({ length: 33 }, (_, i) => cssColour(shade(scale.table, 0, 32, i)))
  const gradient = `linear-gradient(to right, ${stops.join(", ")})`
  if (bar.gradient !== gradient) bar.strip.style.backgroundImage = bar.gradient = gradient
  setText(bar.low, short(scale.low, 4))
  setText(bar.high, short(scale.high, 4))
}

function drawNeedle(bar, scale, value) {
  const place = clamp((value - scale.low) / (scale.high - scale.low), 0, 1)
  bar.needle.style.left = `${(100 * place).toFixed(2)}%`
}
