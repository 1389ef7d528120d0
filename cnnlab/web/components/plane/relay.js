// The plane's line to Python. What is asked while the pointer moves goes out here, and only the answer comes back: a
// component brings its whole script along each time, and the plane's is twenty times as long.

export default function ({ data, parentElement, setStateValue }) {
  const root = parentElement.querySelector(".relay")
  const turn = (root.turn = {})
  root.send = (place) => setStateValue("at", `${place}#${Date.now()}`)
  root.unsubscribe ??= subscribe(`${data.bus}/want`, (place) => place !== undefined && root.send(place))
  publish(`${data.bus}/answer`, (root.published = data))
  return () => {
    if (root.turn !== turn) return
    root.unsubscribe?.()
    root.unsubscribe = null
    retract(`${data.bus}/answer`, root.published)
  }
}
