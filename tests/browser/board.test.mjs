// What to fix first: by keys, without scripts, to eyes and to axe.

import assert from "node:assert/strict";
import { test } from "node:test";

import { browsing } from "./support/browser.mjs";
import { assertSound } from "./support/checks.mjs";
import { wanda } from "./support/site.mjs";

const site = browsing();
const watched = { bypassCSP: true, reducedMotion: "reduce" };

const openAsWriter = (t, path, options = {}) => site.openSignedIn(t, path, { who: wanda, ...options });

for (const path of [
  "/writer",
  "/writer?view=all",
  "/writer/gaps",
  "/writer/failing",
  "/writer/trends",
  "/writer/article/KB0010",
  "/writer/compare?a=KB0010&b=KB0030",
])
  test(`${path}: axe finds nothing, and nothing lies beside the window`, async (t) => {
    const page = await openAsWriter(t, path, watched);
    await assertSound(page);
  });

test("a row shows what its points stand for", async (t) => {
  const page = await openAsWriter(t, "/writer", watched);
  await page.locator("[data-row] summary").first().click();
  await page.locator("[data-row] .reasons li").first().waitFor();
  await assertSound(page);
});

test("keys move between rows, show why, and open the article", async (t) => {
  const page = await openAsWriter(t, "/writer?view=all");
  const rows = page.locator("[data-row]");
  const focused = () =>
    page.evaluate(() =>
      [...document.querySelectorAll("[data-row]")].indexOf(document.activeElement.closest("[data-row]")),
    );
  await page.locator("[data-keys]").waitFor();
  await rows.first().locator("summary").focus();
  await page.keyboard.press("j");
  await page.keyboard.press("ArrowDown");
  assert.equal(await focused(), 2);
  await page.keyboard.press("k");
  assert.equal(await focused(), 1);
  await page.keyboard.press("Enter");
  await rows.nth(1).locator(".reasons").waitFor();
  const title = await rows.nth(1).locator("[data-open]").innerText();
  await page.keyboard.press("o");
  await page.getByRole("heading", { level: 1, name: title }).waitFor();
});

test("the board is narrowed without scripts", async (t) => {
  const page = await openAsWriter(t, "/writer?view=all", { javaScriptEnabled: false });
  const all = await page.locator("[data-row]").count();
  await page.getByLabel("Kind").selectOption("fix");
  await page.getByRole("button", { name: "Show" }).click();
  await page.waitForURL(/type=fix/);
  const fixes = await page.locator("[data-row]").count();
  assert.ok(fixes > 0 && fixes < all, `${fixes} of ${all}`);
});
