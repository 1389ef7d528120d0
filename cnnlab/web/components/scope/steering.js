// What hands, keys and buttons do: move the window, pin it, zoom.

// Milliseconds of rest after which a place found by keyboard or play goes to Python.
const REST = 700
const GLIDE = 220

function createSteering(core, touch) {
  const { scene } = core
  const calm = matchMedia("(prefers-reduced-motion: reduce)")
  let restTimer = 0
  let glide = 0

  function goTo(row, column) {
    const next = insideOutput(core.operation, { row, column })
    if (scene.at.row === next.row && scene.at.column === next.column) return
    scene.at = next
    scene.spot = null
    touch("marks")
  }

  // Python hears of the pinned place, once.
  function tell() {
    clearTimeout(restTimer)
    const text = `${scene.pinned.row},${scene.pinned.column}`
    if (text === core.told) return
    core.told = text
    core.echo.send(text)
    core.send(text)
  }

  function pinAndTellLater() {
    scene.pinned = scene.at
    clearTimeout(restTimer)
    restTimer = setTimeout(() => {
      tell()
      sayValue()
    }, REST)
  }

  function sayValue() {
    const values = core.root.dataset.value.split(",").map((value) => fixed(Number(value), 3))
    const { row, column } = scene.pinned
    setText(core.parts.live, fill(core.data.words.live, { row, column, value: values.join(", ") }))
  }

  function forget() {
    scene.touched = scene.inputPlace = scene.tap = null
  }

  function hoverInput(row, column) {
    const [y, x] = [clamp(row, 0, core.picture.height - 1), clamp(column, 0, core.picture.width - 1)]
    scene.inputPlace = [y, x]
    scene.touched = core.operation.outputsOf(y, x)
    goTo(...core.operation.nearestTo(y, x))
    const { rows, columns } = core.operation.explain(scene.at.row, scene.at.column)
    const [u, v] = [rows.indexOf(y), columns.indexOf(x)]
    scene.tap = u < 0 || v < 0 ? null : { i: 0, u, v }
  }

  function setView(next) {
    core.view = spansOf(next, core.operation, core.picture, core.box).view
    touch("view")
  }

  // Buttons and keys zoom about the window, in a short glide unless motion is unwelcome.
  function glideTo(factor) {
    cancelAnimationFrame(glide)
    const from = core.view
    const zoom = clamp(from.zoom * factor, 1, largestZoom(core.picture, core.box))
    const [height, width] = core.operation.outputSize
    const middle = zoom === 1 ? { row: height / 2, column: width / 2 } : { row: scene.at.row + 0.5, column: scene.at.column + 0.5 }
    const begin = performance.now()
    const advance = (time) => {
      const part = calm.matches ? 1 : clamp((time - begin) / GLIDE, 0, 1)
      const eased = 1 - (1 - part) ** 3
      const now = from.zoom * (zoom / from.zoom) ** eased
      // The middle moves as the magnification does, so that the way looks straight.
      const share = zoom === from.zoom ? eased : (1 / now - 1 / from.zoom) / (1 / zoom - 1 / from.zoom)
      const between = (a, b) => a + (b - a) * share
      setView({ zoom: now, row: between(from.row, middle.row), column: between(from.column, middle.column) })
      if (part < 1) glide = requestAnimationFrame(advance)
    }
    advance(begin)
  }

  const ready = () => core.spans !== null
  const steering = {
    forget,
    goTo,
    pinAndTellLater,
    zoomed: () => core.view.zoom > 1.001,
    hover(part, { x, y }) {
      if (!ready() || scene.playing) return
      const span = part === "input" ? core.spans.input : core.spans.output
      const [down, across] = placeUnder(span, core.box, x, y).map(Math.floor)
      forget()
      if (part === "input") hoverInput(down, across)
      else goTo(down, across)
      touch("marks")
    },
    leave() {
      forget()
      if (scene.pinned && !scene.playing) goTo(scene.pinned.row, scene.pinned.column)
      touch("marks")
    },
    pin() {
      if (!ready()) return
      core.player.pause()
      scene.pinned = scene.at
      touch("marks")
      tell()
    },
    zoom(factor, left, top) {
      // All canvases show the same region, so the point is the same on the output.
      if (ready()) setView(zoomedAbout(core.view, factor, placeUnder(core.spans.output, core.box, left, top), largestZoom(core.picture, core.box)))
    },
    pan(right, down) {
      if (!ready()) return
      const { y, x } = core.spans.output
      const [rows, columns] = [(down / core.box.height) * y.length, (right / core.box.width) * x.length]
      setView({ zoom: core.view.zoom, row: core.view.row - rows, column: core.view.column - columns })
    },
    move(rows, columns) {
      if (!ready()) return
      core.player.pause()
      forget()
      goTo(scene.at.row + rows, scene.at.column + columns)
      steering.keepInSight()
      pinAndTellLater()
    },
    keepInSight() {
      const next = following(core.view, core.operation, scene.at.row, scene.at.column)
      if (next.row !== core.view.row || next.column !== core.view.column) setView(next)
    },
    toggle: () => ready() && core.player.toggle(),
    nearer: (factor) => ready() && glideTo(factor),
    whole: () => ready() && glideTo(1e-9),
    stop() {
      clearTimeout(restTimer)
      cancelAnimationFrame(glide)
    },
  }
  return steering
}
