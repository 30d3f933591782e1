// An article: a button that copies each piece of code, a link to each heading, names for the boxes
// of task lists, and the keyboard's way into what is too wide for the window.

const HEADINGS = "h2[id], h3[id], h4[id], h5[id], h6[id]";

function addAnchor(heading) {
  const frame = document.createElement("div");
  frame.className = "anchored";
  const link = document.createElement("a");
  link.className = "anchor";
  link.href = `#${encodeURIComponent(heading.id)}`;
  link.textContent = "#";
  link.setAttribute("aria-label", `Link to the section: ${heading.textContent}`);
  heading.replaceWith(frame);
  frame.append(heading, link);
}

/** A task's box is named by its text; Markdown has no label for it. */
function nameTask(box) {
  box.setAttribute("aria-label", box.closest("li")?.textContent.trim() || "Task");
}

/**
 * The ids of places that a writer named in HTML begin with `at.`, so that none can be a heading's,
 * and hold plain characters alone.
 * Links within the page know that; those from elsewhere carry the bare name.
 */
function goToNamedPlace() {
  let name;
  try {
    name = decodeURIComponent(location.hash.slice(1));
  } catch {
    return;
  }
  if (!name || document.getElementById(name)) return;
  const id = `at.${name.replace(/[^-\w.:]/g, "")}`.toLowerCase();
  const places = document.querySelectorAll('[data-prose] [id^="at."]');
  [...places].find((place) => place.id.toLowerCase() === id)?.scrollIntoView();
}

const LONGEST_LINE = 500;
/** Of an address, as it is sent: letters beyond Latin ones take nine characters there. */
const LONGEST_ENCODED = 3000;

/** The beginning of a text that an address has room for. */
function shortened(text) {
  let characters = [...text].slice(0, LONGEST_LINE);
  while (encodeURIComponent(characters.join("")).length > LONGEST_ENCODED)
    characters = characters.slice(0, -20);
  return characters.join("");
}

/** What is marked in the text goes along to the form that flags it. */
function carrySelection(link) {
  link.addEventListener("click", () => {
    const selection = getSelection();
    const text = selection.toString().trim().replace(/\s+/g, " ");
    const within = document.querySelector("[data-prose]").contains(selection.anchorNode);
    const url = new URL(link.href);
    if (text && within) url.searchParams.set("line", shortened(text));
    else url.searchParams.delete("line");
    link.href = url;
  });
}

export function install({ announce, copyButton }) {
  goToNamedPlace();
  addEventListener("hashchange", goToNamedPlace);
  const article = document.querySelector("[data-article]");
  for (const block of article.querySelectorAll("pre")) copyButton(block, announce);
  for (const heading of article.querySelectorAll(`[data-prose] :is(${HEADINGS})`)) addAnchor(heading);
  for (const box of article.querySelectorAll("input[type=checkbox]")) nameTask(box);
  for (const link of article.querySelectorAll("[data-flag]")) carrySelection(link);
  for (const wide of article.querySelectorAll("pre, table")) {
    if (wide.scrollWidth > wide.clientWidth) wide.tabIndex = 0;
  }
}
