// The arithmetic of a convolution. Pure functions on arrays: no document, no canvas, no state.
//
// A picture is {height, width, planes}, one Float32Array in row order for each channel.
// settings: kernels (one for all planes, or one a plane: then the planes' results are added), bias,
// stride and dilation as [rows, columns], padding (a name), pads [[top, bottom], [left, right]],
// output_size [rows, columns], flip (true turns the kernel by 180 degrees).

// Index of the source line behind line `index` of a side of `size`, or -1 where padding gives zeros.
function paddedIndex(index, size, padding) {
  if (index >= 0 && index < size) return index
  if (padding === "circular") return ((index % size) + size) % size
  if (padding === "replicate") return index < 0 ? 0 : size - 1
  if (padding !== "reflect") return -1
  if (size === 1) return 0
  // A reflection without repeating the edge has the period 2 (size - 1), and may turn more than once.
  const period = 2 * (size - 1)
  const phase = ((index % period) + period) % period
  return phase < size ? phase : period - phase
}

// The source index of every line of a padded side.
function paddedLines(size, [before, after], padding) {
  return Int32Array.from({ length: before + size + after }, (_, i) => paddedIndex(i - before, size, padding))
}

// A copy of the picture with its padding around it, so that the inner loops need no branch.
function padPicture(picture, pads, padding) {
  const rows = paddedLines(picture.height, pads[0], padding)
  const columns = paddedLines(picture.width, pads[1], padding)
  const planes = picture.planes.map((plane) => {
    const copy = new Float32Array(rows.length * columns.length)
    for (let y = 0, i = 0; y < rows.length; y++) {
      const start = rows[y] * picture.width
      if (rows[y] < 0) i += columns.length
      else for (let x = 0; x < columns.length; x++, i++) if (columns[x] >= 0) copy[i] = plane[start + columns[x]]
    }
    return copy
  })
  return { height: rows.length, width: columns.length, rows, columns, planes }
}

// The kernel as it meets the patch: turned by 180 degrees for the mathematician's convolution.
function turned(kernel, flip) {
  return flip ? kernel.map((row) => [...row].reverse()).reverse() : kernel
}

// Weights and their distances from the window's corner, without zeros, filled up to a multiple of four.
function tapsOf(kernel, dilation, paddedWidth) {
  const weights = []
  const offsets = []
  kernel.forEach((row, u) =>
    row.forEach((weight, v) => {
      if (weight === 0) return
      weights.push(Math.fround(weight))
      offsets.push(u * dilation[0] * paddedWidth + v * dilation[1])
    }),
  )
  while (weights.length % 4) {
    weights.push(0)
    offsets.push(0)
  }
  return { weights, offsets }
}

// Add one plane's weighted sums for one row of outputs. Four taps at a time: fewer loads and stores of the sums.
function addTaps(sums, count, plane, start, columnStep, { weights, offsets }) {
  for (let t = 0; t < weights.length; t += 4) {
    const w0 = weights[t], w1 = weights[t + 1], w2 = weights[t + 2], w3 = weights[t + 3]
    let a = start + offsets[t], b = start + offsets[t + 1], c = start + offsets[t + 2], d = start + offsets[t + 3]
    for (let x = 0; x < count; x++) {
      sums[x] += w0 * plane[a] + w1 * plane[b] + w2 * plane[c] + w3 * plane[d]
      a += columnStep
      b += columnStep
      c += columnStep
      d += columnStep
    }
  }
}

// Convolve a padded picture. `every` computes each n-th output row and column only.
// Returns {height, width, channels, values}, channels interleaved, before any activation.
function convolve(padded, settings, every = 1) {
  const [outputHeight, outputWidth] = settings.output_size
  const height = Math.ceil(outputHeight / every)
  const width = Math.ceil(outputWidth / every)
  const added = settings.kernels.length > 1
  const channels = added ? 1 : padded.planes.length
  const taps = settings.kernels.map((k) => tapsOf(turned(k, settings.flip), settings.dilation, padded.width))
  const values = new Float32Array(height * width * channels)
  const sums = new Float64Array(width)
  const rowStep = settings.stride[0] * every * padded.width
  const columnStep = settings.stride[1] * every
  const bias = Math.fround(settings.bias)
  for (let y = 0; y < height; y++) {
    for (let c = 0; c < channels; c++) {
      sums.fill(bias)
      if (added) taps.forEach((t, i) => addTaps(sums, width, padded.planes[i], y * rowStep, columnStep, t))
      else addTaps(sums, width, padded.planes[c], y * rowStep, columnStep, taps[0])
      for (let x = 0, o = y * width * channels + c; x < width; x++, o += channels) values[o] = sums[x]
    }
  }
  return { height, width, channels, values }
}

// Multiply-adds of one full convolution.
function costOf(padded, settings) {
  const taps = settings.kernels[0].length * settings.kernels[0][0].length
  return settings.output_size[0] * settings.output_size[1] * taps * padded.planes.length
}

// How the output at (row, column) came about: for each plane the patch, the kernel as it was laid on it,
// the products and their sum; rows and columns say where the patch lies in the picture (-1: a zero of the padding).
function traceAt(padded, settings, row, column) {
  const [top, left] = [row * settings.stride[0], column * settings.stride[1]]
  const height = settings.kernels[0].length
  const width = settings.kernels[0][0].length
  const rowAt = Array.from({ length: height }, (_, u) => top + u * settings.dilation[0])
  const columnAt = Array.from({ length: width }, (_, v) => left + v * settings.dilation[1])
  const planes = padded.planes.map((plane, i) => {
    const kernel = turned(settings.kernels[settings.kernels.length > 1 ? i : 0], settings.flip)
    const patch = rowAt.map((y) => columnAt.map((x) => plane[y * padded.width + x]))
    const products = patch.map((line, u) => line.map((value, v) => value * Math.fround(kernel[u][v])))
    return { patch, kernel, products, sum: products.flat().reduce((a, b) => a + b, 0) }
  })
  const rows = rowAt.map((y) => padded.rows[y])
  const columns = columnAt.map((x) => padded.columns[x])
  return { planes, rows, columns, bias: settings.bias, added: settings.kernels.length > 1 }
}
