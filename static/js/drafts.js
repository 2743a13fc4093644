// Long forms are kept while they are typed: "kept 15:32" is not "saved", and says so.

const PAUSE = 4000;

function typed(form, path) {
  const sent = new FormData(form);
  for (const [name, value] of [...sent.entries()]) if (value instanceof File) sent.delete(name);
  sent.delete("_once");
  sent.set("next", path);
  return sent;
}

function watch(mark) {
  const form = document.getElementById(mark.dataset.keepForm);
  let timer = null;
  const keep = async () => {
    if (form.dataset.sent !== undefined) return;
    let said = mark.dataset.keepFailed;
    try {
      const answer = await fetch(mark.dataset.keepUrl, { method: "POST", body: typed(form, window.location.pathname) });
      if (answer.ok && !answer.redirected) said = `${mark.dataset.keepWord} ${(await answer.json()).at}`;
    } catch (problem) {
      // The network is away: the mark says that nothing was kept.
    }
    mark.textContent = said;
  };
  form.addEventListener("input", () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(keep, PAUSE);
  });
  form.addEventListener("submit", () => window.clearTimeout(timer));
}

function put(field, values) {
  if (field.type === "file") return;
  if (field.type === "checkbox" || field.type === "radio") field.checked = values.includes(field.value);
  else if (field.tomselect) field.tomselect.setValue(field.multiple ? values : values[0]);
  else if (field.multiple) for (const option of field.options) option.selected = values.includes(option.value);
  else field.value = values[0];
}

function restore(notice) {
  const form = document.getElementById(notice.dataset.draftOf);
  const kept = JSON.parse(notice.dataset.draft);
  for (const field of form.elements) {
    const own = field.name === "csrfmiddlewaretoken" || field.name === "_once";
    if (field.name && !own && kept[field.name]) put(field, kept[field.name]);
  }
  form.dataset.dirty = "";
  notice.hidden = true;
}

document.querySelectorAll("[data-keep-form]").forEach(watch);
for (const button of document.querySelectorAll("[data-draft-restore]")) {
  button.addEventListener("click", () => restore(button.closest("[data-draft]")));
}
