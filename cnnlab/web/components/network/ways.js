// Lines between the layers: from one to the next, around others below them, and from what goes into the chosen map.

const MIDDLE_OF_HEAD = 0.5
const THICKEST = 5

function boxOf(element, frame) {
  const box = element.getBoundingClientRect()
  return { left: box.left - frame.left, right: box.right - frame.left, top: box.top - frame.top, bottom: box.bottom - frame.top }
}

function drawWays(svg, strip, head) {
  const frame = strip.getBoundingClientRect()
  setAttribute(svg, "width", Math.round(frame.width))
  setAttribute(svg, "height", Math.round(frame.height))
  const columns = [...strip.querySelectorAll(".column")]
  const lines = head.columns.flatMap((column, place) => column.sources.map((source) => [source, place]))
  const between = lines.map(([from, to]) => wayBetween(columns, head.columns, from, to, frame))
  svg.replaceChildren(...between.filter(Boolean), ...contributions(columns, head, frame))
}

// What follows in the row is joined by an arrow at the height of the names; what is farther away by an arc below.
function wayBetween(elements, columns, from, to, frame) {
  const [start, end] = [elements[from], elements[to]].map((element) => boxOf(element, frame))
  const [head, next] = [elements[from], elements[to]].map((element) => boxOf(element.querySelector(".head"), frame))
  const near = Number(elements[to].dataset.column) - Number(elements[from].dataset.column) === 1
  if (near) {
    const y = head.top + (head.bottom - head.top) * MIDDLE_OF_HEAD
    return draw("path", { class: "way", d: `M${start.right + 1} ${y}H${end.left - 2}m-4 -4 4 4 -4 4` })
  }
  if (columns[to].around) {
    const [x, y] = [(start.left + start.right) / 2, (next.top + next.bottom) / 2]
    return draw("path", { class: "way skip", d: `M${x} ${start.bottom}V${y - 8}Q${x} ${y} ${x + 8} ${y}H${end.left - 2}m-4 -4 4 4 -4 4` })
  }
  if (columns[from].around) {
    const [x, y] = [(end.left + end.right) / 2, (head.top + head.bottom) / 2]
    return draw("path", { class: "way skip", d: `M${start.right} ${y}H${x - 8}Q${x} ${y} ${x} ${y - 8}V${end.bottom + 2}m-4 4 4 -4 4 4` })
  }
  const [x1, x2] = [(start.left + start.right) / 2, (end.left + end.right) / 2]
  const y = Math.max(start.bottom, end.bottom) + 14
  return draw("path", { class: "way skip", d: `M${x1} ${start.bottom}V${y - 8}Q${x1} ${y} ${x1 + 8} ${y}H${x2 - 8}Q${x2} ${y} ${x2} ${y - 8}V${end.bottom + 2}m-4 4 4 -4 4 4` })
}

// From the maps before, as far as they are on the screen, to the chosen one: the thicker, the more it adds.
function contributions(elements, head, frame) {
  const target = elements[head.stage]?.querySelector(`.tile[data-unit="${head.unit}"]`)
  if (!target || !head.shares.length) return []
  const end = boxOf(target, frame)
  const found = []
  head.columns[head.stage].sources.forEach((source, place) => {
    const tiles = elements[source].querySelectorAll(".tile, .seen")
    for (const tile of tiles) {
      const unit = Number(tile.dataset.unit ?? 0)
      const share = shareOf(head, place, unit, tile)
      if (share === null) continue
      const start = boxOf(tile, frame)
      const [x1, y1, x2, y2] = [start.right, (start.top + start.bottom) / 2, end.left, (end.top + end.bottom) / 2]
      const bend = Math.max(12, (x2 - x1) / 2)
      const width = Math.max(0.75, Math.min(THICKEST, 14 * share))
      found.push(draw("path", { class: "part", "stroke-width": width, d: `M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}` }))
      if (tile.said) say(tile, fill(head.words.share, { percent: readable(100 * share) }))
    }
  })
  return found
}

// Of all that goes into the chosen map, the share of one tile; null where it has no part in it.
function shareOf(head, source, unit, tile) {
  if (tile.classList.contains("seen")) return 1
  // An addition, or a layer that works map by map: only the same map of what comes before.
  if (head.by_source) return unit === head.unit ? head.shares[source] : null
  if (head.same_unit) return unit === head.unit ? 1 : null
  return head.shares[unit] ?? null
}
