// A new element with attributes, a text or children. Text is set as text: nothing a visitor sends becomes markup.
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined) element.setAttribute(name, value)
  }
  element.append(...children)
  return element
}

// Write only what has changed: an untouched text keeps its layout and is not read out again.
function setText(element, text) {
  if (element.textContent !== text) element.textContent = text
}

function setAttribute(element, name, value) {
  const text = String(value)
  if (element.getAttribute(name) !== text) element.setAttribute(name, text)
}
