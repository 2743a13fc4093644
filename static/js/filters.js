// The filter bar: the less used fields fold away, and the choice is remembered for this list.

for (const bar of document.querySelectorAll(".filter-bar")) {
  const fold = bar.querySelector("[data-filter-fold]");
  if (!fold || !bar.querySelector("[data-more]")) continue;
  const key = `filters:${window.location.pathname}`;
  const set = (open) => {
    if (open) bar.dataset.open = "";
    else delete bar.dataset.open;
    fold.setAttribute("aria-expanded", String(open));
    fold.querySelector("[data-when-open]").hidden = !open;
    fold.querySelector("[data-when-folded]").hidden = open;
  };
  bar.dataset.foldable = "";
  fold.hidden = false;
  set(bar.dataset.open !== undefined || window.localStorage.getItem(key) === "open");
  fold.addEventListener("click", () => {
    const open = bar.dataset.open === undefined;
    set(open);
    window.localStorage.setItem(key, open ? "open" : "folded");
  });
  // Empty fields would only lengthen the address that people copy.
  bar.addEventListener("submit", () => {
    for (const field of bar.elements) {
      if (field.name && field.value === "") field.disabled = true;
    }
  });
  window.addEventListener("pageshow", () => {
    for (const field of bar.elements) field.disabled = false;
  });
}
