// A dense layer of a few classes with softmax and cross-entropy behind it. Pure functions on lists.
//
// A template is a class's weights as rows of cells, as they lie on the map; `features` is the map, row after row.

// Products of features and weights, their sum, and the logit: the sum plus the bias.
function logitOf(features, template, bias) {
  const products = template.flat().map((weight, i) => weight * features[i])
  const sum = products.reduce((a, b) => a + b, 0)
  return { products, sum, logit: sum + bias }
}

// e to the z / T for every logit. Where the powers would be too large to read, the largest logit is taken
// away from all of them first; then `taken` says how much. The fractions stay the same.
function powersOf(logits, temperature) {
  const largest = Math.max(...logits)
  const taken = Math.max(...logits.map(Math.abs)) / temperature > LARGEST_EXPONENT ? largest : 0
  const powers = logits.map((logit) => Math.exp((logit - taken) / temperature))
  return { powers, taken, total: powers.reduce((a, b) => a + b, 0) }
}

const LARGEST_EXPONENT = 15

function softmaxOf(logits, temperature) {
  const { powers, total } = powersOf(logits, temperature)
  return powers.map((power) => power / total)
}

// Minus the logarithm of the true class's probability, exact also where that is too small to be written.
function crossEntropyOf(logits, truth, temperature) {
  const largest = Math.max(...logits)
  const total = logits.reduce((sum, logit) => sum + Math.exp((logit - largest) / temperature), 0)
  return Math.log(total) - (logits[truth] - largest) / temperature
}

// All that the screen shows of a layer: {terms, logits, powers, taken, total, probabilities, loss, errors, gradients}.
// errors are p - y; the gradient on a weight is its class's error, times the feature it meets, over T.
function classify({ features, templates, biases, truth, temperature }) {
  const terms = templates.map((template, k) => logitOf(features, template, biases[k]))
  const logits = terms.map((term) => term.logit)
  const { powers, taken, total } = powersOf(logits, temperature)
  const probabilities = powers.map((power) => power / total)
  // The true class's p - 1 from the others: no digits are lost where p is nearly 1.
  const others = probabilities.reduce((sum, p, k) => (k === truth ? sum : sum + p), 0)
  const errors = probabilities.map((p, k) => (k === truth ? -others : p))
  const gradients = errors.map((error) => features.map((feature) => (error * feature) / temperature || 0))
  const loss = crossEntropyOf(logits, truth, temperature)
  return { terms, logits, powers, taken, total, probabilities, loss, errors, gradients }
}

// The numbers in the order in which TensorFlow's are compared with them.
function valuesOf({ logits, probabilities, loss, gradients }) {
  return Float32Array.from([...logits, ...probabilities, loss, ...gradients.flat()])
}
