// Small pictures side by side, such as kernels and maps: of each step the same ones, in the same places.

const GAPS = { kernels: 9, maps: 4 }

function createSheet(name, title) {
  const canvas = make("canvas", { class: "sheet", role: "img" })
  const legend = make("div", { class: "legend" })
  const panel = createPanel(name, title, canvas, legend)
  return { ...panel, name, canvas, legend, tile: make("canvas"), gap: GAPS[name] }
}

// Side by side where there is little room, and where there is much.
const WIDE = { kernels: [8, 16], maps: [4, 6] }

// Columns for the room there is, in CSS pixels.
function columnsFor(name, count, width) {
  const [few, many] = WIDE[name]
  return Math.min(count, width > 420 ? many : few)
}

function paintSheet(sheet, tiles, tables, at) {
  const [count, rows, columns, channels] = tiles.shape
  const ratio = window.devicePixelRatio || 1
  const width = Math.floor(sheet.canvas.parentElement.clientWidth * ratio)
  if (!width) return
  const across = columnsFor(sheet.name, count, width / ratio)
  const down = Math.ceil(count / across)
  const gap = Math.round(sheet.gap * ratio)
  // Whole device pixels for each value where there is room: else some would be wider than others.
  const side = Math.floor((width - gap * (across - 1)) / across)
  const factor = side >= 3 * columns ? Math.floor(side / columns) : side / columns
  const [tileWidth, tileHeight] = [Math.round(columns * factor), Math.round(rows * factor)]
  const [w, h] = [across * (tileWidth + gap) - gap, down * (tileHeight + gap) - gap]
  if (sheet.canvas.width !== w || sheet.canvas.height !== h) {
    Object.assign(sheet.canvas, { width: w, height: h })
    sheet.canvas.style.width = `${w / ratio}px`
  }
  const context = sheet.canvas.getContext("2d")
  context.clearRect(0, 0, w, h)
  context.imageSmoothingEnabled = factor < 1
  const size = rows * columns * (channels ?? 1)
  for (let i = 0; i < count; i++) {
    const from = (at * count + i) * size
    paintTile(sheet.tile, tiles.levels.subarray(from, from + size), rows, columns, channels, tables[tiles.signed ? "diverging" : "sequential"])
    context.drawImage(sheet.tile, (i % across) * (tileWidth + gap), Math.floor(i / across) * (tileHeight + gap), tileWidth, tileHeight)
  }
}

// One value a pixel, or three as red, green and blue.
function paintTile(canvas, levels, rows, columns, channels, table) {
  if (canvas.width !== columns || canvas.height !== rows) Object.assign(canvas, { width: columns, height: rows })
  const context = canvas.getContext("2d")
  const image = context.createImageData(columns, rows)
  const words = new Uint32Array(image.data.buffer)
  for (let i = 0; i < words.length; i++) {
    words[i] = channels ? packed(levels[3 * i], levels[3 * i + 1], levels[3 * i + 2]) : table.colours[levels[i]]
  }
  context.putImageData(image, 0, 0)
}

// The scale as a strip between its ends.
function fillLegend(legend, signed, limit, coloured) {
  const low = signed ? `−${weight(limit)}` : "0"
  const strip = coloured ? [] : [make("i", { class: signed ? "diverging" : "sequential" })]
  legend.replaceChildren(make("span", {}, low), ...strip, make("span", {}, coloured ? `… ${weight(limit)}` : weight(limit)))
}
