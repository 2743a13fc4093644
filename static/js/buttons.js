// Small buttons: print, copy, close a note, put a common phrase into a text, open and close dialogs and menus.

const deeds = {
  print: () => window.print(),
  copy: async (button) => {
    await navigator.clipboard.writeText(button.dataset.copy);
    button.setAttribute("data-copied", "");
    window.setTimeout(() => button.removeAttribute("data-copied"), 2000);
  },
  dismiss: (button) => button.closest(".toast-note, .notice").remove(),
  phrase: (button) => {
    const text = document.getElementById(button.dataset.phrase);
    text.setRangeText(button.textContent.trim(), text.selectionStart, text.selectionEnd, "end");
    text.dispatchEvent(new Event("input", { bubbles: true }));
    text.focus();
  },
  openDialog: (button) => document.getElementById(button.dataset.openDialog).showModal(),
  closeDialog: (button) => button.closest("dialog").close(),
};

document.addEventListener("click", (event) => {
  const button = event.target.closest("button, a");
  if (button) {
    for (const [name, deed] of Object.entries(deeds)) {
      if (button.dataset[name] !== undefined) deed(button);
    }
  }
  for (const menu of document.querySelectorAll("details.drop[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of document.querySelectorAll("details.drop[open]")) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

// A copy button needs a secure context; where there is none it would only disappoint.
if (!navigator.clipboard) {
  for (const button of document.querySelectorAll("[data-copy]")) button.hidden = true;
}
