// What writers do with a click: choose and assign, retire, accept what they propose.

import assert from "node:assert/strict";
import { test } from "node:test";

import { browsing } from "./support/browser.mjs";
import { assertSound } from "./support/checks.mjs";
import { wanda } from "./support/site.mjs";

const site = browsing();
const watched = { bypassCSP: true, reducedMotion: "reduce" };

const openAsWriter = (t, path, options = {}) => site.openSignedIn(t, path, { who: wanda, ...options });

test("x chooses rows, the bar tells how many, and nothing moves", async (t) => {
  const page = await openAsWriter(t, "/writer?view=all");
  await page.locator("[data-keys]").waitFor();
  const bar = page.locator("#assign");
  const rows = page.locator("[data-row]");
  const place = async () => (await rows.nth(2).boundingBox()).y;
  const before = await place();
  const height = (await bar.boundingBox()).height;
  await rows.first().locator("summary").focus();
  await page.keyboard.press("x");
  await page.keyboard.press("j");
  await page.keyboard.press("x");
  await page.getByText("2 chosen").waitFor();
  assert.equal(await place(), before);
  assert.equal((await bar.boundingBox()).height, height);
  await page.keyboard.press("x");
  await page.getByText("1 chosen").waitFor();
});

test("chosen articles are assigned without scripts", async (t) => {
  const page = await openAsWriter(t, "/writer?view=all", { javaScriptEnabled: false });
  await page.locator("[data-choose]").first().check();
  await page.getByLabel("Assign what is chosen to").selectOption("print");
  await page.getByRole("button", { name: "Assign", exact: true }).click();
  await page.getByRole("heading", { level: 1, name: /assigned to Print Services/ }).waitFor();
});

test("the page that retires asks what takes its place, without scripts", async (t) => {
  const page = await openAsWriter(t, "/writer/retire/KB0034", { javaScriptEnabled: false });
  await page.getByRole("button", { name: "Retire it" }).click();
  await page.getByRole("alert").waitFor();
  await page.locator("input[name=target]").first().check();
  await page.getByRole("button", { name: "Retire it" }).click();
  await page.getByText("redirect_to:").waitFor();
});

for (const path of ["/writer/retire/KB0034", "/writer?view=all", "/proposals"])
  test(`${path}: axe finds nothing, and nothing lies beside the window`, async (t) => {
    const page = await openAsWriter(t, path, watched);
    await assertSound(page);
  });

test("a writer proposes and accepts at once", async (t) => {
  const page = await openAsWriter(t, "/edit/KB0030");
  const text = page.getByLabel("The text, with its head");
  await text.fill((await text.inputValue()) + "\nOne line more.\n");
  await page.getByLabel("What is better now, in one line").fill("one line more");
  await page.getByRole("button", { name: "Propose and accept" }).click();
  await page.getByText("Accepted", { exact: true }).first().waitFor();
  // What was taken is not kept in the browser any more.
  await page.goto(`${site.url}/edit/KB0030`);
  await page.getByText("stands in this text already").waitFor();
  assert.equal(await page.locator("[data-restored]").isVisible(), false);
});
