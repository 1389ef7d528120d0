// Mouse, pen, finger and keyboard on the cells. `grid` is what kernel_grid.js keeps:
// {cells, kernels, words, limit, focus(k,u,v), set(k,u,v,value), begin(), commit(), cancel(), commitSoon()}.

function placeOf(target) {
  const cell = target.closest?.(".cell")
  return cell ? cell.dataset.cell.split(",").map(Number) : null
}

function listenToPointer(root, grid) {
  let drag = null

  root.addEventListener("pointerdown", (event) => {
    const place = placeOf(event.target)
    if (!place || event.button !== 0 || drag || event.target.tagName === "INPUT") return
    const [k, u, v] = place
    grid.finishTyping()
    grid.focus(k, u, v)
    const value = grid.kernels[k][u][v]
    drag = { place, id: event.pointerId, x: event.clientX, y: event.clientY, steps: 0, value, step: stepFor(grid.kernels), moved: false }
    root.setPointerCapture(event.pointerId)
    event.preventDefault()
  })

  root.addEventListener("pointermove", (event) => {
    if (!drag || event.pointerId !== drag.id) return
    // Up and right make larger. Only the way since the last event counts, so Shift may come and go in mid-drag.
    drag.steps += ((event.clientX - drag.x - (event.clientY - drag.y)) / PIXELS_A_STEP) * (event.shiftKey ? 0.1 : 1)
    drag.x = event.clientX
    drag.y = event.clientY
    if (!drag.moved && Math.abs(drag.steps) < 2) return
    if (!drag.moved) grid.begin()
    drag.moved = true
    const fine = event.shiftKey ? drag.step / 10 : drag.step
    grid.set(...drag.place, moved(drag.value, (drag.steps * drag.step) / fine, fine, grid.limit))
  })

  const release = (event) => {
    if (!drag || event.pointerId !== drag.id) return
    const { moved: changed } = drag
    drag = null
    if (!changed) return
    if (event.type === "pointercancel") grid.cancel()
    else grid.commit()
  }
  root.addEventListener("pointerup", release)
  root.addEventListener("pointercancel", release)
  root.addEventListener("dblclick", (event) => {
    const place = placeOf(event.target)
    if (place) grid.type(...place)
  })
  return {
    dragging: () => Boolean(drag?.moved),
    stop() {
      if (!drag) return
      root.releasePointerCapture(drag.id)
      drag = null
      grid.cancel()
    },
  }
}

const ARROWS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }
// How many steps a key makes.
const KEY_STEPS = { "+": 5, "=": 5, "-": -5, "−": -5, _: -5, PageUp: 25, PageDown: -25 }

function listenToKeys(root, grid, pointer) {
  root.addEventListener("keydown", (event) => {
    const place = placeOf(event.target)
    if (!place || event.target.tagName === "INPUT" || event.ctrlKey || event.metaKey || event.altKey) return
    const [k, u, v] = place
    if (ARROWS[event.key]) grid.focusNear(k, u + ARROWS[event.key][0], v + ARROWS[event.key][1])
    else if (KEY_STEPS[event.key]) {
      const step = stepFor(grid.kernels) * (event.shiftKey && event.key.startsWith("Page") ? 0.1 : 1)
      grid.begin()
      grid.set(k, u, v, moved(grid.kernels[k][u][v], KEY_STEPS[event.key], step, grid.limit))
      grid.commitSoon()
    } else if (event.key === "Enter" || event.key === "F2") grid.type(k, u, v)
    else if (/^[0-9.,]$/.test(event.key)) grid.type(k, u, v, event.key)
    else if (event.key === "Escape") pointer.dragging() ? pointer.stop() : grid.cancel()
    else return
    event.preventDefault()
    event.stopPropagation()
  })
}
