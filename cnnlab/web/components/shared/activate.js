// Activation functions, applied to a whole Float32Array.

// Slope of leaky ReLU below zero: TensorFlow's default.
const LEAKY_SLOPE = 0.2

const ACTIVATIONS = {
  linear: (v) => v,
  relu: (v) => (v > 0 ? v : 0),
  leaky_relu: (v) => (v > 0 ? v : LEAKY_SLOPE * v),
  sigmoid: (v) => 1 / (1 + Math.exp(-v)),
  tanh: Math.tanh,
}

// A new array with the activation of each value; the same array where there is nothing to do.
function activate(values, name) {
  if (name === "linear") return values
  const activation = ACTIVATIONS[name]
  const after = new Float32Array(values.length)
  for (let i = 0; i < values.length; i++) after[i] = activation(values[i])
  return after
}
