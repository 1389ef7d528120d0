// The component's elements, made once: two pictures, the curve, and the line that says it in words.

function pictureBox(name) {
  const title = make("span", { class: "title" })
  const range = make("span", { class: "range" })
  const base = make("canvas", { class: "base", "aria-hidden": "true" })
  const marks = make("canvas", { class: "marks", "aria-hidden": "true" })
  const stage = make("div", { class: "stage", tabindex: "0", role: "application", "data-part": name }, base, marks)
  const figure = make("figure", { class: "box" }, make("figcaption", {}, title, range), stage)
  return { figure, title, range, base, marks, stage }
}

function buildActivation(root) {
  const before = pictureBox("before")
  const after = pictureBox("after")
  const legend = { curve: make("span"), slope: make("span"), flat: make("span") }
  const key = (name) => make("span", { class: `key ${name}` }, make("i"), legend[name])
  const still = draw("g")
  const moving = draw("g")
  const plot = draw("svg", { class: "plot", tabindex: "0", role: "slider" }, still, moving)
  const caption = make("figcaption", {}, key("curve"), key("slope"), key("flat"))
  const pictures = make("div", { class: "pictures" }, before.figure, after.figure)
  const chart = make("figure", { class: "chart" }, caption, plot)
  const bench = make("div", { class: "work" }, pictures, chart)
  const mapping = make("span", { class: "mapping" })
  const verdict = make("span", { class: "verdict" })
  const formula = make("p", { class: "formula" })
  const panel = make("section", { class: "panel" }, make("p", { class: "say" }, mapping, verdict), formula)
  const live = make("p", { class: "live", "aria-live": "polite" })
  root.replaceChildren(bench, panel, live)
  return { bench, pictures, before, after, chart, caption, plot, still, moving, legend, mapping, verdict, formula, panel, live }
}

// Words that stay while settings and language stay.
function sayWords(parts, { words, alt }) {
  for (const name of ["before", "after"]) {
    setText(parts[name].title, words[name])
    setAttribute(parts[name].stage, "aria-label", `${alt[name]}. ${words.help}`)
  }
  setAttribute(parts.plot, "aria-label", alt.curve)
  setAttribute(parts.panel, "aria-label", words.panel)
  setText(parts.legend.curve, words.curve)
  setText(parts.legend.slope, words.slope)
  setText(parts.legend.flat, words.flat)
}
