// A network as one strip. Colours are made here, from the values: another scale needs no other message.

// Layers in the row from which on there is little room.
const LONG = 9

function createNetwork(root) {
  const strip = make("div", { class: "strip" })
  const svg = draw("svg", { class: "ways", "aria-hidden": "true" })
  const hint = make("p", { class: "hint" })
  root.append(make("div", { class: "scroll" }, strip), hint)
  let head = null
  let shape = ""
  let choose = () => {}

  function build() {
    const { columns, words } = head
    let main = 0
    const elements = columns.map((column, place) => {
      const element = buildColumn(column, place, words)
      // What lies on a way around stands below the layers that it goes around.
      if (column.around) {
        const start = columnOf[column.sources[0]] + 1
        element.style.gridArea = `2 / ${start} / 3 / ${main + 1}`
      } else {
        main += 1
        columnOf[place] = main
        element.style.gridArea = `1 / ${main} / 2 / ${main + 1}`
        element.dataset.column = main
      }
      return element
    })
    strip.replaceChildren(...elements, svg)
    root.classList.toggle("long", main > LONG)
    strip.classList.toggle("skips", columns.some((column) => column.sources.length > 1))
  }
  const columnOf = {}

  function mark() {
    for (const tile of strip.querySelectorAll(".tile, .head")) {
      const [stage, unit] = [Number(tile.dataset.stage), Number(tile.dataset.unit)]
      const mine = stage === head.stage && (tile.classList.contains("head") || unit === head.unit)
      setAttribute(tile, "aria-pressed", mine)
      if (tile.classList.contains("tile")) tile.tabIndex = mine ? 0 : -1
    }
    drawWays(svg, strip, head)
  }

  strip.addEventListener("click", (event) => {
    const target = event.target.closest("[data-stage]")
    if (!target || target.dataset.unit === undefined) return
    const [stage, unit] = [Number(target.dataset.stage), Number(target.dataset.unit)]
    if (unit >= 0) {
      // At once under the hand; the shares of the new one come with the answer.
      head = { ...head, stage, unit, shares: [] }
      mark()
    }
    choose(`${stage},${unit}#${Date.now()}`)
  })

  strip.addEventListener("keydown", (event) => {
    const step = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] }[event.key]
    const here = event.target.closest(".tile, .head")
    if (!step || !here) return
    event.preventDefault()
    const columns = [...strip.querySelectorAll(".column")]
    const column = here.closest(".column")
    const within = [...column.querySelectorAll(".head, .tile")]
    const place = within.indexOf(here)
    const [across, down] = step
    const next = across ? columns[columns.indexOf(column) + across] : column
    const options = next ? [...next.querySelectorAll(".head, .tile")] : []
    options[Math.min(Math.max(place + down, 0), options.length - 1)]?.focus()
  })

  const sizes = new ResizeObserver(() => head && drawWays(svg, strip, head))
  sizes.observe(strip)

  return {
    update(blob, send) {
      const message = unpackMessage(blob)
      head = message.head
      choose = send
      placeMaps(head.columns)
      const next = JSON.stringify([head.columns.map(({ kind, title, detail, units, size, sources, around }) => [kind, title, detail, units.length, size, sources, around]), head.words])
      if (next !== shape) {
        shape = next
        build()
      }
      const tables = { diverging: divergingFrom(head.tables.diverging), sequential: sequentialFrom(head.tables.sequential) }
      const elements = strip.querySelectorAll(".column")
      head.columns.forEach((column, place) => fillColumn(elements[place], column, place, head, message.body, tables))
      root.style.setProperty("--name", `${Math.min(7, Math.max(...head.classes.map(widthOf)))}rem`)
      setAttribute(root, "aria-label", head.words.label)
      setText(hint, head.words.hint)
      mark()
      setAttribute(root, "data-stage", head.stage)
      setAttribute(root, "data-unit", head.unit)
      setAttribute(root, "data-scale", head.scale)
      setAttribute(root, "data-source", "tensorflow")
      setAttribute(root, "data-id", head.id)
      setAttribute(root, "data-ready", "true")
    },
    end: () => sizes.disconnect(),
  }
}

// About how wide a name is, in rem; Chinese characters are about twice as wide as letters.
function widthOf(name) {
  return [...name].reduce((width, letter) => width + (letter.codePointAt(0) > 0x2e7f ? 0.82 : 0.48), 0.3)
}

export default function ({ data, parentElement, setStateValue }) {
  const root = parentElement.querySelector(".network")
  const turn = (root.turn = {})
  root.instance ??= createNetwork(root)
  if (root.blob !== data) root.instance.update((root.blob = data), (text) => setStateValue("choice", text))
  return () => {
    // The end of an earlier call may come after a later one has begun.
    if (root.turn !== turn) return
    root.instance?.end()
    root.instance = root.blob = null
    root.replaceChildren()
  }
}
