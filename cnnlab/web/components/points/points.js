// Two networks of points at work: the plane with its layers, buttons, figures and charts. Everything that is shown
// comes from TensorFlow; the browser only lets it glide from one answer to the next.

function createPoints(root) {
  const ending = new AbortController()
  const said = make("p", { class: "said" })
  const changedLine = make("p", { class: "changed", "aria-live": "polite" })
  const stage = make("div", { class: "stage" })
  const canvas = make("canvas", { role: "img" })
  const note = make("p", { class: "note" })
  const scale = createScale()
  const figures = make("dl", { class: "figures" })
  const charts = [createChart(), createChart()]
  stage.append(canvas)
  const paintSurface = createSurface()

  let stock = null
  let data = null
  let moment = null
  let earlier = null
  let shownNow = null
  let began = 0
  let duration = 0
  let request = 0
  let stale = true
  let course = null
  let bus = ""
  let unsubscribe = () => {}
  let tell = () => {}
  let speed = null
  let shown = null
  let sentDrawn = null
  let inView = true
  let started = false
  let emptied = ""

  const clock = createClock({
    send: (question) => publish(`${bus}/want`, question),
    visible: () => inView && !document.hidden && root.isConnected && Boolean(stock?.real.length),
    changed: () => paint(),
  })
  const bar = createBar(act)
  const pen = createPen(stage, {
    ruler: () => planeRuler(stock.reach, stage.clientWidth),
    field: () => stock.field,
    most: () => stock.most,
    allowed: () => Boolean(stock) && data.drawn !== null,
    changed: () => paint(),
    done: sendDrawn,
  })
  const plane = make("div", { class: "plane" }, stage, make("div", { class: "under" }, scale.element, note), changedLine)
  const side = make("div", { class: "side" }, bar.shown, figures, ...charts.map((each) => each.element))
  root.replaceChildren(said, bar.element, make("div", { class: "body" }, plane, side))

  // ---- what comes

  function update(given, teller) {
    tell = teller
    data = given
    if (bus !== given.bus) {
      unsubscribe()
      bus = given.bus
      unsubscribe = subscribe(`${bus}/answer`, takeAnswer)
    }
    if (given.stock.id !== stock?.id) {
      const table = divergingFrom(given.stock.colours)
      stock = { ...given.stock, real: floatsFrom(given.stock.real), centres: floatsFrom(given.stock.centres), table }
    }
    // What the page is set to, where that is not what the hand has just done.
    speed = given.speed
    shown = given.shown
    if (given.drawn !== null && given.drawn !== sentDrawn) {
      sentDrawn = given.drawn
      pen.set(drawnFrom(given.drawn, stock.field))
    }
    clock.set(speed, given.steps)
    if (given.drawn !== null && !stock.real.length) {
      // Who draws begins when there is something to begin with.
      started = true
      if (clock.playing()) clock.play(false)
    }
    root.classList.toggle("drawing", given.drawn !== null)
    setAttribute(canvas, "aria-label", given.drawn === null ? stock.words.label : stock.words.draw_label)
    takeAnswer(lastOf(`${bus}/answer`))
    paint()
  }

  function takeAnswer(given) {
    if (!given || !stock) return
    if (given.answer) showAnswer(given)
    else if (given.course !== course) {
      moment = earlier = shownNow = null
      course = given.course
    }
    emptied = given.answer ? "" : given.said || stock.words.waiting
    clock.answered(given.answered)
    begin()
    paint()
  }

  function showAnswer(given) {
    const fresh = readMoment(given.answer)
    const same = moment && given.course === course
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches || !same
    const moved = !same || fresh.done.join() !== moment.done.join()
    if (moved) {
      earlier = still ? null : shownNow
      began = performance.now()
      duration = clock.glide()
    }
    moment = fresh
    course = given.course
    if (fresh.ended && clock.playing()) clock.play(false)
    root.dataset.id = `${course} ${fresh.done.join(",")}`
    root.dataset.done = fresh.done.join(",")
  }

  // It begins by itself, but not for who has asked for less motion.
  function begin() {
    if (started || !moment) return
    started = true
    if (!moment.ended && !matchMedia("(prefers-reduced-motion: reduce)").matches) clock.play(true)
  }

  // ---- what the hand does

  function act(name) {
    if (!stock) return
    if (name === "play") clock.play(!clock.playing())
    else if (name === "restart") clock.ask(0, "r")
    else if (name === "clear") {
      pen.set([])
      sendDrawn()
    } else if (name.startsWith("shown-")) {
      const letter = name.at(-1)
      const letters = SHOWN.filter((each) => (each === letter) !== shown.includes(each)).join("")
      if (letters) tell("shown", (shown = letters))
    } else if (SPEEDS.includes(name)) {
      speed = name
      clock.set(speed, data.steps)
      if (clock.playing()) clock.play(true)
      tell("speed", speed)
    } else {
      if (clock.playing()) clock.play(false)
      clock.ask(1, { step_d: "d", step_g: "g" }[name] ?? "")
    }
    paint()
  }

  function sendDrawn() {
    sentDrawn = textOfDrawn(pen.points(), stock.field)
    tell("drawn", sentDrawn)
  }

  // ---- how it is drawn

  function paint() {
    stale = true
    request ||= requestAnimationFrame(drawAll)
  }

  function drawAll() {
    request = 0
    if (!stock || !root.isConnected || !stage.clientWidth) return
    const share = duration ? clamp((performance.now() - began) / duration, 0, 1) : 1
    shownNow = moment && between(earlier, moment, share)
    drawPlane(share)
    // While the points glide, words and charts stay as they are.
    if (stale) drawWords()
    stale = false
    root.dataset.ready = true
    root.dataset.playing = clock.playing()
    if (share < 1 && moment) request = requestAnimationFrame(drawAll)
    else root.dataset.rests = root.dataset.id ?? ""
  }

  function drawPlane(share) {
    const context = fitCanvas(canvas, { width: stage.clientWidth, height: stage.clientWidth })
    const ruler = planeRuler(stock.reach, stage.clientWidth)
    const small = ruler.side < 420 ? 0.85 : 1
    const on = (letter) => shown.includes(letter)
    context.fillStyle = GROUND
    context.fillRect(0, 0, ruler.side, ruler.side)
    const now = shownNow
    if (now && on("s")) {
      const limits = limitsOf(stock, moment.surface)
      paintSurface(context, ruler, stock, now.surface, limits)
      paintBoundary(context, ruler, stock.grid, now.surface, limits[1])
    }
    if (now && on("w")) paintLattice(context, ruler, stock.lattice, now.lattice)
    const real = data.drawn === null ? stock.real : pen.points().flat()
    if (on("r")) paintReal(context, ruler, real, 2.3 * small)
    if (!now) return
    paintGroups(context, ruler, stock.centres, stock.radius, moment.found)
    if (on("g") && earlier && speed === "slow") paintTrails(context, ruler, earlier.generated, now.generated)
    if (on("a")) paintArrows(context, ruler, now.generated, now.pushes)
    if (on("g")) paintDots(context, ruler, now.generated, 3.1 * small, MADE, 0.92)
    scale.update(stock, limitsOf(stock, moment.surface), share)
  }

  function drawWords() {
    const { words } = stock
    const playing = clock.playing()
    bar.update({
      words,
      playing,
      speedNow: speed,
      shownNow: shown,
      next: moment && moment.since >= data.steps ? "next_g" : "next_d",
      drawing: data.drawn !== null,
      ended: !moment || moment.ended,
    })
    const sentence = moment?.said ?? emptied
    if (said.dataset.text !== sentence) {
      said.dataset.text = sentence
      said.replaceChildren(...strongly(sentence))
    }
    setText(changedLine, (!playing || speed === "slow") && moment ? moment.changed : "")
    setText(note, noteOf(words))
    root.classList.toggle("empty", !moment)
    if (!moment) return
    showFigures(figures, moment.figures)
    drawCharts(words)
  }

  function noteOf(words) {
    if (data.drawn !== null && !clock.playing()) return fill(words.left, { count: pen.points().length, most: stock.most })
    if (clock.rested()) return words.idle
    const measured = clock.rate()
    if (!measured) return ""
    root.dataset.rate = measured.rate.toFixed(2)
    return fill(measured.slower ? words.busy : words.rate, { rate: fixed(measured.rate, 1) })
  }

  function drawCharts(words) {
    const style = getComputedStyle(root)
    const look = {
      ink: style.color,
      font: style.getPropertyValue("--st-font") || "sans-serif",
      inks: [style.getPropertyValue("--first"), style.getPropertyValue("--second")],
    }
    const { curve } = moment
    charts[0].paint(words.losses, curve, [[words.loss_d, 1], [words.loss_g, 2]], stock.balance, null, look, words.step_number)
    const middle = stock.open ? null : stock.scale[1]
    const limits = stock.open ? null : [0, 1]
    charts[1].paint(words.says, curve, [[words.right, 3], [words.wrong, 4]], [middle, null], limits, look, words.step_number)
  }

  const options = { signal: ending.signal }
  document.addEventListener("visibilitychange", () => paint(), options)
  const sight = new IntersectionObserver((entries) => (inView = entries.at(-1).isIntersecting))
  sight.observe(stage)
  const sizes = new ResizeObserver(() => paint())
  sizes.observe(stage)
  const theme = new MutationObserver(() => paint())
  theme.observe(document.documentElement, { attributes: true })

  return {
    update,
    shown: () => shownNow,
    end() {
      ending.abort()
      sight.disconnect()
      sizes.disconnect()
      theme.disconnect()
      unsubscribe()
      clock.end()
      cancelAnimationFrame(request)
    },
  }
}

export default function ({ data, parentElement, setStateValue }) {
  const root = parentElement.querySelector(".gan-points")
  // A call that a later one has overtaken, while this script was loading, ends nothing.
  const turn = (root.turn = {})
  root.instance ??= createPoints(root)
  root.instance.update(data, (name, value) => setStateValue(name, `${value}#${Date.now()}`))
  return () => {
    if (root.turn !== turn) return
    root.instance?.end()
    root.instance = null
  }
}
