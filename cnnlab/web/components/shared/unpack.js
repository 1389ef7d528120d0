// A message of `packing.py`: uint32 little-endian n, n bytes of JSON, then raw bytes.
function unpackMessage(blob) {
  // A copy, for what comes need not begin at a multiple of four.
  const bytes = new Uint8Array(blob)
  const length = new DataView(bytes.buffer).getUint32(0, true)
  const head = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length)))
  return { head, body: bytes.slice(4 + length) }
}
