// Mouse, pen, fingers, wheel and keyboard on one of the canvases; `part` is "input" or the name of an output.
// `hand` is what they do: {zoomed(), hover(part, place), leave(), pin(), zoom(factor, left, top),
// pan(right, down), move(rows, columns), toggle(), whole(), nearer(factor)}.

// A press that moves farther than this, in screen pixels, is no click.
const CLICK_SLACK = 5

function listenToStage(stage, part, hand) {
  const pointers = new Map()
  let press = null
  let gap = 0

  const at = (event) => {
    const frame = stage.getBoundingClientRect()
    return { x: event.clientX - frame.left, y: event.clientY - frame.top }
  }

  stage.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return
    stage.setPointerCapture(event.pointerId)
    const place = at(event)
    pointers.set(event.pointerId, place)
    const finger = event.pointerType === "touch"
    press = { start: place, last: place, finger, pans: hand.zoomed() && !(finger && part !== "input"), far: false }
    gap = pointers.size === 2 ? pinchOf(pointers).gap : 0
    if (pointers.size === 1 && !press.pans) hand.hover(part, place)
  })

  stage.addEventListener("pointermove", (event) => {
    const place = at(event)
    if (!pointers.has(event.pointerId)) {
      if (event.pointerType !== "touch") hand.hover(part, place)
      return
    }
    const before = pointers.get(event.pointerId)
    pointers.set(event.pointerId, place)
    press.far ||= Math.hypot(place.x - press.start.x, place.y - press.start.y) > CLICK_SLACK
    if (pointers.size === 2) {
      const pinch = pinchOf(pointers)
      hand.zoom(pinch.gap / gap, pinch.x, pinch.y)
      hand.pan((place.x - before.x) / 2, (place.y - before.y) / 2)
      gap = pinch.gap
    } else if (press.pans && press.far) {
      hand.pan(place.x - press.last.x, place.y - press.last.y)
    } else if (!press.pans) hand.hover(part, place)
    press.last = place
    stage.classList.toggle("panning", press.pans && press.far)
  })

  const lift = (event) => {
    if (!pointers.delete(event.pointerId)) return
    stage.classList.remove("panning")
    const pinched = gap > 0
    if (pointers.size > 0) return
    gap = 0
    if (event.type !== "pointerup" || pinched || (press.far && press.pans)) return
    hand.hover(part, press.last)
    hand.pin()
  }
  stage.addEventListener("pointerup", lift)
  stage.addEventListener("pointercancel", lift)
  stage.addEventListener("pointerleave", (event) => {
    if (event.pointerType !== "touch" && !pointers.size) hand.leave()
  })
  stage.addEventListener("keydown", (event) => onKey(event, hand))
  listenToWheel(stage, (event) => hand.zoom(1.0018 ** -event.deltaY, at(event).x, at(event).y), hand)
}

function pinchOf(pointers) {
  const [a, b] = [...pointers.values()]
  return { gap: Math.max(10, Math.hypot(a.x - b.x, a.y - b.y)), x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 }
}

// The wheel zooms only where the pointer has come by itself. Somebody who scrolls the page, and under whose
// still pointer the picture passes, goes on scrolling; so does the wheel outwards at the whole picture.
function listenToWheel(stage, zoom, hand) {
  let meant = false
  stage.addEventListener("pointermove", (event) => (meant ||= event.movementX !== 0 || event.movementY !== 0))
  stage.addEventListener("pointerleave", () => (meant = false))
  stage.addEventListener(
    "wheel",
    (event) => {
      const outwards = event.deltaY > 0
      if ((!meant && !event.ctrlKey) || (outwards && !hand.zoomed())) {
        meant = false
        return
      }
      event.preventDefault()
      zoom(event)
    },
    { passive: false },
  )
}

const DIRECTIONS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }

function onKey(event, hand) {
  if (event.ctrlKey || event.metaKey || event.altKey) return
  const direction = DIRECTIONS[event.key]
  if (direction) {
    const step = event.shiftKey ? 10 : 1
    hand.move(direction[0] * step, direction[1] * step)
  } else if (event.key === " ") hand.toggle()
  else if (event.key === "Enter") hand.pin()
  else if (event.key === "+" || event.key === "=") hand.nearer(2)
  else if (event.key === "-" || event.key === "−") hand.nearer(0.5)
  else if (event.key === "Escape" || event.key === "0") hand.whole()
  else return
  event.preventDefault()
  event.stopPropagation()
}
