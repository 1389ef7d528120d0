// Clicks on links to this page, anywhere in it, become events for Python.

export default function ({ parentElement, data, setStateValue }) {
  const onClick = (event) => {
    const link = event.target.closest?.("a[href]");
    // A click that asks for a new window gets one.
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    const address = new URL(link.href, location.href);
    if (address.origin !== location.origin || !address.search || !address.pathname.endsWith(`/${data.page}`)) return;
    event.preventDefault();
    event.stopPropagation();
    setStateValue("query", `${address.search.slice(1)}#${Date.now()}`);
    document.querySelector(".st-key-header")?.scrollIntoView({ block: "start" });
  };
  document.addEventListener("click", onClick, true);
  return () => document.removeEventListener("click", onClick, true);
}
