// Editing in place: a live preview, pictures that are pasted, and a draft that is not lost.

/** How long a person pauses before the preview is asked for. */
const pause = 400;
/** Drafts of others than this article's are dropped after so many days. */
const keepDays = 14;
const prefix = "firstline-edit:";
const justSent = "firstline-edit-sent";

export function install({ announce }) {
  const form = document.querySelector("[data-edit]");
  const text = form.elements.text;
  const fields = ["text", "why", "ticket", ...(form.elements.article.value ? [] : ["path"])];
  // Not `value`: after a reload some browsers put back what was typed.
  const asSent = Object.fromEntries(fields.map((name) => [name, form.elements[name].defaultValue]));
  form.querySelector("[data-hint]").hidden = false;
  keepDraft(form, fields, asSent);
  showPreviews(form);
  takePictures(form, announce);
  form.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-line]");
    if (!link) return;
    event.preventDefault();
    goToLine(text, Number(link.dataset.line));
  });
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    form.requestSubmit(form.querySelector("button[value=propose]"));
  });
}

function goToLine(text, line) {
  let at = 0;
  for (let i = 1; i < line; ++i) {
    const end = text.value.indexOf("\n", at);
    if (end < 0) break;
    at = end + 1;
  }
  const end = text.value.indexOf("\n", at);
  text.focus();
  text.setSelectionRange(at, end < 0 ? text.value.length : end);
  // Lines that are wrapped make this a guess; the selection shows the place.
  const height = Number.parseFloat(getComputedStyle(text).lineHeight);
  text.scrollTop = Math.max(0, (line - 4) * height);
}

/** What is written is kept in this browser until it is sent. */
function keepDraft(form, fields, asSent) {
  const article = form.elements.article.value;
  // A browser may be shared: what one person wrote is not offered to another.
  const account = document.querySelector(".me-name")?.textContent ?? "";
  const name = `${prefix}${account}:${form.elements.replaces.value || article || "new"}`;
  const read = () => {
    try {
      return JSON.parse(localStorage.getItem(name));
    } catch {
      return null;
    }
  };
  const write = () => {
    const now = Object.fromEntries(fields.map((field) => [field, form.elements[field].value]));
    try {
      if (fields.every((field) => now[field] === asSent[field])) localStorage.removeItem(name);
      else
        localStorage.setItem(
          name,
          JSON.stringify({
            ...now,
            key: form.elements.key.value,
            base: form.elements.base.value,
            at: Date.now(),
          }),
        );
    } catch {
      // The browser keeps nothing; then the form is all there is.
    }
  };
  dropOld();
  const draft = read();
  // A form that comes back with a trouble or a preview has what was typed already.
  const isFresh = location.pathname !== "/edit" || location.search !== "";
  if (draft && isFresh && draft.text !== asSent.text) {
    const fill = (from) => {
      for (const field of [...fields, "key", "base"])
        if (from[field] !== undefined) form.elements[field].value = from[field];
    };
    const fresh = { ...asSent, key: form.elements.key.value, base: form.elements.base.value };
    fill(draft);
    const said = document.querySelector("[data-restored]");
    said.hidden = false;
    said.querySelector("[data-discard]").addEventListener("click", () => {
      fill(fresh);
      said.hidden = true;
      form.elements.text.dispatchEvent(new Event("input", { bubbles: true }));
      form.elements.text.focus();
    });
  }
  form.addEventListener("input", write);
  form.addEventListener("submit", (event) => {
    if (!["propose", "accept"].includes(event.submitter?.value)) return;
    // Kept until it is known to be taken: app.js sees which page follows.
    sessionStorage.setItem(justSent, name);
  });
}

function dropOld() {
  try {
    for (const name of Object.keys(localStorage)) {
      if (!name.startsWith(prefix)) continue;
      const { at } = JSON.parse(localStorage.getItem(name)) ?? {};
      if (!(Date.now() - at < keepDays * 86_400_000)) localStorage.removeItem(name);
    }
  } catch {
    // Nothing is kept that could be old.
  }
}

