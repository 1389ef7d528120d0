// What lies over the pictures and moves with the hand: window, ring, the outputs of an input pixel, the veil.

const TOUCHED = "rgba(182, 236, 40, 0.45)"
const VEIL = "rgba(128, 134, 144, 0.72)"
// Round, and in another colour than the window's frame; with three channels in theirs.
const RING = "#3fd0ff"
const RINGS = ["#ff6b6b", "#4fe07f", "#6aa8ff"]

function markInput(context, box, span, scene) {
  const { operation, at, tap } = scene
  const ruler = rulerFor(span, box)
  const patch = operation.windowAt(at.row, at.column)
  if (operation.dilation?.some((d) => d > 1)) markTaps(context, ruler, patch, operation)
  pointAt(context, ruler, patch, MARK)
  outline(context, ruler, patch, MARK)
  scene.rings.forEach((pixel, i) => drawRing(context, ruler, pixel, 1 - 0.22 * i))
  const pixel = tap && {
    top: patch.top + tap.u * (operation.dilation?.[0] ?? 1),
    left: patch.left + tap.v * (operation.dilation?.[1] ?? 1),
    height: 1,
    width: 1,
  }
  if (pixel) outline(context, ruler, pixel, "#ffffff", 1.5, 4)
  else if (scene.inputPlace) {
    outline(context, ruler, { top: scene.inputPlace[0], left: scene.inputPlace[1], height: 1, width: 1 }, "#ffffff", 1.5, 4)
  }
}

// A ring within a pixel; a dot where the pixel is too small for a ring.
function drawRing(context, ruler, { row, column, channel }, share) {
  const size = Math.min(ruler.across, ruler.down)
  const radius = Math.max(2, 0.42 * size * share)
  const colour = channel === null ? RING : RINGS[channel]
  context.beginPath()
  context.arc(ruler.x(column + 0.5), ruler.y(row + 0.5), radius, 0, 2 * Math.PI)
  context.strokeStyle = "rgba(8, 12, 18, 0.85)"
  context.lineWidth = radius < 4 ? 2 : 4
  context.stroke()
  context.strokeStyle = context.fillStyle = colour
  context.lineWidth = 2
  if (radius < 4) context.fill()
  else context.stroke()
}

// With gaps between the taps the window alone would not tell which pixels are read.
function markTaps(context, ruler, patch, { dilation }) {
  context.fillStyle = TOUCHED
  for (let y = patch.top; y < patch.top + patch.height; y += dilation[0]) {
    for (let x = patch.left; x < patch.left + patch.width; x += dilation[1]) {
      context.fillRect(ruler.x(x), ruler.y(y), Math.max(1, ruler.across), Math.max(1, ruler.down))
    }
  }
}

function markOutput(context, box, span, scene) {
  const { operation, at, pinned, touched } = scene
  const ruler = rulerFor(span, box)
  if (scene.playing) veilAfter(context, ruler, at, operation.outputSize)
  if (touched) {
    context.fillStyle = TOUCHED
    for (const row of touched.rows) {
      for (const column of touched.columns) {
        context.fillRect(ruler.x(column), ruler.y(row), Math.max(1, ruler.across), Math.max(1, ruler.down))
      }
    }
    frameTouched(context, ruler, touched)
  }
  if (pinned && (pinned.row !== at.row || pinned.column !== at.column)) {
    outline(context, ruler, { top: pinned.row, left: pinned.column, height: 1, width: 1 }, "#ffffff", 1, 5)
  }
  const pixel = { top: at.row, left: at.column, height: 1, width: 1 }
  pointAt(context, ruler, pixel, MARK)
  outline(context, ruler, pixel, MARK)
}

function frameTouched(context, ruler, { rows, columns }) {
  if (!rows.length || !columns.length) return
  const whole = rows.at(-1) - rows[0] < 64 && columns.at(-1) - columns[0] < 64
  if (!whole) return
  context.setLineDash([4, 3])
  outline(
    context,
    ruler,
    { top: rows[0], left: columns[0], height: rows.at(-1) - rows[0] + 1, width: columns.at(-1) - columns[0] + 1 },
    "#ffffff",
    1,
  )
  context.setLineDash([])
}

// While the window slides, what it has not reached yet is veiled: the output seems to be written.
function veilAfter(context, ruler, at, [height, width]) {
  context.fillStyle = VEIL
  const right = ruler.x(width)
  context.fillRect(ruler.x(at.column + 1), ruler.y(at.row), right - ruler.x(at.column + 1), ruler.down)
  context.fillRect(ruler.x(0), ruler.y(at.row + 1), right - ruler.x(0), ruler.y(height) - ruler.y(at.row + 1))
}
