// Pictures as points of a plane. The pictures come by themselves, in one sheet, on the bus; what changes with each new
// picture of the visitor's comes here.

const GLIDE = 750
const HOP = 260
const REACH = 16

function createMap(root) {
  const ending = new AbortController()
  const options = { signal: ending.signal }
  const calm = matchMedia("(prefers-reduced-motion: reduce)")
  const canvas = make("canvas", { "aria-hidden": "true" })
  const [axisX, axisY] = [make("span", { class: "axis x" }), make("span", { class: "axis y" })]
  const tools = make("div", { class: "tools" })
  const stage = make("div", { class: "stage", tabindex: "0", role: "application" }, canvas)
  const live = make("p", { class: "live", "aria-live": "polite" })
  const hint = make("p", { class: "hint" })
  const legend = buildLegend(() => draw())
  const side = buildSide(choose, (index) => lookAt(index))
  const card = buildCard()
  const map = make("div", { class: "map" }, stage, axisX, axisY, tools, card.element)
  root.replaceChildren(legend.element, make("div", { class: "body" }, map, side.element), hint, live)

  let data = null
  let stock = null
  let sheet = null
  let frame = null
  let moving = null
  let request = 0
  let view = { zoom: 1, x: 0, y: 0 }
  let at = null
  let send = () => {}
  let unsubscribe = () => {}
  let channel = ""
  const own = new Image()
  own.addEventListener("load", () => refresh())

  const buttons = [["+", () => nearer(1.6)], ["−", () => nearer(1 / 1.6)], ["⤢", whole]].map(([text, act]) => {
    const button = make("button", { type: "button" }, text)
    button.addEventListener("click", act)
    tools.append(button)
    return button
  })

  // ---- what comes

  function takeStock(published) {
    if (!published || published.id === stock?.id) return
    const labels = published.labels ? numbersFrom(published.labels, Int32Array) : null
    stock = { ...published, labels, answers: numbersFrom(published.answers, Int32Array), shares: numbersFrom(published.shares, Float32Array) }
    sheet = null
    const image = new Image()
    const id = published.id
    image.addEventListener("load", () => {
      if (stock.id !== id) return
      sheet = image
      refresh()
    })
    image.src = published.src
    if (data) show(false)
  }

  function update(next, sender) {
    send = sender
    const before = data
    data = next
    if (channel !== `${data.bus}/picture`) {
      channel = `${data.bus}/picture`
      unsubscribe()
      unsubscribe = subscribe(channel, takeStock)
    }
    takeStock(lastOf(channel))
    // Other places: what was looked at closely is somewhere else now.
    if (before?.stock !== data.stock || before?.places !== data.places) {
      view = { zoom: 1, x: 0, y: 0 }
    }
    if (before?.stock !== data.stock) at = null
    if (own.getAttribute("src") !== data.own.src) own.src = data.own.src
    show(before?.stock === data.stock && (before.places !== data.places ? GLIDE : HOP))
  }

  function show(glide) {
    if (!stock || stock.id !== data.stock) return
    const { words } = data
    const target = framed(numbersFrom(data.places, Float32Array), data.own.place)
    begin(target, glide)
    legend.element.hidden = stock.labels === null
    if (stock.labels) legend.update(data.names, data.paints, words.classes)
    setText(axisX, data.axes?.[0] ?? "")
    setText(axisY, data.axes?.[1] ?? "")
    setText(hint, words.hint)
    setAttribute(stage, "aria-label", words.label)
    ;[words.nearer, words.farther, words.whole].forEach((word, i) => {
      setAttribute(buttons[i], "aria-label", word)
      setAttribute(buttons[i], "title", word)
    })
    setAttribute(root, "data-point", data.point)
    setAttribute(root, "data-count", stock.answers.length)
    setAttribute(root, "data-own", data.own.place.map((value) => value.toFixed(4)).join(","))
    setAttribute(root, "data-near", data.near.map((each) => each.index).join(","))
    setAttribute(root, "data-ready", "true")
    refresh()
  }

  function refresh() {
    if (!frame) return
    side.update(scene(), data)
    draw()
  }

  // ---- how it moves

  function begin(target, glide) {
    const fits = frame && glide && !calm.matches && frame.xy.length === target.xy.length
    if (!fits) {
      ;[frame, moving] = [target, null]
      return
    }
    moving = { from: frame, to: target, start: performance.now(), length: glide }
    draw()
  }

  function draw() {
    request ||= requestAnimationFrame(paint)
  }

  function paint(now) {
    request = 0
    if (!frame || !root.isConnected) return
    if (moving) {
      const part = clamp((now - moving.start) / moving.length, 0, 1)
      frame = part === 1 ? moving.to : between(moving.from, moving.to, part < 0.5 ? 4 * part ** 3 : 1 - (2 - 2 * part) ** 3 / 2)
      if (part === 1) moving = null
      else draw()
    }
    const drawn = scene()
    if (!drawn.box.width) return
    paintMap(fitCanvas(canvas, drawn.box), drawn)
    card.show(at, drawn, data)
    const [x, y] = onScreen(drawn, at ?? OWN)
    Object.assign(root.dataset, { at: at ?? "", x: x.toFixed(1), y: y.toFixed(1), zoom: view.zoom.toFixed(2), still: !moving })
    stage.classList.toggle("zoomed", view.zoom > 1)
    buttons[1].disabled = buttons[2].disabled = view.zoom <= 1
  }

  function scene() {
    const box = { width: stage.clientWidth, height: stage.clientHeight }
    const ink = getComputedStyle(root).color
    // Half of it: a dark class must be seen on a dark page, a light one on a light page.
    const edge = ink.replace(/^rgba?\(([^,]+),([^,]+),([^,)]+).*$/, "rgba($1,$2,$3, 0.55)")
    return {
      frame, box, stock, sheet, own, at, ink, edge,
      screen: screenOf(frame, view, box),
      plain: data.paints[4],
      paints: data.paints,
      near: data.near.map((each) => each.index),
      point: data.point,
      covered: data.covered,
      cross: Boolean(data.axes),
      tiles: data.tiles,
      zoom: view.zoom,
      lit: (index) => stock.labels === null || legend.isLit(stock.labels[index]),
    }
  }

  // ---- what the hand does

  function lookAt(index, aloud = false) {
    if (index === at) return
    at = index
    if (aloud) setText(live, index === null ? "" : sentenceOf(scene(), data, index))
    draw()
  }

  const under = (x, y, reach) => {
    const now = scene()
    return pointAtPlace(frame, now.screen, x, y, Math.max(reach, tileSide(now) / 2), now.lit)
  }

  function choose(index) {
    if (index === null || index === data.point) return
    // The time makes the same choice, made again after another way of choosing, a new event.
    send(`${index}#${Date.now()}`)
  }

  function nearer(factor) {
    if (!frame) return
    const box = { width: stage.clientWidth, height: stage.clientHeight }
    const [x, y] = at === null ? [box.width / 2, box.height / 2] : onScreen(scene(), at)
    view = zoomed(frame, view, box, factor, x, y)
    draw()
  }

  function whole() {
    view = { zoom: 1, x: 0, y: 0 }
    draw()
  }

  listenToMap(
    stage,
    {
      zoomed: () => view.zoom > 1,
      hover: (x, y) => frame && lookAt(under(x, y, REACH)),
      leave: () => lookAt(null),
      choose(x, y) {
        if (!frame) return
        const index = under(x, y, REACH + 6)
        lookAt(index)
        choose(index)
      },
      zoom(factor, x, y) {
        if (!frame) return
        view = zoomed(frame, view, { width: stage.clientWidth, height: stage.clientHeight }, factor, x, y)
        draw()
      },
      pan(right, down) {
        if (!frame) return
        const { scale } = scene().screen
        view = held(frame, { ...view, x: view.x - right / scale, y: view.y + down / scale })
        draw()
      },
      step(right, up) {
        if (!frame) return
        lookAt(towards(frame, at ?? data.point, right, up), true)
        const [x, y] = placeOf(frame, at)
        if (view.zoom > 1) view = held(frame, { ...view, x, y })
      },
      enter: () => frame && choose(at),
      escape() {
        if (!frame) return
        lookAt(null)
        if (data.point !== OWN) choose(OWN)
        else whole()
      },
      nearer,
      whole,
    },
    options,
  )
  const sizes = new ResizeObserver(() => frame && draw())
  sizes.observe(stage)

  return {
    update,
    end() {
      ending.abort()
      sizes.disconnect()
      unsubscribe()
      cancelAnimationFrame(request)
    },
  }
}

export default function ({ data, parentElement, setStateValue }) {
  const root = parentElement.querySelector(".image-map")
  // A call that a later one has overtaken, while this script was loading, ends nothing.
  const turn = (root.turn = {})
  root.instance ??= createMap(root)
  root.instance.update(data, (text) => setStateValue("point", text))
  return () => {
    if (root.turn !== turn) return
    root.instance?.end()
    root.instance = null
  }
}
