// The picture travels apart from the settings, in a component of its own that draws nothing: a new kernel
// then does not send it again.

export default function ({ data, parentElement }) {
  const root = parentElement.querySelector(".picture")
  const channel = `${data.bus}/picture`
  if (root.published?.id !== data.picture.id || root.channel !== channel) {
    root.published = data.picture
    root.channel = channel
    publish(channel, data.picture)
  }
  return () => retract(root.channel, root.published)
}
