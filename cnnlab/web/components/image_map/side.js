// Beside the map: the picture in the middle of attention, and its nearest neighbours. Above it: the card of a point.

function buildSide(choose, look) {
  const title = make("p", { class: "title" })
  const picture = make("canvas", { class: "large" })
  const name = make("p", { class: "name" })
  const says = make("p", { class: "says" })
  const back = make("button", { class: "back", type: "button", hidden: "" })
  const nearTitle = make("p", { class: "title" })
  const list = make("div", { class: "near", role: "list" })
  const centre = make("div", { class: "centre" }, picture, make("div", {}, name, says))
  const alike = buildAlike()
  const who = make("div", { class: "who" }, title, centre, back)
  const element = make("div", { class: "side" }, who, make("div", {}, nearTitle, list), alike.element)
  back.addEventListener("click", () => choose(OWN))
  let shown = []

  function neighbours(count) {
    if (shown.length === count) return
    shown = Array.from({ length: count }, () => {
      const thumbnail = make("canvas")
      const [label, away] = [make("b"), make("small")]
      const button = make("button", { type: "button", role: "listitem" }, thumbnail, make("span", {}, label, away))
      button.addEventListener("click", () => choose(Number(button.dataset.index)))
      button.addEventListener("pointerenter", () => look(Number(button.dataset.index)))
      button.addEventListener("focus", () => look(Number(button.dataset.index)))
      button.addEventListener("pointerleave", () => look(null))
      button.addEventListener("blur", () => look(null))
      return { button, thumbnail, label, away }
    })
    list.replaceChildren(...shown.map((each) => each.button))
  }

  function update(scene, data) {
    const { words } = data
    const chosen = data.point >= 0
    setText(title, chosen ? fill(words.chosen, { number: data.numbers ? data.point : data.point + 1 }) : words.own)
    setText(nearTitle, words.near)
    setText(back, words.back)
    back.hidden = !chosen
    setText(name, data.covered ? "" : chosen ? nameOf(scene, data, data.point) : data.own.truth)
    setText(says, data.covered ? words.covered : chosen ? answerOf(scene, data, data.point) : data.own.says)
    if (chosen) thumbnailInto(picture, scene, data.point, 96)
    else pictureInto(picture, scene.own, 96)
    neighbours(data.near.length)
    data.near.forEach(({ index, away }, i) => {
      const { button, thumbnail, label, away: distance } = shown[i]
      button.dataset.index = index
      thumbnailInto(thumbnail, scene, index, 48)
      setText(label, data.covered ? "?" : nameOf(scene, data, index) || numberOf(data, index))
      setText(distance, fill(words.away, { distance: away }))
      button.classList.toggle("other", !data.covered && isWrong(scene.stock, index))
      button.style.setProperty("--paint", paintOf(scene, index))
      setAttribute(button, "aria-label", `${sentenceOf(scene, data, index)} ${fill(words.away, { distance: away })}`)
    })
    alike.update(data)
  }

  return { element, update }
}

// How often the nearest neighbour is of the same class: a bar for the pixels, and one for the features.
function buildAlike() {
  const title = make("p", { class: "title" })
  const lines = ["pixels", "features"].map((space) => {
    const [name, bar, value] = [make("span"), make("i"), make("b")]
    return { space, name, bar, value, row: make("div", { class: "alike" }, name, make("span", { class: "track" }, bar), value) }
  })
  const element = make("div", {}, title, ...lines.map((line) => line.row))

  function update({ alike, space, words, covered }) {
    element.hidden = !alike || covered
    if (!alike) return
    setText(title, words.alike)
    for (const { space: each, name, bar, value, row } of lines) {
      setText(name, words[each])
      setText(value, `${Math.round(100 * alike[each])} %`)
      bar.style.width = `${100 * alike[each]}%`
      row.classList.toggle("now", each === space)
    }
  }

  return { element, update }
}

function numberOf(data, index) {
  return fill(data.words.picture, { number: data.numbers ? index : index + 1 })
}

function nameOf(scene, data, index) {
  return scene.stock.labels === null ? "" : data.names[scene.stock.labels[index]]
}

function answerOf(scene, data, index) {
  const { stock } = scene
  return fill(data.words.says, { name: data.names[stock.answers[index]], percent: percentOf(stock.shares[index]) })
}

// All that is to be said of a point in one line.
function sentenceOf(scene, data, index) {
  if (index === OWN) return `${data.words.own}. ${data.covered ? "" : data.own.says}`
  const number = numberOf(data, index)
  if (data.covered) return number
  const name = nameOf(scene, data, index)
  const wrong = isWrong(scene.stock, index) ? ` ✕ ${data.words.wrong}` : ""
  return [number, name && `: ${name}`, `. ${answerOf(scene, data, index)}`, wrong].join("")
}

// As the page writes it beside the map: softmax gives neither 0 nor 1, so nothing is called 0 or 100.
function percentOf(share) {
  if (share < 0.0005) return "< 0.1 %"
  return share > 0.9995 ? "> 99.9 %" : `${(100 * share).toFixed(1)} %`
}

function thumbnailInto(canvas, scene, index, side) {
  const context = sized(canvas, side)
  if (scene.sheet) paintThumbnail(context, scene, index, 0, 0, side)
}

function pictureInto(canvas, image, side) {
  const context = sized(canvas, side)
  if (!image?.complete || !image.naturalWidth) return
  context.imageSmoothingEnabled = false
  context.drawImage(image, 0, 0, side, side)
}

function sized(canvas, side) {
  canvas.style.width = canvas.style.height = `${side}px`
  return fitCanvas(canvas, { width: side, height: side })
}

function buildCard() {
  const picture = make("canvas")
  const [title, says, verdict] = [make("b"), make("span"), make("span", { class: "verdict" })]
  const element = make("div", { class: "card", hidden: "" }, picture, make("div", {}, title, says, verdict))

  // Show the card of a point beside it, within the box; null hides it.
  function show(index, scene, data) {
    element.hidden = index === null
    if (index === null) return
    if (index === OWN) pictureInto(picture, scene.own, 92)
    else thumbnailInto(picture, scene, index, 92)
    const number = numberOf(data, index)
    setText(title, index === OWN ? data.words.own : data.covered ? number : nameOf(scene, data, index) || number)
    setText(says, data.covered ? "" : index === OWN ? data.own.says : answerOf(scene, data, index))
    const wrong = index !== OWN && isWrong(scene.stock, index)
    setText(verdict, data.covered || index === OWN ? "" : wrong ? `✕ ${data.words.wrong}` : number)
    verdict.classList.toggle("wrong", wrong)
    const [x, y] = onScreen(scene, index)
    const { offsetWidth: width, offsetHeight: height } = element
    const left = x + 18 + width > scene.box.width ? x - 18 - width : x + 18
    element.style.left = `${clamp(left, 4, Math.max(4, scene.box.width - width - 4))}px`
    element.style.top = `${clamp(y - height / 2, 4, Math.max(4, scene.box.height - height - 4))}px`
  }

  return { element, show }
}
