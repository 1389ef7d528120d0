// Compares TensorFlow's values with those that the scope has computed, and hands them on to the scope.

// The head of a message, with the float32 values behind it.
function unpack(blob) {
  const { head, body } = unpackMessage(blob)
  return { ...head, values: new Float32Array(body.buffer) }
}

// The largest absolute difference; Infinity where the two cannot be compared, or one is no number.
function largestDifference(a, b) {
  if (a.length !== b.length) return Infinity
  let largest = 0
  for (let i = 0; i < a.length; i++) {
    const difference = Math.abs(a[i] - b[i])
    if (!(difference <= largest)) largest = difference
    if (largest !== largest) return Infinity
  }
  return largest
}

// Does each value differ by no more than its message allows: `tolerance`, and on top of it, with several maps
// one after another, a share of TensorFlow's value, one share for each map.
function within(own, { values, tolerance, relative }) {
  const length = values.length / relative.length
  return values.every((value, i) => Math.abs(own[i] - value) <= tolerance + relative[Math.floor(i / length)] * Math.abs(value))
}

// What the badge says: {state, difference}.
function verdict(message, own) {
  if (message.state === "error") return { state: "error" }
  if (message.state === "waiting" || !own?.values || own.id !== message.id) return { state: "waiting" }
  const difference = largestDifference(own.values, message.values)
  const agrees = message.relative.length ? difference < Infinity && within(own.values, message) : difference <= message.tolerance
  return { state: agrees ? "agrees" : "differs", difference }
}

const SIGNS = {
  agrees: "M9.2 16.6 4.9 12.3l1.5-1.5 2.8 2.8 8.4-8.4 1.5 1.5z",
  differs: "M11 4h2v10h-2zM11 17h2v2.6h-2z",
  error: "M11 4h2v10h-2zM11 17h2v2.6h-2z",
  waiting: "M5 10.5h3v3H5zM10.5 10.5h3v3h-3zM16 10.5h3v3h-3z",
}

function createBadge(root) {
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path")
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg")
  svg.setAttribute("viewBox", "0 0 24 24")
  svg.setAttribute("aria-hidden", "true")
  svg.append(path)
  const text = make("span")
  root.replaceChildren(svg, text)
  let message = null
  let published = null
  let end = () => {}

  function show() {
    const { state, difference } = verdict(message, lastOf(`${message.bus}/scope`))
    const words = message.words
    const amount = difference === Infinity ? words.infinite : scientific(difference ?? 0)
    setAttribute(root, "data-state", state)
    setAttribute(root, "data-id", message.id)
    if (difference === undefined) root.removeAttribute("data-difference")
    else setAttribute(root, "data-difference", difference)
    path.setAttribute("d", SIGNS[state])
    setText(text, fill(words[state], { difference: amount }))
  }

  return {
    update(blob) {
      const next = unpack(blob)
      if (message?.bus !== next.bus) {
        end()
        end = subscribe(`${next.bus}/scope`, () => show())
      }
      message = next
      published = message.state === "agrees" ? { id: message.id, shape: message.shape, values: message.values } : null
      publish(`${message.bus}/tensorflow`, published)
      show()
    },
    end() {
      end()
      if (published) retract(`${message.bus}/tensorflow`, published)
    },
  }
}

export default function ({ data, parentElement }) {
  const root = parentElement.querySelector(".badge")
  root.instance ??= createBadge(root)
  // Without new data (a change of theme, say) there is nothing to unpack again.
  if (root.blob !== data) root.instance.update((root.blob = data))
  return () => {
    root.instance?.end()
    root.instance = root.blob = null
  }
}
