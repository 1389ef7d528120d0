// The dot in words: "-1.32 -> 0, slope 0: no gradient passes here", and the formula with its numbers.

const FORMULAS = {
  linear: "f(x) = x = {x}",
  relu: "f(x) = max(0, x) = max(0, {x}) = {y}",
  leaky_relu: "f(x) = max({slope} · x, x) = max({slope} · {b}, {x}) = {y}",
  elu: "f(x) = {alpha} · (e^[x] − 1) = {alpha} · (e^[{x}] − 1) = {y}",
  gelu: "f(x) = x · Φ(x) = {b} · Φ({x}) = {y}",
  sigmoid: "f(x) = 1 / (1 + e^[−x]) = 1 / (1 + e^[{minus}]) = {y}",
  tanh: "f(x) = tanh(x) = tanh({x}) = {y}",
  softplus: "f(x) = ln(1 + e^[x]) = ln(1 + e^[{x}]) = {y}",
  swish: "f(x) = x / (1 + e^[−x]) = {x} / (1 + e^[{minus}]) = {y}",
}
// Above zero an ELU leaves everything as it is.
const ELU_ABOVE = "f(x) = x = {x}"

function verdictOf(slope, threshold, words) {
  const size = Math.abs(slope)
  if (slope === 0) return words.none
  if (size < threshold) return words.hardly
  if (slope < 0) return fill(words.turned, { percent: short(100 * size, 0) })
  if (size === 1) return words.whole
  return fill(size < 1 ? words.part : words.more, { percent: short(100 * size, 0) })
}

// What is short enough to be read at a glance and still tells small numbers from zero.
function told(value) {
  const size = Math.abs(value)
  return size !== 0 && size < 5e-4 ? scientific(value) : short(value, size < 0.1 ? 4 : 3)
}

function sayPoint(parts, { x, y, slope }, { words, name, parameters, threshold }) {
  const verdict = verdictOf(slope, threshold, words)
  setText(parts.mapping, `${told(x)} → ${told(y)}`)
  setText(parts.verdict, fill(words.slope_here, { slope: told(slope), verdict }))
  const template = name === "elu" && x > 0 ? ELU_ABOVE : FORMULAS[name]
  const bracketed = x < 0 ? `(${told(x)})` : told(x)
  const values = { x: told(x), y: told(y), b: bracketed, minus: told(-x), slope: told(parameters.slope), alpha: told(parameters.alpha) }
  setRaised(parts.formula, fill(template, values))
}

function pointInWords({ mapping, verdict }) {
  return `${mapping.textContent}, ${verdict.textContent}`
}

// A text in which ^[...] stands raised.
function setRaised(element, text) {
  if (element.said === text) return
  element.said = text
  const pieces = text.split(/\^\[(.*?)\]/)
  element.replaceChildren(...pieces.map((piece, i) => (i % 2 ? make("sup", {}, piece) : piece)))
}
