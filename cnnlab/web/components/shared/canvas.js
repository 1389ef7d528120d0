// Helpers for drawing on the pictures' canvases.

// The colour of what is in hand.
const MARK = "#c6f135"

// Match the canvas to its size on the screen, in device pixels. Resizing clears it, so only when needed.
function fitCanvas(canvas, box) {
  const ratio = window.devicePixelRatio || 1
  const [width, height] = [Math.round(box.width * ratio), Math.round(box.height * ratio)]
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = width
    canvas.height = height
  }
  const context = canvas.getContext("2d")
  context.setTransform(ratio, 0, 0, ratio, 0, 0)
  context.clearRect(0, 0, box.width, box.height)
  return context
}

// From picture pixels to screen pixels of a canvas.
function rulerFor(span, box) {
  const [across, down] = [box.width / span.x.length, box.height / span.y.length]
  return {
    across,
    down,
    x: (column) => (column - span.x.start) * across,
    y: (row) => (row - span.y.start) * down,
  }
}

// Draw a map of pixels where its first pixel is (row, column); each of its pixels covers `every` of the picture's.
function drawPixels(context, source, ruler, row, column, every = 1) {
  // Larger than life exact squares, smaller than life averaged: leaving pixels out would show patterns that are not there.
  context.imageSmoothingEnabled = ruler.across * every * (window.devicePixelRatio || 1) < 1
  context.imageSmoothingQuality = "medium"
  const [left, top] = [ruler.x(column), ruler.y(row)]
  context.drawImage(source, left, top, source.width * every * ruler.across, source.height * every * ruler.down)
}

// A rectangle that can be seen on any picture: a light line in a dark one. Never smaller than `least`.
function outline(context, ruler, { top, left, height, width }, colour, line = 2, least = 6) {
  let [x, y, w, h] = [ruler.x(left), ruler.y(top), width * ruler.across, height * ruler.down]
  if (w < least) [x, w] = [x - (least - w) / 2, least]
  if (h < least) [y, h] = [y - (least - h) / 2, least]
  const grow = line / 2
  context.lineJoin = "round"
  context.strokeStyle = "rgba(8, 12, 18, 0.85)"
  context.lineWidth = line + 2.5
  context.strokeRect(x - grow, y - grow, w + 2 * grow, h + 2 * grow)
  context.strokeStyle = colour
  context.lineWidth = line
  context.strokeRect(x - grow, y - grow, w + 2 * grow, h + 2 * grow)
}

// Four short lines that point at a rectangle too small to be found from the last row of a classroom.
function pointAt(context, ruler, { top, left, height, width }, colour) {
  const [w, h] = [width * ruler.across, height * ruler.down]
  if (Math.max(w, h) > 16) return
  const [x, y] = [ruler.x(left) + w / 2, ruler.y(top) + h / 2]
  const near = Math.max(w, h, 6) / 2 + 5
  const far = near + 8
  for (const [ink, line] of [["rgba(8, 12, 18, 0.8)", 4], [colour, 1.75]]) {
    context.strokeStyle = ink
    context.lineWidth = line
    context.beginPath()
    for (const [right, down] of [[1, 0], [-1, 0], [0, 1], [0, -1]]) {
      context.moveTo(x + right * near, y + down * near)
      context.lineTo(x + right * far, y + down * far)
    }
    context.stroke()
  }
}

let hatchTile = null

// Slanting lines: what is not part of the picture.
function hatch(context) {
  if (!hatchTile) {
    hatchTile = make("canvas", { width: 8, height: 8 })
    const tile = hatchTile.getContext("2d")
    tile.strokeStyle = "rgba(150, 158, 172, 0.6)"
    tile.lineWidth = 1.1
    for (const shift of [-8, 0, 8]) {
      tile.moveTo(shift - 1, 9)
      tile.lineTo(shift + 9, -1)
    }
    tile.stroke()
  }
  return context.createPattern(hatchTile, "repeat")
}

// Write numbers into the pixels that are on the screen. `linesAt` gives the texts of a pixel and its colour.
function writeNumbers(context, ruler, box, rows, columns, font, linesAt) {
  context.textAlign = "center"
  context.textBaseline = "middle"
  const first = (start, limit) => Math.max(0, Math.floor(start), limit[0])
  const last = (end, limit) => Math.min(limit[1], Math.ceil(end))
  const top = first(-ruler.y(0) / ruler.down, rows), left = first(-ruler.x(0) / ruler.across, columns)
  const bottom = last((box.height - ruler.y(0)) / ruler.down, rows), right = last((box.width - ruler.x(0)) / ruler.across, columns)
  for (let row = top; row < bottom; row++) {
    for (let column = left; column < right; column++) {
      const { lines, ink } = linesAt(row, column)
      const size = Math.min(13, ruler.across / 3.4, ruler.down / (lines.length + 0.6))
      context.font = `${size}px ${font}`
      context.fillStyle = ink
      lines.forEach((text, i) =>
        context.fillText(text, ruler.x(column + 0.5), ruler.y(row + 0.5) + (i - (lines.length - 1) / 2) * size * 1.15),
      )
    }
  }
}
