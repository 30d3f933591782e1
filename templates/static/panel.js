// The panel in a frame of a ticket system. The page around it sends the ticket, and is told what
// was copied:
//   to the panel:   { type: "firstline:ticket", text, ticket }
//   from the panel: { type: "firstline:ready" }, once, when it can be sent a ticket
//                   { type: "firstline:link", article, title, section, url, form, internal, text, html }
// Only pages of the sites that the server allows are listened to, and told.
const version = new URL(import.meta.url).search;
const load = (name) => import(`./${name}.js${version}`);

const main = document.querySelector("main");
const parents = main.dataset.parents.split(" ").filter(Boolean);
const announcer = document.querySelector("[data-announcer]");
const framed = parent !== window;

/** Browsers drop what is addressed to another site than the one around us. */
function tell(message) {
  if (!framed) return;
  for (const origin of parents) parent.postMessage(message, origin);
}

if (main.hasAttribute("data-agent")) {
  const [agent, copying] = await Promise.all([load("agent"), load("copy")]);
  const { fill } = agent.install({
    ...copying,
    announce: (text) => {
      announcer.textContent = text;
    },
    told: ({ id, title, section, url, form, internal, text, html }) =>
      tell({ type: "firstline:link", article: id, title, section, url, form, internal, text, html }),
  });
  addEventListener("message", (event) => {
    if (event.source !== parent || !parents.includes(event.origin)) return;
    const { type, text, ticket } = event.data ?? {};
    if (type !== "firstline:ticket") return;
    fill(typeof text === "string" ? text : "", typeof ticket === "string" ? ticket : "");
  });
  tell({ type: "firstline:ready" });
}
