// File inputs: drop files onto the area, see what was chosen, hear at once what is too large.

function size(bytes) {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1048576) return `${Math.round(bytes / 1024)} KB`;
  return `${(bytes / 1048576).toFixed(1)} MB`;
}

function row(file, limit, words) {
  const item = document.createElement("li");
  const tooLarge = limit && file.size > limit * 1048576;
  item.className = "file";
  item.dataset.file = tooLarge ? "failed" : "waiting";
  const ending = file.name.includes(".") ? file.name.split(".").pop().slice(0, 5) : "";
  const cells = [
    ["file-kind", ending],
    ["file-name", file.name],
    ["file-meta", tooLarge ? `${size(file.size)} ${words}` : size(file.size)],
  ].map(([name, text]) => Object.assign(document.createElement("span"), { className: name, textContent: text }));
  const middle = document.createElement("span");
  middle.append(cells[1], cells[2]);
  item.append(cells[0], middle);
  return item;
}

function dress(area) {
  const input = area.querySelector('input[type="file"]');
  const list = document.createElement("ul");
  list.className = "file-list";
  list.setAttribute("aria-live", "polite");
  area.after(list);
  input.addEventListener("change", () => {
    const limit = Number(area.dataset.limit);
    list.replaceChildren(...[...input.files].map((file) => row(file, limit, area.dataset.tooLarge)));
    const refused = [...input.files].some((file) => limit && file.size > limit * 1048576);
    input.setCustomValidity(refused ? area.dataset.tooLarge : "");
  });
  const mark = (over) => {
    if (over) area.dataset.over = "true";
    else delete area.dataset.over;
  };
  for (const name of ["dragenter", "dragover"]) {
    area.addEventListener(name, (event) => {
      event.preventDefault();
      mark(true);
    });
  }
  area.addEventListener("dragleave", () => mark(false));
  area.addEventListener("drop", (event) => {
    event.preventDefault();
    mark(false);
    if (!input.multiple && event.dataTransfer.files.length > 1) return;
    input.files = event.dataTransfer.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
}

document.querySelectorAll("[data-drop]").forEach(dress);
