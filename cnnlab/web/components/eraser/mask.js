// Which pixels are erased: a byte for each, 1 for erased. Pure functions.

// Set the pixels whose middles lie in a circle, its middle and diameter in pixels of the picture; at least the one
// under the middle. Returns whether anything has changed.
function stamp(mask, { rows, columns }, x, y, diameter, value) {
  const radius = Math.max(diameter / 2, 0.5)
  let changed = false
  const set = (row, column) => {
    if (row < 0 || column < 0 || row >= rows || column >= columns) return
    const place = row * columns + column
    changed ||= mask[place] !== value
    mask[place] = value
  }
  set(Math.floor(y), Math.floor(x))
  for (let row = Math.floor(y - radius); row <= y + radius; row++) {
    for (let column = Math.floor(x - radius); column <= x + radius; column++) {
      if ((row + 0.5 - y) ** 2 + (column + 0.5 - x) ** 2 < radius ** 2) set(row, column)
    }
  }
  return changed
}

// Do so along a line, often enough that no pixel is left out.
function stroke(mask, size, from, to, diameter, value) {
  const steps = Math.max(1, Math.ceil(2 * Math.hypot(to.x - from.x, to.y - from.y)))
  let changed = false
  for (let i = 1; i <= steps; i++) {
    const share = i / steps
    const [x, y] = [from.x + share * (to.x - from.x), from.y + share * (to.y - from.y)]
    changed = stamp(mask, size, x, y, diameter, value) || changed
  }
  return changed
}

// As base64 of the bits, eight to a byte, the first one highest.
function maskToText(mask) {
  const bytes = new Uint8Array(Math.ceil(mask.length / 8))
  mask.forEach((erased, i) => {
    if (erased) bytes[i >> 3] |= 128 >> (i & 7)
  })
  return btoa(String.fromCharCode(...bytes))
}

function maskFromText(text, length) {
  const bytes = atob(text)
  return Uint8Array.from({ length }, (_, i) => (bytes.charCodeAt(i >> 3) >> (7 - (i & 7))) & 1)
}
