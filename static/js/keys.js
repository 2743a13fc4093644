// Keys: / searches, j and k walk the rows of the first table, ? shows these keys.

function openers() {
  return [...document.querySelectorAll("main .ledger-table tbody th a, main .ledger-table .row-opener")];
}

function step(by) {
  const rows = openers();
  const here = rows.indexOf(document.activeElement);
  const next = rows[here === -1 ? (by > 0 ? 0 : rows.length - 1) : here + by];
  if (next) next.focus();
}

const deeds = {
  "/": () => {
    const search = document.querySelector('[data-key="/"]');
    if (search) search.focus();
  },
  j: () => step(1),
  k: () => step(-1),
  "?": () => document.getElementById("keys-dialog").showModal(),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.target.closest("input, textarea, select, dialog, [contenteditable]")) return;
  const deed = deeds[event.key];
  if (!deed) return;
  event.preventDefault();
  deed();
});
