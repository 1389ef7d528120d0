// Pictures that grow from noise: played as they come, then to be gone through by hand.

const PERIOD = 90 // milliseconds from one moment to the next while it plays

// What was shown last: where the page puts the component in anew when all has come, it goes on from there.
let shownLast = { run: null, step: 0 }

function createGrowth(root) {
  const row = make("div", { class: "row" })
  const play = make("button", { type: "button", class: "play" })
  const slider = make("input", { type: "range", min: 0, step: 1 })
  const when = make("span", { class: "when" })
  const tools = make("div", { class: "tools" }, play, slider, when)
  root.replaceChildren(row, tools)
  let data = null
  let cards = []
  let at = 0
  let playing = false
  let timer = 0
  const decoded = new Map()

  function build(count) {
    if (cards.length === count) return
    cards = Array.from({ length: count }, () => {
      const canvas = make("canvas", { role: "img" })
      const first = make("b")
      const second = make("small")
      return { canvas, first, second, element: make("figure", {}, canvas, make("figcaption", {}, first, second)) }
    })
    row.replaceChildren(...cards.map((card) => card.element))
    row.style.setProperty("--count", count)
  }

  function pixelsOf(moment) {
    if (!decoded.has(moment.step)) decoded.set(moment.step, Uint8Array.from(atob(moment.pixels), (c) => c.charCodeAt(0)))
    return decoded.get(moment.step)
  }

  function show() {
    const { moments, words, shape, last } = data
    at = Math.min(at, moments.length - 1)
    const moment = moments[at]
    const pixels = pixelsOf(moment)
    const size = shape[0] * shape[1] * shape[2]
    const count = Math.floor(pixels.length / size)
    build(count)
    const text = moment.step ? fill(words.step, { step: moment.step, last }) : words.start
    cards.forEach((card, i) => {
      paint(card.canvas, pixels.subarray(i * size, (i + 1) * size), shape)
      const [first, second] = moment.captions[i] ?? ["", ""]
      setText(card.first, first)
      setText(card.second, second)
      const name = fill(words.picture, { number: i + 1, when: text })
      setAttribute(card.canvas, "aria-label", [name, first, second].filter(Boolean).join("; "))
    })
    slider.max = String(Math.max(1, moments.length - 1))
    slider.value = String(at)
    slider.disabled = moments.length < 2
    setAttribute(slider, "aria-label", words.slider)
    setAttribute(slider, "aria-valuetext", text)
    setText(when, text)
    setText(play, playing && !data.live ? `❚❚ ${words.pause}` : `▶ ${words.play}`)
    play.disabled = data.live || moments.length < 2
    shownLast = { run: data.run, step: moment.step }
    setAttribute(root, "data-step", moment.step)
    setAttribute(root, "data-moments", moments.length)
    setAttribute(root, "data-live", data.live)
  }

  function tick() {
    timer = 0
    if (!root.isConnected || !playing) return
    if (at < data.moments.length - 1) {
      at += 1
      show()
    } else if (!data.live) {
      playing = false
      show()
      return
    }
    timer = setTimeout(tick, PERIOD)
  }

  function start() {
    playing = true
    timer ||= setTimeout(tick, PERIOD)
  }

  play.addEventListener("click", () => {
    if (playing) playing = false
    else {
      if (at >= data.moments.length - 1) at = 0
      start()
    }
    show()
  })
  slider.addEventListener("input", () => {
    playing = false
    at = Number(slider.value)
    show()
  })

  return {
    update(next) {
      const known = data === null && shownLast.run === next.run
      const other = !known && data?.run !== next.run
      // What is shown first stands at its end; what comes in while somebody looks on is played.
      const calm = matchMedia("(prefers-reduced-motion: reduce)").matches
      const step = known ? shownLast.step : (data?.moments[at]?.step ?? 0)
      if (other) decoded.clear()
      const grown = known || (!other && next.moments.length > data.moments.length)
      const follows = known || other || at >= data.moments.length - 1 || playing
      data = next
      if (other) {
        playing = false
        at = next.live ? 0 : next.moments.length - 1
      } else {
        at = Math.max(0, next.moments.findLastIndex((moment) => moment.step <= step))
      }
      if (calm && follows) at = next.moments.length - 1
      else if (next.live || (grown && follows)) start()
      show()
    },
    stop() {
      clearTimeout(timer)
      timer = 0
      playing = false
    },
  }
}

function paint(canvas, pixels, [height, width, channels]) {
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = width
    canvas.height = height
  }
  const context = canvas.getContext("2d")
  const image = context.createImageData(width, height)
  for (let i = 0; i < width * height; i++) {
    for (let c = 0; c < 3; c++) image.data[4 * i + c] = pixels[channels === 1 ? i : channels * i + c]
    image.data[4 * i + 3] = 255
  }
  context.putImageData(image, 0, 0)
}

export default function ({ data, parentElement }) {
  const root = parentElement.querySelector(".growth")
  // A call that a later one has overtaken, while this script was loading, stops nothing.
  const turn = (root.turn = {})
  root.instance ??= createGrowth(root)
  root.instance.update(data)
  root.dataset.ready = ""
  return () => {
    if (root.turn === turn) root.instance.stop()
  }
}
