// Real points drawn by hand: a stroke leaves points about its line.

const GAP = 0.07
const SHAKE = 0.05

function createPen(stage, { ruler, field, most, allowed, changed, done }) {
  let points = []
  let last = null
  let stroke = false

  const place = (event) => {
    const frame = stage.getBoundingClientRect()
    const within = (value) => clamp(value, -field(), field())
    return [within(ruler().across(event.clientX - frame.left)), within(ruler().up(event.clientY - frame.top))]
  }

  function add(at) {
    if (points.length >= most()) return
    const shake = () => (Math.random() - 0.5) * SHAKE
    points.push(at.map((value) => clamp(value + shake(), -field(), field())))
    last = at
    changed()
  }

  stage.addEventListener("pointerdown", (event) => {
    if (!allowed() || event.button !== 0) return
    stage.setPointerCapture(event.pointerId)
    stroke = true
    add(place(event))
  })
  stage.addEventListener("pointermove", (event) => {
    if (!stroke) return
    const at = place(event)
    if (Math.hypot(at[0] - last[0], at[1] - last[1]) >= GAP) add(at)
  })
  for (const name of ["pointerup", "pointercancel"]) {
    stage.addEventListener(name, () => {
      if (stroke) done()
      stroke = false
    })
  }

  return {
    points: () => points,
    busy: () => stroke,
    set(other) {
      points = other
      changed()
    },
  }
}
