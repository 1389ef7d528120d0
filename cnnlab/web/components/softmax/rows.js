// The row of each class: logit, fraction with its bar, error, gradients.

// A probability in percent. Softmax never gives exactly 0 or 1, so nothing is called 0 or 100.
function percent(p) {
  if (p < 0.0005) return "<0.1\u00a0%"
  if (p > 0.9995) return ">99.9\u00a0%"
  return `${fixed(100 * p, 1)}\u00a0%`
}

// A number of any size with about three digits.
function plain(value) {
  const size = Math.abs(value)
  if (size === 0) return "0"
  if (size < 0.001 || size >= 1e5) return scientific(value)
  return fixed(value, size < 0.1 ? 4 : size < 10 ? 3 : size < 1000 ? 1 : 0)
}

function fillRows(parts, result, { data, table }) {
  const { words, names, truth, temperature, covered, colours } = data
  const largest = Math.max(...result.gradients.flat().map(Math.abs))
  parts.rows.forEach((row, k) => {
    const p = result.probabilities[k]
    row.element.classList.toggle("is-true", k === truth)
    row.element.classList.toggle("covered", covered)
    row.element.style.setProperty("--class", colours[k])
    setText(row.truth, k === truth ? words.true : "")
    setText(row.logit, plain(result.logits[k]))
    setText(row.caption, words.gradient)
    setPower(row.top, result, k, temperature, covered)
    setText(row.bottom, covered ? "?" : plain(result.total))
    setText(row.share, covered ? "?" : percent(p))
    row.bar.style.width = `${covered ? 0 : 100 * p}%`
    setText(row.error, covered ? "?" : plain(result.errors[k]))
    fillGradient(row.gradient.cells, result.gradients[k], largest, { data, table })
    setAttribute(row.element, "aria-label", rowInWords(result, k, data))
  })
}

// e with its exponent raised: e^(z / T) = value.
function setPower(element, result, k, temperature, covered) {
  const { logits, taken, powers } = result
  const z = exponentNumber(logits[k])
  const top = taken ? `(${z} − ${taken < 0 ? `(${exponentNumber(taken)})` : exponentNumber(taken)})` : z
  const exponent = temperature === 1 ? top : `${top} / ${short(temperature, 2)}`
  const text = covered ? "?" : plain(powers[k])
  if (element.dataset.shown === `${exponent}=${text}`) return
  element.dataset.shown = `${exponent}=${text}`
  element.replaceChildren("e", make("sup", {}, exponent), ` = ${text}`)
}

function exponentNumber(value) {
  return short(value, Math.abs(value) < 0.1 ? 4 : 2)
}

function fillGradient(cells, gradients, largest, { data, table }) {
  const limit = largest || 1
  cells.forEach((cell, i) => {
    const none = data.features[i] === 0
    const value = data.covered ? 0 : gradients[i]
    paint(cell, shade(table, -limit, limit, value))
    cell.classList.toggle("none", none && !data.covered)
    setText(cell, data.covered ? "?" : cellNumber(value))
  })
}

function paint(cell, colour) {
  if (cell.colour === colour) return
  cell.colour = colour
  cell.style.backgroundColor = cssColour(colour)
  cell.style.color = inkOn(colour)
}

// Two decimals where they say something, for a small cell.
function cellNumber(value) {
  const size = Math.abs(value)
  if (size === 0) return "0"
  if (size < 0.005) return "≈0"
  if (size >= 1e4) return scientific(value)
  return short(value, size < 10 ? 2 : size < 100 ? 1 : 0)
}

function rowInWords(result, k, { names, words, truth, covered }) {
  const share = covered ? "?" : percent(result.probabilities[k])
  const name = k === truth ? `${names[k]}, ${words.true}` : names[k]
  return `${name}: z = ${plain(result.logits[k])}, p = ${share}`
}
