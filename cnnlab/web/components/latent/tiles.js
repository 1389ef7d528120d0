// The pictures in a square, as radio buttons: a click or the arrow keys choose.

const BESIDE = 4

function paintPicture(canvas, bytes, start, [height, width, channels = 1]) {
  Object.assign(canvas, { width, height })
  const context = canvas.getContext("2d")
  const image = context.createImageData(width, height)
  const pixels = new Uint32Array(image.data.buffer)
  for (let i = 0; i < pixels.length; i++) {
    const at = start + channels * i
    pixels[i] = channels === 1 ? GREY.colours[bytes[at]] : packed(bytes[at], bytes[at + 1], bytes[at + 2])
  }
  context.putImageData(image, 0, 0)
}

function createTiles(choose) {
  const element = make("div", { class: "tiles", role: "radiogroup" })
  let buttons = []

  function fillTiles({ pictures, shape, titles, wrong, words }) {
    const [count, ...each] = shape
    const size = each.reduce((product, side) => product * side, 1)
    const bytes = Uint8Array.from(atob(pictures), (letter) => letter.charCodeAt(0))
    setAttribute(element, "aria-label", words.label)
    if (buttons.length !== count) {
      buttons = Array.from({ length: count }, (_, k) => {
        const button = make("button", { type: "button", role: "radio" }, make("canvas"), make("span"))
        button.addEventListener("click", () => choose(k))
        return button
      })
      element.replaceChildren(...buttons)
    }
    buttons.forEach((button, k) => {
      paintPicture(button.firstChild, bytes, k * size, each)
      setText(button.lastChild, wrong[k])
      button.classList.toggle("wrong", wrong[k] !== "")
      setAttribute(button, "aria-label", titles[k])
      button.title = titles[k]
    })
  }

  function mark(chosen) {
    buttons.forEach((button, k) => {
      setAttribute(button, "aria-checked", k === chosen)
      button.tabIndex = k === chosen ? 0 : -1
    })
  }

  const WAYS = { ArrowUp: -BESIDE, ArrowDown: BESIDE, ArrowLeft: -1, ArrowRight: 1 }
  element.addEventListener("keydown", (event) => {
    const to = buttons.indexOf(event.target) + (WAYS[event.key] ?? NaN)
    if (!buttons[to]) return
    event.preventDefault()
    buttons[to].focus()
    choose(to)
  })

  return { element, fillTiles, mark }
}
