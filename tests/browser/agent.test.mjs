// From a pasted ticket to the right section in the reply, by keyboard.

import assert from "node:assert/strict";
import { test } from "node:test";

import { browsing } from "./support/browser.mjs";
import { assertSound } from "./support/checks.mjs";

const here = browsing();
const clipboard = { permissions: ["clipboard-read", "clipboard-write"], reducedMotion: "reduce" };

const jam = `Hello,

since this morning my printer PRN-4-02 prints nothing. Windows 11 shows error 0x0000011b when I add it again.

Kind regards,
Peter Longbottom
Accounting | Tel. +49 30 1234567`;

const field = (page) => page.getByLabel("The ticket, or a few words");
const hits = (page) => page.locator("[data-hit]");
const toast = (page) => page.locator("[data-toast]");
const copied = (page) => page.evaluate(() => navigator.clipboard.readText());

/** As a person does it: the text goes to the clipboard and from there into the field. */
async function paste(page, text) {
  await page.evaluate((words) => navigator.clipboard.writeText(words), text);
  await field(page).focus();
  await page.keyboard.press("Control+V");
  await hits(page).first().waitFor();
}

async function press(page, key, said) {
  await page.keyboard.press(key);
  await toast(page).getByText(said).waitFor();
  return copied(page);
}

