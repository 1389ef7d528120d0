// The scales of the charts: steady while a training goes on, so that nothing jumps.

const PERCENTS = [0, 0.5, 0.8, 0.9, 0.95, 0.98, 0.99]

const known = (values) => (values ?? []).filter((value) => value !== null)

// All that one chart shows.
function seriesOf(name, { steps, epochs }) {
  return {
    batches: { x: steps.x, y: steps[name] ?? [] },
    train: { x: epochs.x, y: epochs[name] ?? [] },
    validation: { x: epochs.x, y: epochs[`val_${name}`] ?? [] },
  }
}

// The value that such a share of all does not exceed.
function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(share * (sorted.length - 1))]
}

// Limits, ticks and the way from a value to a share of the height.
function scaleFor(form, { batches, train, validation }, zoomed) {
  const whole = [...known(train.y), ...known(validation.y)]
  const all = [...known(batches.y), ...whole]
  if (form === "share") return shareScale(all, zoomed)
  if (form === "decibel") return decibelScale(all, zoomed)
  const positive = all.filter((value) => value > 0)
  if (zoomed && positive.length) return logarithmic(positive)
  // A few batches at the beginning may lie far above the rest: the scale ends at what most of them reach.
  const top = all.length ? Math.max(quantile(all, 0.97), ...whole, 1e-6) : 2.5
  return linear(0, niceCeiling(top), (value) => short(value, 4))
}

function shareScale(all, zoomed) {
  const low = zoomed && all.length ? (PERCENTS.findLast((p) => p <= quantile(all, 0.3)) ?? 0) : 0
  return linear(low, 1, (value) => `${short(100 * value, 1)} %`)
}

// From 0, or, zoomed in, from what most of them exceed; in steps of whole decibels.
function decibelScale(all, zoomed) {
  const low = zoomed && all.length ? Math.floor(quantile(all, 0.3)) : Math.min(0, Math.floor(Math.min(...all, 0)))
  const top = all.length ? Math.max(...all) : 20
  const step = Math.max(1, Math.ceil((top - low) / 5))
  return linear(low, low + 5 * step, (value) => `${short(value, 1)} dB`)
}

function linear(low, high, say) {
  const ticks = Array.from({ length: 6 }, (_, i) => low + (i * (high - low)) / 5)
  const share = (value) => clamp((value - low) / (high - low), 0, 1)
  return { ticks, share, say }
}

// Whole powers of ten, and 2 and 5 times these where there are few.
function logarithmic(values) {
  const low = 10 ** Math.floor(Math.log10(Math.max(Math.min(...values), 1e-9)))
  const high = Math.max(niceCeiling(quantile(values, 0.99)), 10 * low)
  const decades = Math.log10(high / low)
  const ticks = []
  for (let power = low; power <= high * 1.001; power *= 10) {
    for (const factor of decades < 2.5 ? [1, 2, 5] : [1]) if (power * factor <= high * 1.001) ticks.push(power * factor)
  }
  const share = (value) => clamp(Math.log(value / low) / Math.log(high / low), 0, 1)
  return { ticks, share, say: (value) => short(value, 6) }
}

// Whole epochs under the axis, ten of them at most.
function epochTicks(count) {
  const step = [1, 2, 5, 10, 20, 50, 100, 200, 500].find((each) => count / each <= 10) ?? 1000
  return Array.from({ length: Math.floor(count / step) + 1 }, (_, i) => i * step)
}
