// The results page: results follow what is typed, "More results" makes the list longer. The URL
// always names what is shown; the history gets an entry for each search that was meant, by Enter.

const SHORTEST = 2;
const HIGHEST_LIMIT = 100;

const parsed = (html) => new DOMParser().parseFromString(html, "text/html").body;

/** The URL of this search with another query: chosen facets stay, the place in the list does not. */
function searchUrl(query) {
  const parameters = new URLSearchParams(location.search);
  for (const name of ["offset", "limit", "as_typed"]) parameters.delete(name);
  parameters.set("q", query);
  return `/search?${parameters}`;
}

/** So long a rest, and then a look at the page: the question was meant. */
const MEANT_AFTER = 1500;

export function install({ form, input, latest, announce, tell }) {
  const main = document.querySelector("main");
  const name = document.querySelector(".name").textContent;
  const ask = latest();
  const part = (url) => ask(`${url}${url.includes("?") ? "&" : "?"}part=1`);
  let meant = location.pathname + location.search;
  // What the server knows to be a question, not a beginning of one.
  let committed = input.defaultValue.trim();
  let typedAt = 0;

  function commit() {
    const query = input.value.trim();
    if (query === "" || query === committed) return;
    committed = query;
    tell({ kind: "search", q: query });
  }

  function show(html, query) {
    main.replaceChildren(...parsed(html).childNodes);
    document.title = query ? `${query} · ${name}` : name;
    for (const door of document.querySelectorAll("[data-door]"))
      door.href = query ? `/help?q=${encodeURIComponent(query)}` : "/help";
    announce(main.querySelector("[data-announce]")?.textContent ?? "");
  }

  async function follow() {
    const query = input.value.trim();
    if (query.length < SHORTEST) return ask.cancel();
    const url = searchUrl(query);
    const html = await part(url);
    if (html === null) return;
    show(html, query);
    history.replaceState(null, "", url);
  }

  input.addEventListener("input", follow);
  input.addEventListener("input", () => {
    typedAt = performance.now();
  });
  input.addEventListener("blur", () => {
    if (typedAt > 0 && performance.now() - typedAt >= MEANT_AFTER) commit();
  });
  for (const kind of ["click", "auxclick"])
    main.addEventListener(kind, (event) => {
      if (event.target.closest("[data-hits] a")) commit();
    });
  // Someone was quicker than this script.
  if (input.value !== input.defaultValue) follow();

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const query = input.value.trim();
    const url = searchUrl(query);
    committed = query;
    const html = await part(`${url}&committed=1`);
    if (html === null) return location.assign(url);
    show(html, query);
    scrollTo(0, 0);
    if (url === meant) return history.replaceState(null, "", url);
    // What was shown while typing takes no place of its own: Back leads to the search before.
    history.replaceState(null, "", meant);
    history.pushState(null, "", url);
    meant = url;
  });

  addEventListener("popstate", async () => {
    meant = location.pathname + location.search;
    const query = new URLSearchParams(location.search).get("q") ?? "";
    input.value = query;
    const html = await part(meant);
    if (html === null) return location.reload();
    show(html, query);
  });

  async function grow(more, byKey) {
    const html = await part(more.getAttribute("href"));
    if (html === null) return location.assign(more.href);
    const list = main.querySelector("[data-hits]");
    const page = parsed(html);
    const added = [...page.querySelectorAll("[data-hits] > li")];
    const next = page.querySelector("[data-more]");
    list.append(...added);
    if (byKey) added[0]?.querySelector("a").focus({ preventScroll: true });
    if (next) more.href = next.getAttribute("href");
    else more.remove();
    const parameters = new URLSearchParams(location.search);
    parameters.set("limit", String(list.children.length));
    meant = `/search?${parameters}`;
    history.replaceState(null, "", meant);
    announce(`${added.length} more articles`);
  }

  main.addEventListener("click", (event) => {
    const more = event.target.closest("a[data-more]");
    if (!more || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (main.querySelectorAll("[data-hits] > li").length + 10 > HIGHEST_LIMIT) return;
    event.preventDefault();
    grow(more, event.detail === 0);
  });
}
