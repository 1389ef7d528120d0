// The pictures under the marks: input with its padding, output in its colours, numbers where they fit.

const NEVER_READ = "rgba(214, 64, 159, 0.5)"

// The scale of an input: pixels from black to white, or, of a map of numbers, the colours that its output would have.
function inputScale(picture, { diverging, sequential }) {
  if (!picture.numbers) return { table: GREY, low: 0, high: 1 }
  return scaleFor(picture.planes[0], "magnitude", diverging, sequential)
}

// The padded input as a canvas of one pixel each, to be drawn enlarged.
function inputPixels(operation, { table, low, high }) {
  const { padded } = operation
  const canvas = make("canvas", { width: padded.width, height: padded.height })
  const context = canvas.getContext("2d")
  const image = context.createImageData(padded.width, padded.height)
  if (table !== GREY) {
    paintScalar(padded.planes[0], new Uint32Array(image.data.buffer), table, low, high)
    context.putImageData(image, 0, 0)
    return canvas
  }
  const [red, green, blue] = padded.planes.length === 3 ? padded.planes : Array(3).fill(padded.planes[0])
  for (let i = 0, o = 0; i < red.length; i++, o += 4) {
    image.data[o] = red[i] * 255
    image.data[o + 1] = green[i] * 255
    image.data[o + 2] = blue[i] * 255
    image.data[o + 3] = 255
  }
  context.putImageData(image, 0, 0)
  return canvas
}

function paintInput(context, box, span, scene) {
  const { operation, picture } = scene
  const ruler = rulerFor(span, box)
  const [[top, bottom], [left, right]] = operation.pads
  drawPixels(context, scene.inputCanvas, ruler, -top, -left)
  if (top + bottom + left + right > 0) {
    context.beginPath()
    context.rect(ruler.x(-left), ruler.y(-top), operation.padded.width * ruler.across, operation.padded.height * ruler.down)
    context.rect(ruler.x(0), ruler.y(0), picture.width * ruler.across, picture.height * ruler.down)
    context.fillStyle = hatch(context)
    context.fill("evenodd")
  }
  context.fillStyle = NEVER_READ
  for (const row of scene.neverRead.rows) {
    context.fillRect(ruler.x(0), ruler.y(row), picture.width * ruler.across, Math.max(1, ruler.down))
  }
  for (const column of scene.neverRead.cols) {
    context.fillRect(ruler.x(column), ruler.y(0), Math.max(1, ruler.across), picture.height * ruler.down)
  }
  if (Math.min(ruler.across, ruler.down) < PIXEL_WITH_NUMBER) return
  writeNumbers(context, ruler, box, [0, picture.height], [0, picture.width], scene.font, (row, column) => {
    const values = picture.planes.map((plane) => plane[row * picture.width + column])
    return { lines: values.map((value) => fixed(value, 2)), ink: inkOn(inputColour(values, scene.inputScale)) }
  })
}

function inputColour(values, { table, low, high }) {
  return values.length > 1 || table === GREY ? pixelColour(values) : shade(table, low, high, values[0])
}

function pixelColour(values, white = 1) {
  const byte = (value) => Math.min(255, Math.max(0, (value / white) * 255)) & 255
  return values.length === 3 ? packed(...values.map(byte)) : packed(byte(values[0]), byte(values[0]), byte(values[0]))
}

function paintOutput(context, box, span, { map, font }, { shown, scale, white, pixels }) {
  const ruler = rulerFor(span, box)
  drawPixels(context, pixels.canvas, ruler, 0, 0, map.every)
  if (map.every > 1 || Math.min(ruler.across, ruler.down) < PIXEL_WITH_NUMBER) return
  const decimals = Math.max(Math.abs(scale.low), scale.high) >= 10 ? 1 : 2
  writeNumbers(context, ruler, box, [0, map.height], [0, map.width], font, (row, column) => {
    const start = (row * map.width + column) * map.channels
    const values = Array.from(shown.subarray(start, start + map.channels))
    const colour = map.channels === 3 ? pixelColour(values, white) : shade(scale.table, scale.low, scale.high, values[0])
    return { lines: values.map((value) => fixed(value, decimals)), ink: inkOn(colour) }
  })
}
