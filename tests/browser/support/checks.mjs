// What is asked of every page.

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
