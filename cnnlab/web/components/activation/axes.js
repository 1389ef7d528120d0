// Where numbers lie on the plot and in the colours: limits, ticks, histograms.

const BINS = 61
// So many of the values lie within the colours' limits. The few beyond get the strongest colours: a single edge must
// not make the rest of a map pale.
const WITHIN_COLOURS = 0.995

// The colours of a map: diverging about zero where they are asked for or anything is negative, else grey from 0.
function colourScale(values, signed, diverging) {
  const limit = Math.max(1, niceCeiling(sizeWithin(values, WITHIN_COLOURS)))
  if (signed || rangeOf(values)[0] < 0) return { table: diverging, low: -limit, high: limit }
  return { table: GREY, low: 0, high: limit }
}

// The smallest absolute value that such a share of all does not exceed. Without their sign, floating-point numbers lie in
// the order of their bits: counting the upper half of these, then the lower, finds it without sorting.
function sizeWithin(values, share) {
  const bits = new Uint32Array(new Float32Array(values).buffer)
  const upper = new Uint32Array(1 << 15)
  const lower = new Uint32Array(1 << 16)
  for (let i = 0; i < bits.length; i++) upper[(bits[i] & 0x7fffffff) >>> 16]++
  let [high, low, left] = [0, 0, Math.ceil(share * bits.length)]
  while (left > upper[high]) left -= upper[high++]
  for (let i = 0; i < bits.length; i++) if ((bits[i] & 0x7fffffff) >>> 16 === high) lower[bits[i] & 0xffff]++
  while (left > lower[low]) left -= lower[low++]
  return new Float32Array(Uint32Array.of((high << 16) | low).buffer)[0]
}

// Limits of x: as far as the values reach on either side of zero. Limits of y: all that the function and its slope
// reach there, and zero.
function limitsFor(values, name, parameters) {
  const limit = Math.max(1, ...rangeOf(values).map((end) => niceCeiling(Math.abs(end))))
  const points = Array.from({ length: 401 }, (_, i) => limit * (i / 200 - 1))
  const heights = points.flatMap((v) => [ACTIVATIONS[name](v, parameters), SLOPES[name](v, parameters)])
  const [low, high] = [Math.min(0, ...heights), Math.max(0, ...heights)]
  const margin = 0.05 * (high - low)
  return { points, x: [-limit, limit], y: [low - margin, high + margin] }
}

// Round numbers within limits, about as many as wanted.
function ticksWithin([low, high], wanted) {
  const rough = (high - low) / wanted
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = [1, 2, 5, 10].find((each) => each * power >= rough) * power
  const first = Math.ceil(low / step - 1e-9)
  const last = Math.floor(high / step + 1e-9)
  return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)))
}

// Shares of the values in bins of equal width; zero is the middle of one, so that what is exactly 0 is seen as such.
function histogramOf(values, [low, high]) {
  const width = (high - low) / BINS
  const first = Math.round(low / width)
  const shares = new Float64Array(Math.round(high / width) - first + 1)
  const last = shares.length - 1
  for (let i = 0; i < values.length; i++) {
    const place = Math.round(values[i] / width) - first
    shares[place < 0 ? 0 : place > last ? last : place] += 1 / values.length
  }
  return { width, first, shares }
}

// Stretches of x in which the slope is so small that hardly any gradient passes.
function flatStretches(points, name, parameters, threshold) {
  const stretches = []
  points.forEach((v, i) => {
    if (Math.abs(SLOPES[name](v, parameters)) >= threshold) return
    if (stretches.length && stretches.at(-1).last === i - 1) stretches.at(-1).last = i
    else stretches.push({ first: i, last: i })
  })
  return stretches.map(({ first, last }) => [points[first], points[last]]).filter(([from, to]) => to > from)
}
