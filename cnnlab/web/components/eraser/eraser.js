// A picture to erase in: the hand paints a mask, and what is under it is shown as what stands for nothing.

const PERIOD = 120 // milliseconds between two masks that are sent during a stroke, at the least
const PATIENCE = 1500 // after so many without an answer, the next one is sent all the same
const REMEMBERED = 60 // strokes that can be taken back

function load(core, name, source) {
  if (core[name]?.source === source) return
  const image = new Image()
  image.source = source
  image.onload = () => draw(core)
  image.src = source
  core[name] = image
}

function draw(core) {
  const { sheet, size, mask } = core
  const box = sheet.getBoundingClientRect()
  if (!box.width || !mask) return
  const context = fitCanvas(sheet, box)
  if (core.soft) return drawSoft(core, box)
  const across = box.width / size.columns
  const down = box.height / size.rows
  context.imageSmoothingEnabled = false
  if (core.picture?.complete) context.drawImage(core.picture, 0, 0, box.width, box.height)
  const erased = (row, column) =>
    row >= 0 && column >= 0 && row < size.rows && column < size.columns && mask[row * size.columns + column] === 1
  context.save()
  context.beginPath()
  for (let row = 0; row < size.rows; row++) {
    for (let column = 0; column < size.columns; column++) {
      if (erased(row, column)) context.rect(column * across, row * down, across, down)
    }
  }
  context.clip()
  if (core.cover?.complete && core.any) context.drawImage(core.cover, 0, 0, box.width, box.height)
  context.restore()
  edge(context, size, across, down, erased)
  if (core.at) ring(context, core.at.x * across, core.at.y * down, (Number(core.width.value) / 2) * across)
}

// The mask is coarser than the pictures: its edges are made soft, as they are in what is made of it.
function drawSoft(core, box) {
  const { sheet, size, mask } = core
  const context = fitCanvas(sheet, box)
  const whole = (image) => image?.complete && context.drawImage(image, 0, 0, box.width, box.height)
  const small = (core.small ??= document.createElement("canvas"))
  small.width = size.columns
  small.height = size.rows
  const bits = small.getContext("2d")
  const pixels = bits.createImageData(size.columns, size.rows)
  mask.forEach((painted, i) => (pixels.data[4 * i + 3] = 255 * painted))
  bits.putImageData(pixels, 0, 0)
  context.imageSmoothingEnabled = true
  context.drawImage(small, 0, 0, box.width, box.height)
  context.globalCompositeOperation = "source-in"
  whole(core.cover)
  context.globalCompositeOperation = "destination-over"
  whole(core.picture)
  context.globalCompositeOperation = "source-over"
  const scale = box.width / size.columns
  if (core.at) ring(context, core.at.x * scale, core.at.y * scale, (Number(core.width.value) / 2) * scale)
}

// The edge of what is erased: black on black would not be seen.
function edge(context, { rows, columns }, across, down, erased) {
  context.beginPath()
  for (let row = 0; row <= rows; row++) {
    for (let column = 0; column <= columns; column++) {
      const here = erased(row, column)
      if (here !== erased(row - 1, column)) {
        context.moveTo(column * across, row * down)
        context.lineTo((column + 1) * across, row * down)
      }
      if (here !== erased(row, column - 1)) {
        context.moveTo(column * across, row * down)
        context.lineTo(column * across, (row + 1) * down)
      }
    }
  }
  for (const [ink, width] of [["rgba(8, 12, 18, 0.8)", 3], [MARK, 1.5]]) {
    context.strokeStyle = ink
    context.lineWidth = width
    context.stroke()
  }
}

function ring(context, x, y, radius) {
  for (const [ink, width] of [["rgba(8, 12, 18, 0.85)", 3.5], ["#ffffff", 1.5]]) {
    context.strokeStyle = ink
    context.lineWidth = width
    context.beginPath()
    context.arc(x, y, Math.max(radius, 3), 0, 2 * Math.PI)
    context.stroke()
  }
}

function showTools(core) {
  core.any = core.mask.includes(1)
  // A disabled button would lose the keyboard's focus the moment it has done its work.
  setAttribute(core.undo, "aria-disabled", core.past.length === 0)
  setAttribute(core.clear, "aria-disabled", !core.any)
  setAttribute(core.restore, "aria-pressed", core.back)
  core.root.dataset.erased = core.mask.reduce((sum, erased) => sum + erased, 0)
}

function send(core) {
  core.sent = performance.now()
  core.answered = false
  core.setStateValue("mask", core.any ? `${core.id}:${maskToText(core.mask)}` : null)
}

function changed(core, onTheWay) {
  showTools(core)
  draw(core)
  if (!onTheWay || performance.now() - core.sent > (core.answered ? PERIOD : PATIENCE)) send(core)
}

function remember(core) {
  core.past.push(core.mask.slice())
  if (core.past.length > REMEMBERED) core.past.shift()
}

function undo(core) {
  if (core.pointer !== null || core.past.length === 0) return
  core.mask = core.past.pop()
  changed(core)
}

function clear(core) {
  if (core.pointer !== null || !core.any) return
  remember(core)
  core.mask = new Uint8Array(core.mask.length)
  changed(core)
}

