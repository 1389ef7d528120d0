// What the components of one page tell one another without asking the server.

const cnnlabBus = ((window.cnnlab ??= {}).bus ??= { last: new Map(), listeners: new Map() })

// Keep the value as the channel's last one and hand it to everyone who listens.
function publish(channel, value) {
  cnnlabBus.last.set(channel, value)
  for (const listener of cnnlabBus.listeners.get(channel) ?? []) listener(value)
}

// The value published last, or undefined.
function lastOf(channel) {
  return cnnlabBus.last.get(channel)
}

// Drop the last value, but only if it is this one: a successor may already have published its own.
function retract(channel, value) {
  if (cnnlabBus.last.get(channel) === value) publish(channel, undefined)
}

// Call the listener at every publication; returns the function that ends this.
function subscribe(channel, listener) {
  const listeners = cnnlabBus.listeners.get(channel) ?? new Set()
  cnnlabBus.listeners.set(channel, listeners.add(listener))
  return () => listeners.delete(listener)
}
