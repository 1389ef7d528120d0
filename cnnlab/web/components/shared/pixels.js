// A map as a canvas of one pixel each; `white` is the value of full red, green and blue. The canvas and its
// pixels are used again while the size stays.
function outputPixels(before, map, values, scale, white) {
  const fits = before && before.canvas.width === map.width && before.canvas.height === map.height
  const target = fits ? before : { canvas: make("canvas", { width: map.width, height: map.height }) }
  target.context ??= target.canvas.getContext("2d", { willReadFrequently: true })
  target.image ??= target.context.createImageData(map.width, map.height)
  target.words ??= new Uint32Array(target.image.data.buffer)
  if (map.channels === 3) paintColour(values, target.image.data, white)
  else paintScalar(values, target.words, scale.table, scale.low, scale.high)
  target.context.putImageData(target.image, 0, 0)
  return target
}
