// When the next question goes out. One is under way at most, and after a slow answer the page waits longer: so a
// class of thirty does not ask for more than one computer gives.

// Milliseconds between two questions, and rounds of both networks for each.
const PACES = { slow: { period: 1700, rounds: 0 }, normal: { period: 190, rounds: 12 }, fast: { period: 190, rounds: 60 } }
const MOST_MOVES = 200
// After so many milliseconds without an answer the next question is sent all the same.
const SILENCE = 6000
// After so long without a hand on mouse or keyboard it pauses.
const UNWATCHED = 4 * 60_000
const SLOWER = 420
// Milliseconds of an answer to one who is alone, on a slow computer.
const EASY = 260

// Alone, one has as many updates as the computer gives. The longer an answer takes, the more others ask, and the more
// of the time is left to them: from twice `EASY` on, half of it.
function waitAfter(took, period) {
  return Math.max(period - took, Math.min(took, 2 * (took - EASY)), 0)
}

function createClock({ send, visible, changed }) {
  let playing = false
  let number = Date.now() % 1e9
  let under = null
  let queued = null
  let sentAt = 0
  let shownAt = 0
  let between = 0
  let updates = 0
  let timer = 0
  let silence = 0
  let touched = Date.now()
  let rested = false
  let pace = PACES.normal
  let steps = 1

  function ask(moves, who) {
    if (under !== null) {
      queued = [moves, who]
      return
    }
    clearTimeout(timer)
    under = `${++number},${moves},${who}`
    sentAt = performance.now()
    silence = setTimeout(() => {
      under = null
      next()
    }, SILENCE)
    send(under)
  }

  function next() {
    clearTimeout(timer)
    if (queued) {
      const [moves, who] = queued
      queued = null
      ask(moves, who)
      return
    }
    if (!playing) return
    if (Date.now() - touched > UNWATCHED) {
      rested = true
      play(false)
      return
    }
    if (!visible()) timer = setTimeout(next, 300)
    else ask(clamp(pace.rounds * (steps + 1), 1, MOST_MOVES), "")
  }

  function answered(text) {
    if (text !== under) return
    const now = performance.now()
    const took = now - sentAt
    clearTimeout(silence)
    under = null
    if (playing && shownAt) {
      between = updates ? 0.8 * between + 0.2 * (now - shownAt) : now - shownAt
      updates += 1
    }
    shownAt = now
    clearTimeout(timer)
    timer = setTimeout(next, queued ? 0 : waitAfter(took, pace.period))
  }

  function play(wanted) {
    playing = wanted
    updates = 0
    shownAt = 0
    if (wanted) {
      rested = false
      touched = Date.now()
      if (under === null) next()
    }
    changed()
  }

  const touch = () => {
    touched = Date.now()
  }
  for (const name of ["pointermove", "pointerdown", "keydown", "wheel"]) addEventListener(name, touch, { passive: true })

  return {
    ask,
    answered,
    play,
    playing: () => playing,
    rested: () => rested,
    set(speed, stepsNow) {
      if (pace !== PACES[speed]) updates = shownAt = 0
      pace = PACES[speed] ?? PACES.normal
      steps = stepsNow
    },
    // Updates a second, once a few have come; and whether that is slower than it could be.
    rate: () => (playing && updates > 4 && pace.rounds ? { rate: 1000 / between, slower: between > SLOWER } : null),
    // How long it takes to the next update: points glide until then.
    glide: () => (pace.rounds ? clamp(updates ? between : pace.period, 120, 900) : 600),
    end() {
      clearTimeout(timer)
      clearTimeout(silence)
      for (const name of ["pointermove", "pointerdown", "keydown", "wheel"]) removeEventListener(name, touch)
    },
  }
}
