// A number brought between two others; half-way where they are the wrong way round.
function clamp(value, low, high) {
  return low > high ? (low + high) / 2 : Math.min(high, Math.max(low, value))
}
