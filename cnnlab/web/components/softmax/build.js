// The parts of the component, made once for a number of classes and a shape of the map.

function buildField(kind, height, width, tap) {
  const cells = Array.from({ length: height * width }, (_, i) => make("div", { class: "number", "data-tap": tap(i) }))
  const field = make("div", { class: `field ${kind}`, style: `--columns:${width}` }, ...cells)
  return { field, cells }
}

function buildSoftmax(root, names, height, width) {
  const rows = names.map((name, k) => buildRow(name, k, height, width))
  const parts = {
    verdict: make("p", { class: "verdict" }),
    heads: ["logit", "fraction", "error", "gradient"].map((kind) => make("span", { class: `head ${kind}`, "data-word": kind })),
    rows,
    total: make("p", { class: "total" }),
    loss: make("p", { class: "loss" }),
    notes: make("div", { class: "notes" }),
    products: buildProducts(height, width),
    live: make("p", { class: "live", "aria-live": "polite" }),
  }
  const table = make("div", { class: "table" }, make("div", { class: "heads", "aria-hidden": "true" }, ...parts.heads))
  table.append(...rows.map((row) => row.element))
  const sums = make("div", { class: "sums" }, parts.total, parts.loss)
  root.replaceChildren(table, sums, parts.verdict, parts.notes, parts.products.element, parts.live)
  return parts
}

function buildRow(name, k, height, width) {
  const span = (kind, ...children) => make("span", { class: kind }, ...children)
  const parts = {
    letter: span("letter", name),
    truth: span("truth"),
    logit: span("value"),
    top: span("top"),
    bottom: span("bottom"),
    share: span("share"),
    bar: make("i"),
    error: span("value"),
    caption: span("small"),
    gradient: buildField("gradient", height, width, (i) => `gradient,${k},${i}`),
  }
  const fraction = span("fraction", span("over", parts.top, parts.bottom), span("result", span("equals", "="), parts.share))
  parts.element = make(
    "div",
    { class: "class", role: "button", tabindex: "0", "data-class": k },
    span("cell logit", span("name", parts.letter, parts.truth), span("small", "z"), parts.logit),
    span("cell shares", fraction, span("bar", parts.bar)),
    span("cell error", span("small", "p − y"), parts.error),
    span("cell slopes", parts.caption, parts.gradient.field),
  )
  return parts
}

// The nine products of one class: map × weights = products, their sum, the bias, the logit.
function buildProducts(height, width) {
  const grids = {}
  for (const kind of ["map", "weights", "products"]) grids[kind] = buildField(kind, height, width, (i) => `product,,${i}`)
  const title = make("p", { class: "title" })
  const sums = make("table", { class: "lines" })
  const sign = (text) => make("span", { class: "sign" }, text)
  const terms = [grids.map.field, sign("×"), grids.weights.field, sign("="), grids.products.field]
  const tap = make("p", { class: "tap" })
  const work = make("div", { class: "work" }, make("div", { class: "terms" }, ...terms), sums)
  return { element: make("div", { class: "panel" }, title, work, tap), title, grids, sums, tap }
}
