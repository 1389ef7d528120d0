// The arithmetic of pooling. Pure functions on arrays: no document, no canvas, no state.
//
// A picture is {height, width, planes}, one Float32Array in row order for each channel. settings: window and
// stride as [rows, columns], pads [[top, bottom], [left, right]], output_size [rows, columns].
// What lies in the padding does not count: no maximum is taken there, and a mean divides by the values that are there.

// The lines of the picture that each window reads on one axis: from start to just before end.
function windowLines(axis, size, settings, every = 1) {
  const count = Math.ceil(settings.output_size[axis] / every)
  return Array.from({ length: count }, (_, i) => {
    const first = i * every * settings.stride[axis] - settings.pads[axis][0]
    return { start: Math.max(0, first), end: Math.min(size, first + settings.window[axis]) }
  })
}

// The outputs of one channel, in double precision. kind: "max", "average" or "l2" (root of the sum of squares).
// The largest value, and the sum, of a rectangle is that of its columns' ones: first along the rows, then down,
// which takes rows + columns steps and not rows x columns.
function poolPlane(plane, width, rows, columns, kind) {
  const across = foldAcross(plane, width, columns, kind)
  const pooled = foldDown(across, rows, columns.length, kind === "max")
  if (kind === "l2") return pooled.map(Math.sqrt)
  if (kind === "average") divideByCount(pooled, rows, columns)
  return pooled
}

// One number for each output column of each row: the largest value, or the sum of values or squares.
function foldAcross(plane, width, columns, kind) {
  const [largest, squares] = [kind === "max", kind === "l2"]
  const height = plane.length / width
  const folded = new Float64Array(height * columns.length)
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < columns.length; x++, i++) {
      const end = y * width + columns[x].end
      let value = largest ? -Infinity : 0
      for (let k = y * width + columns[x].start; k < end; k++) {
        const next = plane[k]
        if (largest) value = next > value ? next : value
        else value += squares ? next * next : next
      }
      folded[i] = value
    }
  }
  return folded
}

function foldDown(across, rows, count, largest) {
  const folded = new Float64Array(rows.length * count).fill(largest ? -Infinity : 0)
  for (let y = 0; y < rows.length; y++) {
    for (let line = rows[y].start; line < rows[y].end; line++) {
      for (let x = 0, o = y * count, i = line * count; x < count; x++, o++, i++) {
        const next = across[i]
        if (!largest) folded[o] += next
        else if (next > folded[o]) folded[o] = next
      }
    }
  }
  return folded
}

function divideByCount(sums, rows, columns) {
  for (let y = 0, i = 0; y < rows.length; y++) {
    const down = rows[y].end - rows[y].start
    for (let x = 0; x < columns.length; x++, i++) sums[i] /= down * (columns[x].end - columns[x].start)
  }
}

// Pool a picture. `every` computes each n-th output row and column only.
// Returns {height, width, channels, values}, channels interleaved.
function poolPicture(picture, settings, kind, every = 1) {
  const rows = windowLines(0, picture.height, settings, every)
  const columns = windowLines(1, picture.width, settings, every)
  const channels = picture.planes.length
  const values = new Float32Array(rows.length * columns.length * channels)
  picture.planes.forEach((plane, c) => {
    const pooled = poolPlane(plane, picture.width, rows, columns, kind)
    for (let i = 0, o = c; i < pooled.length; i++, o += channels) values[o] = pooled[i]
  })
  return { height: rows.length, width: columns.length, channels, values }
}

// How the output at (row, column) came about: for each plane the patch (null in the padding), how many values
// count, the three results and the winner's place in the window; rows and columns say where the patch lies
// in the picture (-1 in the padding). Of equal values the first wins, row by row, as in TensorFlow.
function poolTrace(picture, settings, row, column) {
  const lines = (axis, place, size) =>
    Array.from({ length: settings.window[axis] }, (_, k) => {
      const line = place * settings.stride[axis] - settings.pads[axis][0] + k
      return line >= 0 && line < size ? line : -1
    })
  const rows = lines(0, row, picture.height)
  const columns = lines(1, column, picture.width)
  const planes = picture.planes.map((plane) => {
    const patch = rows.map((y) => columns.map((x) => (y < 0 || x < 0 ? null : plane[y * picture.width + x])))
    const counted = patch.flat().filter((value) => value !== null)
    const largest = Math.max(...counted)
    const place = patch.flat().indexOf(largest)
    return {
      patch,
      counted,
      winner: { u: Math.floor(place / columns.length), v: place % columns.length },
      max: largest,
      average: counted.reduce((sum, value) => sum + value, 0) / counted.length,
      l2: Math.sqrt(counted.reduce((sum, value) => sum + value * value, 0)),
    }
  })
  return { planes, rows, columns }
}

// What each value of a window gets of a gradient of 1 at its output: the winner all (max), each the same
// (average), each its part of the total (L2); null in the padding.
function poolShares(plane, kind) {
  const share = {
    max: (_, u, v) => (u === plane.winner.u && v === plane.winner.v ? 1 : 0),
    average: () => 1 / plane.counted.length,
    l2: (value) => (plane.l2 > 0 ? value / plane.l2 : 0),
  }[kind]
  return plane.patch.map((line, u) => line.map((value, v) => (value === null ? null : share(value, u, v))))
}
