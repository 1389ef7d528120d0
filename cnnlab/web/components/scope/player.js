// The sliding window: over what is on the screen, row by row.

// Positions a second. "fast" takes the whole screen in about twenty seconds.
const SPEEDS = { slow: () => 2, normal: () => 8, fast: (positions) => Math.max(30, positions / 20) }

// `visible` tells the rows and columns on the screen, `at` where the window is, `go` puts it elsewhere,
// `onChange` hears of play and pause.
function createPlayer({ visible, at, go, onChange }) {
  let request = 0
  let last = 0
  let due = 0
  let speed = "normal"

  // The position so many steps further on; null behind the last one.
  function ahead(steps) {
    const { rows, columns } = visible()
    const width = columns[1] - columns[0] + 1
    const [row, column] = at()
    const inside = row >= rows[0] && row <= rows[1] && column >= columns[0] && column <= columns[1]
    const index = inside ? (row - rows[0]) * width + column - columns[0] + steps : 0
    if (index >= width * (rows[1] - rows[0] + 1)) return null
    return [rows[0] + Math.floor(index / width), columns[0] + (index % width)]
  }

  function tick(time) {
    const { rows, columns } = visible()
    const positions = (rows[1] - rows[0] + 1) * (columns[1] - columns[0] + 1)
    // A tab that was in the background must not jump; a frame may have begun before play was pressed.
    due += (clamp(time - last, 0, 100) / 1000) * SPEEDS[speed](positions)
    last = time
    const steps = Math.floor(due)
    due -= steps
    request = requestAnimationFrame(tick)
    if (steps === 0) return
    const next = ahead(steps)
    if (next) go(...next)
    else pause()
  }

  function play() {
    if (request) return
    // From the end it starts again at the beginning.
    if (!ahead(1)) go(visible().rows[0], visible().columns[0])
    last = performance.now()
    due = 0
    request = requestAnimationFrame(tick)
    onChange(true)
  }

  function pause() {
    if (!request) return
    cancelAnimationFrame(request)
    request = 0
    onChange(false)
  }

  return {
    play,
    pause,
    playing: () => request !== 0,
    toggle: () => (request ? pause() : play()),
    step() {
      pause()
      const { rows, columns } = visible()
      go(...(ahead(1) ?? [rows[0], columns[0]]))
    },
    speed(name) {
      speed = name
    },
  }
}
