// Generated pictures, one of them large, and two sliders: each move asks for one picture and gets one.

// So many milliseconds after the last move the page is told where the hand has come to rest.
const REST = 700
const DECIMALS = 3

const placeText = (at) => at.map((value) => String(Number(value.toFixed(DECIMALS)))).join(",")
const placeFrom = (text) => text.split(",").map(Number)

function createLatent(root) {
  const tiles = createTiles((k) => moveTo([k, 0, 0]))
  const answer = createAnswer()
  const sliders = createSliders((k, value) => moveTo(at.map((old, i) => (i === k + 1 ? value : old))))
  const back = make("button", { type: "button", class: "back" })
  const live = make("p", { class: "live", "aria-live": "polite" })
  back.addEventListener("click", () => moveTo([at[0], 0, 0]))
  sliders.element.append(back)
  answer.element.querySelector(".digit").after(sliders.element)
  root.replaceChildren(make("div", { class: "body" }, tiles.element, answer.element), live)

  let stock = null
  let space = ""
  let at = [0, 0, 0]
  let fromPython = null
  let rested = null
  let shown = null
  let said = ""
  let timer = 0
  let tell = () => {}
  let bus = ""
  let unsubscribe = () => {}
  const wire = createWire((place) => publish(`${bus}/want`, place))

  function update(data, teller) {
    tell = teller
    if (bus !== data.bus) {
      unsubscribe()
      bus = data.bus
      unsubscribe = subscribe(`${bus}/answer`, takeAnswer)
    }
    space = data.space
    if (data.stock.id !== stock?.id) {
      stock = data.stock
      tiles.fillTiles(stock)
      answer.fillWords(stock)
      sliders.fillWords(stock)
      setText(back, stock.words.back)
    }
    // What the page is set to, where that is not what the hand has just done.
    if (fromPython !== `${space} ${data.place}`) {
      fromPython = `${space} ${data.place}`
      if (data.place !== rested) at = placeFrom(data.place)
      rested = data.place
    }
    takeAnswer(lastOf(`${bus}/answer`))
    mark()
  }

  // The picture of a place, and which place that is; of other noise it is too late.
  function takeAnswer(data) {
    if (!data || data.space !== space || !stock) return
    if (data.answer) showAnswer(data)
    wire.answered(data.answered)
  }

  function showAnswer({ answered, answer: found }) {
    const name = `${stock.id} ${space} ${answered} ${Boolean(found.shares)}`
    if (name === shown) return
    shown = name
    const score = found.score === null ? "" : fill(stock.words.score, { score: fixed(found.score, 2) })
    said = answer.show({ ...found, picture: atob(found.picture) }, stock, score)
    Object.assign(root.dataset, { id: answered, source: "tensorflow", ready: true })
  }

  function moveTo(place) {
    if (!stock) return
    at = place
    wire.want(placeText(at))
    clearTimeout(timer)
    timer = setTimeout(rest, REST)
    mark()
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

  function mark() {
    tiles.mark(at[0])
    sliders.show(at.slice(1))
    back.disabled = at[1] === 0 && at[2] === 0
    root.dataset.at = placeText(at)
  }

  return {
    update,
    end() {
      unsubscribe()
      wire.end()
      clearTimeout(timer)
    },
  }
}

export default function ({ data, parentElement, setStateValue }) {
  const root = parentElement.querySelector(".latent")
  // A call that a later one has overtaken, while this script was loading, ends nothing.
  const turn = (root.turn = {})
  root.instance ??= createLatent(root)
  root.instance.update(data, (text) => setStateValue("place", text))
  return () => {
    if (root.turn !== turn) return
    root.instance?.end()
    root.instance = null
  }
}
