// One frame of the scope: only what has changed is computed and drawn.

// Height of the pictures in parts of the window's: header, pictures and arithmetic then fit into one screen.
const SHARE_OF_WINDOW = 0.41
const SHORTEST = 240
const TALLEST = 480

// In less width than this no more than two pictures stand side by side: as in scope.css.
const NARROW = 560

// Size of one canvas on the screen: all boxes side by side, in the shape of the input.
function boxFor(parts, picture, operation) {
  const gap = parseFloat(getComputedStyle(parts.boxes).columnGap)
  const room = parts.boxes.clientWidth
  const count = room <= NARROW ? 2 : 1 + parts.outputs.length
  const width = Math.max(0, Math.floor((room - (count - 1) * gap) / count))
  const tallest = clamp(Math.round(innerHeight * SHARE_OF_WINDOW), SHORTEST, TALLEST)
  const factor = Math.min(width / picture.width, tallest / picture.height)
  const box = { width: Math.round(picture.width * factor), height: Math.max(24, Math.round(picture.height * factor)) }
  return { ...box, gutter: gutterFor(operation, picture, box.width, box.height) }
}

function sizeStages(parts, box) {
  for (const { figure, stage } of [parts.input, ...parts.outputs]) {
    figure.style.width = `${box.width}px`
    stage.style.width = `${box.width}px`
    stage.style.height = `${box.height}px`
  }
}

function drawInput(parts, box, spans, scene) {
  paintInput(fitCanvas(parts.input.base, box), box, spans.input, scene)
}

function drawOutputs(parts, box, spans, scene) {
  parts.outputs.forEach((part, i) => paintOutput(fitCanvas(part.base, box), box, spans.output, scene, scene.outputs[i]))
}

function drawMarks(parts, box, spans, scene) {
  markInput(fitCanvas(parts.input.marks, box), box, spans.input, scene)
  for (const part of parts.outputs) markOutput(fitCanvas(part.marks, box), box, spans.output, scene)
}

// The bar under an output: its colours, its limits, and a needle at the value in hand; instead of it a note on a map in colours.
function drawBar(bar, scale, note) {
  bar.line.classList.toggle("clipped", note !== "")
  setText(bar.note, note)
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
