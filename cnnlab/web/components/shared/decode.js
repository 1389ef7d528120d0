// From a PNG, or from raw bytes, to numbers.

// Byte values as TensorFlow gets them: float32 of byte / 255.
const UNIT = Float32Array.from({ length: 256 }, (_, byte) => byte / 255)

// Decode {src, height, width, channels}, or {values, pixels, height, width}, into {height, width, planes, numbers}, where
// `numbers` says that they are any numbers and not the brightness of pixels. No colour management and no
// premultiplication: the bytes must be those that Python has.
async function decodePicture({ src, values, pixels, height, width, channels }) {
  if (values !== undefined) {
    const bytes = Uint8Array.from(atob(values), (c) => c.charCodeAt(0))
    return { height, width, planes: [new Float32Array(bytes.buffer)], numbers: !pixels }
  }
  const bytes = Uint8Array.from(atob(src.slice(src.indexOf(",") + 1)), (c) => c.charCodeAt(0))
  const bitmap = await createImageBitmap(new Blob([bytes], { type: "image/png" }), {
    colorSpaceConversion: "none",
    premultiplyAlpha: "none",
  })
  const canvas = make("canvas", { width, height })
  const context = canvas.getContext("2d", { willReadFrequently: true })
  context.drawImage(bitmap, 0, 0)
  bitmap.close()
  const bytesOut = context.getImageData(0, 0, width, height).data
  const planes = Array.from({ length: channels }, (_, c) => {
    const plane = new Float32Array(height * width)
    for (let i = 0; i < plane.length; i++) plane[i] = UNIT[bytesOut[4 * i + c]]
    return plane
  })
  return { height, width, planes, numbers: false }
}
