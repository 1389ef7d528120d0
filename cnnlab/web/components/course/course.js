// A network along its training: whatever moves the slider, everything else follows, without the server.

function createCourse(root) {
  const sentence = make("p", { class: "sentence" })
  const live = make("p", { class: "live", role: "status" })
  const timeline = createTimeline(goTo, release)
  const seen = createClassMap()
  const bars = createBars()
  const points = createPoints(root)
  const kernels = createSheet("kernels")
  const maps = createSheet("maps")
  const matrix = createMatrix()
  const panels = [seen, bars, points, matrix, kernels, maps]
  root.replaceChildren(timeline.element, sentence, live, make("div", { class: "panels" }, ...panels.map((each) => each.element)))
  const echo = echoKeeper()
  let data = null
  let tables = null
  let at = -1
  let sent = null
  let number = 0
  let send = () => {}

  const last = () => data.steps.length - 1

  function goTo(place) {
    if (!data || place === at) return
    at = place
    show()
  }

  // What the address is to carry: -1 for the last step.
  function release() {
    const value = at === last() ? -1 : at
    setText(live, sentenceOf(data, at))
    if (value === sent) return
    sent = value
    echo.send(value)
    send(`${value}#${++number}.${Date.now()}`)
  }

  function show() {
    const said = sentenceOf(data, at)
    const when = whenOf(data, at)
    setText(sentence, said)
    timeline.move(at, said)
    paintClassMap(seen, data, tables, at)
    showBars(bars, data, at, said)
    const named = (title, value) => fill(data.words.largest, { title, when, value: weight(value) })
    setAttribute(seen.canvas, "aria-label", data.classMap ? named(seen.heading.textContent, data.classMap.largest[at]) : seen.heading.textContent)
    for (const [sheet, tiles] of [[kernels, data.kernels], [maps, data.maps]]) {
      if (!tiles) continue
      paintSheet(sheet, tiles, tables, at)
      fillLegend(sheet.legend, tiles.signed, tiles.limits[at], tiles.shape.length > 3)
      setAttribute(sheet.canvas, "aria-label", named(sheet.heading.textContent, tiles.largest[at]))
    }
    if (data.classMap) fillLegend(seen.legend, false, data.classMap.limits[at])
    if (data.stock) showStock(when)
    setAttribute(root, "data-at", at)
    setAttribute(root, "data-ready", "true")
  }

  function showStock(when) {
    if (data.stock.labels) showMatrix(matrix, data, tables, at, when)
    const ratio = apartness(data, at)
    const values = { title: points.heading.textContent, when, ratio: ratio === null ? "" : short(ratio, 1) }
    showPoints(points, data, at, fill(ratio === null ? data.words.points_plain : data.words.points_said, values))
  }

  function fillPanels() {
    const { words, names, captions, stock } = data
    fillPanel(seen, data.classMap ? fill(words.class_map, { name: names[data.target] }) : captions.picture, captions.seen)
    seen.legend.hidden = !data.classMap
    fillPanel(bars, words.answer, captions.bars)
    fillPanel(kernels, words.kernels, captions.kernels, data.kernels ? null : captions.no_kernels)
    fillPanel(maps, fill(words.maps, { layer: captions.layer }), captions.maps, data.maps ? null : captions.no_maps)
    const waiting = stock ? null : captions.waiting
    fillPanel(matrix, words.matrix, captions.matrix, waiting ?? (stock.labels ? null : captions.no_classes))
    fillPanel(points, fill(words.points, { count: stock?.points ?? captions.points_count }), captions.points, waiting)
    buildBars(bars, data)
    if (stock?.labels) buildMatrix(matrix, data)
    paintPicture(seen, data)
  }

  const sizes = new ResizeObserver(() => {
    timeline.resize()
    if (data) show()
  })
  for (const each of [root, timeline.track]) sizes.observe(each)

  return {
    update(next, sender) {
      send = sender
      const stale = echo.isStale(next.chosen)
      const fresh = data?.id !== next.id
      if (fresh) {
        data = unpacked(next)
        tables = { diverging: divergingFrom(next.tables.diverging), sequential: sequentialFrom(next.tables.sequential) }
        for (const name of ["diverging", "sequential"]) root.style.setProperty(`--${name}`, gradientOf(tables[name]))
        timeline.fill(data)
        fillPanels()
        timeline.resize()
      }
      if (at < 0 || (!stale && !timeline.playing())) {
        at = next.chosen < 0 ? last() : Math.min(next.chosen, last())
        sent = next.chosen
      }
      at = Math.min(at, last())
      if (fresh || root.dataset.at !== String(at)) show()
    },
    end() {
      timeline.end()
      cancelAnimationFrame(points.request)
      sizes.disconnect()
    },
  }
}

const bytesOf = (base64) => Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
const tilesOf = (tiles) => tiles && { ...tiles, levels: bytesOf(tiles.levels) }

// A scale as CSS has it: from its least value to its largest.
function gradientOf({ colours, first }) {
  const stops = Array.from({ length: 17 }, (_, i) => cssColour(colours[Math.round(first + (i / 16) * (255 - first))]))
  return `linear-gradient(to right, ${stops.join(", ")})`
}

function unpacked(data) {
  const { stock } = data
  return {
    ...data,
    seen: { ...data.seen, pixels: bytesOf(data.seen.pixels) },
    kernels: tilesOf(data.kernels),
    maps: tilesOf(data.maps),
    classMap: tilesOf(data.classMap),
    stock: stock && {
      ...stock,
      labels: stock.labels && bytesOf(stock.labels),
      answers: bytesOf(stock.answers),
      places: new Float32Array(bytesOf(stock.places).buffer),
    },
  }
}

export default function ({ data, parentElement, setStateValue }) {
  const root = parentElement.querySelector(".course")
  // A call that a later one has overtaken, while this script was loading, ends nothing.
  const turn = (root.turn = {})
  root.instance ??= createCourse(root)
  root.instance.update(data, (text) => setStateValue("step", text))
  return () => {
    if (root.turn !== turn) return
    root.instance?.end()
    root.instance = null
  }
}
