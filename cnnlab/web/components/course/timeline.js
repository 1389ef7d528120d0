// The slider with its steps, and above it how the training went.

const CHART = { height: 66, top: 8, bottom: 4, side: 11 }
// Milliseconds that a step stands while it plays.
const STAND = 650
// Milliseconds without a move after which the address may carry the step.
const SETTLED = 400

function createTimeline(goTo, release) {
  const button = make("button", { type: "button", class: "play" })
  const chart = draw("svg", { class: "chart", height: CHART.height, "aria-hidden": "true" })
  const slider = make("input", { type: "range", min: 0, step: 1, class: "slider" })
  const ticks = make("div", { class: "ticks", "aria-hidden": "true" })
  const legend = make("div", { class: "lines" })
  const track = make("div", { class: "track" }, chart, slider, ticks)
  const element = make("div", { class: "timeline" }, button, track, legend)
  let timer = 0
  let settling = 0
  let data = null
  let at = 0
  let width = 0

  const last = () => data.steps.length - 1
  const across = (place) => CHART.side + (last() ? place / last() : 1) * (width - 2 * CHART.side)

  function stop() {
    if (!timer) return
    clearInterval(timer)
    timer = 0
    showButton()
  }

  function play() {
    if (at >= last()) goTo(0)
    timer = setInterval(() => {
      if (at < last()) goTo(at + 1)
      if (at < last()) return
      stop()
      release()
    }, STAND)
    showButton()
  }

  function showButton() {
    setText(button, timer ? `❚❚ ${data.words.pause}` : `▶ ${data.words.play}`)
    setAttribute(button, "aria-pressed", Boolean(timer))
  }

  button.addEventListener("click", () => {
    clearTimeout(settling)
    if (!timer) return play()
    stop()
    release()
  })
  slider.addEventListener("input", () => {
    clearTimeout(settling)
    stop()
    goTo(Number(slider.value))
  })
  // Arrow keys change it with every press.
  slider.addEventListener("change", () => {
    clearTimeout(settling)
    settling = setTimeout(release, SETTLED)
  })
  // The chart is a way to move as well.
  const scrub = (event) => goTo(clamp(Math.round(((event.offsetX - CHART.side) / (width - 2 * CHART.side)) * last()), 0, last()))
  chart.addEventListener("pointerdown", (event) => {
    clearTimeout(settling)
    stop()
    chart.setPointerCapture(event.pointerId)
    scrub(event)
  })
  chart.addEventListener("pointermove", (event) => chart.hasPointerCapture(event.pointerId) && scrub(event))
  chart.addEventListener("pointerup", release)

  function line(values, name) {
    if (!values) return []
    const y = (value) => CHART.height - CHART.bottom - value * (CHART.height - CHART.top - CHART.bottom)
    const there = values.flatMap((value, i) => (value === null ? [] : [[across(i), y(value), i]]))
    const path = there.map(([x, v], i) => `${i ? "L" : "M"}${x.toFixed(1)} ${v.toFixed(1)}`).join("")
    const dots = there.map(([x, v, i]) => draw("circle", { cx: x, cy: v, r: i === at ? 5 : 2.5, class: `dot ${name}` }))
    return [draw("path", { d: path, class: `line ${name}` }), ...dots]
  }

  function show() {
    if (!data || !width) return
    chart.setAttribute("width", width)
    const bottom = CHART.height - CHART.bottom
    chart.replaceChildren(
      draw("line", { x1: across(0), x2: across(last()), y1: bottom, y2: bottom, class: "base" }),
      draw("line", { x1: across(at), x2: across(at), y1: 0, y2: CHART.height, class: "cursor" }),
      ...line(data.accuracy, "accuracy"),
      ...line(data.course, "share"),
    )
    for (const [place, tick] of [...ticks.children].entries()) {
      tick.style.left = `${across(place)}px`
      tick.classList.toggle("now", place === at)
    }
  }

  return {
    element,
    track,
    // The picture of the track has another size.
    resize() {
      width = Math.floor(track.clientWidth)
      show()
    },
    fill(next) {
      data = next
      slider.max = String(last())
      slider.disabled = button.disabled = !last()
      ticks.replaceChildren(...data.steps.map((step) => make("span", {}, compact(step))))
      setAttribute(slider, "aria-label", data.words.slider)
      const keys = [["share", fill(data.words.share_line, { name: data.names[data.target] })]]
      if (data.accuracy) keys.unshift(["accuracy", fill(data.words.accuracy_line, { count: data.stock.count })])
      legend.replaceChildren(...keys.map(([name, text]) => make("span", { class: `key ${name}` }, make("i"), text)))
      showButton()
    },
    move(place, said) {
      at = place
      slider.value = String(place)
      setAttribute(slider, "aria-valuetext", said)
      show()
    },
    playing: () => Boolean(timer),
    end() {
      clearTimeout(settling)
      clearInterval(timer)
      timer = 0
    },
  }
}

// 7120 as 7.1k: ten of them stand side by side on a phone.
function compact(step) {
  return step < 1000 ? String(step) : `${short(step / 1000, step < 10_000 ? 1 : 0)}k`
}
