// Buttons over the plane, and what is shown on it.

const SPEEDS = ["slow", "normal", "fast"]
const SHOWN = ["s", "r", "g", "a", "w"]
const PATHS = {
  play: "M8 5v14l11-7z",
  pause: "M7 5h4v14H7zM13 5h4v14h-4z",
  step: "M6 5v14l9-7zM16 5h2.5v14H16z",
  restart: "M12 5V1L6.5 6.5 12 12V8a4.5 4.5 0 1 1-4.5 4.5H5A7 7 0 1 0 12 5z",
}

function icon(name) {
  const space = "http://www.w3.org/2000/svg"
  const [svg, path] = [document.createElementNS(space, "svg"), document.createElementNS(space, "path")]
  svg.setAttribute("viewBox", "0 0 24 24")
  svg.setAttribute("aria-hidden", "true")
  path.setAttribute("d", PATHS[name])
  svg.append(path)
  return svg
}

function createBar(act) {
  const button = (name, mark) => {
    const words = make("span")
    const element = make("button", { type: "button", class: name }, ...(mark ? [icon(mark)] : []), words)
    element.addEventListener("click", () => act(name))
    return { element, words }
  }
  const marks = { play: "play", step: "step", restart: "restart" }
  const buttons = Object.fromEntries(["play", "step", "step_d", "step_g", "restart", "clear"].map((name) => [name, button(name, marks[name])]))
  const speeds = SPEEDS.map((name) => button(name))
  const speed = make("div", { class: "speeds", role: "group" }, ...speeds.map((each) => each.element))
  const element = make("div", { class: "bar" }, ...Object.values(buttons).map((each) => each.element), speed)
  const switches = SHOWN.map((name) => {
    const each = button(`shown-${name}`)
    each.element.prepend(make("i", { class: `mark mark-${name}` }))
    return each
  })
  const shown = make("div", { class: "shown", role: "group" }, ...switches.map((each) => each.element))

  return {
    element,
    shown,
    update({ words, playing, speedNow, shownNow, next, drawing, ended }) {
      setText(buttons.play.words, playing ? words.pause : words.play)
      buttons.play.element.replaceChild(icon(playing ? "pause" : "play"), buttons.play.element.firstChild)
      setText(buttons.step.words, words.step)
      setAttribute(buttons.step.element, "title", words[next])
      for (const name of ["step_d", "step_g"]) setAttribute(buttons[name].element, "title", words[`${name}_title`])
      for (const name of ["step_d", "step_g", "restart", "clear"]) setText(buttons[name].words, words[name])
      buttons.clear.element.hidden = !drawing
      for (const name of ["play", "step", "step_d", "step_g"]) buttons[name].element.disabled = ended
      setAttribute(speed, "aria-label", words.speed)
      setAttribute(shown, "aria-label", words.shown)
      SPEEDS.forEach((name, i) => {
        setText(speeds[i].words, words[name])
        setAttribute(speeds[i].element, "aria-pressed", name === speedNow)
      })
      SHOWN.forEach((name, i) => {
        setText(switches[i].words, words[name])
        setAttribute(switches[i].element, "aria-pressed", shownNow.includes(name))
      })
    },
  }
}
