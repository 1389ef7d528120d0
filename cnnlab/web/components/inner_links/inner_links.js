// Clicks on links to this page, anywhere in it, become events for Python.

function isPlain(event) {
  // A click that asks for a new window gets one.
  return !(event.ctrlKey || event.metaKey || event.shiftKey || event.button);
}

function queryFor(page, link) {
  const address = new URL(link.href, location.href);
  const here = address.origin === location.origin && address.pathname.endsWith(`/${page}`);
  return here ? address.search.slice(1) : "";
}

export default function ({ parentElement, data, setStateValue }) {
  const root = parentElement.querySelector(".root");
  // The newest: an older one may belong to a fragment that is gone.
  root.tell = (query) => setStateValue("query", `${query}#${Date.now()}`);
  if (!root.onLink) {
    root.onLink = (event) => {
      const link = event.target.closest?.("a[href]");
      const query = link && isPlain(event) ? queryFor(data.page, link) : "";
      if (!query) return;
      event.preventDefault();
      event.stopPropagation();
      root.tell(query);
      document.querySelector(".st-key-header")?.scrollIntoView({ block: "start" });
    };
    document.addEventListener("click", root.onLink, true);
  }
  return () => {
    document.removeEventListener("click", root.onLink, true);
    root.onLink = null;
  };
}
