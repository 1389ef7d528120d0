// A button that copies the address of the page as it is when it is pressed: the address changes with
// every control, also where only a fragment reruns and this component is not told.

const SHOWN = 2000; // milliseconds for which it says that it is done

function showCopied(link) {
  link.root.dataset.state = "copied";
  link.status.textContent = link.words.copied;
  clearTimeout(link.timer);
  link.timer = setTimeout(() => rest(link), SHOWN);
}

function rest(link) {
  clearTimeout(link.timer);
  link.root.dataset.state = "ready";
  link.status.textContent = "";
}

/** Without a secure page or permission there is no clipboard to write to: the reader copies by hand. */
function showField(link, address) {
  rest(link);
  link.root.dataset.state = "by-hand";
  link.input.value = address;
  link.field.showPopover();
  place(link.field, link.button.getBoundingClientRect());
  link.input.focus();
  link.input.select();
}

/** Put the field under the button, or over it where the window ends, and within its sides. */
function place(field, button) {
  const gap = 8;
  const { width, height } = field.getBoundingClientRect();
  const below = button.bottom + gap;
  const fits = below + height <= window.innerHeight;
  field.style.left = `${Math.max(gap, Math.min(button.left, window.innerWidth - width - gap))}px`;
  field.style.top = `${fits ? below : Math.max(gap, button.top - gap - height)}px`;
}

async function press(link) {
  const address = window.location.href;
  try {
    await navigator.clipboard.writeText(address);
    showCopied(link);
  } catch {
    showField(link, address);
  }
}

function build(root) {
  const [button, field, input, status] = ["button", ".field", "input", ".status"].map((name) => root.querySelector(name));
  const link = { root, button, field, input, status };
  button.onclick = () => press(link);
  input.onfocus = () => input.select();
  input.onkeydown = (event) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    field.hidePopover();
    button.focus(); // the browser would leave the keyboard nowhere
  };
  // The browser closes it at a press elsewhere, before the address can grow stale.
  field.ontoggle = (event) => {
    if (event.newState === "closed") rest(link);
  };
  rest(link);
  return link;
}

export default function ({ parentElement, data }) {
  const root = parentElement.querySelector(".link");
  const link = (root.link ??= build(root));
  link.words = data.words;
  root.querySelector(".idle > span").textContent = data.words.link;
  root.querySelector(".done > span").textContent = data.words.copied;
  root.querySelector(".hint").textContent = data.words.byHand;
  link.button.title = data.words.help;
  return () => clearTimeout(link.timer);
}
