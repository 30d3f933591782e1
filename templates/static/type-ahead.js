// Suggestions while typing: the combobox pattern of the ARIA Authoring Practices. The list lies over
// the page. With nothing good to say it stays away.

const SHORTEST = 2;
const MOST_COMPLETIONS = 3;

/** The text of server-made HTML with its <mark> elements, and nothing else of it. */
function marked(html) {
  const parsed = new DOMParser().parseFromString(html, "text/html").body;
  const out = document.createDocumentFragment();
  for (const node of parsed.childNodes) {
    const piece = node.nodeName === "MARK" ? document.createElement("mark") : null;
    if (piece) piece.textContent = node.textContent;
    out.append(piece ?? node.textContent);
  }
  return out;
}

function element(name, className, ...content) {
  const made = document.createElement(name);
  made.className = className;
  made.dir = "auto";
  made.append(...content);
  return made;
}

function articleOption(result) {
  const option = element("li", "article", element("div", "title", marked(result.marked_title ?? "")));
  if (!option.textContent) option.firstChild.textContent = result.title;
  if (result.section) option.append(element("div", "where", `› ${result.section.heading}`));
  option.dataset.url = result.url;
  return option;
}

function completionOption(text, first) {
  const option = element("li", first ? "completion first" : "completion", "Search for ");
  option.append(element("span", "", text));
  option.dataset.url = `/search?q=${encodeURIComponent(text)}`;
  return option;
}

function optionsOf(answer, typed) {
  const options = answer.results.slice(0, 5).map(articleOption);
  const others = answer.completions.filter((text) => text !== typed).slice(0, MOST_COMPLETIONS);
  others.forEach((text, i) => options.push(completionOption(text, i === 0 && options.length > 0)));
  options.forEach((option, i) => {
    option.id = `suggestion-${i}`;
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
  });
  return options;
}

function makeList(form) {
  const list = document.createElement("ul");
  list.id = "suggestions";
  list.className = "suggestions";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Suggestions");
  form.append(list);
  return list;
}

export function install({ form, input, latest, announce, tell }) {
  const list = makeList(form);
  const ask = latest();
  let active = -1;

  for (const [name, value] of [
    ["role", "combobox"],
    ["aria-autocomplete", "list"],
    ["aria-controls", list.id],
    ["aria-expanded", "false"],
  ])
    input.setAttribute(name, value);

  const options = () => list.children;

  function activate(index) {
    options()[active]?.setAttribute("aria-selected", "false");
    active = index;
    const option = options()[active];
    if (!option) return input.removeAttribute("aria-activedescendant");
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", option.id);
  }

  function show(open) {
    activate(-1);
    list.hidden = !open || options().length === 0;
    input.setAttribute("aria-expanded", String(!list.hidden));
  }

  function close() {
    ask.cancel();
    show(false);
  }

  async function update() {
    const typed = input.value.trim();
    if (typed.length < SHORTEST) {
      list.replaceChildren();
      return close();
    }
    const body = await ask(`/api/v1/suggest?q=${encodeURIComponent(typed)}`);
    if (body === null) return;
    const chosen = options()[active]?.dataset.url;
    list.replaceChildren(...optionsOf(JSON.parse(body), typed));
    show(document.activeElement === input);
    // Who chose while this answer was under way keeps the choice if it is still there.
    if (chosen) activate([...options()].findIndex((option) => option.dataset.url === chosen));
    const count = options().length;
    announce(count === 0 ? "" : `${count === 1 ? "1 suggestion" : `${count} suggestions`}, use the arrow keys`);
  }

  function move(step) {
    if (list.hidden) return show(true);
    // -1, the box itself, is one of the places the arrows go through.
    const places = options().length + 1;
    activate(((active + 1 + step + places) % places) - 1);
  }

  function choose(option) {
    if (option.classList.contains("article")) tell({ kind: "search", q: input.value.trim() });
    location.assign(option.dataset.url);
  }

  const keys = {
    ArrowDown: () => move(1),
    ArrowUp: () => move(-1),
    Escape: () => close(),
    Enter: () => choose(options()[active]),
  };

  input.addEventListener("input", update);
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    const key = event.key;
    if (event.isComposing || !(key in keys)) return;
    if (key === "Enter" && active < 0) return;
    if (key === "Escape" && list.hidden) return;
    if (options().length === 0) return;
    event.preventDefault();
    keys[key]();
  });
  // Someone was quicker than this script.
  if (input.value !== input.defaultValue) update();
  form.addEventListener("submit", close);
  addEventListener("pageshow", close);

  // The box keeps the focus while the pointer chooses.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("pointermove", (event) => {
    const index = [...options()].indexOf(event.target.closest('[role="option"]'));
    if (index >= 0 && index !== active) activate(index);
  });
  list.addEventListener("click", (event) => {
    const option = event.target.closest('[role="option"]');
    if (!option) return;
    if (event.ctrlKey || event.metaKey) open(option.dataset.url, "_blank", "noopener");
    else choose(option);
  });
}
