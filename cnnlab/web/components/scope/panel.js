// The arithmetic of one output value: patch x kernel = products, their sum, bias, value, activation.

// Kernels larger than this show coloured cells without digits.
const LARGEST_WITH_DIGITS = 5
// Width in pixels from which three decimals fit.
const ROOMY = 560

// Rebuild the panel when the shape of the arithmetic changes; else it only gets new numbers.
function buildPanel(panel, trace, words, onTap) {
  const [height, width] = [trace.rows.length, trace.columns.length]
  const digits = Math.max(height, width) <= LARGEST_WITH_DIGITS
  const where = make("p", { class: "where" })
  const terms = trace.planes.map((_, i) => buildTerm(i, height, width, digits, trace, words))
  const readout = make("p", { class: "tap" })
  const sums = make("table", { class: "sums" })
  const scroll = make("div", { class: "terms", tabindex: "0", role: "group", "aria-label": words.panel }, ...terms.map((t) => t.element))
  panel.replaceChildren(where, make("div", { class: "work" }, scroll, sums), readout)
  panel.dataset.digits = digits ? (Math.max(height, width) > 3 || trace.planes.length > 1 ? "small" : "large") : "none"
  panel.style.setProperty("--columns", width)
  panel.style.setProperty("--rows", height)
  panel.dataset.planes = trace.planes.length
  const tapUnder = (event) => {
    const cell = event.target.closest?.("[data-tap]")
    onTap(cell ? Object.fromEntries(cell.dataset.tap.split(",").map((n, i) => ["iuv"[i], Number(n)])) : null)
  }
  scroll.onpointerover = tapUnder
  scroll.onpointerleave = () => onTap(null)
  return { where, terms, readout, sums, digits, tap: null }
}

function buildTerm(index, height, width, digits, trace, words) {
  const grid = (kind) => {
    const cells = Array.from({ length: height * width }, (_, i) =>
      make("div", { class: "number", "data-tap": `${index},${Math.floor(i / width)},${i % width}` }),
    )
    const field = make("div", { class: `field ${kind}` }, ...cells)
    const caption = index === 0 ? words[kind] : ""
    return { cells, element: make("div", { class: "operand" }, make("span", { class: "caption" }, caption), field) }
  }
  const grids = { patch: grid("patch"), kernel: grid("kernel"), products: grid("products") }
  const sign = (text) => make("span", { class: "sign" }, text)
  const name = trace.planes.length > 1 ? [make("span", { class: "channel" }, words[CHANNELS[index]])] : []
  const row = [grids.patch.element, sign("×"), grids.kernel.element, sign("="), grids.products.element]
  return { grids, element: make("div", { class: "term" }, ...name, ...row) }
}

const CHANNELS = ["red", "green", "blue"]

// So many decimals that the products of a kernel with pixels of 0 to 1 can be told apart and fit their cells.
function decimalsFor(largest, roomy) {
  if (largest >= 10) return 1
  return (roomy ? 3 : 2) + (largest < 0.1 ? 1 : 0)
}

// New numbers and colours. `shown` are the output's values after the activation, one a channel.
function fillPanel(parts, panel, trace, scene) {
  const { words, diverging } = scene
  const largest = Math.max(...trace.planes.flatMap((p) => p.kernel.flat()).map(Math.abs)) || 1
  const roomy = panel.dataset.digits === "large" && panel.clientWidth > ROOMY
  const decimals = decimalsFor(largest, roomy)
  const number = (value) => (value === 0 ? "0" : fixed(value, decimals))
  setText(parts.where, fill(words.where, { row: scene.at.row, column: scene.at.column }))
  trace.planes.forEach((plane, i) => {
    const { grids } = parts.terms[i]
    paintCells(grids.patch, plane.patch.flat(), parts.digits, number, (v) => shade(GREY, 0, 1, v))
    paintCells(grids.kernel, plane.kernel.flat(), parts.digits, (v) => weight(v, roomy ? 3 : 2), (v) => shade(diverging, -largest, largest, v))
    paintCells(grids.products, plane.products.flat(), parts.digits, number, (v) => shade(diverging, -largest, largest, v))
    markPadding(grids.patch.cells, trace)
  })
  fillSums(parts.sums, trace, scene, Math.max(3, decimals))
  showTap(parts, trace, words)
}

function paintCells({ cells }, values, digits, format, colourOf) {
  values.forEach((value, i) => {
    const cell = cells[i]
    const colour = colourOf(value)
    if (cell.colour !== colour) {
      cell.colour = colour
      cell.style.backgroundColor = cssColour(colour)
      cell.style.color = inkOn(colour)
    }
    if (digits) setText(cell, format(value))
  })
}

function markPadding(cells, trace) {
  const width = trace.columns.length
  cells.forEach((cell, i) => {
    const outside = trace.rows[Math.floor(i / width)] < 0 || trace.columns[i % width] < 0
    if (cell.classList.contains("outside") !== outside) cell.classList.toggle("outside", outside)
  })
}

// The lines under one another as on paper; a column for each output value.
function fillSums(table, trace, scene, decimals) {
  const { words, activation } = scene
  const sums = trace.planes.map((plane) => plane.sum)
  const lines = sums.length > 1 && !trace.added ? [["names", "", CHANNELS.map((name) => words[name]), ""]] : []
  if (trace.added) trace.planes.forEach((p, i) => lines.push(["", words[CHANNELS[i]], [p.sum], i ? "+" : ""]))
  else lines.push(["", words.sum, sums, ""])
  const totals = trace.added ? [sums.reduce((a, b) => a + b, 0)] : sums
  const values = totals.map((total) => total + trace.bias)
  lines.push(["", words.bias, values.map(() => trace.bias), "+"])
  if (activation === "linear") lines.push(["value", words.value, scene.values, "="])
  else lines.push(["total", words.value, values, "="], ["value", words[activation], scene.values, "→"])
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
function showTap(parts, trace, words) {
  const { tap } = parts
  const plane = tap && trace.planes[tap.i]
  const values = plane && [plane.patch, plane.kernel, plane.products].map((grid) => grid[tap.u]?.[tap.v])
  const known = values && values[0] !== undefined
  const text = known ? `${fixed(values[0], 3)} × ${weight(values[1])} = ${fixed(values[2], 4)}` : words.tap_hint
  setText(parts.readout, text)
  parts.readout.classList.toggle("idle", !known)
  const place = known ? `${tap.i},${tap.u},${tap.v}` : ""
  if (parts.lit === place) return
  parts.lit = place
  parts.terms.forEach(({ grids }) =>
    Object.values(grids).forEach(({ cells }) => cells.forEach((cell) => cell.classList.toggle("lit", cell.dataset.tap === place))),
  )
}
