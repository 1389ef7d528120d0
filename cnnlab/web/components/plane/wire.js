// One question is under way at most; while it is, only the newest place waits for its turn. So the server is never
// asked for more than it answers, whatever the hand does.

// After so many milliseconds without an answer the next question is sent all the same.
const PATIENCE = 2000

function createWire(send) {
  let waiting = null
  let under = null
  let timer = 0

  function go() {
    if (waiting === null || under !== null) return
    ;[under, waiting] = [waiting, null]
    clearTimeout(timer)
    timer = setTimeout(giveUp, PATIENCE)
    send(under)
  }

  function giveUp() {
    under = null
    go()
  }

  return {
    want(place) {
      waiting = place === under ? null : place
      go()
    },
    // An answer has come, or the word that there is none, to the question about this place.
    answered(place) {
      if (place !== under) return
      clearTimeout(timer)
      under = null
      go()
    },
    still: () => under === null && waiting === null,
    end: () => clearTimeout(timer),
  }
}