test("a pasted ticket becomes a copied link with three presses of keys", async (t) => {
  const page = await here.openSignedIn(t, "/agent", clipboard);
  await paste(page, jam);
  await page.keyboard.press("Control+Enter");
  await page.waitForFunction(() => document.activeElement.matches("[data-hit]"));
  assert.equal(await hits(page).first().getAttribute("data-id"), "KB0031");
  const url = `${here.url}/a/KB0031#0x0000011b`;
  assert.equal(await press(page, "c", "Copied as link"), url);
  assert.equal(
    await press(page, "m", "Copied as Markdown"),
    `[The printer will not connect: 0x0000011b](${url})`,
  );
  assert.equal(
    await press(page, "h", "Copied as HTML"),
    `<a href="${url}">The printer will not connect: 0x0000011b</a>`,
  );
  assert.equal(
    await press(page, "p", "Copied as plain text"),
    `The printer will not connect: 0x0000011b\n${url}`,
  );
  const steps = await press(page, "s", "Copied as steps and link");
  assert.match(steps, /^1\. .+\n2\. .+\n3\. /);
  assert.ok(steps.endsWith(url));
  const response = await page.request.get(url.replace(/#.*/, ""));
  assert.equal(new URL(response.url()).pathname, "/a/printers/printer-will-not-connect");
});

test("results are reached by arrows, unfolded, and left for the text", async (t) => {
  const page = await here.openSignedIn(t, "/agent", clipboard);
  await paste(page, jam);
  await page.keyboard.press("Control+Enter");
  await page.waitForFunction(() => document.activeElement.matches("[data-hit]"));
  await page.keyboard.press("ArrowDown");
  assert.ok(await hits(page).nth(1).evaluate((hit) => hit === document.activeElement));
  await page.keyboard.press("u");
  await hits(page).nth(1).locator("[data-section-text]").waitFor();
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Escape");
  assert.ok(await field(page).evaluate((text) => text === document.activeElement));
});

test("keys can be switched off, and stay off", async (t) => {
  const page = await here.openSignedIn(t, "/agent", clipboard);
  await page.getByRole("checkbox", { name: "Keys" }).uncheck();
  await page.reload();
  assert.equal(await page.getByRole("checkbox", { name: "Keys" }).isChecked(), false);
  await paste(page, jam);
  await page.keyboard.press("Control+Enter");
  await page.waitForFunction(() => document.activeElement.matches("[data-hit]"));
  await page.keyboard.press("c");
  await page.keyboard.press("m");
  assert.equal(await toast(page).textContent(), "");
  await page.getByRole("button", { name: "Copy link" }).first().click();
  await toast(page).getByText("Copied as link").waitFor();
});

test("an article for agents can go into an internal note only, and shows outsiders nothing", async (t) => {
  const page = await here.openSignedIn(t, "/agent", clipboard);
  await paste(page, "recovery key over the phone: how do I verify identity before I read it out?\nCaller waits.");
  const internal = page.locator("[data-internal]").first();
  await internal.waitFor();
  const id = await internal.getAttribute("data-id");
  assert.deepEqual(await internal.locator("[data-copies] button").allTextContents(), ["Copy for an internal note"]);
  await internal.focus();
  assert.match(await press(page, "i", "Copied as internal note"), /^\[internal\] .+\nhttp/);
  await page.keyboard.press("c");
  await toast(page).getByText("not for requesters").waitFor();
  assert.match(await copied(page), /^\[internal\]/);
  const outsider = await here.open(t, `/a/${id}`);
  const nothing = await here.open(t, "/a/there-is-no-such-article");
  const heading = (where) => where.getByRole("heading", { level: 1 }).textContent();
  assert.equal(await heading(outsider), await heading(nothing));
});

test("chips can be taken away and pinned", async (t) => {
  const page = await here.openSignedIn(t, "/agent", clipboard);
  await paste(page, jam);
  const chip = (text) => page.locator(".chip", { hasText: text });
  await chip("0x0000011b").getByRole("button", { name: "Remove 0x0000011b" }).click();
  await chip("0x0000011b").getByRole("button", { name: "Put back 0x0000011b" }).waitFor();
  assert.notEqual(await hits(page).first().getAttribute("data-anchor"), "0x0000011b");
  assert.ok(await chip("0x0000011b").getByRole("button").evaluate((button) => button === document.activeElement));
  await chip("0x0000011b").getByRole("button", { name: "Put back" }).click();
  await chip("0x0000011b").getByRole("button", { name: "Pin 0x0000011b" }).click();
  await chip("0x0000011b").getByRole("button", { name: "Pin", pressed: true }).waitFor();
  for (const hit of await hits(page).all()) {
    const article = await page.request.get(`/a/${await hit.getAttribute("data-id")}`);
    assert.match((await article.text()).toLowerCase(), /0x0000011b/);
  }
});

test("a ticket in the fragment is looked for, and never sent as an address", async (t) => {
  const page = await here.openSignedIn(t, "/account", clipboard);
  const asked = [];
  page.on("request", (request) => asked.push(request.url()));
  await page.goto(`/agent#${new URLSearchParams({ text: jam, ticket: "INC-4711" })}`);
  await hits(page).first().waitFor();
  assert.equal(await page.getByLabel("Ticket", { exact: false }).last().inputValue(), "INC-4711");
  assert.equal(new URL(page.url()).hash, "");
  assert.deepEqual(asked.filter((url) => /Longbottom|4711/.test(url.replace(/#.*/, ""))), []);
});

test("what is copied is noted for the ticket, and its requester sees it", async (t) => {
  const person = await here.open(t, "/help");
  await person.getByLabel("What is it about?").fill("The VPN drops all the time");
  await person.getByLabel("What happens?").fill("Every hour it is gone.");
  await person.getByLabel("Only me").check();
  await person.getByLabel("Yes, with difficulty").check();
  await person.getByRole("button", { name: "Look it over, then send" }).click();
  await person.getByRole("button", { name: "Send to the help desk" }).click();
  const reference = await person.locator(".reference").textContent();
  const page = await here.openSignedIn(t, `/agent?ticket=${reference}`, clipboard);
  // The text of a ticket of ours need not be pasted.
  assert.match(await field(page).inputValue(), /The VPN drops all the time/);
  await hits(page).first().waitFor();
  const title = await page.locator("[data-hit]:not([data-internal])").first().getAttribute("data-title");
  await page.locator("[data-hit]:not([data-internal])").first().getByRole("button", { name: "Copy link" }).click();
  await toast(page).getByText(`${reference} now shows it to its requester.`).waitFor();
  await person.reload();
  await person.getByRole("region", { name: "Articles for you" }).getByRole("link", { name: title }).waitFor();
});

test("without scripts the ticket is looked for all the same", async (t) => {
  const page = await here.openSignedIn(t, "/agent", { javaScriptEnabled: false });
  await field(page).fill(jam);
  await page.getByRole("button", { name: "Find articles" }).click();
  assert.equal(await hits(page).first().getAttribute("data-id"), "KB0031");
  assert.equal(await field(page).inputValue(), jam);
  await hits(page).first().getByText("Show the section").click();
  await hits(page).first().locator("[data-section-text]").waitFor();
  await page.getByRole("button", { name: "Remove 0x0000011b" }).click();
  await page.getByRole("button", { name: "Put back 0x0000011b" }).waitFor();
  assert.equal(await field(page).inputValue(), jam);
});

test("a text that is too long is refused before it is sent, and kept", async (t) => {
  const page = await here.openSignedIn(t, "/agent", clipboard);
  const asked = [];
  page.on("request", (request) => asked.push(request.method()));
  await field(page).evaluate((text) => {
    text.value = "The printer prints nothing.\n".repeat(40_000);
    text.dispatchEvent(new Event("input"));
  });
  await toast(page).getByText("more than 1 MB").waitFor();
  assert.ok(!asked.includes("POST"));
});

test("the page is accessible and fits, with and without results", async (t) => {
  const page = await here.openSignedIn(t, "/agent", clipboard);
  await assertSound(page);
  await page.setViewportSize({ width: 1280, height: 800 });
  await paste(page, jam);
  await assertSound(page);
});

test("a ticket for somebody on the telephone takes few words, and tells its reference", async (t) => {
  const page = await here.openSignedIn(t, "/agent/ticket", { reducedMotion: "reduce" });
  await assertSound(page);
  await page.getByLabel("Who is it?").fill("Mr Ortega");
  await page.getByRole("button", { name: "Send to the help desk" }).click();
  await page.getByText("Nothing is lost.").waitFor();
  assert.equal(await page.getByLabel("Who is it?").inputValue(), "Mr Ortega");
  await page.getByLabel("What do they say?").fill("The monitor flickers\nSince the update.");
  await page.getByLabel("Only me").check();
  await page.getByLabel("Yes, with difficulty").check();
  await page.locator("[data-case]:not([hidden])").getByText(/We will treat this as P/).waitFor();
  await page.getByRole("button", { name: "Send to the help desk" }).click();
  await page.getByText(/FL-[2-9A-Z]{4}-[2-9A-Z]{4}/).waitFor();
  await page.getByText("for Mr Ortega").waitFor();
  await assertSound(page);
  await page.getByRole("link", { name: "Find an article for it" }).click();
  await hits(page).first().waitFor();
});

test("an article that is missing is begun from the ticket, after what is nearly the same", async (t) => {
  const page = await here.openSignedIn(t, "/agent", clipboard);
  await paste(page, jam);
  const [stub] = await Promise.all([
    page.waitForEvent("popup"),
    page.getByRole("button", { name: "draft an article from this" }).click(),
  ]);
  await stub.getByRole("heading", { name: "Mend one of these instead?" }).waitFor();
  await stub.getByRole("link", { name: "The printer will not connect", exact: true }).waitFor();
  const text = await stub.getByLabel("Text").inputValue();
  assert.match(text, /^---\ntitle: "since this morning my printer PRN-4-02 prints nothing"\n/);
  for (const part of ['  - "0x0000011b"', "state: draft", "## Problem", "## Environment", "## Cause", "## Resolution"])
    assert.ok(text.includes(part), part);
  assert.doesNotMatch(text, /Longbottom|1234567/);
  await assertSound(stub);
  const [download] = await Promise.all([
    stub.waitForEvent("download"),
    stub.getByRole("button", { name: "Download it" }).click(),
  ]);
  assert.equal(download.suggestedFilename(), "since-this-morning-my-printer-prn-4-02-prints-nothing.md");
});
