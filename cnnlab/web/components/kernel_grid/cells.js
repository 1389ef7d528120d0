// The grid on the screen: made once for a shape, then only its texts and colours change.

// From this many rows or columns on, or below this many pixels, a cell shows its colour only.
const WITHOUT_DIGITS = 9
const SMALLEST_WITH_DIGITS = 33
// Pixels of a cell where there is room: one kernel, three kernels.
const LARGEST_CELL = [64, 40]
const NAME_WIDTH = 52

function buildGrid(root, kernels) {
  const field = make("div", { class: "kernels" })
  const cells = kernels.map((kernel, k) => {
    const grid = make("div", { class: "grid", role: "grid" })
    const rows = kernel.map((row, u) => {
      const line = make("div", { class: "row", role: "row" })
      const made = row.map((_, v) =>
        make("div", { class: "cell", role: "gridcell", tabindex: "-1", "data-cell": `${k},${u},${v}` }),
      )
      line.append(...made)
      grid.append(line)
      return made
    })
    const label = kernels.length > 1 ? [make("span", { class: "name", "aria-hidden": "true" })] : []
    field.append(make("div", { class: "kernel" }, ...label, grid))
    return rows
  })
  root.querySelector(".kernels")?.remove()
  root.prepend(field)
  return cells
}

function nameGrids(root, names) {
  root.querySelectorAll(".grid").forEach((grid, k) => setAttribute(grid, "aria-label", names[k] ?? ""))
  root.querySelectorAll(".name").forEach((name, k) => setText(name, names[k] ?? ""))
}

// Size of the cells for the width there is; says whether digits fit.
function sizeCells(root, kernels) {
  const side = Math.max(kernels[0].length, kernels[0][0].length)
  const several = kernels.length > 1
  const room = root.clientWidth - 2 - (several ? NAME_WIDTH : 0)
  const cell = Math.max(8, Math.min(LARGEST_CELL[several ? 1 : 0], Math.floor(room / side)))
  const digits = side < WITHOUT_DIGITS && cell >= SMALLEST_WITH_DIGITS
  root.style.setProperty("--cell", `${cell}px`)
  root.style.setProperty("--digits", `${Math.min(17, Math.max(10, cell * 0.27)).toFixed(1)}px`)
  root.dataset.digits = digits ? (cell > 46 ? "3" : "2") : "none"
}

// Put the numbers and colours of the kernels into the cells.
function showNumbers(cells, kernels, table, words, decimals) {
  const largest = Math.max(...kernels.flat(2).map(Math.abs)) || 1
  kernels.forEach((kernel, k) =>
    kernel.forEach((row, u) =>
      row.forEach((value, v) => {
        const cell = cells[k][u][v]
        if (cell.shown === value && cell.largest === largest) return
        cell.shown = value
        cell.largest = largest
        const colour = shade(table, -largest, largest, value)
        cell.style.backgroundColor = cssColour(colour)
        cell.style.color = inkOn(colour)
        if (!cell.querySelector("input")) setText(cell, decimals === "none" ? "" : weight(value, Number(decimals)))
        setAttribute(cell, "aria-label", fill(words.cell, { row: u, column: v, value: weight(value) }))
      }),
    ),
  )
}
