// "Used, it was right", flags and their fate, one's own page, the coach's sample.

import assert from "node:assert/strict";
import { test } from "node:test";

import { browsing } from "./support/browser.mjs";
import { assertSound } from "./support/checks.mjs";
import { lena } from "./support/site.mjs";

const site = browsing();
const watched = { bypassCSP: true, reducedMotion: "reduce" };
const article = "/a/printers/printer-does-not-print";

const openAsLead = (t, path, options = {}) => site.openSignedIn(t, path, { who: lena, ...options });

/** Raises a flag with a note that no other test has, and gives the note. */
async function flagged(page, note) {
  await page.goto(article);
  await page.getByRole("link", { name: "Flag it" }).click();
  await page.getByLabel("Something else").check();
  await page.getByLabel(/^What should stand there/).fill(note);
  await page.getByRole("button", { name: /^Send it to/ }).click();
  await page.getByText("Thank you.").waitFor();
  return page.locator(".flag-list > li", { hasText: note });
}

test("the article shows agents what they can say of it, to eyes and to axe", async (t) => {
  const page = await site.openSignedIn(t, article, watched);
  await page.getByRole("link", { name: "Flag it" }).waitFor();
  await assertSound(page);
});

test("without scripts an agent says that it was right, and is thanked", async (t) => {
  const page = await site.openSignedIn(t, "/a/email-and-calendar/bounce-messages", {
    javaScriptEnabled: false,
  });
  await page.getByRole("button", { name: "Used, it was right" }).press("Enter");
  await page.getByText("it was right, is noted").waitFor();
  await page.getByText(/Used by 1 agent, last/).waitFor();
  assert.equal(await page.getByRole("button", { name: "Used, it was right" }).count(), 0);
  await page.goto("/agent/mine");
  await page.locator("section", { has: page.locator("#uses") }).locator("li").first().waitFor();
});

test("the form to flag: axe finds nothing, and nothing lies beside the window", async (t) => {
  const page = await site.openSignedIn(t, "/flag/printers%2Fprinter-does-not-print", watched);
  await page.getByRole("heading", { name: "What is wrong with it?" }).waitFor();
  await assertSound(page);
  // The browser would ask for a reason first; the server does too.
  await page.evaluate(() => (document.querySelector("form.flagging").noValidate = true));
  await page.getByRole("button", { name: /^Send it to/ }).click();
  await page.getByRole("alert").getByRole("link", { name: "Choose what it is." }).waitFor();
  await assertSound(page);
});

test("what is marked in the text goes along to the form", async (t) => {
  const page = await site.openSignedIn(t, article);
  const marked = await page.evaluate(() => {
    const paragraph = document.querySelector("[data-prose] p");
    getSelection().selectAllChildren(paragraph);
    return getSelection().toString().trim().replace(/\s+/g, " ").slice(0, 500);
  });
  assert.ok(marked.length > 10, marked);
  await page.getByRole("link", { name: "Flag it" }).press("Enter");
  assert.equal(await page.getByLabel(/^The line that is wrong/).inputValue(), marked);
});

test("a flag is answered by keys without scripts, and its fate comes back", async (t) => {
  const note = "The third step names a menu that is gone";
  const agent = await site.openSignedIn(t, article, { javaScriptEnabled: false });
  const raised = await flagged(agent, note);
  await raised.waitFor();
  assert.equal(await raised.getByText("Answer").count(), 0);

  const lead = await openAsLead(t, "/flags", { javaScriptEnabled: false });
  const listed = lead.locator(".flag-list > li", { hasText: note });
  await listed.locator("summary").press("Enter");
  await listed.getByLabel(/^A word to who raised it/).fill("Menu renamed in the text");
  await listed.getByRole("button", { name: "Mended" }).press("Enter");
  await lead.getByText("Thank you. Who raised it sees").waitFor();
  assert.equal(await lead.locator(".flag-list > li", { hasText: note }).count(), 0);

  await agent.goto("/agent/mine");
  const fate = agent.locator(".fate", { hasText: "Menu renamed in the text" });
  assert.match(await fate.innerText(), /Mended\s+lena/);
});

test("the lists and one's own page: axe finds nothing, nothing lies beside the window", async (t) => {
  const agent = await site.openSignedIn(t, "/flags", watched);
  await flagged(agent, `A note to look at ${"x".repeat(90)}`);
  await assertSound(agent);
  await agent.goto("/agent/mine");
  await assertSound(agent);
  const lead = await openAsLead(t, "/flags", watched);
  await lead.locator(".answering summary").first().click();
  await assertSound(lead);
  await lead.goto("/sample");
  await lead.getByRole("heading", { name: "Was this the right article?" }).waitFor();
  await assertSound(lead);
});
