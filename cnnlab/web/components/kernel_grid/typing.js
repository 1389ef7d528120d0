// Typing a number into a cell: an input field takes the cell's place until Enter, Escape or a click elsewhere.
// `done` gets the number, or NaN where it was given up or cannot be read.

function typeInto(cell, text, chosen, label, limit, done) {
  const input = make("input", { type: "text", "aria-label": label })
  input.value = text
  cell.replaceChildren(input)
  input.focus()
  if (chosen) input.select()
  let finished = false
  const finish = (keep) => {
    // Removing the field makes it lose the focus, which would finish it again.
    if (finished) return
    finished = true
    const focused = input.getRootNode().activeElement === input
    cell.shown = undefined
    cell.replaceChildren()
    if (focused) cell.focus({ preventScroll: true })
    done(keep ? typedNumber(input.value, limit) : NaN)
  }
  input.onblur = () => finish(true)
  input.onkeydown = (event) => {
    event.stopPropagation()
    if (event.key !== "Enter" && event.key !== "Escape") return
    event.preventDefault()
    finish(event.key === "Enter")
  }
  return finish
}
