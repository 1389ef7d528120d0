// The small pictures of a layer: maps as pixels in the colours of their values, single values as cells.

// Which values share one scale: limits for the unit at `place` of a column.
function limitsFor(column, place, { scale, columns }) {
  if (scale === "map") {
    const [low, high] = column.values ? [column.values[place], column.values[place]] : [column.lows[place], column.highs[place]]
    return signedLimits(Math.min(low, column.low < 0 ? -1e-12 : 0), high, column.low < 0)
  }
  if (scale === "layer") return signedLimits(column.low, column.high, column.low < 0)
  // The picture and the classes are in other units.
  const inner = columns.slice(1, -1)
  const largest = Math.max(...inner.map(({ low, high }) => Math.max(-low, high)))
  return signedLimits(-largest, largest, column.low < 0)
}

// Signed values lie about 0 in the middle of the diverging scale, others on the sequential one from 0.
function signedLimits(low, high, signed) {
  const limit = Math.max(-low, high, 1e-12)
  return signed ? { low: -limit, high: limit, table: "diverging" } : { low: 0, high: limit, table: "sequential" }
}

// The bytes of the maps of all columns stand behind one another: where those of each begin.
function placeMaps(columns) {
  let start = 0
  for (const column of columns) {
    if (!column.size) continue
    column.start = start
    start += column.units.length * column.size[0] * column.size[1]
  }
}

function paintMap(canvas, column, place, body, tables, limits) {
  const [height, width] = column.size
  const bytes = body.subarray(column.start + place * height * width, column.start + (place + 1) * height * width)
  const [low, high] = [column.lows[place], column.highs[place]]
  const values = Float32Array.from(bytes, (byte) => low + (byte / 255) * (high - low))
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height })
  const context = canvas.getContext("2d")
  const image = context.createImageData(width, height)
  paintScalar(values, new Uint32Array(image.data.buffer), tables[limits.table], limits.low, limits.high)
  context.putImageData(image, 0, 0)
}

function paintValue(cell, value, tables, limits) {
  const colour = shade(tables[limits.table], limits.low, limits.high, value)
  cell.style.background = cssColour(colour)
  cell.style.color = inkOn(colour)
  setText(cell, readable(value))
}

// Three significant digits.
function readable(value) {
  const size = Math.abs(value)
  return short(value, size >= 100 ? 0 : size >= 10 ? 1 : 2)
}
