// Thumbnails as radio buttons: a click or the arrow keys choose.

function thumbnail(item, choose) {
  const button = document.createElement("button");
  button.type = "button";
  button.setAttribute("role", "radio");
  button.title = item.label;
  button.setAttribute("aria-label", item.label);
  button.dataset.id = item.id;
  const image = document.createElement("img");
  image.src = item.src;
  image.alt = "";
  button.append(image);
  button.addEventListener("click", () => choose(item.id));
  return button;
}

export default function ({ parentElement, data, setStateValue }) {
  const root = parentElement.querySelector(".root");
  // The number makes the same choice, made again after another way of choosing, a new event.
  const choose = (id) => setStateValue("choice", `${id}#${Date.now()}`);
  root.setAttribute("role", "radiogroup");
  root.setAttribute("aria-label", data.label);

  root.classList.toggle("exact", data.exact);
  root.classList.toggle("strip", data.strip);
  const signature = JSON.stringify(data.items);
  if (root.signature !== signature) {
    root.signature = signature;
    root.replaceChildren(...data.items.map((item) => thumbnail(item, choose)));
  }
  const buttons = [...root.children];
  const current = Math.max(0, data.items.findIndex((item) => item.id === data.chosen));
  buttons.forEach((button, index) => {
    button.setAttribute("aria-checked", String(data.items[index].id === data.chosen));
    button.tabIndex = index === current ? 0 : -1;
  });
  root.onkeydown = (event) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const at = buttons.indexOf(event.target);
    buttons[(at + step + buttons.length) % buttons.length].focus();
  };
}
