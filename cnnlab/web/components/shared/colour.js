// Colour tables and the painting of values with them. A colour is one 32-bit number, as a canvas keeps it.

// A table is {colours, first}: values on its scale go to the entries from `first` to 255.
const GREY = { colours: Uint32Array.from({ length: 256 }, (_, i) => packed(i, i, i)), first: 0 }

function packed(red, green, blue) {
  return ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0
}

// A diverging table from base64 of 256 x 3 bytes: entry 128 is zero, 1 and 255 are the limits, 0 is not used.
function divergingFrom(base64) {
  return { colours: coloursFrom(base64), first: 1 }
}

// A sequential table from base64 of 256 x 3 bytes: entry 0 is the least value.
function sequentialFrom(base64) {
  return { colours: coloursFrom(base64), first: 0 }
}

function coloursFrom(base64) {
  const bytes = atob(base64)
  const colour = (_, i) => packed(bytes.charCodeAt(3 * i), bytes.charCodeAt(3 * i + 1), bytes.charCodeAt(3 * i + 2))
  return Uint32Array.from({ length: 256 }, colour)
}

// The table's colour for a value on the scale from low to high.
function shade({ colours, first }, low, high, value) {
  const index = Math.round(first + ((value - low) / (high - low)) * (255 - first))
  return colours[Math.min(255, Math.max(first, index || 0))]
}

function cssColour(colour) {
  return `rgb(${colour & 255} ${(colour >> 8) & 255} ${(colour >> 16) & 255})`
}

// Black or white, whichever is read more easily on the colour.
function inkOn(colour) {
  const luminance = 0.299 * (colour & 255) + 0.587 * ((colour >> 8) & 255) + 0.114 * ((colour >> 16) & 255)
  return luminance > 140 ? "#10151c" : "#ffffff"
}

// Paint one value a pixel.
function paintScalar(values, pixels, { colours, first }, low, high) {
  const factor = (255 - first) / (high - low)
  const shift = first + 0.5 - low * factor
  for (let i = 0; i < values.length; i++) {
    // Clipped before it becomes a whole number: a huge value would turn over.
    const place = values[i] * factor + shift
    pixels[i] = colours[place < first ? first : place > 255 ? 255 : place | 0]
  }
}

// Paint three values a pixel as red, green and blue, from 0 to `white`; what lies outside is clipped.
function paintColour(values, bytes, white = 1) {
  const factor = 255 / white
  for (let i = 0, o = 0; i < values.length; i += 3, o += 4) {
    bytes[o] = values[i] * factor
    bytes[o + 1] = values[i + 1] * factor
    bytes[o + 2] = values[i + 2] * factor
    bytes[o + 3] = 255
  }
}

// Smallest and largest value.
function rangeOf(values) {
  let low = Infinity
  let high = -Infinity
  for (let i = 0; i < values.length; i++) {
    const value = values[i]
    if (value < low) low = value
    if (value > high) high = value
  }
  return [low, high]
}

// The colour scale of a map: diverging about zero where anything is negative, else grey from black at 0.
// "grey" asks for exactly 0 to 1, "magnitude" for the sequential table instead of grey; limits are rounded up so that
// they stand still while a hand moves.
function scaleFor(values, wish, diverging, sequential) {
  if (wish === "grey") return { table: GREY, low: 0, high: 1, signed: false }
  const [low, high] = rangeOf(values)
  if (wish === "magnitude" && low >= 0) return { table: sequential, low: 0, high: niceCeiling(high), signed: false }
  if (wish !== "diverging" && low >= 0) return { table: GREY, low: 0, high: Math.max(1, niceCeiling(high)), signed: false }
  const limit = niceCeiling(Math.max(-low, high))
  return { table: diverging, low: -limit, high: limit, signed: true }
}
