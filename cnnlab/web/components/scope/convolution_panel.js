// The arithmetic of one output value of a convolution: patch x kernel = products, their sum, bias, value, activation.

const CONVOLUTION_PANEL = { build: buildProducts, fill: fillProducts }

// Kernels larger than this show coloured cells without digits.
const LARGEST_KERNEL_WITH_DIGITS = 5

// Rebuild the panel when the shape of the arithmetic changes; else it only gets new numbers.
function buildProducts(panel, trace, words, onTap) {
  const [height, width] = [trace.rows.length, trace.columns.length]
  const digits = Math.max(height, width) <= LARGEST_KERNEL_WITH_DIGITS
  const terms = trace.planes.map((_, i) => buildTerm(i, height, width, trace, words))
  const sums = make("table", { class: "sums" })
  return { ...layPanel(panel, trace, terms, [sums], digits, words, onTap), sums }
}

function buildTerm(index, height, width, trace, words) {
  const grid = (kind) => numberGrid(kind, index === 0 ? words[kind] : "", index, height, width)
  const grids = { patch: grid("patch"), kernel: grid("kernel"), products: grid("products") }
  const sign = (text) => make("span", { class: "sign" }, text)
  const name = trace.planes.length > 1 ? [make("span", { class: "channel" }, words[CHANNELS[index]])] : []
  const row = [grids.patch.element, sign("×"), grids.kernel.element, sign("="), grids.products.element]
  return { grids, element: make("div", { class: "term" }, ...name, ...row) }
}

// So many decimals that the products of a kernel with pixels of 0 to 1 can be told apart and fit their cells.
function decimalsFor(largest, roomy) {
  if (largest >= 10) return 1
  return (roomy ? 3 : 2) + (largest < 0.1 ? 1 : 0)
}

// How a kernel's numbers are written: short where somebody has chosen them, else, where a network has learned them, all
// alike, so that they fit their cells.
function kernelNumber(trace, decimals) {
  const chosen = trace.planes.every(({ kernel }) => kernel.flat().every((value) => Math.abs(value * 1000 - Math.round(value * 1000)) < 1e-3))
  return chosen ? (value) => weight(value, decimals) : (value) => (value === 0 ? "0" : fixed(value, decimals))
}

// New numbers and colours. `shown` are the output's values after the activation, one a channel.
function fillProducts(parts, panel, trace, { shown: [shown], ...scene }) {
  const { words, diverging, inputScale: white } = scene
  const largest = Math.max(...trace.planes.flatMap((p) => p.kernel.flat()).map(Math.abs)) || 1
  const roomy = isRoomy(panel)
  const decimals = decimalsFor(largest, roomy)
  const number = (value) => (value === 0 ? "0" : fixed(value, decimals))
  setText(parts.where, fill(words.where, { row: scene.at.row, column: scene.at.column }))
  trace.planes.forEach((plane, i) => {
    const { grids } = parts.terms[i]
    paintCells(grids.patch, plane.patch.flat(), parts.digits, number, (v) => shade(white.table, white.low, white.high, v))
    paintCells(grids.kernel, plane.kernel.flat(), parts.digits, kernelNumber(trace, roomy ? 3 : 2), (v) => shade(diverging, -largest, largest, v))
    paintCells(grids.products, plane.products.flat(), parts.digits, number, (v) => shade(diverging, -largest, largest, v))
    markPadding(grids.patch.cells, trace)
  })
  fillSums(parts.sums, trace, shown, scene, Math.max(3, decimals))
  showProduct(parts, trace, words)
}

// The lines under one another as on paper; a column for each output value.
function fillSums(table, trace, shown, { words, activation }, decimals) {
  const sums = trace.planes.map((plane) => plane.sum)
  const lines = sums.length > 1 && !trace.added ? [["names", "", CHANNELS.map((name) => words[name]), ""]] : []
  if (trace.added) trace.planes.forEach((p, i) => lines.push(["", words[CHANNELS[i]], [p.sum], i ? "+" : ""]))
  else lines.push(["", words.sum, sums, ""])
  const totals = trace.added ? [sums.reduce((a, b) => a + b, 0)] : sums
  const values = totals.map((total) => total + trace.bias)
  lines.push(["", words.bias, values.map(() => trace.bias), "+"])
  if (activation === "linear") lines.push(["value", words.value, shown, "="])
  else lines.push(["total", words.value, values, "="], ["value", words[activation], shown, "→"])
  while (table.rows.length > lines.length) table.deleteRow(-1)
  lines.forEach(([kind, name, numbers, sign], i) => {
    const row = table.rows[i] ?? table.insertRow()
    while (row.cells.length < numbers.length + 2) row.append(make(row.cells.length ? "td" : "th"))
    while (row.cells.length > numbers.length + 2) row.deleteCell(-1)
    setAttribute(row, "class", kind || "plain")
    setText(row.cells[0], name)
    setText(row.cells[1], sign)
    numbers.forEach((number, c) => setText(row.cells[c + 2], typeof number === "string" ? number : fixed(number, decimals)))
  })
}

// The one product under the pointer, in words.
function showProduct(parts, trace, words) {
  const { tap } = parts
  const plane = tap && trace.planes[tap.i]
  const values = plane && [plane.patch, plane.kernel, plane.products].map((grid) => grid[tap.u]?.[tap.v])
  const known = values && values[0] !== undefined
  const text = known ? `${fixed(values[0], 3)} × ${weight(values[1])} = ${fixed(values[2], 4)}` : null
  readOut(parts, text, words.tap_hint, known && `${tap.i},${tap.u},${tap.v}`)
}