function showPreviews(form) {
  const place = form.querySelector("[data-preview]");
  let timer = 0;
  let controller = null;
  const show = async () => {
    controller?.abort();
    controller = new AbortController();
    const { article, path, text, key } = form.elements;
    try {
      const response = await fetch("/api/v1/preview", {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({
          article: article.value,
          path: path.value,
          text: text.value,
          key: key.value,
        }),
        signal: controller.signal,
      });
      const answer = await response.json();
      if (response.ok) draw(place, answer);
      else if (response.status === 503 && response.headers.get("Retry-After") === "1")
        timer = setTimeout(show, 1000);
      else say(place, answer.detail);
    } catch (error) {
      if (error.name !== "AbortError") say(place, "The preview cannot be had just now.");
    }
  };
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(show, pause);
  };
  form.addEventListener("input", later);
  show();
}

const made = (tag, properties = {}, ...children) => {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
};

function finding({ line, severity, message }) {
  const link = made("a", { href: "#field.text", textContent: `Line ${line}` });
  link.dataset.line = line;
  const said = made("span", { dir: "auto", textContent: message });
  return made(
    "li",
    { className: `finding ${severity}` },
    ...[link, ": ", made("strong", { textContent: severity }), ": ", said],
  );
}

/** The same as parts/preview.html. What comes as HTML was sanitised by the indexer. */
function draw(place, { html, title, problems }) {
  const at = place.querySelector(".looks")?.scrollTop ?? 0;
  const prose = made("div", { className: "prose", dir: "auto", innerHTML: html });
  // A picture without a known size takes no room, and so would never be looked for.
  for (const image of prose.querySelectorAll("img")) image.loading = "eager";
  const looks = made(
    "div",
    { className: "looks", tabIndex: 0 },
    made("p", { className: "as-title", dir: "auto", textContent: title }),
    prose,
  );
  looks.setAttribute("role", "region");
  looks.setAttribute("aria-labelledby", "say.looks");
  // Who follows a link of the preview must not lose the form.
  for (const link of prose.querySelectorAll("a[href]:not([href^='#'])")) link.target = "_blank";
  const list = made("ul", { className: "findings" }, ...problems.map(finding));
  list.setAttribute("aria-labelledby", "say.findings");
  place.replaceChildren(
    ...(problems.length
      ? [made("h2", { id: "say.findings", textContent: "What the check says" }), list]
      : [made("p", { className: "fine", textContent: "The check finds nothing wrong." })]),
    made("h2", { id: "say.looks", textContent: "How it will look" }),
    looks,
  );
  looks.scrollTop = at;
}

function say(place, words) {
  place.replaceChildren(made("p", { className: "quiet", textContent: words }));
}

/** A picture that is pasted, or dropped, goes to the server at once and into the text by name. */
function takePictures(form, announce) {
  const text = form.elements.text;
  const take = async (event, files) => {
    const pictures = [...files].filter((file) => file.type.startsWith("image/"));
    if (!pictures.length) return;
    event.preventDefault();
    for (const picture of pictures) await send(picture);
  };
  const insert = (words) => {
    text.focus();
    // Keeps what "Undo" knows; where that is not possible, the text is set.
    if (!document.execCommand("insertText", false, words))
      text.setRangeText(words, text.selectionStart, text.selectionEnd, "end");
    text.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const send = async (picture) => {
    const query = new URLSearchParams({ key: form.elements.key.value, name: picture.name });
    try {
      const response = await fetch(`/api/v1/proposal-files?${query}`, {
        method: "POST",
        headers: { "Content-Type": picture.type },
        body: picture,
      });
      const answer = await response.json();
      if (response.ok) insert(answer.markdown);
      announce(response.ok ? "The picture is in the text." : answer.detail);
      if (!response.ok) refuse(answer.detail);
    } catch {
      refuse("The picture could not be sent. Try again in a moment.");
    }
  };
  const refuse = (words) => {
    form.querySelector("[data-refused]")?.remove();
    const said = made("p", { className: "trouble", textContent: words });
    said.dataset.refused = "";
    said.setAttribute("role", "alert");
    text.after(said);
  };
  text.addEventListener("paste", (event) => take(event, event.clipboardData?.files ?? []));
  text.addEventListener("drop", (event) => take(event, event.dataTransfer?.files ?? []));
}
