// Every page works without scripts; these modules make it quicker. app.js knows which page needs
// which of them. They are fetched under the same ?v= as app.js itself, so that caches can keep
// them for ever.
const version = new URL(import.meta.url).search;
const load = (name) => import(`./${name}.js${version}`);

/**
 * A function that fetches text, for one purpose: a newer call aborts the older one, and an answer
 * that is late all the same is dropped. Gives null for what was dropped or failed.
 */
function latest() {
  let controller = null;
  const ask = async (url) => {
    controller?.abort();
    const mine = new AbortController();
    controller = mine;
    try {
      const response = await fetch(url, { signal: mine.signal });
      const body = response.ok ? await response.text() : null;
      return controller === mine ? body : null;
    } catch {
      return null;
    }
  };
  ask.cancel = () => {
    controller?.abort();
    controller = null;
  };
  return ask;
}

/** Says `text` to screen readers once the person pauses; only the last of several is said. */
const announce = (() => {
  const region = document.querySelector("[data-announcer]");
  let timer = 0;
  return (text) => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      region.textContent = text;
    }, 600);
  };
})();

const form = document.querySelector("[data-search]");
const results = document.querySelector("[data-results]");
const listening = load("listen");
const tell = (event) => listening.then((module) => module.tell(event));
const page = { form, input: form.elements.q, latest, announce, tell };

document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  event.preventDefault();
  page.input.focus();
  page.input.select();
});

if (results) load("results").then((module) => module.install(page));
else load("type-ahead").then((module) => module.install(page));

/** Loads a module that needs copying, too. */
const loadWithCopy = async (name) => {
  const [module, copy] = await Promise.all([load(name), load("copy")]);
  module.install({ ...page, ...copy });
};
if (document.querySelector("[data-article]")) loadWithCopy("article");
const promising = document.querySelector("[data-promising]");
if (promising) load("ticket").then((module) => module.showPromise(promising));
if (document.querySelector("[data-agent]")) loadWithCopy("agent");
if (document.querySelector("[data-board]")) load("writer").then((module) => module.install());
// What was begun and not sent must not wait in this browser for the next person.
function forgetDrafts() {
  try {
    for (const name of Object.keys(localStorage))
      if (name.startsWith("firstline-edit:")) localStorage.removeItem(name);
  } catch {
    // The browser keeps nothing.
  }
}
/**
 * Once a proposal is shown, what was sent need not be kept; what led to another page was not taken,
 * and is. Done here, since a person may be gone before a module for it has come.
 */
function settleSent() {
  try {
    const name = sessionStorage.getItem("firstline-edit-sent");
    sessionStorage.removeItem("firstline-edit-sent");
    if (name && document.querySelector("[data-proposal]")) localStorage.removeItem(name);
  } catch {
    // The browser keeps nothing.
  }
}
document.addEventListener("submit", ({ target }) => {
  if (["/sign-out", "/account/sign-out-all"].includes(target.getAttribute("action"))) forgetDrafts();
});
document.addEventListener("click", ({ target }) => {
  if (target.closest("a[data-sign-out]")) forgetDrafts();
});

settleSent();
if (document.querySelector("[data-edit]")) load("edit").then((module) => module.install(page));
if (document.querySelector("[data-ticket]")) {
  loadWithCopy("ticket");
  load("kb-suggest");
  for (const kind of ["shown", "opened"])
    document.addEventListener(`kb-suggest:${kind}`, ({ detail }) => {
      if (kind === "opened" && detail.id) tell({ kind: "suggestion-opened", article: detail.id });
      else if (kind === "shown") tell({ kind: "suggestions-shown", shown: detail.ids });
    });
}
if (document.querySelector("[data-solved]")) {
  load("solved").then((module) => module.install(page));
  const article = document.querySelector("[data-solved] [name=article]").value;
  listening.then((module) => module.tellDwell(article));
}
