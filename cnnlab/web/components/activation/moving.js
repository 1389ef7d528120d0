// What moves with the hand: the dot on the curve, its way from axis to axis, the tangent, and the rings in the pictures.

// Half the length of the tangent on the screen.
const TANGENT = 46

function drawMoving(group, plan, { x, y, slope }) {
  const [left, top] = [plan.x(x), plan.y(y)]
  const along = plan.x(1) - plan.x(0)
  const up = slope * (plan.y(0) - plan.y(1))
  const factor = TANGENT / Math.hypot(along, up)
  const [right, rise] = [along * factor, up * factor]
  group.replaceChildren(
    line(left, plan.bottom, left, top, "path"),
    line(left, top, plan.left, top, "path"),
    line(left - right, top + rise, left + right, top - rise, "tangent"),
    draw("circle", { cx: left, cy: plan.y(slope), r: 4, class: "steepness" }),
    draw("circle", { cx: left, cy: plan.bottom, r: 4, class: "dot" }),
    draw("circle", { cx: plan.left, cy: top, r: 4, class: "dot" }),
    draw("circle", { cx: left, cy: top, r: 7, class: "dot" }),
  )
}

function markPicture(canvas, box, { height, width }, { at, chosen }) {
  const context = fitCanvas(canvas, box)
  const ruler = rulerFor({ y: { start: 0, length: height }, x: { start: 0, length: width } }, box)
  if (chosen) return drawPixels(context, chosen, ruler, 0, 0)
  const pixel = { top: at.row, left: at.column, height: 1, width: 1 }
  pointAt(context, ruler, pixel, MARK)
  outline(context, ruler, pixel, MARK)
}

const LIT = packed(...[1, 3, 5].map((start) => parseInt(MARK.slice(start, start + 2), 16)))
const VEIL = (packed(8, 12, 18) & 0xffffff) | (0x80 << 24)

// All pixels whose value lies near x, in the colour of the marks, the others veiled: {canvas, ...}. What was `held`
// last is used again, and left as it is while x has hardly moved.
function pixelsNear(held, { height, width, before }, x, within) {
  const still = held?.before === before && held.within === within && Math.abs(x - held.x) < within / 2
  if (still) return held
  const fits = held && held.canvas.width === width && held.canvas.height === height
  const target = fits ? held : { canvas: make("canvas", { width, height }) }
  target.context ??= target.canvas.getContext("2d")
  target.image ??= target.context.createImageData(width, height)
  target.words ??= new Uint32Array(target.image.data.buffer)
  const { words } = target
  for (let i = 0; i < words.length; i++) words[i] = Math.abs(before[i] - x) <= within ? LIT : VEIL
  target.context.putImageData(target.image, 0, 0)
  return Object.assign(target, { before, x, within })
}
