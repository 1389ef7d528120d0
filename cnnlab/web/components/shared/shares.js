// Probabilities of classes: which is the largest, and how one is written.

function bestOf(shares) {
  return shares.reduce((best, share, place) => ((share ?? -1) > (shares[best] ?? -1) ? place : best), 0)
}

// Softmax gives neither 0 nor 1, so nothing is called 0 or 100.
function percentOf(share) {
  if (share > 0.995) return ">99 %"
  return share < 0.005 ? "<1 %" : `${Math.round(100 * share)} %`
}
