// The page of the numbers, as the desk's lead sees it.

import assert from "node:assert/strict";
import { test } from "node:test";

import { browsing } from "./support/browser.mjs";
import { assertSound } from "./support/checks.mjs";
import { lena } from "./support/site.mjs";

const site = browsing();

const openAsLead = (t, path, options = {}) => site.openSignedIn(t, path, { who: lena, ...options });

/** What a reader does is written within a moment, not before the page is answered. */
async function showing(page, heading) {
  for (let tries = 0; tries < 40; ++tries) {
    if (await page.getByRole("heading", { name: heading }).count()) return;
    await page.waitForTimeout(250);
    await page.reload();
  }
  assert.fail(`no "${heading}" on ${page.url()}`);
}

test("what a reader searched for stands in the numbers, by a person's eyes and by axe's", async (t) => {
  await site.open(t, "/search?q=printer");
  const page = await openAsLead(t, "/insight", { bypassCSP: true, reducedMotion: "reduce" });
  await showing(page, "Searches");
  await assertSound(page);
});

test("every number leads to its definition in the manual", async (t) => {
  await site.open(t, "/search?q=printer");
  const page = await openAsLead(t, "/insight");
  await showing(page, "Searches");
  const links = page.locator('main a[href*="/a/firstline/numbers#"]');
  const anchors = new Set(
    await links.evaluateAll((all) => all.map((link) => new URL(link.href).hash.slice(1))),
  );
  assert.ok(anchors.size > 5, [...anchors].join(" "));
  await page.goto("/a/firstline/numbers");
  for (const anchor of anchors)
    assert.equal(await page.locator(`[id="${anchor}"]`).count(), 1, anchor);
});

test("without scripts the lead chooses another time", async (t) => {
  const page = await openAsLead(t, "/insight", { javaScriptEnabled: false });
  await page.getByRole("link", { name: "4 weeks", exact: true }).click();
  await page.waitForURL("**/insight?weeks=4");
  assert.equal(await page.locator('.ranges [aria-current="page"]').textContent(), "4 weeks");
});
