// The arithmetic of one output value of a pooling: the window's numbers with the winner ringed, the largest
// and the mean written out, and what each value gets of the gradient on the way back.

const POOLING_PANEL = { build: buildWindow, fill: fillWindow }

// Windows larger than this show coloured cells without digits.
const LARGEST_WINDOW_WITH_DIGITS = 8
// Sums of more values than this are written with dots in the middle.
const LONGEST_SUM = 9

function buildWindow(panel, trace, words, onTap) {
  const [height, width] = [trace.rows.length, trace.columns.length]
  const digits = Math.max(height, width) <= LARGEST_WINDOW_WITH_DIGITS
  const terms = trace.planes.map((_, i) => {
    const grids = { patch: numberGrid("patch", i ? "" : words.patch, i, height, width), shares: numberGrid("shares", "", i, height, width) }
    const lines = ["max", "beside"].map(() => {
      const parts = { name: make("span", { class: "name" }), sum: make("span"), result: make("b"), remark: make("span") }
      const result = make("span", { class: "result" }, "= ", parts.result)
      const calculation = make("span", { class: "calculation" }, parts.sum, result, parts.remark)
      return { ...parts, element: make("p", { class: "line" }, parts.name, calculation) }
    })
    const name = trace.planes.length > 1 ? [make("span", { class: "channel" }, words[CHANNELS[i]])] : []
    const written = make("div", { class: "lines" }, ...lines.map((line) => line.element))
    return { grids, lines, element: make("div", { class: "term" }, ...name, grids.patch.element, written, grids.shares.element) }
  })
  return layPanel(panel, trace, terms, [], digits, words, onTap)
}

function fillWindow(parts, panel, trace, { shown, words, diverging, inputScale: white, at, kinds, chosen, colours, covered, gradient }) {
  const decimals = isRoomy(panel) ? 3 : 2
  const kind = kinds[chosen]
  const wide = panel.clientWidth > ROOMY
  setText(parts.where, fill(words.where, at))
  trace.planes.forEach((plane, i) => {
    const { grids, lines } = parts.terms[i]
    const ring = colours ? RINGS[i] : RING
    paintCells(grids.patch, plane.patch.flat(), parts.digits, (v) => (v === null ? "" : fixed(v, decimals)), (v) => shade(white.table, white.low, white.high, v ?? 0))
    // While a question is open its answer is not in the cells either, where a script or a reader could find it.
    const shares = covered ? plane.patch.flat().map(() => null) : poolShares(plane, kind).flat()
    const most = Math.max(...shares) || 1
    grids.shares.element.classList.toggle("covered", Boolean(covered))
    grids.shares.element.style.display = gradient ? "" : "none"
    paintCells(grids.shares, shares, parts.digits, (v) => (v === null ? "" : short(v, wide ? 3 : 2)), (v) => shade(diverging, -most, most, v ?? 0))
    const width = trace.columns.length
    grids.patch.cells.forEach((cell, c) => cell.classList.toggle("winner", c === plane.winner.u * width + plane.winner.v))
    grids.patch.element.style.setProperty("--ring", ring)
    for (const { cells } of Object.values(grids)) markPadding(cells, trace)
    if (i === 0) setText(grids.shares.caption, fill(words.shares, { kind: words.kinds[kind] }))
    const place = { row: trace.rows[plane.winner.u], column: trace.columns[plane.winner.v] }
    lines.forEach((line, k) => {
      line.element.style.display = k < kinds.length ? "" : "none"
      if (k < kinds.length) fillLine(line, { ...plane, place }, kinds[k], shown[k][i], k === chosen, decimals, words)
    })
  })
  showPlace(parts, trace, words)
}

function fillLine({ name, sum, result, remark, element }, plane, kind, value, chosen, decimals, words) {
  const times = plane.counted.filter((one) => one === plane.max).length
  element.classList.toggle("value", chosen)
  setAttribute(element, "data-kind", kind)
  setText(name, words.results[kind])
  setText(sum, kind === "max" ? "" : `= ${writtenOut(plane.counted, kind, decimals)} `)
  setText(result, fixed(value, 3))
  const tied = times > 1 ? ` ${fill(words.ties, { times })}` : ""
  setText(remark, kind === "max" ? `${fill(words.winner, plane.place)}${tied}` : "")
}

// "(0.12 + 0.40 + 0.33 + 0.47) / 4", or "√(0.12² + 0.40²)".
function writtenOut(counted, kind, decimals) {
  const square = kind === "l2" ? "²" : ""
  const told = (value) => fixed(value, decimals) + square
  const long = counted.length > LONGEST_SUM
  const terms = long ? [...counted.slice(0, 4).map(told), "…", told(counted.at(-1))] : counted.map(told)
  const written = terms.join(" + ")
  return kind === "l2" ? `√(${written})` : `(${written}) / ${counted.length}`
}

// Where the cell under the pointer lies in the picture.
function showPlace(parts, trace, words) {
  const { tap } = parts
  const value = tap && trace.planes[tap.i]?.patch[tap.u]?.[tap.v]
  const known = value !== null && value !== undefined
  const outside = tap && value === null
  const place = known && { row: trace.rows[tap.u], column: trace.columns[tap.v], value: fixed(value, 3) }
  const text = known ? fill(words.place, place) : outside ? words.outside : null
  readOut(parts, text, words.place_hint, tap && `${tap.i},${tap.u},${tap.v}`)
}
