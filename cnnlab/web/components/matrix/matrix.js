// A confusion matrix: a click, or Enter on the cell that the arrow keys have reached, asks for its pictures.
// A place is "row,column"; "*" stands for all of them, which is what the heads of rows and columns ask for.

const ALL = "*"

function placeOf(row, column) {
  return `${row < 0 ? ALL : row},${column < 0 ? ALL : column}`
}

// A head or a cell that can be chosen.
function choosable(tag, role, row, column) {
  return make(tag, { role, tabindex: "-1", "data-place": placeOf(row, column) })
}

function buildTable(size) {
  const heads = make("tr", { role: "row" }, make("td", { class: "corner", "aria-hidden": "true" }))
  const body = [heads]
  for (let column = 0; column < size; column++) {
    heads.append(choosable("th", "columnheader", -1, column))
  }
  heads.append(make("td", { class: "share title" }))
  for (let row = 0; row < size; row++) {
    const line = make("tr", { role: "row" }, choosable("th", "rowheader", row, -1))
    for (let column = 0; column < size; column++) line.append(choosable("td", "gridcell", row, column))
    line.append(make("td", { class: "share" }))
    body.push(line)
  }
  const foot = make("tr", { class: "shares", role: "row" }, make("td", { class: "share title" }))
  for (let column = 0; column < size; column++) foot.append(make("td", { class: "share" }))
  foot.append(make("td", { class: "share" }))
  return make("table", { role: "grid" }, make("tbody", {}, ...body, foot))
}

function createMatrix(root) {
  const readout = make("p", { class: "readout", "aria-hidden": "true" })
  const hint = make("p", { class: "hint" })
  const across = make("p", { class: "across", "aria-hidden": "true" })
  const frame = make("div", { class: "frame" })
  root.replaceChildren(across, frame, readout, hint)
  const ending = new AbortController()
  let data = null
  let places = new Map()
  let size = 0
  let send = () => {}

  // What stands for a place: a function of the table's rows, so that it is made once for a size.
  function build() {
    size = data.names.length
    frame.replaceChildren(buildTable(size))
    places = new Map([...frame.querySelectorAll("[data-place]")].map((each) => [each.dataset.place, each]))
  }

  function show() {
    const { names, cells, words } = data
    const table = frame.firstChild
    setAttribute(table, "aria-label", words.label)
    setText(across, words.answer)
    setText(table.querySelector(".corner"), words.truth)
    root.style.setProperty("--names", `${data.width}em`)
    root.style.setProperty("--size", size)
    root.dataset.turned = data.turned
    for (let index = 0; index < size; index++) {
      setText(places.get(placeOf(-1, index)), names[index])
      setText(places.get(placeOf(index, -1)), names[index])
      setAttribute(places.get(placeOf(-1, index)), "aria-label", data.columns[index])
      setAttribute(places.get(placeOf(index, -1)), "aria-label", data.rows[index])
    }
    for (const cell of cells) {
      const element = places.get(cell.place)
      setText(element, cell.text)
      element.toggleAttribute("data-long", cell.text.length > 3)
      element.style.backgroundColor = cell.colour
      element.style.color = cell.ink
      setAttribute(element, "aria-label", cell.words)
    }
    const lines = [...table.querySelectorAll("tr")]
    setText(lines[0].lastChild, words.recall)
    setText(lines[size + 1].firstChild, words.precision)
    data.recall.forEach((text, row) => setText(lines[row + 1].lastChild, text))
    data.precision.forEach((text, column) => setText(lines[size + 1].children[column + 1], text))
    setText(hint, words.hint)
    mark(data.chosen)
  }

  function mark(place) {
    for (const [name, element] of places) {
      setAttribute(element, "aria-selected", name === place)
      setAttribute(element, "tabindex", name === place ? 0 : -1)
    }
    root.dataset.chosen = place
    say(place)
  }

  function say(place) {
    setText(readout, places.get(place)?.getAttribute("aria-label") ?? "")
  }

  function choose(place) {
    if (data.covered || !places.has(place)) return
    mark(place)
    // The time makes the same choice, made again after another way of choosing, a new event.
    send(`${place}#${Date.now()}`)
  }

  function step(place, down, right) {
    const [row, column] = place.split(",").map((part) => (part === ALL ? -1 : Number(part)))
    const next = placeOf(clamp(row + down, -1, size - 1), clamp(column + right, -1, size - 1))
    const element = places.get(next)
    if (!element) return
    for (const each of places.values()) setAttribute(each, "tabindex", each === element ? 0 : -1)
    element.focus()
    say(next)
  }

  const placeUnder = (event) => event.target.closest?.("[data-place]")?.dataset.place
  const options = { signal: ending.signal }
  root.addEventListener("click", (event) => placeUnder(event) && choose(placeUnder(event)), options)
  root.addEventListener("pointerover", (event) => say(placeUnder(event) ?? root.dataset.chosen), options)
  root.addEventListener("pointerleave", () => say(root.dataset.chosen), options)
  root.addEventListener(
    "keydown",
    (event) => {
      const place = placeUnder(event)
      if (!place) return
      const way = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key]
      if (way) step(place, ...way)
      else if (event.key === "Enter" || event.key === " ") choose(place)
      else return
      event.preventDefault()
    },
    options,
  )

  return {
    update(next, sender) {
      send = sender
      data = next
      if (size !== data.names.length) build()
      show()
      setAttribute(root, "data-ready", "true")
    },
    end: () => ending.abort(),
  }
}

export default function ({ data, parentElement, setStateValue }) {
  const root = parentElement.querySelector(".matrix")
  root.instance ??= createMatrix(root)
  root.instance.update(data, (text) => setStateValue("cell", text))
  return () => {
    root.instance?.end()
    root.instance = null
  }
}
