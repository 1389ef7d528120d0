// Activation functions and their slopes, on one number and on a whole Float32Array.

// TensorFlow's defaults: the slope of leaky ReLU below zero, and how far ELU comes down.
const USUAL = { slope: 0.2, alpha: 1 }

const ACTIVATIONS = {
  linear: (v) => v,
  relu: (v) => (v > 0 ? v : 0),
  leaky_relu: (v, { slope } = USUAL) => (v > 0 ? v : slope * v),
  elu: (v, { alpha } = USUAL) => (v > 0 ? v : alpha * Math.expm1(v)),
  gelu: (v) => v * normalShare(v),
  sigmoid: (v) => 1 / (1 + Math.exp(-v)),
  tanh: Math.tanh,
  softplus: (v) => Math.max(v, 0) + Math.log1p(Math.exp(-Math.abs(v))),
  swish: (v) => v / (1 + Math.exp(-v)),
}

// At a kink the slope from the left, as TensorFlow has it.
const SLOPES = {
  linear: () => 1,
  relu: (v) => (v > 0 ? 1 : 0),
  leaky_relu: (v, { slope } = USUAL) => (v > 0 ? 1 : slope),
  elu: (v, { alpha } = USUAL) => (v > 0 ? 1 : alpha * Math.exp(v)),
  gelu: (v) => normalShare(v) + (v * Math.exp((-v * v) / 2)) / Math.sqrt(2 * Math.PI),
  sigmoid: (v) => ACTIVATIONS.sigmoid(v) * ACTIVATIONS.sigmoid(-v),
  tanh: (v) => 1 - Math.tanh(v) ** 2,
  softplus: (v) => ACTIVATIONS.sigmoid(v),
  swish: (v) => ACTIVATIONS.sigmoid(v) * (1 + v * ACTIVATIONS.sigmoid(-v)),
}

// A new array with the activation of each value; the same array where there is nothing to do.
function activate(values, name, parameters = USUAL) {
  if (name === "linear") return values
  const activation = ACTIVATIONS[name]
  const after = new Float32Array(values.length)
  for (let i = 0; i < values.length; i++) after[i] = activation(values[i], parameters)
  return after
}

// Share of the standard normal distribution below a number.
function normalShare(v) {
  return complementOfErf(-v / Math.SQRT2) / 2
}

// Where the one formula for erfc hands over to the other, so that both are quick and good to 1e-12.
const HANDOVER = 2.5
const FRACTIONS = 40

// erfc(x) = 1 - erf(x). Near zero by the series of erf with positive terms alone, 2x/sqrt(pi) e^(-x^2)
// (1 + 2x^2/3 + (2x^2)^2/(3*5) + ...), farther out by Laplace's continued fraction.
function complementOfErf(x) {
  if (x < 0) return 2 - complementOfErf(-x)
  const factor = Math.exp(-x * x) / Math.sqrt(Math.PI)
  if (x < HANDOVER) {
    let term = 2 * x
    let sum = term
    for (let n = 1; term > 1e-17 * sum; n++) sum += term *= (2 * x * x) / (2 * n + 1)
    return 1 - factor * sum
  }
  let fraction = x
  for (let n = FRACTIONS; n > 0; n--) fraction = x + n / 2 / fraction
  return factor / fraction
}
