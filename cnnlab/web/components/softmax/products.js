// The panel beneath: where a class's logit comes from, product by product.

function fillProducts(panel, result, k, { data, table }) {
  const { words, names, features, biases } = data
  const { products, sum, logit } = result.terms[k]
  const weights = data.templates[k].flat()
  setText(panel.title, fill(words.products, { name: names[k] }))
  const largest = Math.max(...weights.map(Math.abs)) || 1
  const strongest = Math.max(...products.map(Math.abs)) || 1
  features.forEach((feature, i) => {
    paint(panel.grids.map.cells[i], shade(GREY, 0, 1, feature))
    paint(panel.grids.weights.cells[i], shade(table, -largest, largest, weights[i]))
    paint(panel.grids.products.cells[i], shade(table, -strongest, strongest, products[i]))
    setText(panel.grids.map.cells[i], cellNumber(feature))
    setText(panel.grids.weights.cells[i], cellNumber(weights[i]))
    setText(panel.grids.products.cells[i], cellNumber(products[i]))
  })
  const lines = [
    ["", words.sum, plain(sum)],
    ["+", words.bias, plain(biases[k])],
    ["=", `z (${names[k]})`, plain(logit)],
  ]
  lines.forEach((texts, i) => {
    const line = panel.sums.rows[i] ?? panel.sums.insertRow()
    texts.forEach((text, c) => setText(line.cells[c] ?? line.insertCell(), text))
  })
}

// The number under the pointer, in words: a product, or a gradient.
function tapInWords(tap, result, k, { data }) {
  const { words, names, features, templates, temperature, covered } = data
  if (!tap) return words.point
  const [row, column] = [Math.floor(tap.i / templates[0][0].length), tap.i % templates[0][0].length]
  const place = { row, column, name: names[k], x: plain(features[tap.i]) }
  if (tap.kind === "product") {
    const product = plain(result.terms[k].products[tap.i])
    return fill(words.product, { ...place, w: plainFactor(templates[k].flat()[tap.i]), product })
  }
  if (covered) return words.covered
  if (features[tap.i] === 0) return fill(words.no_gradient, place)
  const gradient = plain(result.gradients[k][tap.i])
  return fill(words.slope, { ...place, error: plain(result.errors[k]), temperature: short(temperature, 2), gradient })
}

function plainFactor(value) {
  return value < 0 ? `(${plain(value)})` : plain(value)
}

// Mark the cells that the words are about.
function lightTap(root, tap) {
  for (const cell of root.querySelectorAll("[data-tap]")) {
    const [kind, k, i] = cell.dataset.tap.split(",")
    const lit = tap !== null && tap.kind === kind && tap.i === Number(i) && (kind === "product" || tap.k === Number(k))
    if (cell.classList.contains("lit") !== lit) cell.classList.toggle("lit", lit)
  }
}
