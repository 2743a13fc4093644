// Forms: ask before a deed, send once, warn before leaving with unsaved words, lead to the first error.

let leavingIsFine = false;

function isGuarded(form) {
  return form.method === "post" && form.closest("main") && form.dataset.guard !== "off";
}

document.addEventListener("input", (event) => {
  const form = event.target.form;
  if (form && isGuarded(form)) form.dataset.dirty = "";
});

document.addEventListener("change", (event) => {
  const picker = event.target.closest("[data-submit-on-change]");
  if (picker) picker.form.requestSubmit();
});

window.addEventListener("beforeunload", (event) => {
  if (leavingIsFine || !document.querySelector("form[data-dirty]")) return;
  event.preventDefault();
  event.returnValue = "";
});

// A deed reloads the page: what was typed into another form of it would be gone.
function unsavedBeside(form) {
  if (form.method !== "post" || form.dataset.download !== undefined) return false;
  return [...document.querySelectorAll("form[data-dirty]")].some((other) => other !== form);
}

function questionOf(form, submitter) {
  if (submitter.dataset.asked !== undefined) return "";
  const warning = unsavedBeside(form) ? document.getElementById("ask-dialog").dataset.unsaved : "";
  return [submitter.dataset.ask, warning].filter(Boolean).join(" ");
}

function ask(form, submitter, question) {
  const dialog = document.getElementById("ask-dialog");
  const yes = dialog.querySelector("[data-ask-yes]");
  dialog.querySelector("#ask-title").textContent = submitter.dataset.askTitle || submitter.textContent.trim();
  dialog.querySelector("[data-ask-text]").textContent = question;
  yes.textContent = submitter.textContent.trim();
  yes.className = submitter.classList.contains("btn-danger") ? "btn btn-danger" : "btn btn-primary";
  yes.onclick = () => {
    submitter.dataset.asked = "";
    dialog.close();
    form.requestSubmit(submitter);
  };
  dialog.querySelector("[data-ask-no]").onclick = () => dialog.close();
  dialog.showModal();
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  const submitter = event.submitter;
  if (submitter && submitter.getAttribute("aria-disabled") === "true") {
    event.preventDefault();
    return;
  }
  const question = submitter ? questionOf(form, submitter) : "";
  if (question) {
    event.preventDefault();
    ask(form, submitter, question);
    return;
  }
  if (submitter) delete submitter.dataset.asked;
  if (form.method !== "post") return;
  if (form.dataset.sent !== undefined) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "";
  leavingIsFine = true;
  if (submitter) submitter.setAttribute("aria-busy", "true");
  // A download leaves the page standing: give the button back.
  if (form.dataset.download !== undefined) window.setTimeout(() => release(form), 3000);
});

function release(form) {
  delete form.dataset.sent;
  leavingIsFine = false;
  for (const button of document.querySelectorAll('[aria-busy="true"]')) {
    if (button.form === form) button.removeAttribute("aria-busy");
  }
}

// Coming back by the browser's own button finds the page as it was left, busy button included.
window.addEventListener("pageshow", (event) => {
  if (event.persisted) document.querySelectorAll("form[data-sent]").forEach(release);
});

const summary = document.querySelector(".error-summary");
if (summary) summary.focus();
