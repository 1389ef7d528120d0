// The browser has painted and is idle: say so, once.

export default function ({ parentElement, setStateValue }) {
  const root = parentElement.querySelector(".root");
  root.tell = () => setStateValue("shown", true);
  if (root.asked) return;
  root.asked = true;
  // A tab in the background never becomes idle, and Safari knows no idle time: then after a moment.
  const whenIdle = window.requestIdleCallback ?? ((callback) => setTimeout(callback, 300));
  requestAnimationFrame(() => whenIdle(() => root.tell(), { timeout: 2000 }));
}
