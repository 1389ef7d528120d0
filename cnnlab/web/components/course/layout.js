// A titled panel of the grid: it says that it is being computed as long as it has nothing to show.

function createPanel(name, title, ...parts) {
  const heading = make("h4", {}, title ?? "")
  const body = make("div", { class: "body" }, ...parts)
  const wait = make("p", { class: "wait", hidden: "" })
  const caption = make("p", { class: "caption" })
  const element = make("section", { class: `panel ${name}` }, heading, body, wait, caption)
  return { element, heading, body, wait, caption }
}

// Show what the panel has, or a sentence in its place.
function fillPanel(panel, title, caption, instead) {
  setText(panel.heading, title)
  setText(panel.caption, caption ?? "")
  panel.body.hidden = Boolean(instead)
  panel.wait.hidden = !instead
  setText(panel.wait, instead ?? "")
}
