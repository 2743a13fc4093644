// The frame of a list. The filter bar: the less used fields fold away, and the choice is remembered for this list.

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

// The panel of columns: the arrows move a line at once; only “apply” asks the server.

for (const list of document.querySelectorAll(".column-list")) {
  const settle = () => {
    const lines = [...list.children];
    lines.forEach((line, place) => {
      line.querySelector('[name="up"]').disabled = place === 0;
      line.querySelector('[name="down"]').disabled = place === lines.length - 1;
    });
  };
  list.addEventListener("click", (event) => {
    const button = event.target.closest(".column-move");
    if (!button) return;
    event.preventDefault();
    const line = button.closest("li");
    if (button.name === "up") line.previousElementSibling.before(line);
    else line.nextElementSibling.after(line);
    settle();
    const next = button.disabled ? line.querySelector(".column-move:not(:disabled)") : button;
    next.focus();
  });
}
