// The map on its canvas.

const FLAG = 44

// Draw all of it. `scene` is {frame, screen, box, stock, sheet, own, ink, near, point, at, lit, tiles, zoom, covered, paints}.
function paintMap(context, scene) {
  if (scene.cross) paintCross(context, scene)
  const order = [...Array(scene.frame.xy.length / 2).keys()].sort((a, b) => lightOf(scene, a) - lightOf(scene, b))
  const side = tileSide(scene)
  for (const index of order) {
    const [x, y] = onScreen(scene, index)
    if (x < -40 || y < -40 || x > scene.box.width + 40 || y > scene.box.height + 40) continue
    context.globalAlpha = scene.lit(index) ? 1 : side ? 0.22 : 0.14
    if (side && scene.sheet) paintTile(context, scene, index, x, y, side)
    else paintPoint(context, scene, index, x, y)
  }
  context.globalAlpha = 1
  paintNear(context, scene, side)
  paintOwn(context, scene)
  if (scene.at !== null && scene.at !== OWN) ring(context, ...onScreen(scene, scene.at), (0.72 * side || 9), scene.ink, 2)
}

function lightOf(scene, index) {
  return (scene.lit(index) ? 2 : 0) + (isWrong(scene.stock, index) ? 1 : 0)
}

function isWrong(stock, index) {
  return stock.labels !== null && stock.labels[index] !== stock.answers[index]
}

function onScreen({ frame, screen }, index) {
  const [x, y] = placeOf(frame, index)
  return [screen.x(x), screen.y(y)]
}

// Pixels of a small picture; 0 where points are drawn instead. Who comes near enough sees pictures anyway.
function tileSide({ tiles, zoom, box }) {
  if (!tiles && zoom < 5) return 0
  return Math.min(64, Math.max(16, box.width / 36) * zoom ** 0.6)
}

function radiusOf({ zoom, box }) {
  return Math.min(9, (box.width < 480 ? 3.6 : 4.6) * zoom ** 0.3)
}

function paintOf(scene, index) {
  return scene.stock.labels === null ? scene.plain : scene.paints[scene.stock.labels[index] % scene.paints.length]
}

function paintPoint(context, scene, index, x, y) {
  const radius = radiusOf(scene)
  const paint = paintOf(scene, index)
  context.beginPath()
  if (isWrong(scene.stock, index)) {
    const arm = radius * 1.25
    context.moveTo(x - arm, y - arm)
    context.lineTo(x + arm, y + arm)
    context.moveTo(x + arm, y - arm)
    context.lineTo(x - arm, y + arm)
    context.lineCap = "round"
    for (const [ink, line] of [[scene.ink, 5.2], [paint, 2.8]]) {
      context.strokeStyle = ink
      context.lineWidth = line
      context.stroke()
    }
    return
  }
  context.arc(x, y, radius, 0, 2 * Math.PI)
  context.fillStyle = paint
  context.fill()
  context.strokeStyle = scene.edge
  context.lineWidth = 0.8
  context.stroke()
}

function paintTile(context, scene, index, x, y, side) {
  const [left, top] = [Math.round(x - side / 2), Math.round(y - side / 2)]
  const frame = isWrong(scene.stock, index) ? 3 : 2
  context.fillStyle = paintOf(scene, index)
  context.fillRect(left - frame, top - frame, side + 2 * frame, side + 2 * frame)
  paintThumbnail(context, scene, index, left, top, side)
  if (!isWrong(scene.stock, index)) return
  context.beginPath()
  context.moveTo(left + side - 8, top + 1)
  context.lineTo(left + side - 1, top + 8)
  context.moveTo(left + side - 1, top + 1)
  context.lineTo(left + side - 8, top + 8)
  for (const [ink, line] of [["#000", 4], ["#fff", 1.8]]) {
    context.strokeStyle = ink
    context.lineWidth = line
    context.stroke()
  }
}

// One picture of the sheet; larger than life with its pixels to be seen.
function paintThumbnail(context, { stock, sheet }, index, left, top, side) {
  const [column, row] = [index % stock.columns, Math.floor(index / stock.columns)]
  context.imageSmoothingEnabled = side * (window.devicePixelRatio || 1) < 2 * stock.width
  context.drawImage(
    sheet, column * stock.width, row * stock.height, stock.width, stock.height,
    left, top, side, (side * stock.height) / stock.width,
  )
}

// A thin cross at the mean of all pictures, where the two axes meet.
function paintCross(context, { frame, screen, box, ink }) {
  const [x, y] = [screen.x(frame.zero[0]), screen.y(frame.zero[1])]
  context.strokeStyle = ink
  context.globalAlpha = 0.18
  context.lineWidth = 1
  context.beginPath()
  context.moveTo(0, y)
  context.lineTo(box.width, y)
  context.moveTo(x, 0)
  context.lineTo(x, box.height)
  context.stroke()
  context.globalAlpha = 1
}

function paintNear(context, scene, side) {
  if (scene.covered) return
  const [x, y] = onScreen(scene, scene.point)
  for (const index of scene.near) {
    const [left, top] = onScreen(scene, index)
    context.beginPath()
    context.moveTo(x, y)
    context.lineTo(left, top)
    for (const [ink, line] of [["rgba(8, 12, 18, 0.75)", 3.4], [MARK, 1.6]]) {
      context.strokeStyle = ink
      context.lineWidth = line
      context.stroke()
    }
  }
  for (const index of scene.near) ring(context, ...onScreen(scene, index), (side || 2 * radiusOf(scene)) / 2 + 4.5, MARK, 2.4)
  if (scene.point !== OWN) ring(context, x, y, (side || 2 * radiusOf(scene)) / 2 + 7, MARK, 4)
}

function ring(context, x, y, radius, ink, line) {
  context.beginPath()
  context.arc(x, y, radius, 0, 2 * Math.PI)
  for (const [stroke, width] of [["rgba(8, 12, 18, 0.85)", line + 2], [ink, line]]) {
    context.strokeStyle = stroke
    context.lineWidth = width
    context.stroke()
  }
}

// The own picture: a star at its place, and the picture itself on a flag beside it.
function paintOwn(context, scene) {
  const [x, y] = onScreen(scene, OWN)
  context.beginPath()
  for (let i = 0; i < 10; i++) {
    const radius = i % 2 ? 5.4 : 12.5
    const angle = (Math.PI / 5) * i - Math.PI / 2
    context[i ? "lineTo" : "moveTo"](x + radius * Math.cos(angle), y + radius * Math.sin(angle))
  }
  context.closePath()
  context.lineJoin = "round"
  context.strokeStyle = "rgba(8, 12, 18, 0.9)"
  context.lineWidth = 4
  context.stroke()
  context.fillStyle = MARK
  context.fill()
  if (scene.own?.complete && scene.own.naturalWidth) paintFlag(context, scene, x, y)
}

function paintFlag(context, scene, x, y) {
  const left = x + 20 + FLAG > scene.box.width ? x - 20 - FLAG : x + 20
  const top = clamp(y - 20 - FLAG < 4 ? y + 16 : y - 16 - FLAG, 4, Math.max(4, scene.box.height - FLAG - 4))
  context.fillStyle = "rgba(8, 12, 18, 0.9)"
  context.fillRect(left - 4, top - 4, FLAG + 8, FLAG + 8)
  context.fillStyle = MARK
  context.fillRect(left - 2.5, top - 2.5, FLAG + 5, FLAG + 5)
  context.imageSmoothingEnabled = false
  context.drawImage(scene.own, left, top, FLAG, FLAG)
}
