// The sentences around the numbers.

function fillWords(parts, result, { data }) {
  const { words, names, truth, covered, features } = data
  for (const head of parts.heads) setText(head, words[head.dataset.word])
  setText(parts.verdict, covered ? words.covered : verdictOf(result, data))
  setText(parts.total, covered ? "" : totalOf(result, words))
  const loss = `${words.loss} = −ln p(${names[truth]}) = −ln ${plainShare(result.probabilities[truth])} = `
  parts.loss.replaceChildren(...(covered ? [] : [loss, make("b", {}, plain(result.loss))]))
  const notes = covered ? [] : [words.error_help, temperatureNote(result, data)]
  if (result.taken && !covered) notes.push(fill(words.shifted, { largest: short(result.taken, 2) }))
  if (features.includes(0) && !covered) notes.push(words.zeros)
  while (parts.notes.children.length > notes.length) parts.notes.lastChild.remove()
  notes.forEach((note, i) => setText(parts.notes.children[i] ?? parts.notes.appendChild(make("p")), note))
}

function plainShare(p) {
  return p > 0 && p < 1e-4 ? scientific(p) : fixed(p, p < 0.1 ? 4 : 3)
}

function totalOf({ powers, total }, words) {
  return `${words.total}: ${powers.map(plain).join(" + ")} = ${plain(total)}`
}

// The class that is ahead of all others, or -1.
function winnerOf(logits) {
  const largest = Math.max(...logits)
  const first = logits.indexOf(largest)
  return logits.lastIndexOf(largest) === first ? first : -1
}

function verdictOf({ logits, probabilities }, { words, names, truth }) {
  const winner = winnerOf(logits)
  const own = percent(probabilities[truth])
  if (winner < 0) return fill(words.tie, { name: names[truth], own })
  const values = { winner: names[winner], percent: percent(probabilities[winner]), name: names[truth], own }
  return fill(winner === truth ? words.wins : words.loses, values)
}

// What the temperature does, in this very case: against T = 1, or, at T = 1, what 0.5 would do.
function temperatureNote({ logits }, { words, temperature }) {
  const at = (t) => percent(Math.max(...softmaxOf(logits, t)))
  if (temperature !== 1) return fill(words.cooler, { temperature: short(temperature, 2), now: at(temperature), plain: at(1) })
  return fill(words.if_cooler, { temperature: "0.5", now: at(0.5), plain: at(1) })
}

function liveWords({ probabilities, loss }, { words, names }) {
  const shares = names.map((name, k) => `${name} ${percent(probabilities[k])}`).join(", ")
  return fill(words.live, { shares, loss: plain(loss) })
}
