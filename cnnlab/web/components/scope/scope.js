// The scope: input and outputs side by side, the window between them, the arithmetic beneath.

function createScope(root, outputs) {
  const core = {
    root,
    parts: buildScope(root, outputs),
    echo: echoKeeper(),
    scene: { at: null, pinned: null, tap: null, touched: null, inputPlace: null, playing: false },
    data: null,
    picture: null,
    operation: null,
    view: WHOLE,
    box: null,
    spans: null,
    panel: null,
    published: null,
    channel: (name) => `${core.data.bus}/${name}`,
  }
  core.engine = createEngine(core.channel)
  const { touch, stop } = createFrames(core, (work) => drawFrame(core, work, tapCell))
  const tapCell = (tap) => {
    core.scene.tap = tap
    touch("marks")
  }
  const steering = createSteering(core, touch)
  core.tellLater = steering.pinAndTellLater
  core.player = createPlayer({
    visible: () => visibleOutputs(core.view, core.operation),
    at: () => [core.scene.at.row, core.scene.at.column],
    go(row, column) {
      steering.forget()
      steering.goTo(row, column)
      core.scene.pinned = core.scene.at
    },
    onChange(playing) {
      core.scene.playing = playing
      showPlaying(core, playing)
      if (!playing) steering.pinAndTellLater()
      touch("marks")
    },
  })
  connectControls(core, steering)
  const sizes = new ResizeObserver(() => touch("size"))
  sizes.observe(root)
  const mail = createMail(core, touch)

  return {
    update(next, sendState) {
      const first = core.data?.bus !== next.bus
      const changed = JSON.stringify(core.data) !== JSON.stringify(next)
      const moved = next.at !== null && core.data?.at !== next.at && !core.echo.isStale(next.at)
      core.data = next
      core.language = JSON.stringify(next.words)
      core.send = (text) => sendState("at", `${text}#${Date.now()}`)
      if (moved && next.at !== core.told) adoptPlace(core, next.at)
      if (next.at === null && core.told) forgetPlace(core)
      sayWords(core.parts, next)
      showPlaying(core, core.player.playing())
      if (first) mail.listen()
      if (!changed) return touch("size")
      core.engine.receive(next)
      mail.adoptWhenComplete()
    },
    end() {
      core.player.pause()
      steering.stop()
      stop()
      sizes.disconnect()
      mail.end()
      if (core.published) retract(core.channel("scope"), core.published)
    },
  }
}

// The settings were reset: back to the place that the scope chooses itself.
function forgetPlace(core) {
  core.scene.at = core.scene.pinned = core.scene.spot = core.told = null
}

// A place that Python sends: of a link, or of somebody's typing.
function adoptPlace(core, text) {
  const [row, column] = text.split(",").map(Number)
  if (!Number.isInteger(row) || !Number.isInteger(column)) return
  core.scene.at = core.scene.pinned = { row, column }
  core.scene.spot = null
  core.placed = true
  core.told = text
}

function showPlaying({ parts, data }, playing) {
  const { play } = parts.buttons
  play.replaceChild(icon(playing ? "pause" : "play"), play.firstChild)
  setText(play.label, playing ? data.words.pause : data.words.play)
}

function connectControls(core, steering) {
  const { parts, player } = core
  listenToStage(parts.input.stage, "input", steering)
  for (const { stage } of parts.outputs) listenToStage(stage, stage.dataset.part, steering)
  const { buttons } = parts
  buttons.play.onclick = steering.toggle
  buttons.step.onclick = () => {
    if (!core.spans) return
    player.step()
    steering.keepInSight()
    steering.pinAndTellLater()
  }
  buttons.nearer.onclick = () => steering.nearer(2)
  buttons.farther.onclick = () => steering.nearer(0.5)
  buttons.whole.onclick = steering.whole
  const choose = (name) => {
    player.speed(name)
    for (const button of parts.speeds) setAttribute(button, "aria-pressed", button.dataset.speed === name)
  }
  for (const button of parts.speeds) button.onclick = () => choose(button.dataset.speed)
  choose("normal")
}

// What other components of the page send: the picture, kernels under the hand, TensorFlow's values.
function createMail(core, touch) {
  let ends = []
  let message = null
  let decoded = null

  async function takePicture(next) {
    if (!next || next === message) return
    message = next
    const picture = await decodePicture(next)
    // Another one may have come while this one was decoded.
    if (message !== next) return
    decoded = { ...picture, id: next.id }
    adoptWhenComplete()
  }

  // Settings and picture travel apart; a frame needs two that belong together.
  function adoptWhenComplete() {
    if (!core.data || decoded?.id !== core.data.picture_id) return
    core.picture = decoded
    touch("settings", "values")
  }

  function takeKernels(kernels) {
    const heard = core.engine.hear(kernels, core.data)
    if (heard && core.picture?.id === core.data.picture_id) touch("values")
  }

  function takeTensorflow(result) {
    core.engine.tensorflow = result ?? null
    if (core.scene.map) touch("colours")
  }

  const end = () => ends.forEach((stop) => stop())
  return {
    end,
    adoptWhenComplete,
    listen() {
      end()
      const listen = (name, listener) => subscribe(core.channel(name), listener)
      ends = [listen("picture", takePicture), listen("kernels", takeKernels), listen("tensorflow", takeTensorflow)]
      takeTensorflow(lastOf(core.channel("tensorflow")))
      takePicture(lastOf(core.channel("picture")))
    },
  }
}

export default function ({ data, parentElement, setStateValue }) {
  const root = parentElement.querySelector(".scope")
  root.instance ??= createScope(root, data.outputs.length)
  root.instance.update(data, setStateValue)
  return () => {
    root.instance?.end()
    root.instance = null
  }
}
