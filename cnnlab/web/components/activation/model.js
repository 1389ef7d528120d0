// The numbers: the map before and after the function, and where the browser's are compared with TensorFlow's.

// Where curve and slope are compared: every twentieth from -6 to 6.
const CHECKED = Float32Array.from({ length: 241 }, (_, i) => i / 20 - 6)

// Compute {height, width, before, after, curve, curveSlope} from a picture of one plane.
function computeMaps(picture, { kernel, bias, name, parameters }) {
  const [height, width] = [picture.height - kernel.length + 1, picture.width - kernel[0].length + 1]
  const settings = { kernels: [kernel], stride: [1, 1], dilation: [1, 1], output_size: [height, width], flip: false, bias }
  const none = [[0, 0], [0, 0]]
  const before = convolve(padPicture(picture, none, "valid"), settings).values
  return {
    height,
    width,
    before,
    after: activate(before, name, parameters),
    curve: activate(CHECKED, name, parameters),
    curveSlope: CHECKED.map((v) => SLOPES[name](v, parameters)),
  }
}

// One list of all that is compared, as TensorFlow sends it.
function joined({ before, after, curve, curveSlope }) {
  const all = [before, after, curve, curveSlope]
  const values = new Float32Array(all.reduce((sum, each) => sum + each.length, 0))
  let start = 0
  for (const each of all) {
    values.set(each, start)
    start += each.length
  }
  return values
}

// TensorFlow's maps where they belong to these settings, else the browser's own.
function shownMaps(own, tensorflow, id) {
  const count = own.before.length
  const fits = tensorflow && tensorflow.id === id && tensorflow.values.length === 2 * count + 2 * CHECKED.length
  if (!fits) return { ...own, source: "browser" }
  const [before, after] = [tensorflow.values.subarray(0, count), tensorflow.values.subarray(count, 2 * count)]
  return { ...own, before, after, source: "tensorflow" }
}

// Where to begin if nobody has chosen: in the middle of the map, at a value that ReLU would cut off and a smooth
// function bend; the largest where nothing is negative.
const TELLING = -1.3

function tellingPlace({ height, width, before }) {
  let best = { row: height >> 1, column: width >> 1 }
  let least = Infinity
  const signed = rangeOf(before)[0] < 0
  for (let row = height >> 2; row < height - (height >> 2); row++) {
    for (let column = width >> 2; column < width - (width >> 2); column++) {
      const value = before[row * width + column]
      const distance = signed ? Math.abs(value - TELLING) : -value
      if (distance < least) [least, best] = [distance, { row, column }]
    }
  }
  return best
}
