// One frame: of all that may have to be done again, only what has changed.
// `core` is the scope's record: {root, parts, engine, scene, data, picture, operation, view, box, spans, panel}.

function createFrames(core) {
  let stale = new Set()
  let request = 0

  // Ask for work in the next frame: "settings", "values", "colours", "size", "view", "marks".
  function touch(...what) {
    what.forEach((name) => stale.add(name))
    request ||= requestAnimationFrame(frame)
  }

  function frame() {
    request = 0
    if (!core.data || !core.picture || !core.root.isConnected) return
    const start = performance.now()
    const work = stale
    stale = new Set()
    if (work.has("settings")) adoptSettings(core)
    if (work.has("values")) computeValues(core)
    if (work.has("settings") || work.has("size") || !core.box) adoptSize(core)
    if (work.has("values") || work.has("colours")) paintValues(core)
    // Within something folded there is no room to draw in; the ResizeObserver tells when it opens.
    if (!core.box.width) return
    draw(core, work)
    showArithmetic(core, (tap) => {
      core.scene.tap = tap
      touch("marks")
    })
    if (work.has("values")) measureFrame(start, { every: core.engine.map.every })
  }

  return { touch, stop: () => cancelAnimationFrame(request) }
}

function adoptSettings(core) {
  const { data, picture, scene, parts } = core
  rebuildOperation(core)
  const { operation } = core
  const [height, width] = operation.outputSize
  scene.neverRead = data.never_read
  scene.activation = data.activation
  scene.words = data.words
  scene.diverging = divergingFrom(data.lut)
  scene.font = getComputedStyle(core.root).fontFamily
  if (scene.inputOf !== operation.padded) scene.inputCanvas = inputPixels(operation)
  scene.inputOf = operation.padded
  scene.at = scene.at && insideOutput(operation, scene.at)
  scene.pinned = scene.pinned && insideOutput(operation, scene.pinned)
  scene.touched = scene.inputPlace = null
  if (scene.picture !== picture) core.view = { zoom: 1, row: height / 2, column: width / 2 }
  scene.picture = picture
  setText(parts.input.size, fill(data.words.size, { height: picture.height, width: picture.width }))
  setText(parts.output.size, fill(data.words.size, { height, width }))
  parts.never.hidden = data.never_read.rows.length + data.never_read.cols.length === 0
}

function rebuildOperation(core) {
  core.operation = convolutionOperation(core.picture, { ...core.data, kernels: core.engine.kernels })
  core.scene.operation = core.operation
}

function insideOutput({ outputSize: [height, width] }, { row, column }) {
  return { row: clamp(row, 0, height - 1), column: clamp(column, 0, width - 1) }
}

function computeValues(core) {
  const { engine, scene } = core
  rebuildOperation(core)
  scene.map = engine.compute(core.operation)
  const { height, width, channels } = scene.map
  scene.at ??= strongest(scene.map)
  const values = engine.dragging ? null : scene.map.after
  const { row, column } = scene.at
  publish(core.channel("scope"), { id: engine.id, shape: [height, width, channels], values, row, column })
}

// Where to begin if nobody has chosen: the largest value, of either sign, in the middle of the map.
function strongest({ height, width, channels, after }) {
  const best = { row: height >> 1, column: width >> 1 }
  let largest = -1
  for (let row = height >> 2; row < height - (height >> 2); row++) {
    for (let column = width >> 2; column < width - (width >> 2); column++) {
      const size = Math.abs(after[(row * width + column) * channels])
      if (size > largest) [largest, best.row, best.column] = [size, row, column]
    }
  }
  return best
}

function paintValues(core) {
  const { engine, scene, data, root, parts } = core
  scene.shown = engine.shown()
  scene.scale = scaleFor(scene.shown, data.scale, scene.diverging)
  scene.output = outputPixels(scene.output, scene.map, scene.shown, scene.scale)
  drawBar(parts.bar, scene.scale, scene.map.channels, data.words)
  setAttribute(root, "data-id", engine.id ?? "")
  setAttribute(root, "data-source", engine.fromTensorflow() ? "tensorflow" : "browser")
  setAttribute(root, "data-output-size", core.operation.outputSize.join(","))
}

function adoptSize(core) {
  core.box = boxFor(core.parts, core.picture, core.operation)
  sizeStages(core.parts, core.box)
}

function draw(core, work) {
  const { parts, box, scene } = core
  core.spans = spansOf(core.view, core.operation, core.picture, box)
  core.view = core.spans.view
  const moved = work.has("size") || work.has("settings") || work.has("view")
  if (moved) drawInput(parts, box, core.spans, scene)
  if (moved || work.has("values") || work.has("colours")) drawOutput(parts, box, core.spans, scene)
  drawMarks(parts, box, core.spans, scene)
}

// The arithmetic of the output under the ring.
function showArithmetic(core, onTap) {
  const { root, parts, scene, data, operation } = core
  const { row, column } = scene.at
  const trace = operation.explain(row, column)
  const values = valuesAt(core, row, column, trace)
  const shape = `${trace.planes.length} ${trace.rows.length} ${trace.columns.length} ${core.language}`
  if (core.panel?.shape !== shape) core.panel = { ...buildPanel(parts.panel, trace, data.words, onTap), shape }
  core.panel.tap = scene.tap
  fillPanel(core.panel, parts.panel, trace, { ...scene, values })
  drawNeedle(parts.bar, scene.scale, values[0])
  setAttribute(root, "data-row", row)
  setAttribute(root, "data-col", column)
  setAttribute(root, "data-value", values.map(exact).join(","))
  setAttribute(root, "data-ready", "true")
}

// On a reduced grid only every n-th output is there: the one in hand is then taken from its arithmetic.
function valuesAt({ scene, data }, row, column, trace) {
  if (scene.map.every === 1) {
    const start = (row * scene.map.width + column) * scene.map.channels
    return Array.from(scene.shown.subarray(start, start + scene.map.channels))
  }
  const sums = trace.planes.map((plane) => plane.sum)
  const totals = trace.added ? [sums.reduce((a, b) => a + b, 0)] : sums
  return totals.map((total) => ACTIVATIONS[data.activation](total + trace.bias))
}
