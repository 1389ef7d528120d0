// What the scope needs to know of an operation. Each is a function of the picture and its settings and gives:
//   padded, pads, stride, dilation, reach, outputSize, windowAt, outputsOf, nearestTo  (see window.js)
//   outputs      how many maps it makes, all of one size, each in a picture of its own
//   clipsColour  whether a map of three channels is shown from 0 to 1 whatever its values are
//   cost         multiply-adds, or as much work
//   compute(every)   {height, width, channels, every, after}: `after` holds the maps' values one after another
//   interest(values) from the values of all maps at a place (first channel): how much there is to be seen
//   explain(row, column)   the arithmetic of an output: {planes, rows, columns, ...}
//   valuesOf(trace)  each map's values, one a channel, from that arithmetic alone
//   ringsAt(trace)   pixels of the picture to be ringed: [{row, column, channel}], channel null without colours
//   panel        {build, fill}: the arithmetic in numbers

const OPERATIONS = { convolution: convolutionOperation, pooling: poolingOperation }

function operationFor(picture, data, kernels) {
  return OPERATIONS[data.operation](picture, { ...data, kernels })
}

// The values of one of several maps of equal size that follow one another.
function partOf(values, count, index) {
  const length = values.length / count
  return values.subarray(index * length, (index + 1) * length)
}
