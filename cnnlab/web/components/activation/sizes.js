// How large pictures and plot are on the screen.

// Container width from which the plot stands beside the pictures.
const WIDE = 620
// Between the pictures, and twice as much between them and the plot: as in activation.css.
const GAP = 14
const SHORTEST_PLOT = 240

// {stacked, picture: {width, height}, width of the plot, least height of the plot}
function sizesFor(width, { height: rows, width: columns }) {
  const shape = columns / rows
  if (width < WIDE) {
    const picture = fitted((width - GAP) / 2, innerHeight * 0.3, shape)
    return { stacked: false, picture, width, least: clamp(width * 0.85, SHORTEST_PLOT, 400) }
  }
  const picture = fitted(width * 0.36, clamp(innerHeight * 0.27, 150, 290), shape)
  return { stacked: true, picture, width: Math.floor(width - picture.width - 2 * GAP), least: 320 }
}

function fitted(width, height, shape) {
  const factor = Math.min(width / shape, height)
  return { width: Math.max(16, Math.round(factor * shape)), height: Math.max(16, Math.round(factor)) }
}

// Give the elements their sizes; returns that of the plot. Beside the pictures it ends where they end.
function applySizes(parts, { stacked, picture, width, least }) {
  parts.bench.classList.toggle("stacked", stacked)
  for (const { figure, stage } of [parts.before, parts.after]) {
    figure.style.width = stage.style.width = `${picture.width}px`
    stage.style.height = `${picture.height}px`
  }
  parts.chart.style.width = `${width}px`
  const beside = stacked ? parts.pictures.offsetHeight - parts.caption.offsetHeight : 0
  const height = Math.round(Math.max(least, beside))
  parts.plot.setAttribute("width", width)
  parts.plot.setAttribute("height", height)
  parts.plot.setAttribute("viewBox", `0 0 ${width} ${height}`)
  return { width, height }
}
