// How long our own work in a frame took, on the browser's timeline, where its tools and the benchmarks find it.

// How often the timeline is emptied of its own entries, so that an afternoon of dragging does not fill the memory.
const FRAMES_KEPT = 2000
let framesMeasured = 0

function measureFrame(start, detail) {
  if (++framesMeasured % FRAMES_KEPT === 0) performance.clearMeasures("cnnlab-frame")
  performance.measure("cnnlab-frame", { start, end: performance.now(), detail })
}
