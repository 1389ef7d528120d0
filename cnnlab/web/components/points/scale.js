// What the colours of the surface stand for, and the live figures.

function createScale() {
  const strip = make("canvas", { class: "strip", width: 160, height: 1, "aria-hidden": "true" })
  const ends = [make("span"), make("span"), make("span")]
  const element = make("div", { class: "scale" }, strip, make("div", { class: "ends" }, ...ends))
  let painted = null

  function update({ table, words }, limits) {
    if (painted !== table) {
      painted = table
      const context = strip.getContext("2d")
      const image = context.createImageData(strip.width, 1)
      new Uint32Array(image.data.buffer).forEach((_, i, pixels) => (pixels[i] = shade(table, 0, 1, i / (pixels.length - 1))))
      context.putImageData(image, 0, 0)
    }
    const names = [words.fake, words.equal, words.real]
    limits.forEach((limit, i) => setText(ends[i], `${names[i]} ${short(limit, 1)}`))
  }

  return { element, update }
}

function showFigures(list, figures) {
  while (list.children.length > figures.length) list.lastChild.remove()
  figures.forEach(([name, value, remark], i) => {
    if (!list.children[i]) list.append(make("div", {}, make("dt"), make("dd"), make("small")))
    const [title, number, small] = list.children[i].children
    setText(title, name)
    setText(number, value)
    setText(small, remark)
  })
}
