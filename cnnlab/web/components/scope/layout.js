// The scope's elements, made once.

const ICONS = {
  play: "M7 5v14l12-7z",
  pause: "M7 5h4v14H7zM14 5h4v14h-4z",
  step: "M5 5v14l9-7zM16 5h3v14h-3z",
  nearer: "M11 5h2v6h6v2h-6v6h-2v-6H5v-2h6z",
  farther: "M5 11h14v2H5z",
  whole: "M4 4h6v2H6v4H4zM14 4h6v6h-2V6h-4zM4 14h2v4h4v2H4zM18 14h2v6h-6v-2h4z",
}

function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg")
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path")
  svg.setAttribute("viewBox", "0 0 24 24")
  svg.setAttribute("aria-hidden", "true")
  path.setAttribute("d", ICONS[name])
  svg.append(path)
  return svg
}

function iconButton(name, withText) {
  const label = make("span")
  const button = make("button", { type: "button", class: withText ? "button" : "button bare" }, icon(name), ...(withText ? [label] : []))
  return Object.assign(button, { label })
}

function pictureBox(name) {
  const title = make("span", { class: "title" })
  const size = make("span", { class: "size" })
  const base = make("canvas", { class: "base", "aria-hidden": "true" })
  const marks = make("canvas", { class: "marks", "aria-hidden": "true" })
  const stage = make("div", { class: "stage", tabindex: "0", role: "application", "data-part": name }, base, marks)
  const figure = make("figure", { class: "box" }, make("figcaption", {}, title, size), stage)
  return { figure, title, size, base, marks, stage }
}

// An output's box, with the bar of its colours beneath.
function outputBox(name) {
  const output = pictureBox(name)
  const bar = { low: make("span"), strip: make("div", { class: "strip" }), needle: make("i"), high: make("span") }
  bar.strip.append(bar.needle)
  bar.line = make("div", { class: "bar", "aria-hidden": "true" }, bar.low, bar.strip, bar.high)
  bar.note = make("span", { class: "note" })
  bar.line.append(bar.note)
  output.figure.append(bar.line)
  return { ...output, bar }
}

// The first output is called "output", further ones "output-2" and so on.
function buildScope(root, count) {
  const input = pictureBox("input")
  const outputs = Array.from({ length: count }, (_, i) => outputBox(i ? `output-${i + 1}` : "output"))
  const buttons = {
    play: iconButton("play", true),
    step: iconButton("step", true),
    farther: iconButton("farther"),
    nearer: iconButton("nearer"),
    whole: iconButton("whole", true),
  }
  const speeds = ["slow", "normal", "fast"].map((name) => make("button", { type: "button", "data-speed": name }))
  const speed = make("div", { class: "speeds", role: "group" }, ...speeds)
  const tools = make(
    "div",
    { class: "tools" },
    make("div", { class: "left" }, buttons.play, buttons.step, speed),
    make("div", { class: "right" }, buttons.farther, buttons.nearer, buttons.whole),
  )
  const panel = make("section", { class: "panel" })
  const live = make("p", { class: "live", "aria-live": "polite" })
  const never = make("p", { class: "never" }, make("i"), make("span"))
  const boxes = make("div", { class: "boxes", "data-count": count + 1 }, input.figure, ...outputs.map((output) => output.figure))
  root.replaceChildren(boxes, tools, never, panel, live)
  return { boxes, input, outputs, buttons, speeds, speed, panel, live, never }
}

// Words that stay while the language stays.
function sayWords(parts, { words, alt, outputs, chosen }) {
  setText(parts.input.title, words.input)
  setAttribute(parts.input.stage, "aria-label", `${alt.input ?? words.input}. ${words.input_help}`)
  outputs.forEach(({ title, alt: seen }, i) => {
    const output = parts.outputs[i]
    setText(output.title, title)
    setAttribute(output.stage, "aria-label", `${seen ?? title}. ${words.output_help}`)
    output.figure.classList.toggle("chosen", outputs.length > 1 && i === chosen)
  })
  setAttribute(parts.panel, "aria-label", words.panel)
  setAttribute(parts.speed, "aria-label", words.speed)
  setText(parts.buttons.step.label, words.step)
  setText(parts.buttons.whole.label, words.whole)
  for (const name of ["nearer", "farther"]) {
    setAttribute(parts.buttons[name], "aria-label", words[name])
    setAttribute(parts.buttons[name], "title", words[name])
  }
  for (const button of parts.speeds) setText(button, words[button.dataset.speed])
  setText(parts.never.querySelector("span"), words.never_read)
}
