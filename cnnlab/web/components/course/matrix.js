// The confusion matrix of a step, counted here from what the pictures were called.

function createMatrix() {
  const grid = make("div", { class: "cells", role: "img" })
  const readout = make("p", { class: "readout", "aria-hidden": "true" })
  const panel = createPanel("matrix", "", grid, readout)
  const matrix = { ...panel, grid, readout, cells: [], counts: [], under: -1 }
  const say = (event) => {
    matrix.under = Number(event.target.closest?.("[data-cell]")?.dataset.cell ?? -1)
    sayCell(matrix)
  }
  grid.addEventListener("pointermove", say)
  grid.addEventListener("pointerdown", say)
  grid.addEventListener("pointerleave", () => {
    matrix.under = -1
    sayCell(matrix)
  })
  return matrix
}

function buildMatrix(matrix, { names, words }) {
  Object.assign(matrix, { names, words, under: -1 })
  const brief = (name) => make("span", { class: "head", title: name }, [...name].slice(0, 3).join(""))
  matrix.cells = names.flatMap((_, row) => names.map((_, column) => make("span", { class: "cell", "data-cell": row * names.length + column })))
  matrix.grid.style.setProperty("--size", names.length)
  const lines = names.flatMap((name, row) => [brief(name), ...matrix.cells.slice(row * names.length, (row + 1) * names.length)])
  matrix.grid.replaceChildren(make("span", { class: "head" }), ...names.map(brief), ...lines)
  matrix.grid.classList.toggle("many", names.length > 12)
}

function countAnswers({ labels, answers, count }, classes, at) {
  const counts = new Uint16Array(classes * classes)
  for (let i = 0; i < count; i++) counts[labels[i] * classes + answers[at * count + i]]++
  return counts
}

// Right on the blue side, by its share of the row; mistakes on the orange one, by the root of theirs.
function showMatrix(matrix, data, tables, at, when) {
  const size = data.names.length
  const counts = countAnswers(data.stock, size, at)
  matrix.counts = counts
  let right = 0
  for (let row = 0; row < size; row++) {
    const all = counts.subarray(row * size, (row + 1) * size).reduce((sum, count) => sum + count, 0)
    for (let column = 0; column < size; column++) {
      const place = row * size + column
      const share = counts[place] / (all || 1)
      if (row === column) right += counts[place]
      const strength = row === column ? -(0.12 + 0.63 * share ** 2) : 0.18 + 0.62 * Math.sqrt(share)
      const colour = shade(tables.diverging, -1, 1, strength)
      const cell = matrix.cells[place]
      cell.style.backgroundColor = counts[place] ? cssColour(colour) : ""
      cell.style.color = counts[place] ? inkOn(colour) : ""
      setText(cell, counts[place] ? String(counts[place]) : "")
    }
  }
  setAttribute(matrix.grid, "aria-label", fill(data.words.matrix_said, { title: data.words.matrix, when, right, count: data.stock.count }))
  sayCell(matrix)
}

function sayCell({ under, names, words, counts, readout }) {
  if (!words) return
  if (under < 0) return setText(readout, words.cell_hint)
  const size = names.length
  const row = Math.floor(under / size)
  const all = counts.subarray(row * size, (row + 1) * size).reduce((sum, count) => sum + count, 0)
  setText(readout, fill(words.cell, { truth: names[row], answer: names[under % size], count: counts[under], all }))
}
