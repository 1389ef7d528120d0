// What the scope needs to know of an operation, here of a convolution. Another operation with the same
// fields (pads, stride, reach, outputSize, windowAt, compute, cost, explain, outputsOf) can take its place.

function convolutionOperation(picture, settings) {
  const padded = paddedCopy(picture, settings.pads, settings.padding)
  const [height, width] = [settings.kernels[0].length, settings.kernels[0][0].length]
  const reach = [settings.dilation[0] * (height - 1) + 1, settings.dilation[1] * (width - 1) + 1]
  return {
    padded,
    pads: settings.pads,
    stride: settings.stride,
    dilation: settings.dilation,
    reach,
    outputSize: settings.output_size,
    cost: costOf(padded, settings),

    // The window of an output, in pixels of the picture; it may hang over the edge.
    windowAt: (row, column) => ({
      top: row * settings.stride[0] - settings.pads[0][0],
      left: column * settings.stride[1] - settings.pads[1][0],
      height: reach[0],
      width: reach[1],
    }),

    compute(every) {
      const map = convolve(padded, settings, every)
      return { ...map, every, after: activate(map.values, settings.activation) }
    },

    explain: (row, column) => traceAt(padded, settings, row, column),

    // Rows and columns of the outputs that read this pixel of the picture.
    outputsOf: (y, x) => ({
      rows: readersOf(y, padded.rows, height, settings, 0),
      columns: readersOf(x, padded.columns, width, settings, 1),
    }),

    // The output with the middle of its window nearest to this pixel: of those that read it, if any do.
    nearestTo(y, x) {
      const nearest = (place, axis, readers) => {
        const ideal = (place + 0.5 + settings.pads[axis][0] - reach[axis] / 2) / settings.stride[axis]
        if (readers.length) return readers.reduce((a, b) => (Math.abs(b - ideal) < Math.abs(a - ideal) ? b : a))
        return Math.min(settings.output_size[axis] - 1, Math.max(0, Math.round(ideal)))
      }
      const { rows, columns } = this.outputsOf(y, x)
      return [nearest(y, 0, rows), nearest(x, 1, columns)]
    },
  }
}

function readersOf(index, sources, taps, settings, axis) {
  const outputs = new Set()
  sources.forEach((source, position) => {
    if (source !== index) return
    for (let tap = 0; tap < taps; tap++) {
      const output = (position - tap * settings.dilation[axis]) / settings.stride[axis]
      if (Number.isInteger(output) && output >= 0 && output < settings.output_size[axis]) outputs.add(output)
    }
  })
  return [...outputs].sort((a, b) => a - b)
}

// One padded copy for each picture and padding; a kernel that changes does not make another.
function paddedCopy(picture, pads, padding) {
  const name = `${padding} ${pads}`
  if (picture.paddedName !== name) {
    picture.padded = padPicture(picture, pads, padding)
    picture.paddedName = name
  }
  return picture.padded
}
