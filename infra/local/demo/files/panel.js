// Shows what the browser has and does, as it is, twice a second.
(function () {
  const nothing = document.querySelector(".panel").dataset.nothing;
  const shown = {};
  function list(id, lines) {
    const text = lines.join("\n");
    if (shown[id] === text) return;
    shown[id] = text;
    const items = (lines.length ? lines : [nothing]).map((line) => {
      const item = document.createElement("li");
      item.textContent = line;
      return item;
    });
    document.getElementById(id).replaceChildren(...items);
  }
  const elsewhere = (name) => { const u = new URL(name); return u.host !== location.host && !/banner/.test(u.pathname); };
  function look() {
    list("cookies", document.cookie.split("; ").filter(Boolean).map(decodeURIComponent));
    list("requests", performance.getEntriesByType("resource").map((e) => e.name).filter(elsewhere));
    list("tags", (window.dataLayer || []).map((call) => JSON.stringify(Array.from(call))));
  }
  look();
  setInterval(look, 500);
})();
