// Under the row: what can be chosen of one layer.

function buildEditor(layer, place, { words, names, fields, most }, act) {
  const line = make("div", { class: "editor" })
  const title = make("p", { class: "title" }, fill(words.chosen, { number: place, name: names[layer.kind] }))
  line.append(title, chooser(words.kind, "kind", layer.kind, Object.keys(fields), (kind) => names[kind], act))
  const dense = layer.kind === "dense"
  for (const name of fields[layer.kind]) {
    if (name === "padding") {
      line.append(chooser(words.padding, name, layer.padding, ["valid", "same"], (option) => words[option], act))
    } else if (name === "units") {
      line.append(numberBox(dense ? words.units_values : words.units_maps, name, layer.units, 1, most.units, act))
    } else {
      // A stride of 0 stands for the usual one, which is what is shown.
      const usual = name === "stride" ? layer.stride || (layer.kind.endsWith("pool") ? layer.size : 1) : layer.size
      line.append(numberBox(words[name], name, usual, 1, most.size, act))
    }
  }
  const buttons = [
    ["earlier", "←"],
    ["later", "→"],
    ["copy", "＋"],
    ["remove", "✕"],
  ].map(([name, sign]) => make("button", { type: "button", "data-act": name }, `${sign} ${words[name]}`))
  buttons.forEach((button) => button.addEventListener("click", () => act[button.dataset.act]()))
  const close = make("button", { type: "button", "data-act": "close" }, words.close)
  close.addEventListener("click", act.close)
  line.append(make("div", { class: "acts" }, ...buttons, close))
  return line
}

function chooser(label, name, value, options, say, act) {
  const select = make("select", { "data-field": name }, ...options.map((option) => make("option", { value: option }, say(option))))
  select.value = value
  select.addEventListener("change", () => act.set(name, select.value))
  return make("label", {}, label, select)
}

function numberBox(label, name, value, low, high, act) {
  const input = make("input", { type: "number", min: low, max: high, step: 1, "data-field": name, inputmode: "numeric" })
  input.value = String(value)
  input.addEventListener("change", () => {
    const typed = Math.round(Number(input.value))
    const wanted = Number.isFinite(typed) && input.value !== "" ? clamp(typed, low, high) : value
    input.value = String(wanted)
    if (wanted !== value) act.set(name, wanted)
  })
  return make("label", {}, label, input)
}
