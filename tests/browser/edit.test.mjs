// From an edit in the browser to an accepted proposal.

import assert from "node:assert/strict";
import { test } from "node:test";

import { browsing } from "./support/browser.mjs";
import { assertSound } from "./support/checks.mjs";
import { lena } from "./support/site.mjs";

const site = browsing();
const edit = "/edit/printers/printer-does-not-print";
const still = { bypassCSP: true, reducedMotion: "reduce" };

const asLena = (t, path, options = {}) => site.openSignedIn(t, path, { who: lena, ...options });

const area = (page) => page.getByLabel("The text, with its head");
const looks = (page) => page.getByRole("region", { name: "How it will look" });

/** Adds a line to the article's end and proposes it; gives the proposal's path. */
async function propose(page, line) {
  await looks(page).waitFor();
  await area(page).press("Control+End");
  await page.keyboard.insertText(`\n${line}\n`);
  await page.getByLabel("What is better now, in one line").fill(`It says: ${line}`);
  await area(page).press("Control+Enter");
  await page.waitForURL("**/proposals/*");
  return new URL(page.url()).pathname;
}

test("the editor is sound at every width, in light and dark", async (t) => {
  const page = await site.openSignedIn(t, edit, still);
  await looks(page).waitFor();
  await assertSound(page);
});

test("an edit is previewed while it is written, proposed by keys, and accepted with a click", async (t) => {
  const page = await site.openSignedIn(t, "/a/printers/printer-does-not-print", still);
  await page.getByRole("link", { name: "Suggest a change" }).click();
  await page.waitForURL(`**${edit}`);
  await looks(page).waitFor();
  await area(page).press("Control+End");
  await page.keyboard.insertText("\nAsk the **night shift**. [nowhere](gone.md)\n");
  await looks(page).locator("strong", { hasText: "night shift" }).waitFor();
  const finding = page.getByRole("link", { name: /^Line \d+$/ });
  assert.match(await finding.locator("..").innerText(), /Line \d+: warning: there is no such file/);
  await finding.click();
  assert.match(
    await area(page).evaluate((text) => text.value.slice(text.selectionStart, text.selectionEnd)),
    /night shift/,
  );
  await page.getByLabel("What is better now, in one line").fill("Who is there at night");
  await area(page).press("Control+Enter");
  await page.waitForURL("**/proposals/*");
  await page.getByText("Waiting for a decision").waitFor();
  const diff = page.getByRole("region", { name: "What is proposed" });
  assert.match(await diff.locator("ins").last().innerText(), /\+[\s\S]*night shift/);
  await assertSound(page);
  const path = new URL(page.url()).pathname;

  const writer = await asLena(t, path, still);
  await assertSound(writer);
  await writer.getByRole("button", { name: "Accept" }).click();
  await writer.getByText("Accepted", { exact: true }).waitFor();
  await page.goto("/proposals");
  await page.getByText("Accepted by lena").first().waitFor();
  await assertSound(page);
});

test("a pasted picture shows in the preview and with the proposal", async (t) => {
  const page = await site.openSignedIn(t, edit, still);
  await looks(page).waitFor();
  await area(page).press("Control+End");
  await area(page).evaluate(async (text) => {
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = 8;
    const picture = await new Promise((done) => canvas.toBlob(done));
    const data = new DataTransfer();
    data.items.add(new File([picture], "queue.png", { type: "image/png" }));
    text.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  });
  const shown = looks(page).locator("img[src^='/proposal-files/']");
  await shown.waitFor();
  assert.equal(await shown.evaluate((image) => image.decode().then(() => image.naturalWidth)), 8);
  assert.match(await area(page).inputValue(), /!\[\]\(images\/queue-[0-9a-f]{8}\.png\)/);
  await page.getByLabel("What is better now, in one line").fill("A picture of the queue");
  await page.getByRole("button", { name: "Propose this change" }).click();
  await page.getByRole("heading", { name: "Pictures that come with it" }).waitFor();
  await page.locator(".pictures img").waitFor();
});

test("what was written comes back after a lost page, until it is sent or dropped", async (t) => {
  const page = await site.openSignedIn(t, edit);
  await looks(page).waitFor();
  await area(page).press("Control+End");
  await page.keyboard.insertText("\nNot lost.\n");
  await page.goto("/");
  await page.goto(edit);
  await page.getByText("What you had written here before is back.").waitFor();
  assert.match(await area(page).inputValue(), /Not lost\.\n$/);
  await page.getByRole("button", { name: /Begin again/ }).click();
  await page.waitForFunction(() => document.querySelector("[data-restored]").hidden);
  await looks(page).waitFor();
  assert.doesNotMatch(await area(page).inputValue(), /Not lost/);
  // Forgotten by the page itself, and not by a module that comes when the person may be gone.
  await page.route("**/static/edit.js*", (route) => route.abort());
  await propose(page, "Sent.");
  await page.unroute("**/static/edit.js*");
  await page.goto(edit);
  await looks(page).waitFor();
  assert.doesNotMatch(await area(page).inputValue(), /Sent\./);
});

test("without scripts an edit is previewed, proposed, and rejected with a word", async (t) => {
  const page = await site.openSignedIn(t, "/edit/email-and-calendar/bounce-messages", {
    javaScriptEnabled: false,
  });
  const text = await area(page).inputValue();
  await area(page).fill(`${text}\nCall the **landlord**.\n`);
  await page.getByRole("button", { name: "Preview" }).click();
  await looks(page).locator("strong", { hasText: "landlord" }).waitFor();
  await page.getByRole("button", { name: "Propose this change" }).click();
  await page.getByRole("alert").waitFor();
  assert.match(await page.getByRole("alert").innerText(), /Say in one line/);
  await page.getByLabel("What is better now, in one line").fill("Who owns the printer");
  await page.getByRole("button", { name: "Propose this change" }).click();
  await page.getByText("Waiting for a decision").waitFor();
  assert.equal(await page.locator("ins").count(), 2);

  const writer = await asLena(t, new URL(page.url()).pathname, { javaScriptEnabled: false });
  await writer.getByLabel("A word to anna").fill("He does not.");
  await writer.getByRole("button", { name: "Reject" }).click();
  await page.reload();
  await page.getByText("He does not.").waitFor();
});

test("two changes of one line are shown side by side, and brought together", async (t) => {
  const page = await site.openSignedIn(t, edit, still);
  await looks(page).waitFor();
  const title = /title: .*/;
  const renamed = async (to) => {
    await page.goto(edit);
    await looks(page).waitFor();
    await area(page).fill((await area(page).inputValue()).replace(title, `title: ${to}`));
    await page.getByLabel("What is better now, in one line").fill(to);
    await area(page).press("Control+Enter");
    await page.waitForURL("**/proposals/*");
    return new URL(page.url()).pathname;
  };
  const first = await renamed("The printer is silent");
  const second = await renamed("The printer sleeps");
  const writer = await asLena(t, first, still);
  await writer.getByText("Also proposed for this article").waitFor();
  await writer.getByRole("button", { name: "Accept" }).click();
  await writer.goto(second);
  await writer.getByText("Below stand both changes").waitFor();
  assert.equal(await writer.getByRole("button", { name: "Accept" }).count(), 0);
  await assertSound(writer);
  await writer.getByRole("link", { name: "Edit with both texts" }).click();
  await looks(writer).waitFor();
  assert.match(await area(writer).inputValue(), /<<<<<<< in the knowledge base\n/);
});
