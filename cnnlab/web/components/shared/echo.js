// Python answers every value that a component sends, a little later. An answer to an old value must not
// undo what the hand has done since.

function echoKeeper() {
  let sent = []
  return {
    // Remember what goes to Python.
    send(value) {
      sent.push(value)
    },
    // Is what came from Python an answer that a later value has overtaken?
    isStale(value) {
      const position = sent.indexOf(value)
      if (position < 0) {
        sent = []
        return false
      }
      const stale = position < sent.length - 1
      sent = sent.slice(position + 1)
      return stale
    },
    // Nothing is on its way.
    settled: () => sent.length === 0,
  }
}
