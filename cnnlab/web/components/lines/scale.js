// The axis of a chart whose values may be negative: steady while a training goes on.

const there = (values) => values.filter((value) => value !== null && value !== undefined)

// The value that such a share of all does not exceed.
function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(share * (sorted.length - 1))]
}

// 1, 2 or 5 times a power of ten: about five steps between two ends.
function niceStep(span) {
  const power = 10 ** Math.floor(Math.log10(span / 5))
  return [1, 2, 5, 10].map((each) => each * power).find((step) => span / step <= 6)
}

// From what most values reach at the least to what most reach at the most: a few at the beginning may lie far beyond.
function scaleOf({ lines, references, low, high }) {
  const all = lines.flatMap((line) => there(line.y))
  const levels = references.map((each) => each.value)
  const lows = [...levels, ...(all.length ? [quantile(all, 0.02)] : []), ...(low === null ? [] : [low])]
  const highs = [...levels, ...(all.length ? [quantile(all, 0.98)] : []), ...(high === null ? [] : [high])]
  let [from, to] = [Math.min(...lows, ...(lows.length ? [] : [0])), Math.max(...highs, ...(highs.length ? [] : [1]))]
  if (!(to > from)) to = from + 1
  const step = niceStep(to - from)
  from = step * Math.floor(from / step + 1e-9)
  to = step * Math.ceil(to / step - 1e-9)
  const ticks = Array.from({ length: Math.round((to - from) / step) + 1 }, (_, i) => from + i * step)
  const decimals = Math.max(0, -Math.floor(Math.log10(step) + 1e-9))
  return {
    ticks,
    share: (value) => clamp((value - from) / (to - from), 0, 1),
    say: (value) => (Math.abs(value) >= 1e5 ? scientific(value) : short(value, Math.min(decimals, 8))),
  }
}

// Whole epochs under the axis, ten of them at most.
function epochTicks(count) {
  const step = [1, 2, 5, 10, 20, 50, 100, 200, 500].find((each) => count / each <= 10) ?? 1000
  return Array.from({ length: Math.floor(count / step) + 1 }, (_, i) => i * step)
}
