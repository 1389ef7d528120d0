// What comes from Python as numbers, and numbers between two moments.

function floatsFrom(text) {
  return new Float32Array(Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)).buffer)
}

const MOVING = ["generated", "pushes", "surface", "lattice"]

function readMoment(message) {
  const moment = { ...message, curve: floatsFrom(message.curve) }
  for (const name of MOVING) moment[name] = floatsFrom(message[name])
  return moment
}

// The moment that lies a share of the way from one to the other; only what moves is between them.
function between(from, to, share) {
  if (!from || share >= 1) return to
  const found = { ...to }
  for (const name of MOVING) {
    const [a, b] = [from[name], to[name]]
    found[name] = b.map((value, i) => a[i] + (value - a[i]) * share)
  }
  return found
}

// Points drawn by hand, as the address has them: two digits across and two up for each.
const CELLS = 100

function drawnFrom(text, field) {
  const place = (digits) => ((Number(digits) + 0.5) / CELLS) * 2 * field - field
  return (text.match(/\d{4}/g) ?? []).map((four) => [place(four.slice(0, 2)), place(four.slice(2))])
}

function textOfDrawn(points, field) {
  const cell = (value) => clamp(Math.floor(((value + field) / (2 * field)) * CELLS), 0, CELLS - 1)
  return points.map((point) => point.map((value) => String(cell(value)).padStart(2, "0")).join("")).join("")
}

// Text with **bold** parts, as elements.
function strongly(text) {
  return text.split("**").map((part, i) => (i % 2 ? make("strong", {}, part) : part))
}
