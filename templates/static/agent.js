// Beside a ticket: results follow what is pasted, and a result is copied by button or by key. What
// is pasted goes to the server to be searched for, and is kept nowhere: not there, not here.

/** Longer texts are refused by the server, so they are not sent there. */
const LONGEST = 1 << 20;
const TOO_LONG = "That is more than 1 MB. Paste the part that tells what is wrong.";
const PAUSE = 250;
const TOAST_FOR = 4000;
const KEYS = { c: "link", m: "markdown", h: "html", p: "text", s: "steps", i: "note" };
const NAMES = {
  link: "link",
  markdown: "Markdown",
  html: "HTML",
  text: "plain text",
  steps: "steps and link",
  note: "internal note",
};

const escaped = (text) =>
  text.replace(/[&<>"']/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" })[c]);
const inMarkdown = (text) => text.replace(/[\\`*_[\]<>#|]/g, "\\$&");
const whole = (url) => (URL.canParse(url, location.href) ? new URL(url, location.href).href : url);

/** A part of a section as plain text: steps are numbered, items have a dash. */
function plainText(node, indent = "") {
  let text = "";
  for (const child of node.childNodes) {
    if (child.nodeType === Node.TEXT_NODE) text += child.textContent.replace(/\s+/g, " ");
    else if (child.nodeType !== Node.ELEMENT_NODE) continue;
    else if (child.matches("button, .unseen")) continue;
    else if (child.matches("ol, ul")) {
      let number = Number(child.getAttribute("start") ?? 1);
      for (const item of child.children) {
        const mark = child.matches("ol") ? `${number++}. ` : "- ";
        text = `${text.trimEnd()}\n${indent}${mark}${plainText(item, `${indent}   `).trim()}`;
      }
      text += "\n";
    } else if (child.matches("pre")) text += `\n${child.textContent.trimEnd()}\n`;
    else if (child.matches("br")) text += "\n";
    else if (child.matches("td, th")) text += `${plainText(child, indent).trim()}\t`;
    else if (child.matches("p, div, tr, h1, h2, h3, h4, h5, h6, blockquote, table"))
      text += `\n${plainText(child, indent).trim()}\n`;
    else text += plainText(child, indent);
  }
  return text;
}

/** A copy of a section that works in somebody else's page: whole addresses, nothing of ours. */
function portable(section) {
  const copy = section.cloneNode(true);
  for (const ours of copy.querySelectorAll("button, .unseen, img, svg")) ours.remove();
  for (const link of copy.querySelectorAll("a[href]")) link.setAttribute("href", whole(link.getAttribute("href")));
  for (const element of copy.querySelectorAll("*"))
    for (const { name } of [...element.attributes])
      if (name !== "href" && name !== "start") element.removeAttribute(name);
  return copy;
}

/** The lists of a section are its steps; a section without one is taken whole. */
function stepsOf(hit) {
  const section = portable(hit.querySelector("[data-section-text]"));
  const lists = [...section.querySelectorAll("ol")].filter((list) => !list.parentElement.closest("ol, ul"));
  if (lists.length === 0) return section;
  const steps = document.createElement("div");
  steps.append(...lists);
  return steps;
}

/** What a result is copied as: as text and, where it has one, as HTML. */
export function formOf(hit, form) {
  const { title, section } = hit.dataset;
  const url = whole(hit.dataset.url);
  const name = section && section !== title ? `${title}: ${section}` : title;
  const link = `<a href="${escaped(url)}">${escaped(name)}</a>`;
  switch (form) {
    case "link":
      return { text: url };
    case "markdown":
      return { text: `[${inMarkdown(name)}](${url.replace(/\(/g, "%28").replace(/\)/g, "%29")})` };
    case "html":
      return { text: link, html: link };
    case "text":
      return { text: `${name}\n${url}` };
    case "note":
      return { text: `[internal] ${name}\n${url}`, html: `<p>[internal] ${link}</p>` };
    case "steps": {
      const steps = stepsOf(hit);
      return {
        text: `${plainText(steps).trim().replace(/\n{3,}/g, "\n\n")}\n\n${name}\n${url}`,
        html: `${steps.innerHTML}<p>${link}</p>`,
      };
    }
  }
}

/**
 * @param told  what else is to know of a copied link: the page that this one is a frame of
 */
export function install({ announce, copy, copyRich, told = () => {} }) {
  const main = document.querySelector("[data-agent]");
  const form = main.querySelector("[data-paste]");
  const text = main.querySelector("[data-text]");
  const reference = main.querySelector("[data-reference]");
  const found = main.querySelector("[data-found]");
  const chips = main.querySelector("[data-chips]");
  const toast = main.querySelector("[data-toast]");
  const keys = main.querySelector("[data-keys]");
  const keysOn = main.querySelector("[data-keys-on]");
  let controller = null;
  let toastTimer = 0;
  let pause = 0;

  function say(words) {
    toast.textContent = words;
    clearTimeout(toastTimer);
    toastTimer = setTimeout(() => toast.replaceChildren(), TOAST_FOR);
  }

  const hits = () => [...found.querySelectorAll("[data-hit]")];

  function ready() {
    for (const copies of found.querySelectorAll("[data-copies]")) copies.hidden = false;
  }

  async function post(url, body, headers = {}) {
    const response = await fetch(url, { method: "POST", body, headers });
    return { ok: response.ok, status: response.status, body: await response.text() };
  }

  /** Looks for what stands in the field. True once the results are there. */
  async function find(submitter) {
    clearTimeout(pause);
    controller?.abort();
    const mine = new AbortController();
    controller = mine;
    if (new Blob([text.value]).size > LONGEST) {
      say(TOO_LONG);
      return false;
    }
    const body = new URLSearchParams(new FormData(form));
    if (submitter?.name) body.append(submitter.name, submitter.value);
    try {
      const response = await fetch(form.action, {
        method: "POST",
        body,
        headers: { "X-Firstline-Part": "agent" },
        signal: mine.signal,
      });
      if (controller !== mine) return false;
      if (response.status === 413) {
        say(TOO_LONG);
        return false;
      }
      if (!response.ok) throw new Error(String(response.status));
      const page = new DOMParser().parseFromString(await response.text(), "text/html").body;
      if (controller !== mine) return false;
      chips.replaceChildren(...page.querySelector("[data-chips]").childNodes);
      found.replaceChildren(...page.querySelector("[data-found]").childNodes);
      ready();
      announce(found.querySelector("[data-announce]")?.textContent ?? "");
      return true;
    } catch (error) {
      if (error.name !== "AbortError") say("The search did not answer. Your text is still here; try again.");
      return false;
    }
  }

  function later() {
    clearTimeout(pause);
    pause = setTimeout(find, PAUSE);
  }

  const isLocal = (submitter) => !submitter?.hasAttribute("formaction");
  form.addEventListener("submit", async (event) => {
    if (!isLocal(event.submitter)) return;
    event.preventDefault();
    const chip = event.submitter?.closest(".chip");
    const at = chip ? [...chips.querySelectorAll(".chip")].indexOf(chip) : -1;
    await find(event.submitter);
    // The button that was pressed is gone; the next one on the same chip has the focus.
    if (at >= 0) chips.querySelectorAll(".chip")[at]?.querySelector("button")?.focus();
  });
  text.addEventListener("input", (event) => (event.inputType === "insertFromPaste" ? find() : later()));
  reference.addEventListener("change", () => find());
  text.addEventListener("keydown", async (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    if (await find()) hits()[0]?.focus();
  });

  const chipsLeft = () =>
    [...chips.querySelectorAll(".chip:not(.gone) .chip-text")].map((chip) => chip.textContent);

  /** Has the ticket know what it was given. */
  async function record(hit, internal) {
    const ticket = reference.value.trim();
    if (ticket === "") return "";
    const { id: article, anchor: section } = hit.dataset;
    const body = JSON.stringify({ article, section, ticket, internal, chips: chipsLeft() });
    const answer = await post("/api/v1/links", body, { "Content-Type": "application/json" });
    if (!answer.ok) return ` It could not be noted for ${ticket}.`;
    return JSON.parse(answer.body).shown_to_requester
      ? ` ${ticket} now shows it to its requester.`
      : ` Noted for ${ticket}.`;
  }

  async function take(hit, kind) {
    const made = formOf(hit, kind);
    try {
      await (made.html ? copyRich(made.text, made.html) : copy(made.text));
    } catch {
      return say("Your browser did not let us copy. The permanent link stands below the result.");
    }
    const internal = kind === "note";
    say(`Copied as ${NAMES[kind]}: ${hit.dataset.title}.`);
    told({ ...hit.dataset, url: whole(hit.dataset.url), form: kind, internal, ...made });
    try {
      const noted = await record(hit, internal);
      if (noted) say(`Copied as ${NAMES[kind]}: ${hit.dataset.title}.${noted}`);
    } catch {
      say(`Copied as ${NAMES[kind]}. It could not be noted: the server did not answer.`);
    }
  }

  found.addEventListener("click", (event) => {
    const button = event.target.closest("[data-copy]");
    if (button) take(button.closest("[data-hit]"), button.dataset.copy);
  });

  found.addEventListener("submit", async (event) => {
    const used = event.target.closest("[data-used]");
    if (!used) return;
    event.preventDefault();
    const answer = await post(used.action, new URLSearchParams(new FormData(used)), {
      "X-Firstline-Part": "used",
    }).catch(() => ({ ok: false }));
    if (!answer.ok) return say("That was not taken. Try again in a moment.");
    const button = used.querySelector("button");
    button.textContent = "You said it was right";
    say("Thank you. Three agents who say so of this text count as a review.");
  });

  // Keys work while a result has the focus, and not while a field in it has.
  const remembered = "firstline-agent-keys";
  try {
    keysOn.checked = localStorage.getItem(remembered) !== "off";
  } catch {
    // A frame may not remember.
  }
  const showKeys = () => keys.classList.toggle("off", !keysOn.checked);
  keysOn.addEventListener("change", () => {
    showKeys();
    try {
      localStorage.setItem(remembered, keysOn.checked ? "on" : "off");
    } catch {
      // It holds until the page is left.
    }
  });
  showKeys();
  keys.hidden = false;

  function move(hit, by) {
    const all = hits();
    const next = all[all.indexOf(hit) + by];
    next?.focus();
    next?.scrollIntoView({ block: "nearest" });
  }

  found.addEventListener("keydown", (event) => {
    const hit = event.target.closest("[data-hit]");
    if (!hit || !keysOn.checked || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, textarea, select")) return;
    const unfold = hit.querySelector("[data-unfold]");
    if (event.key === "ArrowDown" || event.key === "ArrowUp") move(hit, event.key === "ArrowDown" ? 1 : -1);
    else if (event.key === "Escape") text.focus();
    else if (event.key === "u" && unfold) unfold.open = !unfold.open;
    else if (event.key in KEYS) {
      const kind = KEYS[event.key];
      if (!hit.querySelector(`[data-copy="${kind}"]`))
        return say("internal" in hit.dataset ? "This article is not for requesters: i copies it for an internal note." : "That is not offered for this result.");
      take(hit, kind);
    } else return;
    event.preventDefault();
  });

  /** `#text=...&ticket=...`: from a bookmark or a macro. It never reaches a server or a history. */
  function fromFragment() {
    const given = new URLSearchParams(location.hash.slice(1));
    if (!given.has("text") && !given.has("ticket")) return;
    history.replaceState(null, "", location.pathname + location.search);
    fill(given.get("text") ?? "", given.get("ticket") ?? "");
  }
  async function fill(given, ticket) {
    text.value = given;
    reference.value = ticket;
    return find();
  }
  addEventListener("hashchange", fromFragment);
  ready();
  fromFragment();
  return { fill };
}
