// What all operations that slide a window over a picture share: where the windows lie, and which pixel is read by which.

// `size` is [rows, columns] of the window, without dilation.
function slidingWindow(picture, settings, size) {
  const padded = paddedCopy(picture, settings.pads, settings.padding)
  const { stride, pads, dilation, output_size: outputSize } = settings
  const reach = [dilation[0] * (size[0] - 1) + 1, dilation[1] * (size[1] - 1) + 1]

  // Rows and columns of the outputs that read this pixel of the picture.
  const outputsOf = (y, x) => ({
    rows: readersOf(y, padded.rows, size[0], settings, 0),
    columns: readersOf(x, padded.columns, size[1], settings, 1),
  })

  return {
    padded,
    pads,
    stride,
    dilation,
    reach,
    outputSize,
    outputsOf,

    // The window of an output, in pixels of the picture; it may hang over the edge.
    windowAt: (row, column) => ({
      top: row * stride[0] - pads[0][0],
      left: column * stride[1] - pads[1][0],
      height: reach[0],
      width: reach[1],
    }),

    // The output with the middle of its window nearest to this pixel: of those that read it, if any do.
    nearestTo(y, x) {
      const nearest = (place, axis, readers) => {
        const ideal = (place + 0.5 + pads[axis][0] - reach[axis] / 2) / stride[axis]
        if (readers.length) return readers.reduce((a, b) => (Math.abs(b - ideal) < Math.abs(a - ideal) ? b : a))
        return Math.min(outputSize[axis] - 1, Math.max(0, Math.round(ideal)))
      }
      const { rows, columns } = outputsOf(y, x)
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
