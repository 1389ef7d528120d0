// From a PNG to numbers.

// Byte values as TensorFlow gets them: float32 of byte / 255.
const UNIT = Float32Array.from({ length: 256 }, (_, byte) => byte / 255)

// Decode {src, height, width, channels} into {height, width, planes}. No colour management and no
// premultiplication: the bytes must be those that Python has.
async function decodePicture({ src, height, width, channels }) {
  const bytes = Uint8Array.from(atob(src.slice(src.indexOf(",") + 1)), (c) => c.charCodeAt(0))
  const bitmap = await createImageBitmap(new Blob([bytes], { type: "image/png" }), {
    colorSpaceConversion: "none",
    premultiplyAlpha: "none",
  })
  const canvas = make("canvas", { width, height })
  const context = canvas.getContext("2d", { willReadFrequently: true })
  context.drawImage(bitmap, 0, 0)
  bitmap.close()
  const pixels = context.getImageData(0, 0, width, height).data
  const planes = Array.from({ length: channels }, (_, c) => {
    const plane = new Float32Array(height * width)
    for (let i = 0; i < plane.length; i++) plane[i] = UNIT[pixels[4 * i + c]]
    return plane
  })
  return { height, width, planes }
}
