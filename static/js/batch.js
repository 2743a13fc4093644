// Choosing rows of a table. Without scripts the bar simply stays; here it shows when it is needed.

for (const bar of document.querySelectorAll("[data-batch]")) {
  const form = bar.closest("form") || document.getElementById(bar.dataset.batch);
  const boxes = () => [...document.querySelectorAll(`[data-choose-row][form="${form.id}"]`)];
  const whole = document.querySelector(`[data-choose-page][form="${form.id}"]`);
  const matching = form.querySelector("[data-matching]");
  const count = bar.querySelector("[data-chosen]");
  const wider = bar.querySelector("[data-choose-matching]");

  const show = () => {
    const chosen = boxes().filter((box) => box.checked);
    for (const box of boxes()) box.closest("tr").setAttribute("aria-selected", String(box.checked));
    if (chosen.length < boxes().length) matching.value = "";
    const all = matching.value !== "";
    count.textContent = all ? bar.dataset.matchingCount : String(chosen.length);
    bar.hidden = chosen.length === 0;
    if (whole) {
      whole.checked = chosen.length > 0 && chosen.length === boxes().length;
      whole.indeterminate = chosen.length > 0 && chosen.length < boxes().length;
    }
    if (wider) wider.hidden = all;
  };
  const set = (checked) => {
    for (const box of boxes()) box.checked = checked;
    show();
  };

  document.addEventListener("change", (event) => {
    if (event.target === whole) set(whole.checked);
    else if (boxes().includes(event.target)) show();
  });
  if (wider) {
    wider.addEventListener("click", () => {
      set(true);
      matching.value = "1";
      show();
    });
  }
  bar.querySelector("[data-choose-none]").addEventListener("click", () => {
    matching.value = "";
    set(false);
  });
  show();
}
