// Which part of input and output is on the screen. A view is {zoom, row, column}: the middle in output
// pixels, zoom 1 is the whole picture. All canvases always show the same region.

// Screen pixels that one input pixel may grow to, and from which its number is written into it.
const LARGEST_PIXEL = 58
const PIXEL_WITH_NUMBER = 33

const WHOLE = { zoom: 1, row: 0, column: 0 }

// Empty margin around both pictures, wide enough for the windows that hang over.
function gutterFor(operation, picture, width, height) {
  const across = Math.max(...operation.pads[1])
  const down = Math.max(...operation.pads[0])
  const needed = Math.max((width * across) / (picture.width + 2 * across), (height * down) / (picture.height + 2 * down))
  return Math.min(Math.ceil(needed) + 5, Math.round(Math.min(width, height) / 4))
}

function largestZoom(picture, box) {
  const zoom = LARGEST_PIXEL * Math.max(picture.width / (box.width - 2 * box.gutter), picture.height / (box.height - 2 * box.gutter))
  return Math.max(1, zoom)
}

// What one axis shows: {start, length} of input and output in pixels, over the whole canvas.
function axisSpans(view, axis, operation, picture, box) {
  const middle = axis === 0 ? view.row : view.column
  const size = axis === 0 ? picture.height : picture.width
  const side = axis === 0 ? box.height : box.width
  const [before, after] = operation.pads[axis]
  const outputs = operation.outputSize[axis]
  const stretch = side / (side - 2 * box.gutter)
  const outputSpan = outputs / view.zoom
  const centre = clamp(middle, outputSpan / 2, outputs - outputSpan / 2)
  const inputSpan = size / view.zoom
  // From edge to edge both move in step: at the output's edge the padding before the input comes into sight.
  const overhang = 1 - 1 / view.zoom
  const way = outputs - outputSpan
  const share = way > 1e-9 ? (centre - outputSpan / 2) / way : 0.5
  const first = inputSpan / 2 - before * overhang
  const last = size - inputSpan / 2 + after * overhang
  const inputCentre = first + share * (last - first)
  return {
    input: { start: inputCentre - (inputSpan * stretch) / 2, length: inputSpan * stretch },
    output: { start: centre - (outputSpan * stretch) / 2, length: outputSpan * stretch },
    centre,
  }
}

// Spans of both axes: {input: {y, x}, output: {y, x}}, and the view with its middle brought inside.
function spansOf(view, operation, picture, box) {
  const y = axisSpans(view, 0, operation, picture, box)
  const x = axisSpans(view, 1, operation, picture, box)
  return {
    input: { y: y.input, x: x.input },
    output: { y: y.output, x: x.output },
    view: { zoom: view.zoom, row: y.centre, column: x.centre },
  }
}

// The place under a point of a canvas, in pixels of its picture.
function placeUnder(span, box, left, top) {
  return [span.y.start + (top / box.height) * span.y.length, span.x.start + (left / box.width) * span.x.length]
}

// Zoom so that a place of the output stays where it is on the screen.
function zoomedAbout(view, factor, [row, column], most) {
  const zoom = clamp(view.zoom * factor, 1, most)
  const rate = view.zoom / zoom
  return { zoom, row: row + (view.row - row) * rate, column: column + (view.column - column) * rate }
}

// Move the view just so far that an output pixel lies well inside.
function following(view, operation, row, column) {
  const inside = (middle, place, outputs) => {
    const half = outputs / view.zoom / 2
    const margin = Math.max(0, half - Math.min(1.5, half / 3))
    return clamp(middle, place + 0.5 - margin, place + 0.5 + margin)
  }
  return {
    zoom: view.zoom,
    row: inside(view.row, row, operation.outputSize[0]),
    column: inside(view.column, column, operation.outputSize[1]),
  }
}

// First and last output row and column on the screen.
function visibleOutputs(view, operation) {
  const range = (middle, outputs) => {
    const half = outputs / view.zoom / 2
    const low = clamp(middle, half, outputs - half) - half
    return [Math.max(0, Math.round(low)), Math.min(outputs - 1, Math.max(Math.round(low + 2 * half) - 1, 0))]
  }
  return { rows: range(view.row, operation.outputSize[0]), columns: range(view.column, operation.outputSize[1]) }
}
