// One frame for all that has been asked for since the last one. `core` is the component's record; what is asked for
// waits until its settings and its picture are there.

function createFrames(core, work) {
  let stale = new Set()
  let request = 0

  // Ask for work in the next frame, by its names.
  function touch(...what) {
    what.forEach((name) => stale.add(name))
    request ||= requestAnimationFrame(draw)
  }

  function draw() {
    request = 0
    if (!core.data || !core.picture || !core.root.isConnected) return
    const asked = stale
    stale = new Set()
    work(asked)
  }

  return { touch, stop: () => cancelAnimationFrame(request) }
}
