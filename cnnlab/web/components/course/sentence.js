// What a step comes to, in words.

function whenOf({ steps, perEpoch, words }, at) {
  const step = steps[at]
  if (!step) return words.start
  const values = { step: step.toLocaleString("en") }
  if (!perEpoch) return fill(words.after, values)
  const epochs = step / perEpoch
  return fill(words.after_epochs, { ...values, epochs: short(epochs, epochs < 1 ? 2 : epochs < 10 ? 1 : 0) })
}

function sentenceOf(data, at) {
  const { words, names, probabilities, truth } = data
  const when = whenOf(data, at)
  if (probabilities[at].includes(null)) return fill(words.broken, { when })
  const best = bestOf(probabilities[at])
  const values = { when, name: names[best], share: percentOf(probabilities[at][best]) }
  const said = data.accuracy
    ? fill(words.both, { ...values, right: rightOf(data.accuracy[at]), count: data.stock.count })
    : fill(words.says, values)
  if (truth === null) return said
  return `${said}${data.space}${best === truth ? words.is_right : fill(words.is_wrong, { name: names[truth] })}`
}

function rightOf(share) {
  return `${short(100 * share, 1)} %`
}
