// The scope: input and output side by side, the window between them, the arithmetic beneath.

// Milliseconds of rest after which a place found by keyboard goes to Python.
const REST_AFTER_KEYS = 700

function createScope(root) {
  const parts = buildScope(root)
  const calm = matchMedia("(prefers-reduced-motion: reduce)")
  const echo = echoKeeper()
  const channelOf = (name) => `${data.bus}/${name}`
  const engine = createEngine(channelOf)
  const scene = { at: null, pinned: null, tap: null, touched: null, inputPlace: null, playing: false }
  let data = null
  let picture = null
  let operation = null
  let view = WHOLE
  let box = null
  let spans = null
  let panel = null
  let send = null
  let request = 0
  let restTimer = 0
  let glide = 0
  let stale = new Set()
  let subscriptions = []

  // ---- what changes -> what has to be done again, once a frame
  function touch(...what) {
    what.forEach((name) => stale.add(name))
    request ||= requestAnimationFrame(frame)
  }

  function frame() {
    request = 0
    const start = performance.now()
    const work = stale
    stale = new Set()
    if (!data || !picture || !root.isConnected) return
    if (work.has("settings")) adoptSettings()
    if (work.has("values")) computeValues()
    if (work.has("settings") || work.has("size")) adoptSize()
    if (work.has("values") || work.has("colours")) paintValues()
    if (!box.width) return
    spans = spansOf(view, operation, picture, box)
    view = spans.view
    const looked = work.has("size") || work.has("settings") || work.has("view")
    if (looked) drawInput(parts, box, spans, scene)
    if (looked || work.has("values") || work.has("colours")) drawOutput(parts, box, spans, scene)
    drawMarks(parts, box, spans, scene)
    showArithmetic()
    if (work.has("values")) measureFrame(start, { every: engine.map.every })
  }

  function adoptSettings() {
    if (!engine.kernels) engine.receive(data)
    rebuildOperation()
    scene.neverRead = data.never_read
    scene.activation = data.activation
    scene.words = data.words
    scene.diverging = divergingFrom(data.lut)
    scene.font = getComputedStyle(root).fontFamily
    scene.inputCanvas = inputPixels(operation)
    const [height, width] = operation.outputSize
    scene.at = insideOutput(scene.at ?? { row: height >> 1, column: width >> 1 })
    scene.pinned = scene.pinned && insideOutput(scene.pinned)
    scene.touched = scene.inputPlace = null
    setText(parts.input.size, fill(data.words.size, { height: picture.height, width: picture.width }))
    setText(parts.output.size, fill(data.words.size, { height, width }))
    const unread = data.never_read.rows.length + data.never_read.cols.length > 0
    parts.never.hidden = !unread
    if (!scene.seen) view = { ...WHOLE, row: height / 2, column: width / 2 }
    scene.seen = true
  }

  function rebuildOperation() {
    operation = convolutionOperation(picture, { ...data, kernels: engine.kernels })
    scene.operation = operation
    scene.picture = picture
  }

  function computeValues() {
    rebuildOperation()
    scene.map = engine.compute(operation)
    const { height, width, channels } = scene.map
    const values = engine.dragging ? null : scene.map.after
    publish(channelOf("scope"), { id: engine.id, shape: [height, width, channels], values, row: scene.at.row, column: scene.at.column })
  }

  function paintValues() {
    scene.shown = engine.shown()
    scene.scale = scaleFor(scene.shown, data.scale, scene.diverging)
    scene.output = outputPixels(scene.output, scene.map, scene.shown, scene.scale)
    drawBar(parts.bar, scene.scale, scene.map.channels, data.words)
    setAttribute(root, "data-id", engine.id ?? "")
    setAttribute(root, "data-source", engine.fromTensorflow() ? "tensorflow" : "browser")
    setAttribute(root, "data-output-size", operation.outputSize.join(","))
  }

  function adoptSize() {
    box = boxFor(parts, picture, operation)
    sizeStages(parts, box)
  }

  // ---- the arithmetic of the output under the ring
  function showArithmetic() {
    const { row, column } = scene.at
    const trace = operation.explain(row, column)
    const values = valuesAt(row, column, trace)
    const shape = `${trace.planes.length} ${trace.rows.length} ${trace.columns.length} ${data.words.patch}`
    if (!panel || panel.shape !== shape) panel = { ...buildPanel(parts.panel, trace, data.words, onTap), shape }
    panel.tap = scene.tap
    fillPanel(panel, parts.panel, trace, { ...scene, values })
    drawNeedle(parts.bar, scene.scale, values[0])
    parts.panel.style.setProperty("--value", cssColour(colourOf(values)))
    setAttribute(root, "data-row", row)
    setAttribute(root, "data-col", column)
    setAttribute(root, "data-value", values.map(exact).join(","))
    setAttribute(root, "data-ready", "true")
  }

  // On a reduced grid only every n-th output is there: the one in hand is then taken from its arithmetic.
  function valuesAt(row, column, trace) {
    if (scene.map.every === 1) {
      const start = (row * scene.map.width + column) * scene.map.channels
      return Array.from(scene.shown.subarray(start, start + scene.map.channels))
    }
    const sums = trace.planes.map((plane) => plane.sum)
    const totals = trace.added ? [sums.reduce((a, b) => a + b, 0)] : sums
    return totals.map((total) => ACTIVATIONS[data.activation](total + trace.bias))
  }

  const colourOf = (values) =>
    values.length === 3 ? pixelColour(values) : shade(scene.scale.table, scene.scale.low, scene.scale.high, values[0])

  function onTap(tap) {
    scene.tap = tap
    touch("marks")
  }

  // ---- moving the window
  function insideOutput({ row, column }) {
    const [height, width] = operation.outputSize
    return { row: clamp(row, 0, height - 1), column: clamp(column, 0, width - 1) }
  }

  function goTo(row, column) {
    const next = insideOutput({ row, column })
    if (scene.at.row === next.row && scene.at.column === next.column) return
    scene.at = next
    touch("marks")
  }

  function keepInSight() {
    const followed = following(view, operation, scene.at.row, scene.at.column)
    if (followed.row === view.row && followed.column === view.column) return
    view = followed
    touch("view")
  }

  function pinHere() {
    if (!scene.at) return
    player.pause()
    scene.pinned = scene.at
    const text = `${scene.at.row},${scene.at.column}`
    touch("marks")
    if (text === scene.told) return
    scene.told = text
    echo.send(text)
    send(text)
  }

  function tellAfterRest() {
    clearTimeout(restTimer)
    restTimer = setTimeout(() => {
      pinHere()
      sayValue()
    }, REST_AFTER_KEYS)
    scene.pinned = scene.at
  }

  function sayValue() {
    const value = root.dataset.value.split(",").map((v) => fixed(Number(v), 3)).join(", ")
    setText(parts.live, fill(data.words.live, { row: scene.at.row, column: scene.at.column, value }))
  }

  // ---- zooming
  function setView(next) {
    view = spansOf(next, operation, picture, box).view
    touch("view")
  }

  // Buttons and keys zoom about the window, in a short glide unless motion is unwelcome.
  function glideTo(factor) {
    cancelAnimationFrame(glide)
    const about = [scene.at.row + 0.5, scene.at.column + 0.5]
    const most = largestZoom(picture, box)
    const from = view
    const zoom = clamp(view.zoom * factor, 1, most)
    const target = zoom === 1 ? { ...WHOLE, row: operation.outputSize[0] / 2, column: operation.outputSize[1] / 2 } : { zoom, row: about[0], column: about[1] }
    const begin = performance.now()
    const advance = (time) => {
      const part = calm.matches ? 1 : Math.min(1, Math.max(0, (time - begin) / 220))
      const eased = 1 - (1 - part) ** 3
      const now = from.zoom * (target.zoom / from.zoom) ** eased
      // The middle moves as the magnification does, so that the way looks straight.
      const share = target.zoom === from.zoom ? eased : (1 / now - 1 / from.zoom) / (1 / target.zoom - 1 / from.zoom)
      setView({ zoom: now, row: from.row + (target.row - from.row) * share, column: from.column + (target.column - from.column) * share })
      if (part < 1) glide = requestAnimationFrame(advance)
    }
    advance(begin)
  }

  const hand = {
    zoomed: () => view.zoom > 1.001,
    hover(part, { x, y }) {
      if (!spans || scene.playing) return
      const [down, across] = placeUnder(spans[part], box, x, y).map(Math.floor)
      if (part === "output") {
        scene.touched = scene.inputPlace = scene.tap = null
        goTo(down, across)
      } else hoverInput(down, across)
      touch("marks")
    },
    leave() {
      scene.touched = scene.inputPlace = scene.tap = null
      if (scene.pinned && !scene.playing) goTo(scene.pinned.row, scene.pinned.column)
      touch("marks")
    },
    pin: () => scene.at && pinHere(),
    zoom(factor, left, top) {
      // Both canvases show the same region, so the point is the same on the output.
      if (spans) setView(zoomedAbout(view, factor, placeUnder(spans.output, box, left, top), largestZoom(picture, box)))
    },
    pan(right, down) {
      const { x, y } = spans.output
      setView({ zoom: view.zoom, row: view.row - (down / box.height) * y.length, column: view.column - (right / box.width) * x.length })
    },
    move(rows, columns) {
      if (!scene.at) return
      player.pause()
      scene.touched = scene.inputPlace = scene.tap = null
      goTo(scene.at.row + rows, scene.at.column + columns)
      keepInSight()
      tellAfterRest()
    },
    toggle: () => player.toggle(),
    nearer: (factor) => spans && glideTo(factor),
    whole: () => spans && glideTo(1e-9),
  }

  function hoverInput(row, column) {
    const [y, x] = [clamp(row, 0, picture.height - 1), clamp(column, 0, picture.width - 1)]
    scene.inputPlace = [y, x]
    scene.touched = operation.outputsOf(y, x)
    goTo(...operation.nearestTo(y, x))
    scene.tap = tapFor(y, x)
  }

  // The cell of the window in which this pixel lies, if it lies in one.
  function tapFor(y, x) {
    const { rows, columns } = operation.explain(scene.at.row, scene.at.column)
    const [u, v] = [rows.indexOf(y), columns.indexOf(x)]
    return u < 0 || v < 0 ? null : { i: 0, u, v }
  }

  const player = createPlayer({
    visible: () => visibleOutputs(view, operation),
    at: () => [scene.at.row, scene.at.column],
    go(row, column) {
      scene.touched = scene.inputPlace = scene.tap = null
      goTo(row, column)
      scene.pinned = scene.at
    },
    onChange(playing) {
      scene.playing = playing
      parts.buttons.play.replaceChild(icon(playing ? "pause" : "play"), parts.buttons.play.firstChild)
      setText(parts.buttons.play.label, playing ? data.words.pause : data.words.play)
      if (!playing) tellAfterRest()
      touch("marks")
    },
  })

  listenToStage(parts.input.stage, "input", hand)
  listenToStage(parts.output.stage, "output", hand)
  parts.buttons.play.onclick = () => operation && player.toggle()
  parts.buttons.step.onclick = () => {
    if (!operation) return
    player.step()
    tellAfterRest()
  }
  parts.buttons.nearer.onclick = () => hand.nearer(2)
  parts.buttons.farther.onclick = () => hand.nearer(0.5)
  parts.buttons.whole.onclick = () => hand.whole()
  for (const button of parts.speeds) {
    button.onclick = () => chooseSpeed(button.dataset.speed)
  }
  function chooseSpeed(name) {
    player.speed(name)
    for (const button of parts.speeds) setAttribute(button, "aria-pressed", button.dataset.speed === name)
  }
  chooseSpeed("normal")
  const sizes = new ResizeObserver(() => touch("size"))
  sizes.observe(root)

  // ---- what comes from outside
  async function takePicture(message) {
    if (!message || message === scene.pictureMessage) return
    scene.pictureMessage = message
    const decoded = await decodePicture(message)
    if (scene.pictureMessage !== message) return
    picture = decoded
    picture.id = message.id
    adoptWhenComplete()
  }

  // Settings and picture travel apart; a frame needs two that belong together.
  function adoptWhenComplete() {
    if (picture?.id === data?.picture_id) touch("settings", "values")
  }

  function listenToBus() {
    subscriptions.forEach((end) => end())
    subscriptions = [
      subscribe(channelOf("picture"), takePicture),
      subscribe(channelOf("kernels"), (message) => engine.hear(message, data) && picture?.id === data.picture_id && touch("values")),
      subscribe(channelOf("tensorflow"), (message) => {
        engine.tensorflow = message ?? null
        if (scene.map) touch("colours")
      }),
    ]
    engine.tensorflow = lastOf(channelOf("tensorflow")) ?? null
    takePicture(lastOf(channelOf("picture")))
  }

  return {
    update(next, sendState) {
      const first = data === null || data.bus !== next.bus
      const moved = next.at !== null && (data === null || data.at !== next.at) && !echo.isStale(next.at)
      const changed = data === null || JSON.stringify(data) !== JSON.stringify(next)
      data = next
      send = (text) => sendState("at", `${text}#${Date.now()}`)
      if (first) listenToBus()
      if (moved && next.at !== scene.told) {
        const [row, column] = next.at.split(",").map(Number)
        scene.at = scene.pinned = { row, column }
        scene.told = next.at
      }
      sayWords(parts, data.words, data.alt)
      setText(parts.buttons.play.label, player.playing() ? data.words.pause : data.words.play)
      if (!changed) return touch("size")
      engine.receive(data)
      adoptWhenComplete()
    },
    end() {
      player.pause()
      clearTimeout(restTimer)
      cancelAnimationFrame(request)
      cancelAnimationFrame(glide)
      sizes.disconnect()
      subscriptions.forEach((end) => end())
      if (data) publish(channelOf("scope"), undefined)
    },
  }
}

export default function ({ data, parentElement, setStateValue }) {
  const root = parentElement.querySelector(".scope")
  root.instance ??= createScope(root)
  root.instance.update(data, setStateValue)
  return () => {
    root.instance?.end()
    root.instance = null
  }
}
