const SVG = "http://www.w3.org/2000/svg"

// A new SVG element with attributes and children.
function draw(tag, attributes = {}, ...children) {
  const element = document.createElementNS(SVG, tag)
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value)
  element.append(...children)
  return element
}
