// The layers of the plane, from the bottom to the top.

const REAL = "#8a4300"
const MADE = "#0f3f94"
const GROUND = "#f5f5f5"
// How long an arrow is for a gradient of 1, and the longest, in units of the plane.
const ARROW = 0.12
const LONGEST = 0.34

function planeRuler(reach, side) {
  return {
    side,
    x: (value) => ((value + reach) / (2 * reach)) * side,
    y: (value) => ((reach - value) / (2 * reach)) * side,
    across: (px) => (px / side) * 2 * reach - reach,
    up: (py) => reach - (py / side) * 2 * reach,
    unit: side / (2 * reach),
  }
}

// Limits of the colours: those of a probability stand still; those of a score are widened in steps.
function limitsOf({ scale: [low, middle, high], open }, surface) {
  if (!open) return [low, middle, high]
  let far = 0
  for (const value of surface) if (Number.isFinite(value)) far = Math.max(far, Math.abs(value - middle))
  const reach = niceCeiling(Math.max(far, high - middle))
  return [middle - reach, middle, middle + reach]
}

function createSurface() {
  const tile = make("canvas")
  return function paintSurface(context, ruler, { grid, table }, surface, [low, , high]) {
    if (tile.width !== grid) tile.width = tile.height = grid
    const inner = tile.getContext("2d")
    const image = inner.createImageData(grid, grid)
    const pixels = new Uint32Array(image.data.buffer)
    for (let row = 0; row < grid; row++) {
      for (let column = 0; column < grid; column++) {
        pixels[(grid - 1 - row) * grid + column] = shade(table, low, high, surface[row * grid + column])
      }
    }
    inner.putImageData(image, 0, 0)
    // A value belongs to the middle of its pixel, and the outermost ones lie on the edges of the plane.
    const cell = ruler.side / (grid - 1)
    context.imageSmoothingEnabled = true
    context.imageSmoothingQuality = "high"
    context.globalAlpha = 0.82
    context.drawImage(tile, -cell / 2, -cell / 2, ruler.side + cell, ruler.side + cell)
    context.globalAlpha = 1
  }
}

// Where the discriminator cannot tell: the line of one level, cell by cell (marching squares).
function paintBoundary(context, ruler, grid, surface, level) {
  const cell = ruler.side / (grid - 1)
  context.beginPath()
  for (let row = 0; row + 1 < grid; row++) {
    for (let column = 0; column + 1 < grid; column++) {
      const at = row * grid + column
      const corners = [surface[at], surface[at + 1], surface[at + grid + 1], surface[at + grid]]
      const cuts = []
      for (let i = 0; i < 4; i++) {
        const [a, b] = [corners[i] - level, corners[(i + 1) % 4] - level]
        if (a < 0 === b < 0) continue
        const share = a / (a - b)
        const [right, up] = [[share, 0], [1, share], [1 - share, 1], [0, 1 - share]][i]
        cuts.push([(column + right) * cell, ruler.side - (row + up) * cell])
      }
      for (let i = 0; i + 1 < cuts.length; i += 2) {
        context.moveTo(...cuts[i])
        context.lineTo(...cuts[i + 1])
      }
    }
  }
  context.strokeStyle = "#2b2f36"
  context.globalAlpha = 0.55
  context.lineWidth = 1.3
  context.setLineDash([5, 4])
  context.stroke()
  context.setLineDash([])
  context.globalAlpha = 1
}

function paintDots(context, ruler, points, radius, colour, alpha) {
  context.globalAlpha = alpha
  context.fillStyle = colour
  context.strokeStyle = "#ffffff"
  context.lineWidth = 0.9
  for (let i = 0; i < points.length; i += 2) {
    context.beginPath()
    context.arc(ruler.x(points[i]), ruler.y(points[i + 1]), radius, 0, 2 * Math.PI)
    context.fill()
    context.stroke()
  }
  context.globalAlpha = 1
}

// Real points are squares: colour alone is not for every eye.
function paintReal(context, ruler, points, radius) {
  context.globalAlpha = 0.8
  context.fillStyle = REAL
  context.strokeStyle = "#ffffff"
  context.lineWidth = 0.7
  for (let i = 0; i < points.length; i += 2) {
    const [x, y] = [ruler.x(points[i]) - radius, ruler.y(points[i + 1]) - radius]
    context.fillRect(x, y, 2 * radius, 2 * radius)
    context.strokeRect(x, y, 2 * radius, 2 * radius)
  }
  context.globalAlpha = 1
}

