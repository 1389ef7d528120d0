export default function ({ data }) {
  const wanted = location.pathname + (data.query ? `?${data.query}` : "") + location.hash;
  if (location.pathname + location.search + location.hash !== wanted) history.replaceState(history.state, "", wanted);
}
