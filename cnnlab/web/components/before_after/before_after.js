// Two pictures over one another. The line is a slider that lies over them, so that a finger and the keyboard move it.

function show(root) {
  root.querySelector(".stack").style.setProperty("--at", `${root.querySelector("input").value}%`)
}

export default function ({ parentElement, data }) {
  const root = parentElement.querySelector(".pair")
  const slider = root.querySelector("input")
  root.classList.toggle("exact", data.exact)
  root.classList.toggle("large", data.large)
  root.style.setProperty("--aspect", data.aspect)
  for (const name of ["before", "after"]) {
    const image = root.querySelector(`.${name}`)
    // The same picture again would flicker.
    if (image.getAttribute("src") !== data[name]) image.src = data[name]
    setAttribute(image, "alt", data.words[name === "before" ? 0 : 1])
  }
  const [left, right] = root.querySelectorAll("span")
  setText(left, data.words[0])
  setText(right, data.words[1])
  setAttribute(slider, "aria-label", data.label)
  slider.oninput = () => show(root)
  show(root)
  root.dataset.ready = "true"
}
