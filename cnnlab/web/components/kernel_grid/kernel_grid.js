// The editable kernel. While a number changes, the bus tells the page's other components at every frame;
// Python hears of it on release, as "text#time": the time makes each event a new one.

const PAUSE_AFTER_KEYS = 500

function createKernelGrid(root) {
  const echo = echoKeeper()
  const readout = make("p", { class: "readout", "aria-live": "polite" })
  root.append(readout)
  let data = null
  let before = null
  let timer = 0
  let published = null
  let current = [0, 0, 0]

  const grid = { cells: [], kernels: [], words: {}, limit: 100 }

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
    if (changed) grid.send(text)
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
    show()
    tell(false)
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
    const cell = grid.cells[k][u][v]
    const input = make("input", { type: "text", inputmode: "decimal", "aria-label": fill(grid.words.type, { row: u, column: v }) })
    input.value = first || exact(grid.kernels[k][u][v])
    cell.replaceChildren(input)
    input.focus()
    if (!first) input.select()
    let done = false
    const finish = (keep) => {
      if (done) return
      done = true
      const value = typedNumber(input.value, grid.limit)
      const refocus = root.getRootNode().activeElement === input
      cell.shown = undefined
      cell.replaceChildren()
      if (refocus) cell.focus({ preventScroll: true })
      if (keep && !Number.isNaN(value)) {
        grid.kernels[k][u][v] = value
        show()
        grid.commit()
      } else {
        grid.cancel()
        show()
      }
    }
    input.onblur = () => finish(true)
    input.onkeydown = (event) => {
      event.stopPropagation()
      if (event.key === "Enter" || event.key === "Escape") {
        event.preventDefault()
        finish(event.key === "Enter")
      }
    }
    grid.typing = finish
  }

  grid.finishTyping = () => {
    grid.typing?.(true)
    grid.typing = null
  }

  function resize() {
    if (!grid.kernels.length) return
    sizeCells(root, grid.kernels)
    forgetShown()
    show()
  }

  // Texts and colours are written anew: the language, the theme or the size has changed.
  function forgetShown() {
    for (const cell of root.querySelectorAll(".cell")) cell.shown = undefined
  }

  const sizes = new ResizeObserver(resize)
  sizes.observe(root)
  const pointer = listenToPointer(root, grid)
  listenToKeys(root, grid, pointer)

  return {
    update(next, send) {
      grid.send = send
      grid.words = next.words
      grid.limit = next.limit
      grid.table = divergingFrom(next.lut)
      setAttribute(root, "aria-label", next.words.label)
      setText(root.querySelector(".hint") ?? root.appendChild(make("p", { class: "hint" })), next.words.hint)
      const arrived = data === null || data.id !== next.id || data.bus !== next.bus
      data = next
      const busy = pointer.dragging() || before !== null
      if (arrived && !busy && !echo.isStale(kernelsText(next.kernels))) {
        const rebuild = !grid.kernels.length || !sameShape(grid.kernels, next.kernels)
        grid.kernels = copyOf(next.kernels)
        if (rebuild) {
          grid.cells = buildGrid(root, grid.kernels, next.names)
          const [rows, columns] = [grid.kernels[0].length, grid.kernels[0][0].length]
          current = [0, (rows - 1) >> 1, (columns - 1) >> 1]
          grid.cells[0][current[1]][current[2]].setAttribute("tabindex", "0")
        }
        tell(false, true)
      }
      resize()
      setAttribute(root, "data-id", next.id)
      setAttribute(root, "data-ready", "true")
    },
    end() {
      clearTimeout(timer)
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
