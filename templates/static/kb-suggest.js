// <kb-suggest for="#subject,#body" server="https://kb.example.com"></kb-suggest>
//
// Shows, beside a form, what the knowledge base has about the text that is written there, and
// nothing if it has nothing good. Without `server` it asks the site of the page itself. No cookies,
// no storage, no other files; the manual's article "Suggestions beside any form" tells the rest.
{
  const PAUSE = 400; // ms without a key: a thought has ended
  const PATIENCE = 8000; // ms for an answer; later it would be about another text
  const SHORTEST = 5; // characters
  const LONGEST = { subject: 300, text: 4000 }; // the server takes 16 KB
  const MOST = 3;
  const FIRST_REST = 5000; // ms after a failure, twice as long after each further one ...
  const LONGEST_REST = 300_000; // ... up to this

  const css = `
    :host { display: block; position: relative; font: inherit; color: inherit; text-align: start; }
    :host([hidden]) { display: none; }
    [hidden] { display: none !important; }
    .unseen { position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
    section { padding: var(--kb-suggest-padding, .75rem 0); border-block: 1px solid var(--kb-suggest-line, rgb(128 128 128 / 45%)); overflow-wrap: break-word; animation: appear 120ms ease-out; }
    p { margin: 0; }
    ul { margin: 0; padding: 0; list-style: none; }
    li { margin-block-start: .5rem; }
    .heading { font-weight: 650; }
    .small { font-size: .9em; }
    .note { margin-block-start: .75rem; font-size: .85em; }
    .incident { padding-inline-start: .75rem; border-inline-start: 4px solid var(--kb-suggest-warn, #b97a10); }
    a { color: var(--kb-suggest-link, LinkText); text-underline-offset: .18em; }
    a:focus-visible { outline: 3px solid currentColor; outline-offset: 2px; }
    @keyframes appear { from { opacity: 0; } }
    @media (prefers-reduced-motion: reduce) { section { animation: none; } }`;

  // Not an inline style: it works where the page's policy says style-src 'self'.
  const sheet = "replaceSync" in CSSStyleSheet.prototype ? new CSSStyleSheet() : null;
  sheet?.replaceSync(css);

  /** An element with a name for `::part()`, which is its class too. */
  function make(name, part, ...content) {
    const made = document.createElement(name);
    made.className = part;
    made.setAttribute("part", part.split(" ")[0]);
    made.append(...content);
    return made;
  }

  function textOf(field) {
    if (["password", "hidden", "file"].includes(field.type)) return "";
    return (typeof field.value === "string" ? field.value : (field.innerText ?? "")).trim();
  }

  const several = (count) => (count === 1 ? "1 article" : `${count} articles`);

  function announcementOf({ results, incidents }) {
    const known = incidents.length > 0 ? "There is a known problem. " : "";
    return known + (results.length > 0 ? `${several(results.length)} may help` : "");
  }

  class KbSuggest extends HTMLElement {
    static observedAttributes = ["for", "server", "max", "heading", "except"];

    #panel = make("section", "panel");
    #status = make("div", "unseen");
    #root = null; // of the page, or of the component that the form is in
    #timer = 0;
    #request = null;
    #asked = ""; // the text of the last question
    #answered = ""; // the text that the list is about
    #list = ""; // what the list shows
    #held = null; // an answer that came while somebody was in the list
    #inside = false;
    #restUntil = 0;
    #rest = FIRST_REST;
    #warned = false;

    constructor() {
      super();
      const shadow = this.attachShadow({ mode: "open" });
      if (sheet) shadow.adoptedStyleSheets = [sheet];
      this.#status.setAttribute("role", "status");
      this.#panel.hidden = true;
      shadow.append(this.#panel, this.#status);
      this.#panel.addEventListener("click", (event) => this.#opened(event));
      this.#panel.addEventListener("auxclick", (event) => this.#opened(event));
      // What somebody is about to open must not move away below them.
      this.#panel.addEventListener("focusin", () => (this.#inside = true));
      this.#panel.addEventListener("focusout", (event) => {
        if (!this.#panel.contains(event.relatedTarget)) this.#left();
      });
      this.#panel.addEventListener("pointerenter", (event) => {
        if (event.pointerType === "mouse") this.#inside = true;
      });
      this.#panel.addEventListener("pointerleave", () => {
        if (!this.#panel.contains(shadow.activeElement)) this.#left();
      });
    }

    connectedCallback() {
      this.#root = this.getRootNode();
      // Heard at the root, so that fields may come later.
      for (const type of ["input", "change", "compositionend"])
        this.#root.addEventListener(type, this.#heard, { passive: true });
      this.#root.addEventListener("submit", this.#cancel, { passive: true });
      this.#later(PAUSE);
    }

    disconnectedCallback() {
      for (const type of ["input", "change", "compositionend"])
        this.#root.removeEventListener(type, this.#heard);
      this.#root.removeEventListener("submit", this.#cancel);
      this.#cancel();
    }

    attributeChangedCallback() {
      if (!this.isConnected) return;
      this.#cancel();
      this.#restUntil = 0;
      this.#rest = FIRST_REST;
      this.#asked = this.#list = "";
      this.#warned = false;
      this.#clear();
      this.#later(PAUSE);
    }

    get #server() {
      return (this.getAttribute("server") || location.origin).replace(/\/+$/, "");
    }

    get #fields() {
      return [...this.#root.querySelectorAll(this.getAttribute("for") || ":not(*)")];
    }

    #heard = (event) => {
      if (event.isComposing) return;
      const selector = this.getAttribute("for");
      try {
        if (selector && event.composedPath().some((node) => node.matches?.(selector))) this.#later(PAUSE);
      } catch (error) {
        this.#warn(error);
      }
    };

    #cancel = () => {
      clearTimeout(this.#timer);
      if (this.#request) this.#asked = "";
      this.#request?.abort();
      this.#request = null;
    };

    #later(wait) {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#ask(), Math.max(wait, this.#restUntil - Date.now()));
    }

    /** Whoever builds the page sees what is wrong; whoever writes in it is not told. */
    #warn(error) {
      if (!this.#warned) console.warn("kb-suggest:", error);
      this.#warned = true;
    }

    async #ask() {
      this.#request?.abort();
      this.#request = null;
      try {
        const [first = "", ...others] = this.#fields.map(textOf).filter(Boolean);
        const subject = first.slice(0, others.length > 0 ? LONGEST.subject : LONGEST.text);
        const text = others.join("\n").slice(0, LONGEST.text);
        const written = `${subject}\n${text}`.trim();
        if (written === this.#asked) return;
        this.#asked = written;
        if (written.length < SHORTEST) return this.#take({ results: [], incidents: [] }, written);
        const request = (this.#request = new AbortController());
        const answer = await this.#post({ subject, text }, request);
        if (request === this.#request && answer) this.#take(answer, written);
      } catch (error) {
        this.#warn(error);
      }
    }

    /** Gives the answer, or null if there is none for any reason. */
    async #post(question, request) {
      const server = this.#server;
      const ours = new URL(server).origin === location.origin;
      const timeout = setTimeout(() => request.abort("late"), PATIENCE);
      try {
        const response = await fetch(`${server}/api/v1/suggestions`, {
          method: "POST",
          body: JSON.stringify(question),
          // As text, another site is asked without a question before.
          headers: { "Content-Type": ours ? "application/json" : "text/plain" },
          credentials: ours ? "same-origin" : "omit",
          ...(ours ? {} : { referrerPolicy: "no-referrer" }),
          signal: request.signal,
        });
        if (response.ok) {
          const answer = await response.json();
          this.#rest = FIRST_REST;
          return answer;
        }
        this.#takeRest(1000 * Number(response.headers.get("Retry-After")));
        return null;
      } catch (error) {
        // A newer question took this one's place.
        if (request.signal.aborted && request.signal.reason !== "late") return null;
        this.#takeRest();
        this.#warn(error);
        return null;
      } finally {
        clearTimeout(timeout);
      }
    }

    /** Asks nothing for `time` ms, or for longer after each failure. */
    #takeRest(time) {
      this.#restUntil = Date.now() + Math.min(Math.max(time || 0, this.#rest), LONGEST_REST);
      this.#rest *= 2;
      this.#asked = "";
    }

    #take(answer, written) {
      if (this.#inside) this.#held = { answer, written };
      else this.#show(answer, written);
    }

    #left() {
      this.#inside = false;
      const held = this.#held;
      this.#held = null;
      if (held) this.#show(held.answer, held.written);
    }

    #clear() {
      this.#panel.hidden = true;
      this.#panel.replaceChildren();
      this.#status.textContent = this.#list = this.#answered = "";
      this.#held = null;
      this.#inside = false;
    }

    #show(answer, written) {
      const most = Math.min(Number(this.getAttribute("max")) || MOST, MOST);
      const shown = {
        results: (answer.results ?? []).filter((one) => !this.#isExcepted(one)).slice(0, most),
        incidents: (answer.incidents ?? []).slice(0, most),
      };
      if (shown.results.length + shown.incidents.length === 0) {
        // More words can make an answer less sure; what helped a moment ago does not go for that.
        if (!this.#answered || !written.startsWith(this.#answered)) this.#clear();
        return;
      }
      this.#answered = written;
      const list = JSON.stringify(shown);
      if (list === this.#list) return;
      this.#list = list;
      this.#draw(shown);
      this.#panel.hidden = false;
      this.#status.textContent = announcementOf(shown);
      this.#tell("shown", {
        ids: shown.results.map((result) => result.id),
        incidents: shown.incidents.map((incident) => incident.title),
      });
    }

    #isExcepted({ id, url }) {
      const { pathname } = new URL(url, `${this.#server}/`);
      const names = (this.getAttribute("except") ?? "").split(/\s+/).filter(Boolean);
      return names.some((name) => name === id || pathname.endsWith(encodeURI(`/a/${name}`)));
    }

    #draw({ results, incidents }) {
      const heading = make("p", "heading", this.getAttribute("heading") || "These may help");
      heading.id = "heading";
      this.#panel.setAttribute("aria-labelledby", heading.id);
      this.#panel.replaceChildren(
        heading,
        make("ul", "list", ...incidents.map((one) => this.#incident(one)), ...results.map((one) => this.#article(one))),
        make("p", "note", "Links open in a new tab. What you wrote stays here."),
      );
    }

    #incident({ title, text, link }) {
      const item = make("li", "incident", make("strong", "incident-title", `Known problem: ${title}`));
      if (text) item.append(make("p", "incident-text small", text));
      if (link) item.append(this.#link("More about it", link, { incident: title }));
      return item;
    }

    #article({ id, title, url, section, summary }) {
      const item = make("li", "item", this.#link(title, url, { id }));
      const more = section?.heading ? `› ${section.heading}` : summary;
      if (more) item.append(make("p", section?.heading ? "section small" : "summary small", more));
      return item;
    }

    #link(text, address, detail) {
      const base = `${this.#server}/`;
      const url = new URL(address, base);
      // An answer is data: it opens pages and runs nothing.
      if (!/^https?:$/.test(url.protocol)) return make("span", "link", text);
      const link = make("a", "link", text, make("span", "unseen", " (opens in a new tab)"));
      link.href = url.href;
      link.target = "_blank";
      link.rel = new URL(base).origin === location.origin ? "noopener" : "noopener noreferrer";
      link.detail = detail;
      return link;
    }

    #opened(event) {
      const link = event.target.closest("a");
      if (link && event.button < 2) this.#tell("opened", { ...link.detail, url: link.href });
    }

    #tell(what, detail) {
      this.dispatchEvent(new CustomEvent(`kb-suggest:${what}`, { detail, bubbles: true, composed: true }));
    }
  }

  if (!customElements.get("kb-suggest")) customElements.define("kb-suggest", KbSuggest);
}
