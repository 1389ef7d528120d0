// How many real and how many generated pictures got each score: two outlines over one axis.

const FRAME = { height: 92, left: 6, right: 6, top: 6, bottom: 20 }

function createHistogram() {
  const svg = draw("svg", { class: "histogram", role: "img", height: FRAME.height })
  const title = make("span", { class: "name" })
  const keys = ["real", "fake"].map((name) => make("span", { class: `key ${name}` }, make("i"), make("span")))
  const element = make("div", { class: "scores" }, make("p", {}, title, ...keys), svg)
  return { svg, title, keys, element, width: 0 }
}

function fillHistogram(histogram, { edges = [], real = [], fake = [] }, words, likely) {
  setText(histogram.title, words.scores)
  setText(histogram.keys[0].lastChild, words.of_real)
  setText(histogram.keys[1].lastChild, words.of_generated)
  histogram.element.hidden = edges.length < 2
  if (edges.length < 2 || !histogram.width) return
  const [low, high] = likely ? [0, 1] : [edges[0], edges.at(-1)]
  const [right, bottom] = [histogram.width - FRAME.right, FRAME.height - FRAME.bottom]
  const most = Math.max(...real, ...fake, 1)
  const x = (score) => FRAME.left + ((score - low) / (high - low || 1)) * (right - FRAME.left)
  const y = (count) => bottom - (count / most) * (bottom - FRAME.top)
  const outline = (counts) =>
    `M${x(edges[0])} ${bottom}` + counts.map((count, i) => `L${x(edges[i])} ${y(count)}L${x(edges[i + 1])} ${y(count)}`).join("") + `L${x(edges.at(-1))} ${bottom}Z`
  const middle = (low + high) / 2
  histogram.svg.replaceChildren(
    draw("path", { d: outline(real), class: "bars real" }),
    draw("path", { d: outline(fake), class: "bars fake" }),
    draw("line", { x1: FRAME.left, x2: right, y1: bottom, y2: bottom, class: "axis" }),
    ...[low, middle, high].map((score, i) =>
      draw("text", { x: x(score), y: FRAME.height - 5, class: `tick ${["start", "middle", "end"][i]}` }, short(score, 2)),
    ),
  )
  setAttribute(histogram.svg, "width", histogram.width)
  setAttribute(histogram.svg, "aria-label", `${words.scores}: ${words.of_real} ${short(meanOf(edges, real), 2)}, ${words.of_generated} ${short(meanOf(edges, fake), 2)}`)
}

// The mean score, as far as the histogram tells.
function meanOf(edges, counts) {
  const total = counts.reduce((sum, count) => sum + count, 0)
  return counts.reduce((sum, count, i) => sum + (count * (edges[i] + edges[i + 1])) / 2, 0) / (total || 1)
}
