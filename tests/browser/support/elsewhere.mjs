// Another system's ticket form, at an origin of its own, with a policy as strict as they come.

import { createServer } from "node:http";
import { after, before } from "node:test";

const form = (kb, extra) => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Open a ticket</title>
<link rel="stylesheet" href="/style.css">
<script type="module" src="${kb}/static/kb-suggest.js"></script>
<main>
<h1>Open a ticket</h1>
<form action="/sent" method="post">
<p><label for="subject">Subject</label> <input id="subject" name="subject"></p>
<p><label for="body">What happens?</label> <textarea id="body" name="body" rows="4"></textarea></p>
<p><button>Send</button></p>
</form>
<kb-suggest for="#subject, #body" server="${kb}" ${extra}></kb-suggest>
<p id="below">Below the form</p>
</main>
</html>`;

const style = `:root { color-scheme: light dark; background: Canvas; font: 1rem/1.5 sans-serif; }
  input, textarea { font: inherit; width: 100%; box-sizing: border-box; }`;

const policyFor = (kb) =>
  [
    "default-src 'none'",
    `script-src ${kb}`,
    `connect-src ${kb}`,
    "style-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "require-trusted-types-for 'script'",
  ].join("; ");

async function bodyOf(request) {
  let body = "";
  for await (const chunk of request) body += chunk;
  return body;
}

/**
 * The other site of one test file. `url` is an origin that `site.mjs` lists, `unlisted` the same
 * pages at one that it does not; `address(kb, extra)` is the form beside which `kb` may suggest.
 * `pages` holds further pages by their paths.
 */
export function elsewhere() {
  const made = { pages: {} };
  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url, "http://localhost");
    const kb = searchParams.get("kb") ?? "";
    const type = pathname === "/style.css" ? "text/css" : "text/html";
    response.writeHead(200, { "Content-Type": type, ...(kb && { "Content-Security-Policy": policyFor(kb) }) });
    if (made.pages[pathname]) response.end(made.pages[pathname]);
    else if (pathname === "/style.css") response.end(style);
    else if (pathname === "/sent") response.end(`<title>Sent</title><pre>${await bodyOf(request)}</pre>`);
    else response.end(form(kb, searchParams.get("extra") ?? ""));
  });
  before(async () => {
    await new Promise((done) => server.listen(0, "127.0.0.1", done));
    const { port } = server.address();
    made.url = `http://localhost:${port}`;
    made.unlisted = `http://127.0.0.1:${port}`;
    made.address = (kb, extra = "") => `/form?${new URLSearchParams({ kb, extra })}`;
  });
  after(() => {
    server.close();
    server.closeAllConnections();
  });
  return made;
}
