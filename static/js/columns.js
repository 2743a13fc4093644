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
