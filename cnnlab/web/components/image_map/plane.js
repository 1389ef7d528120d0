// Where points lie: from a map's numbers to places between -1 and 1, from these to the screen, and back. No document.

function numbersFrom(base64, kind) {
  const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))
  return new kind(bytes.buffer)
}

// All places of a map and that of the own picture, brought into a frame: {xy, own, half}. `xy` holds x, y of one point
// after the other, up is positive; `half` says how far they reach from the middle, the larger of both being 1.
function framed(places, own) {
  const low = [Math.min(own[0], Infinity), Math.min(own[1], Infinity)]
  const high = [...own]
  for (let i = 0; i < places.length; i++) {
    low[i % 2] = Math.min(low[i % 2], places[i])
    high[i % 2] = Math.max(high[i % 2], places[i])
  }
  const middle = [(low[0] + high[0]) / 2, (low[1] + high[1]) / 2]
  const reach = [(high[0] - low[0]) / 2, (high[1] - low[1]) / 2]
  const unit = Math.max(...reach) || 1
  return {
    xy: Float32Array.from(places, (value, i) => (value - middle[i % 2]) / unit),
    own: [(own[0] - middle[0]) / unit, (own[1] - middle[1]) / unit],
    zero: [-middle[0] / unit, -middle[1] / unit],
    half: reach.map((each) => Math.max(each / unit, 0.05)),
  }
}

// What lies a part of the way between two such frames with equally many points.
function between(from, to, part) {
  const mix = (a, b) => a + (b - a) * part
  return {
    xy: to.xy.map((value, i) => mix(from.xy[i], value)),
    own: to.own.map((value, i) => mix(from.own[i], value)),
    zero: to.zero.map((value, i) => mix(from.zero[i], value)),
    half: to.half.map((value, i) => mix(from.half[i], value)),
  }
}

const MARGIN = 26
const NEAREST_ZOOM = 24

// The way from a frame to a box on the screen. `view` is {zoom, x, y}: x and y are the place in its middle.
function screenOf(frame, view, box) {
  const room = [Math.max(20, box.width / 2 - MARGIN), Math.max(20, box.height / 2 - MARGIN)]
  const scale = Math.min(room[0] / frame.half[0], room[1] / frame.half[1]) * view.zoom
  return {
    scale,
    x: (x) => box.width / 2 + (x - view.x) * scale,
    y: (y) => box.height / 2 - (y - view.y) * scale,
    left: (px) => view.x + (px - box.width / 2) / scale,
    up: (py) => view.y - (py - box.height / 2) / scale,
  }
}

// The view after a zoom under which the place at (px, py) stays where it is.
function zoomed(frame, view, box, factor, px, py) {
  const zoom = clamp(view.zoom * factor, 1, NEAREST_ZOOM)
  const before = screenOf(frame, view, box)
  const place = [before.left(px), before.up(py)]
  const after = screenOf(frame, { ...view, zoom }, box)
  return held(frame, { zoom, x: view.x + place[0] - after.left(px), y: view.y + place[1] - after.up(py) })
}

// A view that does not leave the points; at zoom 1 the whole map.
function held(frame, view) {
  const room = 1 - 1 / view.zoom
  return {
    zoom: view.zoom,
    x: clamp(view.x, -frame.half[0] * room, frame.half[0] * room),
    y: clamp(view.y, -frame.half[1] * room, frame.half[1] * room),
  }
}

const OWN = -1

// The point nearest to a place on the screen, no farther than `reach` pixels; null where there is none.
// Of those that are not `wanted` only one that is much nearer is taken.
function pointAtPlace(frame, screen, px, py, reach, wanted) {
  let best = null
  let least = reach
  const offer = (index, x, y) => {
    const away = Math.hypot(screen.x(x) - px, screen.y(y) - py) * (index === OWN ? 0.6 : wanted(index) ? 1 : 2)
    if (away < least) [best, least] = [index, away]
  }
  for (let i = 0; i < frame.xy.length / 2; i++) offer(i, frame.xy[2 * i], frame.xy[2 * i + 1])
  offer(OWN, ...frame.own)
  return best
}

function placeOf(frame, index) {
  return index === OWN ? frame.own : [frame.xy[2 * index], frame.xy[2 * index + 1]]
}

// The next point in a direction: near, and not far to the side. The one where one is, where nothing lies there.
function towards(frame, index, right, up) {
  const [x, y] = placeOf(frame, index)
  let best = index
  let least = Infinity
  for (let i = OWN; i < frame.xy.length / 2; i++) {
    if (i === index) continue
    const [other, above] = placeOf(frame, i)
    const along = (other - x) * right + (above - y) * up
    const aside = Math.abs((other - x) * up) + Math.abs((above - y) * right)
    if (along <= 0 || aside > along) continue
    const cost = along + 1.5 * aside
    if (cost < least) [best, least] = [i, cost]
  }
  return best
}
