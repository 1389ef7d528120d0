// One frame: of all that may have to be done again, only what has changed.
// `core` is the scope's record: {root, parts, engine, scene, data, picture, operation, view, box, spans, panel}.

// `work` is what was asked for: "settings", "values", "colours", "size", "view", "marks". `onTap` hears which cell of
// the panel is under the pointer.
function drawFrame(core, work, onTap) {
  const start = performance.now()
  if (work.has("settings")) adoptSettings(core)
  if (work.has("values")) computeValues(core)
  if (work.has("settings") || work.has("size") || !core.box) adoptSize(core)
  if (work.has("values") || work.has("colours")) paintValues(core)
  // Within something folded there is no room to draw in; the ResizeObserver tells when it opens.
  if (!core.box.width) return
  const { scene, operation } = core
  const trace = operation.explain(scene.at.row, scene.at.column)
  scene.rings = operation.ringsAt(trace)
  draw(core, work)
  showArithmetic(core, trace, onTap)
  measureFrame(start, { every: core.engine.map.every })
}

function adoptSettings(core) {
  const { data, picture, scene, parts } = core
  const before = core.operation
  rebuildOperation(core)
  const { operation } = core
  const [height, width] = operation.outputSize
  scene.neverRead = data.never_read
  scene.activation = data.activation
  scene.kinds = data.kinds
  scene.chosen = data.chosen
  scene.covered = data.covered
  scene.gradient = data.gradient
  scene.colours = picture.planes.length > 1
  scene.words = data.words
  scene.diverging = divergingFrom(data.lut)
  scene.sequential = sequentialFrom(data.sequential)
  scene.inputScale = inputScale(picture, scene)
  scene.font = getComputedStyle(core.root).fontFamily
  if (scene.inputOf !== operation.padded) scene.inputCanvas = inputPixels(operation, scene.inputScale)
  scene.inputOf = operation.padded
  if (scene.at && before && scene.picture === picture && !core.placed) keepSpot(core, before)
  core.placed = false
  scene.at = scene.at && insideOutput(operation, scene.at)
  scene.pinned = scene.pinned && insideOutput(operation, scene.pinned)
  scene.touched = scene.inputPlace = null
  if (scene.picture !== picture) core.view = { zoom: 1, row: height / 2, column: width / 2 }
  scene.picture = picture
  setText(parts.input.size, fill(data.words.size, { height: picture.height, width: picture.width }))
  for (const output of parts.outputs) setText(output.size, fill(data.words.size, { height, width }))
  parts.never.hidden = data.never_read.rows.length + data.never_read.cols.length === 0
}

const middleOf = ({ top, left, height, width }) => [Math.floor(top + height / 2), Math.floor(left + width / 2)]

// An output of another size has its values elsewhere: the window stays where it lay on the picture. The spot is kept
// until a hand moves the window, so that going there and back ends where it began.
function keepSpot(core, before) {
  const { scene, operation } = core
  if (String(before.outputSize) === String(operation.outputSize)) return
  scene.spot ??= middleOf(before.windowAt(scene.at.row, scene.at.column))
  const [row, column] = operation.nearestTo(...scene.spot)
  scene.at = { row, column }
  if (!scene.pinned) return
  scene.pinned = scene.at
  if (core.told) core.tellLater()
}

function rebuildOperation(core) {
  core.operation = operationFor(core.picture, core.data, core.engine.kernels)
  core.scene.operation = core.operation
}

function insideOutput({ outputSize: [height, width] }, { row, column }) {
  return { row: clamp(row, 0, height - 1), column: clamp(column, 0, width - 1) }
}

function computeValues(core) {
  const { engine, scene } = core
  rebuildOperation(core)
  const { outputs } = core.operation
  scene.map = engine.compute(core.operation)
  const { height, width, channels } = scene.map
  scene.at ??= mostInteresting(core.operation, scene.map)
  const shape = outputs === 1 ? [height, width, channels] : [outputs, height, width, channels]
  const values = engine.dragging ? null : scene.map.after
  const { row, column } = scene.at
  core.published = { id: engine.id, shape, values, row, column }
  publish(core.channel("scope"), core.published)
}

// Where to begin if nobody has chosen: where the operation has most to show, in the middle of the map.
function mostInteresting({ outputs, interest }, { height, width, channels, after }) {
  const maps = Array.from({ length: outputs }, (_, i) => partOf(after, outputs, i))
  const best = { row: height >> 1, column: width >> 1 }
  let largest = -1
  for (let row = height >> 2; row < height - (height >> 2); row++) {
    for (let column = width >> 2; column < width - (width >> 2); column++) {
      const size = interest(maps.map((map) => map[(row * width + column) * channels]))
      if (size > largest) [largest, best.row, best.column] = [size, row, column]
    }
  }
  return best
}

function paintValues(core) {
  const { engine, scene, data, root, parts } = core
  const { clipsColour, outputs } = core.operation
  scene.outputs = parts.outputs.map((part, i) => {
    const shown = partOf(engine.shown(), outputs, i)
    const scale = scaleFor(shown, data.scale, scene.diverging, scene.sequential)
    const white = clipsColour ? 1 : scale.high
    const note = scene.map.channels < 3 ? "" : clipsColour ? data.words.clipped : fill(data.words.reaches, { high: short(white, 4) })
    drawBar(part.bar, scale, note)
    return { shown, scale, white, pixels: outputPixels(scene.outputs?.[i].pixels, scene.map, shown, scale, white) }
  })
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
  if (moved || work.has("values") || work.has("colours")) drawOutputs(parts, box, core.spans, scene)
  drawMarks(parts, box, core.spans, scene)
}

// The arithmetic of the output under the mark.
function showArithmetic(core, trace, onTap) {
  const { root, parts, scene, data, operation } = core
  const { row, column } = scene.at
  const shown = shownAt(core, row, column, trace)
  const shape = `${trace.planes.length} ${trace.rows.length} ${trace.columns.length} ${core.language}`
  if (core.panel?.shape !== shape) core.panel = { ...operation.panel.build(parts.panel, trace, data.words, onTap), shape }
  core.panel.tap = scene.tap
  operation.panel.fill(core.panel, parts.panel, trace, { ...scene, shown })
  parts.outputs.forEach((part, i) => drawNeedle(part.bar, scene.outputs[i].scale, shown[i][0]))
  setAttribute(root, "data-row", row)
  setAttribute(root, "data-col", column)
  setAttribute(root, "data-value", shown[data.chosen].map(exact).join(","))
  setAttribute(root, "data-rings", scene.rings.map((ring) => `${ring.row},${ring.column}`).join(";"))
  setAttribute(root, "data-ready", "true")
}

// The values of each map at one place, one a channel. On a reduced grid only every n-th output is there: the
// one in hand is then taken from its arithmetic.
function shownAt({ scene, operation }, row, column, trace) {
  if (scene.map.every > 1) return operation.valuesOf(trace)
  const start = (row * scene.map.width + column) * scene.map.channels
  return scene.outputs.map(({ shown }) => Array.from(shown.subarray(start, start + scene.map.channels)))
}
