// The picture, and over it where the network sees a class.

const VEIL = 0.78

function createClassMap() {
  const canvas = make("canvas", { class: "picture", role: "img" })
  const legend = make("div", { class: "legend" })
  const panel = createPanel("seen", "", canvas, legend)
  return { ...panel, canvas, legend, picture: make("canvas"), map: make("canvas"), veil: make("canvas") }
}

function paintPicture(panel, { seen }) {
  const [rows, columns, channels] = seen.shape
  Object.assign(panel.picture, { width: columns, height: rows })
  const context = panel.picture.getContext("2d")
  const image = context.createImageData(columns, rows)
  const words = new Uint32Array(image.data.buffer)
  for (let i = 0; i < words.length; i++) {
    const at = (channel) => seen.pixels[channels * i + (channels === 3 ? channel : 0)]
    words[i] = packed(at(0), at(1), at(2))
  }
  context.putImageData(image, 0, 0)
}

function paintClassMap(panel, { classMap }, tables, at) {
  const ratio = window.devicePixelRatio || 1
  const side = Math.round(panel.canvas.clientWidth * ratio)
  if (!side) return
  const height = Math.round((side * panel.picture.height) / panel.picture.width)
  if (panel.canvas.width !== side || panel.canvas.height !== height) Object.assign(panel.canvas, { width: side, height })
  const context = panel.canvas.getContext("2d")
  context.imageSmoothingEnabled = false
  context.drawImage(panel.picture, 0, 0, side, height)
  if (!classMap) return
  const [, rows, columns] = classMap.shape
  paintVeil(panel.map, classMap.levels.subarray(at * rows * columns, (at + 1) * rows * columns), rows, columns, tables.sequential)
  // Each of its values stands for the middle of its part of the picture; between them it is smooth.
  context.imageSmoothingEnabled = true
  context.imageSmoothingQuality = "high"
  context.drawImage(panel.map, 0, 0, side, height)
}

// The stronger, the less of the picture shows through.
function paintVeil(canvas, levels, rows, columns, table) {
  if (canvas.width !== columns || canvas.height !== rows) Object.assign(canvas, { width: columns, height: rows })
  const context = canvas.getContext("2d")
  const image = context.createImageData(columns, rows)
  const words = new Uint32Array(image.data.buffer)
  for (let i = 0; i < words.length; i++) {
    const opacity = Math.round(255 * VEIL * Math.sqrt(levels[i] / 255))
    words[i] = ((opacity << 24) | (table.colours[levels[i]] & 0xffffff)) >>> 0
  }
  context.putImageData(image, 0, 0)
}
