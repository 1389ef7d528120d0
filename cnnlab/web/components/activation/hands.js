// Mouse, pen, finger and keyboard on a picture, and the pointer on the plot.

const ARROWS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }

// `hand` is {hover(down, across), leave(), pin(), move(rows, columns)}; down and across are parts of the picture's sides.
function listenToPicture(stage, hand) {
  const point = (event) => {
    const area = stage.getBoundingClientRect()
    hand.hover((event.clientY - area.top) / area.height, (event.clientX - area.left) / area.width)
  }
  stage.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return
    stage.setPointerCapture(event.pointerId)
    point(event)
  })
  stage.addEventListener("pointermove", point)
  stage.addEventListener("pointerup", (event) => {
    point(event)
    hand.pin()
  })
  stage.addEventListener("pointerleave", (event) => event.pointerType !== "touch" && hand.leave())
  stage.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const direction = ARROWS[event.key]
    if (!direction && event.key !== "Enter") return
    const step = event.shiftKey ? 10 : 1
    if (direction) hand.move(direction[0] * step, direction[1] * step)
    else hand.pin()
    event.preventDefault()
    event.stopPropagation()
  })
}

// So many bins of the histogram a key goes along the curve; Home and End go all the way.
const SLIDES = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, Home: -Infinity, End: Infinity }

// `hand.sweep` gets the place across the plot in pixels, or null when pointer or focus has gone; `hand.slide` the bins.
function listenToPlot(plot, hand) {
  const point = (event) => hand.sweep(event.clientX - plot.getBoundingClientRect().left)
  plot.addEventListener("pointerdown", point)
  plot.addEventListener("pointermove", point)
  for (const end of ["pointerleave", "pointercancel", "blur"]) plot.addEventListener(end, () => hand.sweep(null))
  plot.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !(event.key in SLIDES)) return
    hand.slide(SLIDES[event.key] * (event.shiftKey ? 10 : 1))
    event.preventDefault()
    event.stopPropagation()
  })
}
