// The row of layers, and the editor of the chosen one. Python plans what is sent and sends it back drawn.

function createLayers(root) {
  const row = make("div", { class: "strip" })
  const place = make("div", { class: "place" })
  const legend = make("p", { class: "legend" })
  root.replaceChildren(row, place, legend)
  let data = null
  let send = () => {}
  let layers = []
  let chosen = null

  function change(next, nextChosen = chosen) {
    if (!next.length || next.length > data.most.layers) return
    layers = next
    chosen = nextChosen === null ? null : clamp(nextChosen, 1, layers.length)
    send(textOf(layers, data.fields))
  }

  function act(at) {
    const with_ = (value) => layers.map((layer, i) => (i === at - 1 ? value : layer))
    const moved = (to) => {
      if (to < 1 || to > layers.length) return
      const next = layers.filter((_, i) => i !== at - 1)
      next.splice(to - 1, 0, layers[at - 1])
      change(next, to)
    }
    return {
      set: (name, value) => change(with_(changed(layers[at - 1], name, value))),
      earlier: () => moved(at - 1),
      later: () => moved(at + 1),
      copy: () => change([...layers.slice(0, at), { ...layers[at - 1] }, ...layers.slice(at)], at + 1),
      remove: () => change(layers.filter((_, i) => i !== at - 1), null),
      close: () => choose(null),
    }
  }

  // Another kind keeps what it shares with the one before it; the usual stride comes back.
  function changed(layer, name, value) {
    if (name !== "kind") return { ...layer, [name]: value }
    const pooling = value.endsWith("pool")
    return { ...layer, kind: value, stride: 0, size: pooling ? 2 : Math.max(3, layer.size) }
  }

  // After the layer `at`, of the kind that has a place there.
  function add(at) {
    const maps = data.blocks[at].shape.length === 3
    const layer = { ...USUAL_LAYER, kind: maps ? "conv" : "dense", units: maps ? 32 : 64 }
    change([...layers.slice(0, at), layer, ...layers.slice(at)], at + 1)
  }

  function choose(next) {
    chosen = next
    show()
  }

  function show() {
    const { blocks, words } = data
    const sum = (name) => blocks.reduce((total, block) => total + block[name], 0)
    const context = {
      totals: { parameters: sum("parameters"), multiply_adds: sum("multiply_adds") },
      largest: Math.max(...blocks[0].shape.slice(0, 2)),
      chosen,
    }
    const elements = []
    blocks.forEach((block, i) => {
      elements.push(buildBlock(block, i, context, data))
      if (i < blocks.length - 1) {
        elements.push(make("button", { type: "button", class: "plus", "data-after": i, title: words.add, "aria-label": words.add }, "+"))
      }
    })
    const focus = root.getRootNode().activeElement?.dataset ?? {}
    row.replaceChildren(...elements)
    place.replaceChildren(...(chosen === null ? [] : [buildEditor(layers[chosen - 1], chosen, data, act(chosen))]))
    const key = (name) => make("span", { class: "key" }, make("i", { class: name }), words[`legend_${name}`])
    legend.replaceChildren(key("parameters"), key("products"), make("span", { class: "hint" }, words.hint))
    setAttribute(root, "aria-label", words.label)
    setAttribute(root, "data-layers", layers.length)
    refocus(focus)
  }

  // What is made anew keeps the focus of what stood in its place.
  function refocus({ place: at, field, act: name }) {
    const selector = field ? `[data-field=${field}]` : name ? `[data-act=${name}]` : at ? `[data-place="${at}"]` : null
    if (selector) root.querySelector(selector)?.focus({ preventScroll: true })
  }

  row.addEventListener("click", (event) => {
    const plus = event.target.closest(".plus")
    const block = event.target.closest("button.block")
    if (plus) add(Number(plus.dataset.after))
    else if (block) choose(chosen === Number(block.dataset.place) ? null : Number(block.dataset.place))
  })

  return {
    update(next, sendState) {
      const text = JSON.stringify(next)
      send = (layerText) => sendState("layers", `${layerText}#${Date.now()}`)
      if (root.shown === text) return
      root.shown = text
      data = next
      layers = next.blocks.filter((block) => block.settings !== null).map(({ kind, settings }) => ({ ...USUAL_LAYER, ...settings, kind }))
      if (chosen !== null && chosen > layers.length) chosen = null
      show()
    },
  }
}

export default function ({ data, parentElement, setStateValue }) {
  const root = parentElement.querySelector(".layers")
  root.instance ??= createLayers(root)
  root.instance.update(data, setStateValue)
}
