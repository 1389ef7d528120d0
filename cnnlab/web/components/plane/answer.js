// Beside the plane: the picture of the place, large, and what the classifier takes it for.

function createAnswer() {
  const title = make("p", { class: "title" })
  const canvas = make("canvas", { class: "digit", role: "img" })
  const place = make("p", { class: "place" })
  const heading = make("p", { class: "heading" })
  const rows = make("div", { class: "bars", role: "img" })
  const element = make("div", { class: "answer" }, title, canvas, place, heading, rows)
  const context = canvas.getContext("2d")
  let image = null
  let pixels = null
  let bars = []

  function fillWords({ words, names, paints, judged }) {
    setText(title, words.decoded)
    setText(heading, words.verdict)
    heading.hidden = rows.hidden = !judged
    if (!judged) names = []
    if (bars.length === names.length) return
    bars = names.map((name, k) => {
      const bar = make("i")
      bar.style.background = paints[k % paints.length]
      const share = make("b")
      const row = make("div", { class: "bar" }, make("span", {}, name), make("span", { class: "rail" }, bar), share)
      return { row, bar, share }
    })
    rows.replaceChildren(...bars.map((each) => each.row))
  }

  function resize(height, width) {
    if (image?.width === width && image.height === height) return
    Object.assign(canvas, { width, height })
    image = context.createImageData(width, height)
    pixels = new Uint32Array(image.data.buffer)
  }

  function paint(picture, [height, width, channels = 1]) {
    resize(height, width)
    const byte = (i) => picture.charCodeAt(i)
    for (let i = 0; i < pixels.length; i++) {
      pixels[i] = channels === 1 ? GREY.colours[byte(i)] : packed(byte(3 * i), byte(3 * i + 1), byte(3 * i + 2))
    }
    context.putImageData(image, 0, 0)
  }

  // The picture in the same frame as the answer comes.
  function show({ picture, shape, shares }, stock, text) {
    paint(picture, shape)
    const best = shares ? bestOf(shares) : -1
    bars.forEach(({ row, bar, share }, k) => {
      bar.style.width = shares ? `${100 * shares[k]}%` : "0"
      setText(share, shares ? percentOf(shares[k]) : "?")
      row.classList.toggle("best", k === best)
    })
    setText(place, text)
    const verdict = () => fill(stock.words.says, { name: stock.names[best], percent: percentOf(shares[best]) })
    const said = shares ? verdict() : stock.judged ? stock.words.covered : ""
    setAttribute(canvas, "aria-label", `${stock.words.decoded}. ${said}`)
    setAttribute(rows, "aria-label", said)
    return said
  }

  return { element, fillWords, show }
}
