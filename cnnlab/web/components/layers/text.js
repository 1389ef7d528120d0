// Layers as one line of text: what Python reads and writes.

const USUAL_LAYER = { units: 32, size: 3, stride: 0, padding: "valid" }

function textOf(layers, fields) {
  return layers.map((layer) => layerText(layer, fields[layer.kind])).join(";")
}

function layerText(layer, fields) {
  const parts = [layer.kind]
  for (const name of ["units", "size"]) if (fields.includes(name)) parts.push(layer[name])
  if (fields.includes("stride") && layer.stride) parts.push(`s${layer.stride}`)
  if (fields.includes("padding") && layer.padding === "same") parts.push("same")
  return parts.join("-")
}

// What a layer is, in a few signs: "32, 3 × 3, stride 2".
function summary(layer, fields, words) {
  const parts = []
  if (fields.includes("units")) parts.push(String(layer.units))
  if (fields.includes("size")) parts.push(`${layer.size} × ${layer.size}`)
  if (fields.includes("stride") && layer.stride) parts.push(`${words.stride} ${layer.stride}`)
  if (fields.includes("padding") && layer.padding === "same") parts.push(words.same)
  return parts.join(", ")
}
