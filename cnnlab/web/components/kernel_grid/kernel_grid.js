// The editable kernel. While a number changes, the bus tells the page's other components at every frame;
// Python hears of it on release, as "text#time": the time makes each event a new one.

const PAUSE_AFTER_KEYS = 500

function createKernelGrid(root) {
  const echo = echoKeeper()
  const readout = make("p", { class: "readout", "aria-hidden": "true" })
  const hint = make("p", { class: "hint" })
  // What is read out: not every step of a drag, only where it came to rest.
  const live = make("p", { class: "live", "aria-live": "polite" })
  root.replaceChildren(readout, hint, live)
  const ending = new AbortController()
  let data = null
  let before = null
  let timer = 0
  let published = null
  let missed = false
  let width = 0
  let current = [0, 0, 0]

  const grid = { cells: [], kernels: [], words: {}, limit: 0 }

  function tell(dragging, fromPython = false) {
    published = { kernels: copyOf(grid.kernels), dragging, settled: !dragging && echo.settled(), fromPython }
    publish(`${data.bus}/kernels`, published)
  }

  function show() {
    showNumbers(grid.cells, grid.kernels, grid.table, grid.words, root.dataset.digits)
    const [k, u, v] = current
    const name = grid.kernels.length > 1 ? `${data.names[k]}, ` : ""
    const value = exact(grid.kernels[k][u][v]).replace("-", "−")
    setText(readout, name + fill(grid.words.cell, { row: u, column: v, value }))
  }

  // The first change of a drag or of a run of keys: what Escape goes back to.
  grid.begin = () => {
    before ??= copyOf(grid.kernels)
  }

  grid.set = (k, u, v, value) => {
    if (grid.kernels[k][u][v] === value) return
    grid.kernels[k][u][v] = value
    show()
    tell(true)
  }

  grid.commit = () => {
    clearTimeout(timer)
    timer = 0
    const text = kernelsText(grid.kernels)
    const changed = before && kernelsText(before) !== text
    before = null
    if (changed) echo.send(text)
    tell(false)
    if (!changed) return
    setText(live, readout.textContent)
    grid.send(text)
  }

  grid.commitSoon = () => {
    clearTimeout(timer)
    timer = setTimeout(grid.commit, PAUSE_AFTER_KEYS)
  }

  grid.cancel = () => {
    clearTimeout(timer)
    timer = 0
    if (!before) return
    grid.kernels = before
    before = null
    if (missed) {
      adopt(data)
      resize()
    } else {
      show()
      tell(false)
    }
  }

  grid.focus = (k, u, v) => {
    grid.cells[current[0]]?.[current[1]]?.[current[2]]?.setAttribute("tabindex", "-1")
    current = [k, u, v]
    const cell = grid.cells[k][u][v]
    cell.setAttribute("tabindex", "0")
    cell.focus({ preventScroll: true })
    show()
  }

  // Arrow keys stop at a kernel's edge sideways and go on to the next kernel up and down.
  grid.focusNear = (k, u, v) => {
    const height = grid.kernels[k].length
    if (u < 0 && k > 0) return grid.focus(k - 1, height - 1, v)
    if (u >= height && k < grid.kernels.length - 1) return grid.focus(k + 1, 0, v)
    if (grid.cells[k][u]?.[v]) grid.focus(k, u, v)
  }

  // Type a number into a cell. `first` is the key that began it.
  grid.type = (k, u, v, first = "") => {
    grid.finishTyping()
    grid.begin()
    grid.focus(k, u, v)
    const label = fill(grid.words.type, { row: u, column: v })
    const text = first || exact(grid.kernels[k][u][v])
    grid.typing = typeInto(grid.cells[k][u][v], text, !first, label, grid.limit, (value) => {
      grid.typing = null
      if (Number.isNaN(value)) grid.cancel()
      else grid.kernels[k][u][v] = value
      show()
      if (!Number.isNaN(value)) grid.commit()
    })
  }

  grid.finishTyping = () => {
    grid.typing?.(true)
  }

  function resize() {
    if (!grid.kernels.length) return
    width = root.clientWidth
    sizeCells(root, grid.kernels)
    forgetShown()
    show()
  }

  // Texts and colours are written anew: the language, the theme or the size has changed.
  function forgetShown() {
    for (const cell of root.querySelectorAll(".cell")) cell.shown = undefined
  }

  // Kernels from Python replace what is there, unless the hand is at work or has gone on since.
  function adopt({ kernels }) {
    missed = pointer.dragging() || before !== null
    if (missed || echo.isStale(kernelsText(kernels))) return
    const rebuild = !grid.kernels.length || !sameShape(grid.kernels, kernels)
    grid.kernels = copyOf(kernels)
    if (rebuild) {
      grid.cells = buildGrid(root, grid.kernels)
      current = [0, (kernels[0].length - 1) >> 1, (kernels[0][0].length - 1) >> 1]
      grid.cells[0][current[1]][current[2]].setAttribute("tabindex", "0")
    }
    tell(false, true)
  }

  // The height follows from the width, so only the width counts.
  const sizes = new ResizeObserver(() => root.clientWidth !== width && resize())
  sizes.observe(root)
  const pointer = listenToPointer(root, grid, ending.signal)
  listenToKeys(root, grid, pointer, ending.signal)

  return {
    update(next, send) {
      grid.send = send
      grid.words = next.words
      grid.limit = next.limit
      grid.table = divergingFrom(next.lut)
      setAttribute(root, "aria-label", next.words.label)
      setText(hint, next.words.hint)
      const arrived = data === null || data.id !== next.id || data.bus !== next.bus
      data = next
      if (arrived) adopt(next)
      nameGrids(root, next.names)
      resize()
      setAttribute(root, "data-id", next.id)
      setAttribute(root, "data-ready", "true")
    },
    end() {
      clearTimeout(timer)
      ending.abort()
      sizes.disconnect()
      if (data) retract(`${data.bus}/kernels`, published)
    },
  }
}

export default function ({ data, parentElement, setStateValue }) {
  const root = parentElement.querySelector(".kernel-grid")
  root.instance ??= createKernelGrid(root)
  root.instance.update(data, (text) => setStateValue("kernel", `${text}#${Date.now()}`))
  return () => {
    root.instance?.end()
    root.instance = null
  }
}
