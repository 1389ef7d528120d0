// Mouse, pen, fingers, wheel and keyboard on the map. `hand` is what they do: {zoomed(), hover(x, y), leave(), choose(x, y),
// zoom(factor, x, y), pan(right, down), step(right, up), enter(), escape(), nearer(factor), whole()}.

// A press that moves farther than this, in screen pixels, is no click.
const CLICK_SLACK = 5

function listenToMap(stage, hand, options) {
  const pointers = new Map()
  let press = null
  let gap = 0
  const at = (event) => {
    const frame = stage.getBoundingClientRect()
    return { x: event.clientX - frame.left, y: event.clientY - frame.top }
  }
  const gapOf = ([a, b]) => ({ gap: Math.max(10, Math.hypot(a.x - b.x, a.y - b.y)), x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 })
  const on = (name, act, more = {}) => stage.addEventListener(name, act, { ...options, ...more })

  on("pointerdown", (event) => {
    if (event.button !== 0) return
    stage.setPointerCapture(event.pointerId)
    pointers.set(event.pointerId, at(event))
    press = { start: at(event), far: false, pinched: pointers.size > 1 }
    if (pointers.size === 2) gap = gapOf([...pointers.values()]).gap
  })
  on("pointermove", (event) => {
    const place = at(event)
    const before = pointers.get(event.pointerId)
    if (!before) {
      if (event.pointerType !== "touch") hand.hover(place.x, place.y)
      return
    }
    pointers.set(event.pointerId, place)
    press.far ||= Math.hypot(place.x - press.start.x, place.y - press.start.y) > CLICK_SLACK
    if (pointers.size === 2) {
      const pinch = gapOf([...pointers.values()])
      hand.zoom(pinch.gap / gap, pinch.x, pinch.y)
      hand.pan((place.x - before.x) / 2, (place.y - before.y) / 2)
      gap = pinch.gap
    } else if (press.far && hand.zoomed()) hand.pan(place.x - before.x, place.y - before.y)
    stage.classList.toggle("panning", press.far && hand.zoomed())
  })
  const lift = (event) => {
    if (!pointers.delete(event.pointerId)) return
    stage.classList.remove("panning")
    if (event.type !== "pointerup" || press.far || press.pinched || pointers.size) return
    hand.choose(press.start.x, press.start.y)
  }
  on("pointerup", lift)
  on("pointercancel", lift)
  on("pointerleave", (event) => event.pointerType !== "touch" && !pointers.size && hand.leave())
  on("dblclick", (event) => event.preventDefault())

  // The wheel zooms only where the pointer has come by itself: who scrolls the page, and under whose still pointer the
  // map passes, goes on scrolling; so does the wheel outwards at the whole map.
  let meant = false
  on("pointermove", (event) => (meant ||= event.movementX !== 0 || event.movementY !== 0))
  on("pointerleave", () => (meant = false))
  on(
    "wheel",
    (event) => {
      if ((!meant && !event.ctrlKey) || (event.deltaY > 0 && !hand.zoomed())) {
        meant = false
        return
      }
      event.preventDefault()
      hand.zoom(1.0018 ** -event.deltaY, at(event).x, at(event).y)
    },
    { passive: false },
  )

  const WAYS = { ArrowUp: [0, 1], ArrowDown: [0, -1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] }
  on("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    if (WAYS[event.key]) hand.step(...WAYS[event.key])
    else if (event.key === "Enter" || event.key === " ") hand.enter()
    else if (event.key === "Escape") hand.escape()
    else if (event.key === "+" || event.key === "=") hand.nearer(1.6)
    else if (event.key === "-" || event.key === "−") hand.nearer(1 / 1.6)
    else if (event.key === "0") hand.whole()
    else return
    event.preventDefault()
    event.stopPropagation()
  })
}
