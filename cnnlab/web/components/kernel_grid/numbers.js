// How a kernel's numbers change under the hand. Pure functions.

// Screen pixels of dragging that make one step.
const PIXELS_A_STEP = 2
// A press that moves less than this, in screen pixels, changes nothing.
const CLICK_SLACK = 4
// With Shift everything is ten times finer.
const FINE = 0.1

// The step of a drag: a fiftieth of the kernel's largest number, rounded to 1, 2 or 5 times a power of ten.
function stepFor(kernels) {
  const largest = Math.max(...kernels.flat(2).map(Math.abs)) || 1
  const wish = largest / 50
  const power = 10 ** Math.floor(Math.log10(wish))
  return [1, 2, 5, 10].find((s) => s * power >= wish * (1 - 1e-9)) * power
}

// A number moved by whole steps; it lands on multiples of the step, so that 0 and 1 can be met exactly.
function moved(value, steps, step, limit) {
  if (steps === 0) return value
  const next = Math.round((value + steps * step) / step) * step
  return clampWeight(Number(next.toPrecision(6)), limit)
}

function clampWeight(value, limit) {
  return Math.min(limit, Math.max(-limit, value)) || 0
}

// What somebody typed: "-0.5", "−0,5", "1/9"; NaN where it is no number.
function typedNumber(text, limit) {
  const plain = text.trim().replace("−", "-").replace(",", ".")
  const [, top, bottom] = plain.match(/^([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)(?:\s*\/\s*(\d+\.?\d*))?$/i) ?? []
  if (top === undefined) return NaN
  const value = Number(top) / (bottom === undefined ? 1 : Number(bottom))
  return Number.isFinite(value) ? clampWeight(Number(value.toPrecision(6)), limit) : NaN
}
