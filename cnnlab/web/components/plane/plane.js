// A plane of codes, a digit that follows the pointer, and sliders where a code has more than two values.

// So many milliseconds after the last move the page is told where the hand has come to rest.
const REST = 700
const DECIMALS = 3

const placeText = (at) => at.map((value) => String(Number(value.toFixed(DECIMALS)))).join(",")
const placeFrom = (text) => text.split(",").map(Number)

function createPlane(root) {
  const ending = new AbortController()
  const options = { signal: ending.signal }
  const legend = buildLegend(() => paint(true))
  const stage = make("div", { class: "stage", tabindex: "0", role: "application" })
  const back = make("button", { type: "button", class: "back" })
  const hint = make("p", { class: "hint" })
  const live = make("p", { class: "live", "aria-live": "polite" })
  const answer = createAnswer()
  const sliders = createSliders((k, value) => moveTo(at.map((old, i) => (i === k ? value : old))))
  const field = createField(stage, () => paint(true))
  const map = make("div", { class: "map" }, stage, back)
  root.replaceChildren(legend.element, make("div", { class: "body" }, map, sliders.element, answer.element), hint, live)

  let stock = null
  let space = ""
  let at = []
  let held = false
  let fromPython = null
  let rested = null
  let answered = null
  let timer = 0
  let request = 0
  let stale = false
  let shown = null
  let said = ""
  let tell = () => {}
  let bus = ""
  let unsubscribe = () => {}
  const wire = createWire((place) => publish(`${bus}/want`, place))

  // ---- what comes

  function update(data, teller) {
    tell = teller
    if (bus !== data.bus) {
      unsubscribe()
      bus = data.bus
      unsubscribe = subscribe(`${bus}/answer`, takeAnswer)
    }
    space = data.space
    if (data.stock.id !== stock?.id) readStock(data.stock)
    // What the page is set to, where that is not what the hand has just done.
    if (fromPython !== `${space} ${data.place}`) {
      fromPython = `${space} ${data.place}`
      if (data.place !== rested || !at.length) {
        at = placeFrom(data.place)
        held = false
      }
      rested = data.place
    }
    takeAnswer(lastOf(`${bus}/answer`))
    paint(false)
  }

  function readStock(message) {
    const bytes = (name) => Uint8Array.from(atob(message[name]), (letter) => letter.charCodeAt(0))
    const floats = (name) => new Float32Array(bytes(name).buffer)
    stock = { ...message, codes: floats("codes"), centres: floats("centres"), labels: bytes("labels") }
    field.take(stock)
    legend.update(stock.names, stock.paints, stock.words.classes)
    legend.element.hidden = stock.show === "digits"
    answer.fillWords(stock)
    sliders.element.hidden = !stock.axes
    if (stock.axes) sliders.fillWords(stock)
    root.classList.toggle("with-axes", stock.axes)
    setText(hint, stock.words.hint)
    setText(back, stock.words.back)
    setAttribute(stage, "aria-label", stock.words.label)
    paint(true)
  }

  // The picture of a place, and which place that is; of another network's it is too late.
  function takeAnswer(data) {
    if (!data || data.space !== space) return
    if (data.answer) showAnswer(data)
    wire.answered(data.answered)
    paint(false)
  }

  function showAnswer(data) {
    answered = data.answered
    const name = `${stock.id} ${answered} ${Boolean(data.answer.shares)}`
    if (name === shown) return
    shown = name
    const place = placeFrom(answered)
    const text = stock.axes ? "" : fill(stock.words.place, { x: fixed(place[0], 2), y: fixed(place[1], 2) })
    said = answer.show({ ...data.answer, picture: atob(data.answer.picture) }, stock, text)
    Object.assign(root.dataset, { id: answered, source: "tensorflow", ready: true })
  }

  // ---- what the hand does

  function moveTo(place) {
    if (!stock) return
    at = place
    wire.want(placeText(at))
    clearTimeout(timer)
    timer = setTimeout(rest, REST)
    paint(false)
  }

  function rest() {
    const place = placeText(at)
    if (!wire.still() || !root.isConnected) {
      timer = setTimeout(rest, REST)
      return
    }
    setText(live, said)
    if (place === rested) return
    rested = place
    tell(`${place}#${Date.now()}`)
  }

  function onPlane(x, y) {
    const ruler = field.ruler(stock)
    moveTo([ruler.across(x), ruler.up(y), ...at.slice(2)])
  }

  function step(right, up, far) {
    const [x, y] = [stock.high[0] - stock.low[0], stock.high[1] - stock.low[1]].map((reach) => reach / (far ? 10 : 50))
    const to = [at[0] + right * x, at[1] + up * y].map((value, k) => clamp(value, stock.low[k], stock.high[k]))
    moveTo([...to, ...at.slice(2)])
  }

  const within = (event) => {
    const frame = stage.getBoundingClientRect()
    return [event.clientX - frame.left, event.clientY - frame.top]
  }
  const on = (name, act) => stage.addEventListener(name, (event) => stock && at.length && act(event), options)
  on("pointermove", (event) => {
    if (event.pointerType === "touch" ? stage.hasPointerCapture(event.pointerId) : !held) onPlane(...within(event))
  })
  on("pointerdown", (event) => {
    if (event.button !== 0) return
    if (event.pointerType === "touch") stage.setPointerCapture(event.pointerId)
    else held = !held
    onPlane(...within(event))
  })
  const WAYS = { ArrowUp: [0, 1], ArrowDown: [0, -1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] }
  on("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    if (WAYS[event.key]) step(...WAYS[event.key], event.shiftKey)
    else if (event.key === "Home" && stock.own) home()
    else return
    event.preventDefault()
    event.stopPropagation()
  })

  function home() {
    held = true
    moveTo([...stock.own])
  }
  back.addEventListener("click", () => stock?.own && home())

  // ---- how it is drawn

  function paint(ground) {
    stale ||= ground
    request ||= requestAnimationFrame(drawAll)
  }

  function drawAll() {
    request = 0
    if (!stock || at.length !== stock.places || !root.isConnected || !stage.clientWidth) return
    if (stale) field.paintGround(stock, legend.isLit)
    stale = false
    field.paintAbove(stock, at, answered && placeFrom(answered), held)
    if (stock.axes) sliders.show(at)
    root.classList.toggle("held", held)
    root.dataset.at = placeText(at)
  }

  const sizes = new ResizeObserver(() => paint(true))
  sizes.observe(stage)
  const theme = new MutationObserver(() => paint(true))
  theme.observe(document.documentElement, { attributes: true })

  return {
    update,
    end() {
      ending.abort()
      sizes.disconnect()
      theme.disconnect()
      unsubscribe()
      wire.end()
      clearTimeout(timer)
      cancelAnimationFrame(request)
    },
  }
}

export default function ({ data, parentElement, setStateValue }) {
  const root = parentElement.querySelector(".code-plane")
  // A call that a later one has overtaken, while this script was loading, ends nothing.
  const turn = (root.turn = {})
  root.instance ??= createPlane(root)
  root.instance.update(data, (text) => setStateValue("place", text))
  return () => {
    if (root.turn !== turn) return
    root.instance?.end()
    root.instance = null
  }
}
