// One layer of the strip: its name, and a tile for each of its most active maps or values.

function buildColumn(column, place, words) {
  const head = make(
    "button",
    { type: "button", class: "head", "data-stage": place, "data-unit": -1 },
    make("span", { class: "title" }, column.title),
    make("span", { class: "detail" }, column.detail),
  )
  const tiles = make("div", { class: "tiles" })
  if (column.kind === "input") tiles.append(make("img", { class: "seen", alt: "" }))
  else if (column.kind === "output") tiles.append(...column.units.map((unit) => buildClass(place, unit)))
  else tiles.append(...column.units.map(() => buildTile(place, Boolean(column.size))))
  const more = column.count > column.units.length && column.kind !== "output"
  const note = make("span", { class: "note" }, more ? fill(words.of, { shown: column.units.length, count: column.count }) : "")
  const kind = column.kind === "input" || column.kind === "output" ? column.kind : column.size ? "maps" : "values"
  return make("div", { class: `column ${kind}${column.around ? " around" : ""}`, "data-kind": column.kind }, head, tiles, note)
}

function buildTile(place, isMap) {
  const inner = isMap ? make("canvas", { "aria-hidden": "true" }) : make("span", { class: "cell" })
  return make("button", { type: "button", class: "tile", "data-stage": place, tabindex: -1 }, inner)
}

function buildClass(place, unit) {
  return make(
    "button",
    { type: "button", class: "tile class", "data-stage": place, "data-unit": unit, tabindex: -1 },
    make("span", { class: "name" }),
    make("span", { class: "track" }, make("i")),
    make("span", { class: "share" }),
  )
}

// New numbers and colours for a column that stands.
function fillColumn(element, column, place, head, body, tables) {
  const { words, classes } = head
  if (column.kind === "input") return setAttribute(element.querySelector("img"), "src", column.src)
  element.querySelectorAll(".tile").forEach((tile, i) => {
    const unit = column.units[i]
    setAttribute(tile, "data-unit", unit)
    if (column.kind === "output") return fillClass(tile, classes[unit], column.values[i], unit, head)
    const limits = limitsFor(column, i, head)
    let said
    if (column.size) {
      paintMap(tile.firstChild, column, i, body, tables, limits)
      said = fill(words.unit_map, { number: unit + 1, low: readable(column.lows[i]), high: readable(column.highs[i]) })
    } else {
      paintValue(tile.firstChild, column.values[i], tables, limits)
      said = fill(words.unit_value, { number: unit + 1, value: readable(column.values[i]) })
    }
    tile.said = `${column.title}, ${said}`
    say(tile, "")
  })
}

function fillClass(tile, name, logit, unit, { probabilities, percents, paints, words }) {
  const [label, track, share] = tile.children
  const part = probabilities ? probabilities[unit] : null
  setText(label, name)
  setText(share, part === null ? "?" : percents[unit])
  track.firstChild.style.width = `${100 * (part ?? 0)}%`
  track.firstChild.style.background = paints[unit]
  tile.classList.toggle("best", part !== null && part === Math.max(...probabilities))
  tile.said = part === null ? `${name}: ${words.covered}` : fill(words.logit, { name, logit: readable(logit), percent: percents[unit] })
  say(tile, "")
}

function say(tile, more) {
  const text = more ? `${tile.said} (${more})` : tile.said
  setAttribute(tile, "title", text)
  setAttribute(tile, "aria-label", text)
}
