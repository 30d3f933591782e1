// What is asked of every page.

import assert from "node:assert/strict";

import axe from "axe-core";

export const settled = (page) => page.waitForLoadState("networkidle");

/** What axe finds, a line each. */
export async function violations(page) {
  await page.evaluate(`${axe.source}; 0`);
  return page.evaluate(async () => {
    const found = await window.axe.run({
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    });
    return found.violations.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.target.join(" ")}: ${node.failureSummary}`),
    );
  });
}

/** How many pixels of the page lie beside the window. */
export const widthBeyond = (page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** axe finds nothing, in light and in dark. */
export async function assertAccessible(page) {
  for (const colorScheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme });
    assert.deepEqual(await violations(page), [], colorScheme);
  }
}

/** Nothing lies beside the window, however wide; the page is left as narrow as it gets. */
export async function assertFitting(page) {
  // 640 is what 200 % zoom leaves of 1280.
  for (const width of [1280, 768, 640, 375, 320]) {
    await page.setViewportSize({ width, height: 700 });
    assert.equal(await widthBeyond(page), 0, `at ${width}`);
  }
}

/** Both, and axe again on the narrowest. The page is to be opened without motion: a colour is then
 * at once what it will be. */
export async function assertSound(page) {
  await settled(page);
  await assertAccessible(page);
  await assertFitting(page);
  assert.deepEqual(await violations(page), [], "phone");
}
