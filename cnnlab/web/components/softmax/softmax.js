// Logits, softmax, loss and gradients beside the kernel grid: they follow the hand, and TensorFlow's values take
// their place when it rests.

const STEPS = {
  Enter: [0, 0],
  " ": [0, 0],
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}

function createSoftmax(root) {
  let data = null
  let table = null
  let parts = null
  let shape = ""
  // The weights that count, whether the hand is at them, and the name of the settings if it is not.
  let hand = { templates: null, dragging: false, id: null }
  let tensorflow = null
  let result = null
  let pointed = null
  let tap = null
  let walking = null
  let published = null
  let ends = []

  function take(templates, dragging) {
    const id = !dragging && kernelsText(templates) === kernelsText(data.templates) ? data.id : null
    hand = { templates, dragging, id }
  }

  // Newly arrived settings: their weights count, unless the hand has gone on since.
  function receive() {
    const message = lastOf(`${data.bus}/kernels`)
    const ahead = message && !message.settled && !message.fromPython && sameShape(message.kernels, data.templates)
    take(ahead ? message.kernels : data.templates, Boolean(ahead && message.dragging))
  }

  function hear(message) {
    if (!message || message.fromPython || !data || !sameShape(message.kernels, data.templates)) return
    take(message.kernels, message.dragging)
    compute()
    if (!message.dragging) announce()
  }

  function announce() {
    if (!hand.dragging && !data.covered) setText(parts.live, liveWords(result, data))
  }

  function compute() {
    const start = performance.now()
    result = classify({ ...data, templates: hand.templates })
    published = { id: hand.id, values: valuesOf(result) }
    publish(`${data.bus}/scope`, published)
    show()
    measureFrame(start, { every: 1 })
  }

  const confirmed = () => tensorflow !== null && hand.id !== null && tensorflow.id === hand.id

  // TensorFlow's numbers in the places of the browser's own.
  function shown() {
    if (!confirmed() || tensorflow.values.length !== published.values.length) return result
    const n = result.logits.length
    const values = [...tensorflow.values]
    const size = data.features.length
    const gradients = result.gradients.map((_, k) => values.slice(2 * n + 1 + k * size, 2 * n + 1 + (k + 1) * size))
    return { ...result, logits: values.slice(0, n), probabilities: values.slice(n, 2 * n), loss: values[2 * n], gradients }
  }

  function show() {
    const scene = { data: { ...data, templates: hand.templates }, table }
    const numbers = shown()
    fillRows(parts, numbers, scene)
    fillWords(parts, numbers, scene)
    const chosen = pointed ?? data.truth
    parts.rows.forEach((row, k) => setAttribute(row.element, "aria-pressed", k === chosen))
    fillProducts(parts.products, numbers, chosen, scene)
    setText(parts.products.tap, tapInWords(tap, numbers, tap?.kind === "gradient" ? tap.k : chosen, scene))
    lightTap(root, tap)
    setAttribute(root, "data-id", hand.id ?? "")
    setAttribute(root, "data-source", confirmed() ? "tensorflow" : "browser")
    setAttribute(root, "data-probabilities", data.covered ? "" : numbers.probabilities.join(","))
    setAttribute(root, "data-loss", data.covered ? "" : numbers.loss)
    setAttribute(root, "data-logits", numbers.logits.join(","))
    setAttribute(root, "data-ready", "true")
  }

  // What lies under a pointer or has the focus: a class, and a cell in it.
  function point(event) {
    const cell = event.target.closest?.("[data-tap]")
    const row = event.target.closest?.("[data-class]")
    if (!parts || !data) return
    if (row) pointed = Number(row.dataset.class)
    const [kind, k, i] = cell?.dataset.tap.split(",") ?? []
    tap = cell ? { kind, k: Number(k), i: Number(i) } : null
    show()
  }

  const leave = () => {
    tap = null
    if (data) show()
  }
  // Enter and Space choose the class that has the focus; arrows walk over its gradients.
  const pressed = (event) => {
    const row = event.target.closest?.("[data-class]")
    const [across, down] = STEPS[event.key] ?? []
    if (!row || across === undefined) return
    event.preventDefault()
    point(event)
    if (!across && !down) return
    const [height, width] = [data.templates[0].length, data.templates[0][0].length]
    const i = walking?.k === pointed ? walking.i : -1
    const [y, x] = [clamp(Math.floor(i / width) + down, 0, height - 1), clamp((i % width) + across, 0, width - 1)]
    const place = i < 0 ? 0 : width * y + x
    walking = tap = { kind: "gradient", k: pointed, i: place }
    show()
    setText(parts.live, parts.products.tap.textContent)
  }
  const listeners = { pointerover: point, pointerdown: point, focusin: point, pointerleave: leave, keydown: pressed }
  for (const [name, listener] of Object.entries(listeners)) root.addEventListener(name, listener)

  function listen() {
    const on = (name, listener) => subscribe(`${data.bus}/${name}`, listener)
    const takeTensorflow = (values) => {
      tensorflow = values ?? null
      if (result) show()
    }
    tensorflow = lastOf(`${data.bus}/tensorflow`) ?? null
    ends = [on("kernels", hear), on("tensorflow", takeTensorflow)]
  }

  return {
    update(next) {
      const moved = data?.bus !== next.bus
      const other = data !== null && data.id !== next.id
      data = next
      table = divergingFrom(next.lut)
      setAttribute(root, "aria-label", next.words.label)
      const [height, width] = [next.templates[0].length, next.templates[0][0].length]
      if (shape !== `${next.names},${height},${width}`) {
        shape = `${next.names},${height},${width}`
        parts = buildSoftmax(root, next.names, height, width)
      }
      if (moved) {
        ends.forEach((end) => end())
        listen()
      }
      receive()
      compute()
      // A step of TensorFlow, or another setting: said like a release of the hand.
      if (other) announce()
    },
    end() {
      ends.forEach((end) => end())
      for (const [name, listener] of Object.entries(listeners)) root.removeEventListener(name, listener)
      if (data && published) retract(`${data.bus}/scope`, published)
    },
  }
}

export default function ({ data, parentElement }) {
  const root = parentElement.querySelector(".softmax")
  root.instance ??= createSoftmax(root)
  root.instance.update(data)
  return () => {
    root.instance?.end()
    root.instance = null
  }
}