// For each point the way in which the generator's loss falls; longer where it falls faster, up to a limit.
function paintArrows(context, ruler, points, pushes) {
  context.strokeStyle = "#14181f"
  context.globalAlpha = 0.7
  context.lineWidth = 1.1
  context.beginPath()
  for (let i = 0; i < points.length; i += 2) {
    const size = Math.hypot(pushes[i], pushes[i + 1])
    const length = LONGEST * Math.tanh((size * ARROW) / LONGEST) * ruler.unit
    if (!(length > 1.5)) continue
    const [right, down] = [pushes[i] / size, -pushes[i + 1] / size]
    const [x, y] = [ruler.x(points[i]), ruler.y(points[i + 1])]
    const [tipX, tipY] = [x + right * length, y + down * length]
    const head = Math.min(5, length / 2)
    context.moveTo(x, y)
    context.lineTo(tipX, tipY)
    context.moveTo(tipX - head * (right + 0.6 * down), tipY - head * (down - 0.6 * right))
    context.lineTo(tipX, tipY)
    context.lineTo(tipX - head * (right - 0.6 * down), tipY - head * (down + 0.6 * right))
  }
  context.stroke()
  context.globalAlpha = 1
}

// The lattice of noise where the generator takes it. Each cell holds the same share of the noise: small cells are dark.
function paintLattice(context, ruler, count, lattice) {
  const at = (row, column) => 2 * (row * count + column)
  const corner = (i) => [ruler.x(lattice[i]), ruler.y(lattice[i + 1])]
  context.fillStyle = MADE
  for (let row = 0; row + 1 < count; row++) {
    for (let column = 0; column + 1 < count; column++) {
      const around = [at(row, column), at(row, column + 1), at(row + 1, column + 1), at(row + 1, column)].map(corner)
      let twice = 0
      around.forEach(([x, y], i) => (twice += x * around[(i + 1) % 4][1] - around[(i + 1) % 4][0] * y))
      context.globalAlpha = clamp(14 / (Math.abs(twice) / 2 + 20), 0.02, 0.5)
      context.beginPath()
      around.forEach(([x, y], i) => (i ? context.lineTo(x, y) : context.moveTo(x, y)))
      context.fill()
    }
  }
  context.globalAlpha = 0.75
  context.strokeStyle = MADE
  context.lineWidth = 0.8
  context.beginPath()
  for (let line = 0; line < count; line++) {
    for (let step = 0; step < count; step++) {
      const [x, y] = corner(at(line, step))
      step ? context.lineTo(x, y) : context.moveTo(x, y)
    }
    for (let step = 0; step < count; step++) {
      const [x, y] = corner(at(step, line))
      step ? context.lineTo(x, y) : context.moveTo(x, y)
    }
  }
  context.stroke()
  context.globalAlpha = 1
}

// Where each point was before the last move.
function paintTrails(context, ruler, from, to) {
  context.strokeStyle = MADE
  context.globalAlpha = 0.35
  context.lineWidth = 1.6
  context.beginPath()
  for (let i = 0; i < to.length; i += 2) {
    context.moveTo(ruler.x(from[i]), ruler.y(from[i + 1]))
    context.lineTo(ruler.x(to[i]), ruler.y(to[i + 1]))
  }
  context.stroke()
  context.globalAlpha = 1
}

// A ring round each group: whole where it has been found, broken where not.
function paintGroups(context, ruler, centres, radius, found) {
  context.lineWidth = 1.8
  for (let k = 0; 2 * k < centres.length; k++) {
    context.beginPath()
    context.arc(ruler.x(centres[2 * k]), ruler.y(centres[2 * k + 1]), radius * ruler.unit, 0, 2 * Math.PI)
    context.setLineDash(found[k] ? [] : [3, 4])
    context.strokeStyle = found[k] ? MADE : REAL
    context.globalAlpha = found[k] ? 0.95 : 0.6
    context.stroke()
  }
  context.setLineDash([])
  context.globalAlpha = 1
}
