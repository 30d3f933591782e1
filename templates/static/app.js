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
const page = { form, input: form.elements.q, latest, announce };

document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  event.preventDefault();
  page.input.focus();
  page.input.select();
});

if (results) load("results").then((module) => module.install(page));
else load("type-ahead").then((module) => module.install(page));
if (document.querySelector("[data-article]")) load("article").then((module) => module.install(page));