function placeOf(core, event) {
  const box = core.sheet.getBoundingClientRect()
  return {
    x: ((event.clientX - box.left) * core.size.columns) / box.width,
    y: ((event.clientY - box.top) * core.size.rows) / box.height,
  }
}

function rub(core, to, back = core.back) {
  return stroke(core.mask, core.size, core.at ?? to, to, Number(core.width.value), back ? 0 : 1)
}

function start(core, event) {
  if (core.pointer !== null || event.button > 0 || !core.mask) return
  event.preventDefault()
  core.sheet.focus({ preventScroll: true })
  core.root.dataset.pointer = "true"
  core.sheet.setPointerCapture(event.pointerId)
  core.pointer = event.pointerId
  core.at = null
  remember(core)
  const to = placeOf(core, event)
  rub(core, to)
  core.at = to
  changed(core, true)
}

function move(core, event) {
  if (!core.mask || (core.pointer !== null && core.pointer !== event.pointerId)) return
  if (core.pointer === null) {
    core.at = event.pointerType === "touch" ? null : placeOf(core, event)
    draw(core)
    return
  }
  const events = event.getCoalescedEvents?.() ?? []
  for (const one of events.length ? events : [event]) {
    const to = placeOf(core, one)
    rub(core, to)
    core.at = to
  }
  changed(core, true)
}

function end(core, event, kept) {
  if (core.pointer !== event.pointerId) return
  core.pointer = null
  if (!kept) core.mask = core.past.pop() // the system took it for a gesture
  if (event.pointerType === "touch") core.at = null
  changed(core)
}

const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }

function key(core, event) {
  if (event.key === "z" && !event.shiftKey && (event.ctrlKey || event.metaKey)) {
    event.preventDefault()
    undo(core)
    return
  }
  if (event.target !== core.sheet || !core.mask) return
  delete core.root.dataset.pointer
  const step = STEPS[event.key]
  if (!step && ![" ", "Enter", "Backspace", "Delete"].includes(event.key)) return
  event.preventDefault()
  core.at ??= { x: core.size.columns / 2, y: core.size.rows / 2 }
  if (step) {
    const clamp = (value, most) => Math.min(Math.max(value, 0.5), most - 0.5)
    core.at = {
      x: clamp(Math.floor(core.at.x) + 0.5 + step[0], core.size.columns),
      y: clamp(Math.floor(core.at.y) + 0.5 + step[1], core.size.rows),
    }
    draw(core)
    return
  }
  remember(core)
  rub(core, core.at, core.back !== (event.key === "Backspace" || event.key === "Delete"))
  changed(core)
}

function build(root) {
  const sheet = root.querySelector(".sheet")
  const width = root.querySelector("input")
  const [restore, undoButton, clearButton] = root.querySelectorAll("button")
  const core = { root, sheet, width, restore, undo: undoButton, clear: clearButton }
  Object.assign(core, { past: [], mask: null, pointer: null, at: null, back: false, any: false, sent: 0, answered: true })
  sheet.onpointerdown = (event) => start(core, event)
  sheet.onpointermove = (event) => move(core, event)
  sheet.onpointerup = (event) => end(core, event, true)
  sheet.onpointercancel = (event) => end(core, event, false)
  sheet.onpointerleave = sheet.onblur = () => {
    if (core.pointer !== null) return
    core.at = null
    draw(core)
  }
  sheet.addEventListener("blur", () => delete root.dataset.pointer)
  sheet.oncontextmenu = (event) => event.preventDefault() // a finger held still
  width.oninput = () => draw(core)
  restore.onclick = () => {
    core.back = !core.back
    showTools(core)
  }
  undoButton.onclick = () => undo(core)
  clearButton.onclick = () => clear(core)
  root.onkeydown = (event) => key(core, event)
  core.seen = new ResizeObserver(() => draw(core))
  return core
}

export default function ({ parentElement, data, setStateValue }) {
  const root = parentElement.querySelector(".eraser")
  const turn = (root.turn = {})
  const core = (root.core ??= build(root))
  core.setStateValue = setStateValue // the newest: an older one may belong to a fragment that is gone
  core.answered = true
  if (data.soft && !core.soft) Object.assign(core.width, { max: 24, value: 12 })
  core.soft = Boolean(data.soft)
  root.classList.toggle("soft", core.soft)
  if (core.soft) root.style.setProperty("--aspect", data.aspect)
  if (core.id !== data.id) {
    const length = data.rows * data.columns
    core.id = data.id
    core.size = { rows: data.rows, columns: data.columns }
    core.mask = data.mask ? maskFromText(data.mask.slice(data.id.length + 1), length) : new Uint8Array(length)
    core.past = []
    core.pointer = null
    showTools(core)
  }
  load(core, "picture", data.picture)
  load(core, "cover", data.cover)
  draw(core)

  const { words } = data
  root.setAttribute("aria-label", words.label)
  core.sheet.setAttribute("aria-label", words.sheet)
  setText(core.restore, words.restore)
  setText(core.undo, words.undo)
  setText(core.clear, words.clear)
  setText(root.querySelector(".size span"), words.size)
  root.dataset.ready = "true"
  if (!core.watching) core.seen.observe(core.sheet)
  core.watching = true
  return () => {
    // Data that came while this module was loading: the cleanup of the call before runs after a newer call.
    if (root.turn !== turn) return
    core.seen.disconnect()
    core.watching = false
  }
}
