// Grids of numbers as coloured cells, from which the panels of all operations are built.

// Width in pixels from which three decimals fit.
const ROOMY = 560

const CHANNELS = ["red", "green", "blue"]

// A grid of cells with a caption; index is that of the channel. A cell knows its channel, row and column.
function numberGrid(kind, caption, index, height, width) {
  const cells = Array.from({ length: height * width }, (_, i) =>
    make("div", { class: "number", "data-tap": `${index},${Math.floor(i / width)},${i % width}` }),
  )
  const field = make("div", { class: `field ${kind}` }, ...cells)
  const element = make("div", { class: "operand" }, make("span", { class: "caption" }, caption), field)
  return { cells, element, caption: element.firstChild }
}

// Tell which cell is under the pointer: {i, u, v}, or null.
function listenToCells(element, onTap) {
  element.onpointerover = (event) => {
    const cell = event.target.closest?.("[data-tap]")
    onTap(cell ? Object.fromEntries(cell.dataset.tap.split(",").map((n, i) => ["iuv"[i], Number(n)])) : null)
  }
  element.onpointerleave = () => onTap(null)
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

// Light the cells of one place in all grids; `place` as in data-tap, or "".
function lightCells(parts, place) {
  if (parts.lit === place) return
  parts.lit = place
  parts.terms.forEach(({ grids }) =>
    Object.values(grids).forEach(({ cells }) => cells.forEach((cell) => cell.classList.toggle("lit", cell.dataset.tap === place))),
  )
}

// What stands in every panel: the output's place, the terms in a part that scrolls, and a line for the cell under the pointer.
function layPanel(panel, trace, terms, beside, digits, words, onTap) {
  const [height, width] = [trace.rows.length, trace.columns.length]
  const where = make("p", { class: "where" })
  const readout = make("p", { class: "tap" })
  const scroll = make("div", { class: "terms", tabindex: "0", role: "group", "aria-label": words.panel }, ...terms.map((t) => t.element))
  panel.replaceChildren(where, make("div", { class: "work" }, scroll, ...beside), readout)
  panel.dataset.digits = digits ? (Math.max(height, width) > 3 || trace.planes.length > 1 ? "small" : "large") : "none"
  panel.style.setProperty("--columns", width)
  panel.style.setProperty("--rows", height)
  panel.dataset.planes = trace.planes.length
  listenToCells(scroll, onTap)
  return { where, terms, readout, digits, tap: null }
}

function isRoomy(panel) {
  return panel.dataset.digits === "large" && panel.clientWidth > ROOMY
}

// The line for the cell under the pointer; `text` is null without one.
function readOut(parts, text, hint, place) {
  setText(parts.readout, text ?? hint)
  parts.readout.classList.toggle("idle", text === null)
  lightCells(parts, text === null ? "" : place)
}
