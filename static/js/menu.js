// The side menu: folded or not, opened on a phone. The choice is a cookie, so that the server draws
// the page right the first time.

function remember(name, value) {
  document.cookie = `${name}=${value}; path=/; max-age=31536000; samesite=lax`;
}

const body = document.body;
const fold = document.querySelector("[data-menu-fold]");
if (fold) {
  const show = () => fold.setAttribute("aria-expanded", String(body.dataset.menu !== "folded"));
  show();
  fold.addEventListener("click", () => {
    const folded = body.dataset.menu !== "folded";
    if (folded) body.dataset.menu = "folded";
    else delete body.dataset.menu;
    remember("menu", folded ? "folded" : "open");
    show();
  });
  // A section of the folded menu cannot show its entries: opening one unfolds the menu.
  document.getElementById("menu").addEventListener("click", (event) => {
    if (body.dataset.menu === "folded" && event.target.closest("summary")) fold.click();
  });
}

const opener = document.querySelector("[data-menu-open]");
const menu = document.getElementById("menu");
if (opener && menu) {
  const set = (open) => {
    menu.classList.toggle("show", open);
    opener.setAttribute("aria-expanded", String(open));
  };
  opener.addEventListener("click", () => set(!menu.classList.contains("show")));
  document.addEventListener("click", (event) => {
    if (!event.target.closest("#menu, [data-menu-open]")) set(false);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && menu.classList.contains("show")) {
      set(false);
      opener.focus();
    }
  });
}
