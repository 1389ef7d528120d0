// The numbers behind the scope: which settings count, when to compute how finely, whose values are shown.

// Milliseconds that computing may take within one frame while a kernel is dragged.
const BUDGET = 7
const COARSER = [1, 2, 3, 4, 6, 8]

function createEngine(channelOf) {
  // Nanoseconds a multiply-add takes here, learned from frame to frame.
  let pace = 0.4
  const engine = { kernels: null, id: null, dragging: false, every: 1, map: null, tensorflow: null }

  // Newly arrived settings: their kernels count, unless the hand has gone on since.
  engine.receive = (data) => {
    if (!data.kernels) return adoptWithout(data)
    const hand = lastOf(channelOf("kernels"))
    const ahead = hand && !hand.settled && !hand.fromPython && sameShape(hand.kernels, data.kernels)
    engine.take(ahead ? hand.kernels : data.kernels, data, Boolean(ahead && hand.dragging))
  }

  // An operation without kernels: nothing of it can be ahead of its settings.
  function adoptWithout(data) {
    Object.assign(engine, { kernels: null, dragging: false, id: data.id })
  }

  // Kernels from the grid. Those of another size are left to the settings that come with them.
  engine.hear = (message, data) => {
    if (!message || message.fromPython || !data?.kernels || !sameShape(message.kernels, data.kernels)) return false
    engine.take(message.kernels, data, message.dragging)
    return true
  }

  engine.take = (kernels, data, dragging) => {
    engine.kernels = kernels
    engine.dragging = dragging
    engine.id = !dragging && kernelsText(kernels) === kernelsText(data.kernels) ? data.id : null
  }

  engine.compute = (operation) => {
    engine.every = engine.dragging ? coarseness(operation, pace, engine.every) : 1
    const every = engine.every
    const start = performance.now()
    engine.map = operation.compute(every)
    const spent = performance.now() - start
    const work = operation.cost / (every * every)
    // Too short a time says nothing, for clocks in browsers are coarse.
    if (spent > 0.5) pace += 0.3 * ((spent * 1e6) / work - pace)
    return engine.map
  }

  // The values on the screen: TensorFlow's as soon as they are there for these settings.
  engine.shown = () => (engine.fromTensorflow() ? engine.tensorflow.values : engine.map.after)
  engine.fromTensorflow = () =>
    engine.tensorflow !== null &&
    engine.id !== null &&
    engine.tensorflow.id === engine.id &&
    engine.tensorflow.values.length === engine.map?.after.length
  return engine
}

// How many output pixels share one value. It gets finer again only with time to spare, or it would flicker.
function coarseness(operation, pace, present) {
  const full = (operation.cost * pace) / 1e6
  const fits = (every) => full / (every * every) <= (every < present ? 0.6 : 1) * BUDGET
  return COARSER.find(fits) ?? COARSER.at(-1)
}
