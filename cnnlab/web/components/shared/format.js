// Numbers as people read them: a true minus sign, no "-0", a steady number of digits.

function withMinus(text) {
  return /^-[0.]*$/.test(text) ? text.slice(1) : text.replace("-", "−")
}

// A number with so many decimals, always.
function fixed(value, decimals) {
  return withMinus(value.toFixed(decimals))
}

// A number with at most so many decimals, without trailing zeros.
function short(value, decimals) {
  return withMinus(String(Number(value.toFixed(decimals))))
}

// A kernel's number, short enough for its cell: at most `decimals` of them, one more for small numbers, fewer for large.
function weight(value, decimals = 3) {
  const size = Math.abs(value)
  if (size >= 1e4) return scientific(value)
  return short(value, size < 0.1 ? decimals + 1 : size < 10 ? decimals : 1)
}

// A number for a program: at most six significant digits, an ordinary minus sign.
function exact(value) {
  return String(Number(value.toPrecision(6)))
}

// A very small or large number in powers of ten, "2.4e−7".
function scientific(value) {
  return value === 0 ? "0" : withMinusExponent(value.toExponential(1))
}

function withMinusExponent(text) {
  return text.replace("e-", "e−").replace("e+", "e").replace(/^-/, "−")
}

// Put values in the {named} places of a translated sentence.
function fill(template, values) {
  return String(template ?? "").replace(/\{(\w+)\}/g, (place, name) => values[name] ?? place)
}

// The next of 1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10 times a power of ten: limits that do not tremble while a hand moves.
function niceCeiling(value) {
  if (!(value > 0)) return 1
  const power = 10 ** Math.floor(Math.log10(value))
  const step = [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10].find((s) => s * power >= value * (1 - 1e-6))
  return step * power
}
