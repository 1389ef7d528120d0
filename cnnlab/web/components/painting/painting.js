// A picture that is being made, then to be gone through by hand.

const PERIOD = 160 // milliseconds from one moment to the next while it plays

function createPainting(root) {
  const picture = make("img", {})
  const text = make("figcaption", {})
  const play = make("button", { type: "button" })
  const slider = make("input", { type: "range", min: 0, step: 1 })
  const tools = make("div", { class: "tools" }, play, slider)
  root.replaceChildren(make("figure", {}, picture, text), tools)
  let data = null
  let at = 0
  let timer = 0

  function show() {
    const { frames, words, live, alt, size } = data
    at = Math.max(0, Math.min(at, frames.length - 1))
    const frame = frames[at]
    root.style.setProperty("--ratio", `${size[1]} / ${size[0]}`)
    setAttribute(picture, "src", frame.url)
    setAttribute(picture, "alt", `${alt}; ${frame.text}`)
    setText(text, frame.text)
    tools.hidden = live || frames.length < 2
    slider.max = String(Math.max(1, frames.length - 1))
    slider.value = String(at)
    setAttribute(slider, "aria-label", words.slider)
    setAttribute(slider, "aria-valuetext", frame.text)
    setText(play, timer ? `❚❚ ${words.pause}` : `▶ ${words.play}`)
    setAttribute(root, "data-at", at)
    setAttribute(root, "data-frames", frames.length)
    setAttribute(root, "data-live", live)
  }

  function stop() {
    clearTimeout(timer)
    timer = 0
  }

  function tick() {
    timer = 0
    if (!root.isConnected) return
    if (at < data.frames.length - 1) {
      at += 1
      if (at < data.frames.length - 1) timer = setTimeout(tick, PERIOD)
    }
    show()
  }

  play.addEventListener("click", () => {
    if (timer) stop()
    else {
      if (at >= data.frames.length - 1) at = 0
      timer = setTimeout(tick, PERIOD)
    }
    show()
  })
  slider.addEventListener("input", () => {
    stop()
    at = Number(slider.value)
    show()
  })

  return {
    update(next) {
      // A moment that somebody has chosen stays when the page is drawn again.
      if (data?.run !== next.run || data.live || data.frames.length !== next.frames.length) {
        stop()
        at = next.frames.length - 1
      }
      data = next
      show()
    },
    stop,
  }
}

export default function ({ data, parentElement }) {
  const root = parentElement.querySelector(".painting")
  // A call that a later one has overtaken, while this script was loading, stops nothing.
  const turn = (root.turn = {})
  root.instance ??= createPainting(root)
  root.instance.update(data)
  root.dataset.ready = ""
  return () => {
    if (root.turn === turn) root.instance.stop()
  }
}
