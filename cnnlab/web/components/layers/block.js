// One layer as it stands in the row: its output drawn to size, its shape, what it costs.

const ROOM = { width: 88, height: 74 }
const SHEETS = 9
const APART = 3.2

// A pile of maps: as wide as they are large, as deep as they are many (in powers of two). A vector is one bar.
function drawOutput(shape, largest) {
  const svg = draw("svg", { viewBox: `0 0 ${ROOM.width} ${ROOM.height}`, class: "drawn", "aria-hidden": "true" })
  if (shape.length === 3) {
    const [rows, columns, maps] = shape
    const side = (n) => Math.max(5, 46 * Math.sqrt(n / largest))
    const sheets = Math.min(SHEETS, 1 + Math.ceil(Math.log2(maps)))
    const [width, height] = [side(columns), side(rows)]
    const reach = (sheets - 1) * APART
    const [left, top] = [(ROOM.width - width - reach) / 2, (ROOM.height - height - reach) / 2]
    for (let sheet = sheets - 1; sheet >= 0; sheet--) {
      svg.append(draw("rect", { x: left + sheet * APART, y: top + reach - sheet * APART, width, height, class: "map" }))
    }
  } else if (shape.length === 1) {
    const height = Math.min(68, 8 + 5 * Math.log2(Math.max(1, shape[0])))
    svg.append(draw("rect", { x: ROOM.width / 2 - 5, y: (ROOM.height - height) / 2, width: 10, height, class: "map" }))
  }
  return svg
}

function buildBlock(block, place, { totals, largest, chosen }, data) {
  const { words, names, fields } = data
  const inner = block.settings !== null
  const shape = block.shape.length ? block.shape.join(" × ") : "?"
  const lines = [
    make("span", { class: "name" }, names[block.kind]),
    make("span", { class: "settings" }, inner ? summary(block.settings, fields[block.kind], words) : ""),
    drawOutput(block.shape, largest),
    make("span", { class: "shape" }, shape),
  ]
  if (block.kind !== "input" && block.shape.length) lines.push(...costs(block, totals, words))
  if (block.error) lines.push(make("span", { class: "error", role: "alert" }, block.error))
  const element = make(inner ? "button" : "div", { class: `block ${block.kind}`, "data-place": place }, ...lines)
  if (inner) {
    element.type = "button"
    element.setAttribute("aria-pressed", String(chosen === place))
  }
  element.classList.toggle("impossible", Boolean(block.error))
  element.classList.toggle("unknown", block.kind !== "input" && !block.shape.length && !block.error)
  return element
}

function costs(block, totals, words) {
  const percent = (part, whole) => (whole ? (100 * part) / whole : 0)
  const [parameters, products] = [percent(block.parameters, totals.parameters), percent(block.multiply_adds, totals.multiply_adds)]
  const shares = make(
    "span",
    { class: "shares", title: fill(words.shares, { parameters: short(parameters, 1), products: short(products, 1) }) },
    make("i", { class: "parameters", style: `width:${parameters}%` }),
    make("i", { class: "products", style: `width:${products}%` }),
  )
  const cost = (name, count) =>
    make("span", { class: `cost ${name}`, title: fill(words[name], { count: grouped(count) }) }, make("i"), grouped(count))
  return [
    cost("parameters", block.parameters),
    cost("multiply_adds", block.multiply_adds),
    shares,
  ]
}

function grouped(value) {
  return value.toLocaleString("en")
}
