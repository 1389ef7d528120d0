// Mouse, pen, finger and keyboard on the cells. `grid` is what kernel_grid.js keeps: {kernels, limit,
// focus, focusNear, set, type, finishTyping, begin, commit, commitSoon, cancel}. `signal` ends it all.

function placeOf(target) {
  const cell = target.closest?.(".cell")
  return cell ? cell.dataset.cell.split(",").map(Number) : null
}

function listenToPointer(root, grid, signal) {
  // The cell under the hand: where the drag is, how far it has come, and what it began with.
  let held = null

  function press(event) {
    const place = placeOf(event.target)
    if (!place || event.button !== 0 || held || event.target.tagName === "INPUT") return
    grid.finishTyping()
    grid.focus(...place)
    const [k, u, v] = place
    const cell = event.target.closest(".cell")
    const { pointerId: id, clientX: x, clientY: y } = event
    held = { place, cell, id, x, y, steps: 0, from: grid.kernels[k][u][v], step: stepFor(grid.kernels), moved: false }
    // The cell itself captures: a double click is then still the cell's.
    cell.setPointerCapture(id)
    event.preventDefault()
  }

  function drag(event) {
    if (event.pointerId !== held?.id) return
    // Up and right make larger. Only the way since the last event counts, so Shift may come and go in mid-drag.
    const way = event.clientX - held.x - (event.clientY - held.y)
    held.steps += (way / PIXELS_A_STEP) * (event.shiftKey ? FINE : 1)
    held.x = event.clientX
    held.y = event.clientY
    if (!held.moved && Math.abs(held.steps) * PIXELS_A_STEP < CLICK_SLACK) return
    if (!held.moved) grid.begin()
    held.moved = true
    const fineness = event.shiftKey ? FINE : 1
    grid.set(...held.place, moved(held.from, held.steps / fineness, held.step * fineness, grid.limit))
  }

  function release(event) {
    if (event.pointerId !== held?.id) return
    const changed = held.moved
    held = null
    if (!changed) return
    if (event.type === "pointercancel") grid.cancel()
    else grid.commit()
  }

  function typeHere(event) {
    const place = placeOf(event.target)
    if (place && event.target.tagName !== "INPUT") grid.type(...place)
  }

  const listeners = { pointerdown: press, pointermove: drag, pointerup: release, pointercancel: release, dblclick: typeHere }
  for (const [name, listener] of Object.entries(listeners)) root.addEventListener(name, listener, { signal })
  return {
    dragging: () => Boolean(held?.moved),
    stop() {
      if (!held) return
      held.cell.releasePointerCapture(held.id)
      held = null
      grid.cancel()
    },
  }
}

const ARROWS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }
// How many steps a key makes.
const KEY_STEPS = { "+": 5, "=": 5, "-": -5, "−": -5, _: -5, PageUp: 25, PageDown: -25 }

function listenToKeys(root, grid, pointer, signal) {
  function changeBy(steps, [k, u, v], fine) {
    grid.begin()
    const step = stepFor(grid.kernels) * (fine ? FINE : 1)
    grid.set(k, u, v, moved(grid.kernels[k][u][v], steps, step, grid.limit))
    grid.commitSoon()
  }

  function onKeyDown(event) {
    const place = placeOf(event.target)
    if (!place || event.target.tagName === "INPUT" || event.ctrlKey || event.metaKey || event.altKey) return
    const [k, u, v] = place
    const { key } = event
    if (ARROWS[key]) grid.focusNear(k, u + ARROWS[key][0], v + ARROWS[key][1])
    else if (KEY_STEPS[key]) changeBy(KEY_STEPS[key], place, event.shiftKey && key.startsWith("Page"))
    else if (key === "Enter" || key === "F2") grid.type(k, u, v)
    else if (/^[0-9.,]$/.test(key)) grid.type(k, u, v, key)
    else if (key === "Escape") pointer.dragging() ? pointer.stop() : grid.cancel()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  root.addEventListener("keydown", onKeyDown, { signal })
}
