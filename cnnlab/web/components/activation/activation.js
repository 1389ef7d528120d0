// A map before and after a function, and the curve that carries the one into the other.

// Milliseconds of rest after which a place found by keyboard goes to Python.
const REST = 700

function createActivation(root) {
  const core = {
    root,
    parts: buildActivation(root),
    echo: echoKeeper(),
    data: null,
    picture: null,
    own: null,
    maps: null,
    scene: null,
    at: null,
    pinned: null,
    sweptTo: null,
    told: null,
    published: null,
  }
  const channel = (name) => `${core.data.bus}/${name}`
  const frames = createFrames(core, (work) => drawFrame(core, channel, work))
  const mail = createMail(core, channel, frames.touch)
  const hand = createHand(core, frames.touch)
  for (const name of ["before", "after"]) listenToPicture(core.parts[name].stage, hand)
  listenToPlot(core.parts.plot, hand)
  const sizes = new ResizeObserver(() => frames.touch("size"))
  sizes.observe(root)

  return {
    update(next, sendState) {
      const first = core.data?.bus !== next.bus
      const others = core.data?.id !== next.id || core.data?.picture_id !== next.picture_id
      const moved = next.at !== null && core.data?.at !== next.at && !core.echo.isStale(next.at)
      core.data = next
      core.send = (text) => sendState("at", `${text}#${Date.now()}`)
      if (moved && next.at !== core.told) adoptPlace(core, next.at)
      if (next.at === null && core.told) core.at = core.pinned = core.told = null
      sayWords(core.parts, next)
      if (first) mail.listen()
      if (others) mail.adopt()
      else frames.touch("shown")
    },
    end() {
      hand.stop()
      frames.stop()
      sizes.disconnect()
      mail.end()
      if (core.published) retract(channel("scope"), core.published)
    },
  }
}

// A place that Python sends, of a link.
function adoptPlace(core, text) {
  const [row, column] = text.split(",").map(Number)
  if (!Number.isInteger(row) || !Number.isInteger(column)) return
  core.at = core.pinned = { row, column }
  core.told = text
}

// The picture and TensorFlow's values, which come apart from the settings.
function createMail(core, channel, touch) {
  let ends = []
  let message = null

  async function take(next) {
    if (!next || next === message) return
    message = next
    const picture = await decodePicture(next)
    // Another one may have come while this one was decoded.
    if (message !== next) return
    core.decoded = { ...picture, id: next.id }
    mail.adopt()
  }

  const mail = {
    listen() {
      mail.end()
      ends = [subscribe(channel("picture"), take), subscribe(channel("tensorflow"), () => touch("shown"))]
      take(lastOf(channel("picture")))
    },
    // Settings and picture travel apart; a frame needs two that belong together.
    adopt() {
      if (!core.data || core.decoded?.id !== core.data.picture_id) return
      core.picture = core.decoded
      touch("values", "size")
    },
    end: () => ends.forEach((end) => end()),
  }
  return mail
}

// What hands and keys do: move the place, pin it, sweep along the curve.
function createHand(core, touch) {
  let timer = 0
  const ready = () => core.maps !== null && core.at !== null
  const goTo = (row, column) => {
    const { height, width } = core.maps
    core.at = { row: clamp(row, 0, height - 1), column: clamp(column, 0, width - 1) }
    core.sweptTo = null
    touch("marks")
  }
  const tell = () => {
    clearTimeout(timer)
    const text = `${core.pinned.row},${core.pinned.column}`
    if (text === core.told) return
    core.told = text
    core.echo.send(text)
    core.send(text)
  }
  return {
    hover: (down, across) => core.maps && goTo(Math.floor(down * core.maps.height), Math.floor(across * core.maps.width)),
    leave() {
      if (core.maps && core.pinned) goTo(core.pinned.row, core.pinned.column)
    },
    pin() {
      if (!ready()) return
      core.pinned = core.at
      tell()
    },
    move(rows, columns) {
      if (!ready()) return
      goTo(core.at.row + rows, core.at.column + columns)
      core.pinned = core.at
      clearTimeout(timer)
      timer = setTimeout(() => {
        tell()
        setText(core.parts.live, pointInWords(core.parts))
      }, REST)
    },
    sweep(place) {
      if (!core.plan) return
      const { field, valueAt } = core.plan
      core.sweptTo = place === null || place < field.left || place > field.right ? null : valueAt(place)
      touch("marks")
    },
    slide(bins) {
      if (!core.plan || !ready()) return
      const { histograms, limits } = core.scene
      core.sweptTo = clamp(pointOf(core).x + bins * histograms.before.width, ...limits.x)
      touch("marks")
    },
    stop: () => clearTimeout(timer),
  }
}

export default function ({ data, parentElement, setStateValue }) {
  const root = parentElement.querySelector(".activation")
  root.instance ??= createActivation(root)
  root.instance.update(data, setStateValue)
  return () => {
    root.instance?.end()
    root.instance = null
  }
}
