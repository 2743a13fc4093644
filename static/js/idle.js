// Before the server ends an idle session: say so, and offer to go on. A poll is not a deed of the
// person and says so in its own header (accounts/middleware/presence.py).

const minutes = Number(document.body.dataset.idleMinutes);
const dialog = document.getElementById("idle-dialog");
const WARNING = 120000;
let timer;

function wait() {
  window.clearTimeout(timer);
  timer = window.setTimeout(warn, minutes * 60000 - WARNING);
}

function warn() {
  if (!dialog.open) dialog.showModal();
  // Afterwards the page shows nothing any more: the sign-in page brings back to this address.
  timer = window.setTimeout(() => window.location.reload(), WARNING + 5000);
}

async function stay() {
  const token = dialog.querySelector('[name="csrfmiddlewaretoken"]').value;
  const answer = await fetch(document.body.dataset.stayUrl, { method: "POST", headers: { "X-CSRFToken": token } });
  dialog.close();
  if (answer.status === 204) wait();
  else window.location.reload();
}

if (minutes && dialog) {
  wait();
  dialog.querySelector("[data-stay]").addEventListener("click", stay);
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    stay();
  });
}

document.body.addEventListener("htmx:configRequest", (event) => {
  if (event.detail.triggeringEvent) wait();
  else event.detail.headers["X-Background"] = "1";
});
