// The agents' panel in a frame of a ticket system at another origin.

import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, test } from "node:test";

import { browsing } from "./support/browser.mjs";
import { assertSound } from "./support/checks.mjs";
import { ownSite } from "./support/site.mjs";

const jam = "Hello,\n\nWindows 11 shows error 0x0000011b when I add my printer.\n\nThanks\nPeter";

/** A ticket system: its page holds the panel, sends it a ticket and keeps what it is told. */
const desk = createServer((request, response) => {
  const kb = new URL(request.url, "http://desk").searchParams.get("kb");
  response.writeHead(200, { "Content-Type": "text/html" });
  response.end(`<!doctype html><html lang="en"><title>Ticket 4711</title>
    <h1>Ticket 4711</h1>
    <iframe title="Knowledge base" src="${kb}/agent/panel" width="360" height="700"
            allow="clipboard-write"></iframe>
    <script>
      window.told = [];
      addEventListener("message", (event) => {
        if (event.origin !== ${JSON.stringify(kb)}) return;
        told.push(event.data);
        if (event.data.type === "firstline:ready")
          event.source.postMessage(
            { type: "firstline:ticket", text: ${JSON.stringify(jam)}, ticket: "4711" }, event.origin);
      });
    </script></html>`);
});
const stranger = createServer((request, response) => desk.emit("request", request, response));
const listen = (server) => new Promise((done) => server.listen(0, "127.0.0.1", done));
const origin = (server) => `http://127.0.0.1:${server.address().port}`;

const here = browsing(async () => {
  await Promise.all([listen(desk), listen(stranger)]);
  return ownSite(["--panel-origins", origin(desk)]);
});
after(() => {
  for (const server of [desk, stranger]) {
    server.close();
    server.closeAllConnections();
  }
});

const framed = async (page, server) => {
  await page.goto(`${origin(server)}/?kb=${encodeURIComponent(here.url)}`);
  return page.frameLocator("iframe");
};
const toldOf = (page, type) =>
  page.waitForFunction((kind) => window.told.find((message) => message.type === kind), type);

test("a ticket system sends its ticket in, and is told the link that was copied", async (t) => {
  const page = await here.openSignedIn(t, "/account", { permissions: ["clipboard-read", "clipboard-write"] });
  const panel = await framed(page, desk);
  await panel.locator("[data-hit]").first().waitFor();
  assert.equal(await panel.getByLabel("The ticket, or a few words").inputValue(), jam);
  await panel.getByRole("button", { name: "Copy link" }).first().click();
  const told = await (await toldOf(page, "firstline:link")).jsonValue();
  assert.equal(told.article, "KB0031");
  assert.equal(told.url, `${here.url}/a/KB0031#0x0000011b`);
  assert.equal(told.text, told.url);
  assert.equal(told.internal, false);
  await panel.getByText("Noted for 4711.").waitFor();
});

test("another site shows no panel and is told nothing", async (t) => {
  const page = await here.openSignedIn(t, "/account");
  const panel = await framed(page, stranger);
  await page.waitForLoadState("networkidle");
  assert.equal(await panel.locator("[data-agent]").count(), 0);
  assert.deepEqual(await page.evaluate(() => window.told), []);
});

test("who is not signed in is told so in the frame, and nothing else", async (t) => {
  const page = await here.open(t, "/");
  const panel = await framed(page, desk);
  await panel.getByText("Sign in as an agent").waitFor();
  assert.equal(await panel.locator("[data-agent]").count(), 0);
});

test("a message of any other window changes nothing", async (t) => {
  const page = await here.openSignedIn(t, "/agent/panel", { reducedMotion: "reduce" });
  await page.evaluate(() => postMessage({ type: "firstline:ticket", text: "printer", ticket: "1" }, "*"));
  await page.evaluate(() => new Promise((done) => setTimeout(done)));
  assert.equal(await page.getByLabel("The ticket, or a few words").inputValue(), "");
});

test("the panel is accessible and fits into 320 pixels", async (t) => {
  const page = await here.openSignedIn(t, "/agent/panel", { reducedMotion: "reduce" });
  await page.getByLabel("The ticket, or a few words").fill(jam);
  await page.locator("[data-hit]").first().waitFor();
  await assertSound(page);
});
