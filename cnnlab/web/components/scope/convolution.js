// The scope's operation "convolution": kernels, bias, activation; one map.

function convolutionOperation(picture, settings) {
  const size = [settings.kernels[0].length, settings.kernels[0][0].length]
  const window = slidingWindow(picture, settings, size)
  const { padded } = window
  return {
    ...window,
    outputs: 1,
    clipsColour: true,
    cost: costOf(padded, settings),

    compute(every) {
      const map = convolve(padded, settings, every)
      return { ...map, every, after: activate(map.values, settings.activation) }
    },

    // The largest value, of either sign.
    interest: ([value]) => Math.abs(value),
    explain: (row, column) => traceAt(padded, settings, row, column),

    valuesOf(trace) {
      const sums = trace.planes.map((plane) => plane.sum)
      const totals = trace.added ? [sums.reduce((a, b) => a + b, 0)] : sums
      return [totals.map((total) => ACTIVATIONS[settings.activation](total + trace.bias))]
    },

    ringsAt: () => [],
    panel: CONVOLUTION_PANEL,
  }
}
