// The wall display: a clock, pages that turn, and the same page read anew.
// The reading says that nobody is there, so that it does not keep the session open.

const { turn, every } = document.body.dataset;

function tick() {
  const now = new Date();
  const clock = document.querySelector("[data-clock]");
  if (clock) clock.textContent = `${String(now.getHours()).padStart(2, "0")}:${String(now.getMinutes()).padStart(2, "0")}`;
}

function turnPages() {
  for (const kind of ["tiles", "late"]) {
    const pages = [...document.querySelectorAll(`[data-turning="${kind}"]`)];
    if (pages.length < 2) continue;
    const next = (pages.findIndex((page) => !page.hidden) + 1) % pages.length;
    pages.forEach((page, place) => { page.hidden = place !== next; });
    if (kind !== "late") continue;
    document.querySelectorAll(".screen-pager i").forEach((mark, place) => {
      if (place === next) mark.setAttribute("aria-current", "true");
      else mark.removeAttribute("aria-current");
    });
  }
}

async function readAnew() {
  try {
    const answer = await fetch(window.location.href, { headers: { "X-Background": "1" } });
    if (answer.redirected || answer.status === 404) window.location.reload();
    if (!answer.ok) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const part of [".screen-head", ".screen-grid"]) {
      document.querySelector(part).replaceWith(fresh.querySelector(part));
    }
  } catch (problem) {
    // The network is away: the last reading stays, with its time.
  }
}

window.setInterval(tick, 10000);
window.setInterval(turnPages, Number(turn) * 1000);
window.setInterval(readAnew, Number(every) * 60000);
