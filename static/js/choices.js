// Select boxes one can search: every long one, <select data-search>, or data-search="/address" to ask
// the server. A box for names (<input data-search="/address">) is one, too; what is typed into it and
// not chosen is sent as it stands, for the server finds it. data-several="、" stands between names.

const LONG = 15;

function options(select) {
  const url = select.dataset.search;
  const words = {
    plugins: select.multiple ? ["remove_button"] : [],
    maxOptions: 200,
    refreshThrottle: 0, // Enter right after typing must not choose what stood there before
    hidePlaceholder: true,
    render: { no_results: () => Object.assign(document.createElement("div"), { className: "no-results", textContent: select.dataset.none || "" }) },
  };
  if (!url) return words;
  if (select.tagName === "INPUT") {
    const several = select.dataset.several;
    Object.assign(words, {
      plugins: several ? ["remove_button"] : [],
      delimiter: several || "\n",
      maxItems: several ? null : 1,
      create: true,
      createOnBlur: true,
      persist: false,
      render: { ...words.render, option_create: (typed) => Object.assign(document.createElement("div"), { className: "create", textContent: typed.input }) },
    });
  }
  return {
    ...words,
    valueField: "value",
    labelField: "text",
    searchField: [],
    load: async (typed, show) => {
      try {
        const answer = await fetch(`${url}${url.includes("?") ? "&" : "?"}q=${encodeURIComponent(typed)}`, { headers: { Accept: "application/json" } });
        show(answer.ok ? await answer.json() : []);
      } catch (problem) {
        show([]);
      }
    },
  };
}

function dress(root) {
  if (!window.TomSelect) return;
  for (const select of root.querySelectorAll("main select:not(.tomselected), main input[data-search]:not(.tomselected)")) {
    if (select.dataset.search !== undefined || select.options.length > LONG) {
      new window.TomSelect(select, options(select));
      select.setAttribute("aria-hidden", "true"); // its label now names the box that one types into
    }
  }
}

dress(document);
document.body.addEventListener("htmx:afterSwap", (event) => dress(event.target));
