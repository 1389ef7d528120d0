// One frame: of all that may have to be done again, only what has changed.

// `work` is what was asked for: "values", "shown", "size", "marks".
function drawFrame(core, channel, work) {
  const start = performance.now()
  if (work.has("values")) computeValues(core, channel)
  // New settings whose picture is still on its way: what there is belongs to the old ones.
  else if (core.own.id !== core.data.id) return
  if (work.has("values") || work.has("shown")) adoptMaps(core, lastOf(channel("tensorflow")))
  // Within something folded there is no room to draw in; the ResizeObserver tells when it opens.
  if (!core.root.clientWidth) return
  if (work.has("values") || work.has("shown") || work.has("size")) drawStage(core)
  showPlace(core)
  measureFrame(start, { every: 1 })
}

function computeValues(core, channel) {
  const { data } = core
  core.own = { ...computeMaps(core.picture, data), id: data.id }
  core.published = { id: data.id, values: joined(core.own) }
  publish(channel("scope"), core.published)
}

// The colours and pixels of a map, painted anew only where the map is another one. What TensorFlow has confirmed stays.
function painted(held, name, maps, values, scaleOf) {
  if (held?.name === name && (held.source === "tensorflow" || maps.source === "browser")) return held
  const scale = scaleOf()
  return { name, source: maps.source, scale, pixels: outputPixels(held?.pixels, maps, values, scale), range: rangeOf(values) }
}

function adoptMaps(core, tensorflow) {
  const { data, parts } = core
  const maps = (core.maps = shownMaps(core.own, tensorflow, data.id))
  const diverging = divergingFrom(data.lut)
  // The map before is signed, whatever its values are: zero, where a function bends, is always the neutral colour.
  // Another function leaves it as it is.
  const made = JSON.stringify([data.picture_id, data.kernel, data.bias])
  core.before = painted(core.before, made, maps, maps.before, () => colourScale(maps.before, true, diverging))
  core.after = painted(core.after, data.id, maps, maps.after, () => colourScale(maps.after, false, diverging))
  const scales = { before: core.before.scale, after: core.after.scale }
  const limits = limitsFor(maps.before, data.name, data.parameters)
  const histograms = { before: histogramOf(maps.before, limits.x), after: histogramOf(maps.after, limits.y) }
  const flat = flatStretches(limits.points, data.name, data.parameters, data.threshold)
  core.scene = { ...data, scales, limits, histograms, flat }
  parts.legend.flat.parentNode.hidden = flat.length === 0
  core.at ??= tellingPlace(maps)
  core.at = { row: clamp(core.at.row, 0, maps.height - 1), column: clamp(core.at.column, 0, maps.width - 1) }
  core.pinned ??= core.at
  for (const name of ["before", "after"]) {
    const [low, high] = core[name].range
    setText(parts[name].range, fill(data.words.range, { low: short(low, 2), high: short(high, 2) }))
  }
  setAttribute(core.root, "data-id", data.id)
  setAttribute(core.root, "data-source", maps.source)
}

function drawStage(core) {
  const { parts, maps, root } = core
  core.sizes = sizesFor(root.clientWidth, maps)
  core.plan = planFor(applySizes(parts, core.sizes), core.scene.limits)
  drawStill(parts.still, core.plan, core.scene)
  const [low, high] = core.plan.limits.x
  setAttribute(parts.plot, "aria-valuemin", exact(low))
  setAttribute(parts.plot, "aria-valuemax", exact(high))
  for (const name of ["before", "after"]) {
    const box = core.sizes.picture
    const ruler = rulerFor({ y: { start: 0, length: maps.height }, x: { start: 0, length: maps.width } }, box)
    drawPixels(fitCanvas(parts[name].base, box), core[name].pixels.canvas, ruler, 0, 0)
  }
}

// The value in hand: of a pixel, or of the place on the curve that is pointed at.
function pointOf({ maps, at, sweptTo, data }) {
  const place = at.row * maps.width + at.column
  const x = sweptTo ?? maps.before[place]
  const y = sweptTo === null ? maps.after[place] : ACTIVATIONS[data.name](x, data.parameters)
  return { x, y, slope: SLOPES[data.name](x, data.parameters) }
}

function showPlace(core) {
  const { parts, scene, maps, root } = core
  const point = pointOf(core)
  if (core.sweptTo !== null) core.near = pixelsNear(core.near, maps, point.x, scene.histograms.before.width)
  const near = core.sweptTo === null ? null : core.near.canvas
  for (const name of ["before", "after"]) {
    markPicture(parts[name].marks, core.sizes.picture, maps, { at: core.at, chosen: near })
  }
  drawMoving(parts.moving, core.plan, point)
  sayPoint(parts, point, scene)
  setAttribute(parts.plot, "aria-valuenow", exact(point.x))
  setAttribute(parts.plot, "aria-valuetext", pointInWords(parts))
  setAttribute(root, "data-row", core.at.row)
  setAttribute(root, "data-col", core.at.column)
  for (const [name, value] of Object.entries(point)) setAttribute(root, `data-${name}`, exact(value))
  setAttribute(root, "data-ready", "true")
}
