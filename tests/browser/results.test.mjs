import assert from "node:assert/strict";
import { test } from "node:test";

import { browsing, drawn, hits } from "./support/browser.mjs";

const site = browsing();

const box = (page) => page.getByRole("searchbox");
const queryOf = (page) => new URL(page.url()).searchParams.get("q");
const partOf = (query) => (response) => {
  const url = new URL(response.url());
  return url.searchParams.get("part") === "1" && url.searchParams.get("q") === query;
};

/** Types so that the results of `query` have come when this resolves. */
async function follow(page, query) {
  const answered = page.waitForResponse(partOf(query));
  await box(page).fill(query);
  await answered;
  await page.waitForURL((url) => url.searchParams.get("q") === query);
}

async function ready(t, path, options) {
  const page = await site.open(t, path, options);
  await page.waitForFunction(() =>
    performance.getEntriesByType("resource").some((entry) => entry.name.includes("/static/results.js")),
  );
  await page.waitForLoadState("networkidle");
  return page;
}

test("results follow what is typed; the focus and the box stay where they are", async (t) => {
  const page = await ready(t, "/search?q=printer");
  await page.evaluate(() => {
    window.shifts = 0;
    new PerformanceObserver((entries) => {
      for (const entry of entries.getEntries()) window.shifts += entry.value;
    }).observe({ type: "layout-shift" });
  });
  const place = await box(page).boundingBox();
  const first = await hits(page).first().textContent();
  await box(page).focus();
  for (const query of ["vp", "vpn", "qqxxzzvv", "password"]) {
    await follow(page, query);
    await drawn(page);
    assert.deepEqual(await box(page).boundingBox(), place);
    assert.ok(await box(page).evaluate((element) => element === document.activeElement));
  }
  assert.notEqual(await hits(page).first().textContent(), first);
  assert.match(await page.title(), /^password · /);
  assert.equal(await page.evaluate(() => window.shifts), 0);
});

test("typing adds nothing to the history, Enter does, Back leads to the search before", async (t) => {
  const page = await ready(t, "/search?q=printer");
  const length = () => page.evaluate(() => history.length);
  const before = await length();
  const title = hits(page).first().locator("h2");
  const printer = await title.textContent();
  await follow(page, "vpn");
  assert.equal(await length(), before);
  await box(page).press("Enter");
  await page.waitForFunction((old) => history.length === old + 1, before);
  assert.equal(queryOf(page), "vpn");
  await page.goBack();
  await page.waitForURL((url) => url.searchParams.get("q") === "printer");
  await title.filter({ hasText: printer }).waitFor();
  assert.equal(await box(page).inputValue(), "printer");
  await page.goForward();
  await page.waitForURL((url) => url.searchParams.get("q") === "vpn");
});

test("Back from an article shows the same results again", async (t) => {
  const page = await ready(t, "/search?q=vpn");
  const title = hits(page).first().getByRole("heading").getByRole("link");
  const text = await title.textContent();
  await title.click();
  await page.waitForURL("**/a/**");
  await page.goBack();
  await title.filter({ hasText: text }).waitFor();
});

test("late results never take the place of newer ones", async (t) => {
  const page = await ready(t, "/search?q=printer");
  let release;
  const held = new Promise((resolve) => (release = resolve));
  await page.route("**/search?*part=1*", async (route) => {
    const query = new URL(route.request().url()).searchParams.get("q");
    if (query === "vpn") await held;
    const body = `<h1 data-announce>for ${query}</h1>`;
    await route.fulfill({ contentType: "text/html", body }).catch(() => {});
  });
  await box(page).fill("vpn");
  await box(page).fill("vpn slow");
  await page.getByRole("heading", { name: "for vpn slow" }).waitFor();
  release();
  await drawn(page);
  assert.equal(await page.getByRole("heading", { level: 1 }).textContent(), "for vpn slow");
  assert.equal(queryOf(page), "vpn slow");
});

test("more results make the list longer, in the same place, under a URL that shows as many", async (t) => {
  const page = await ready(t, "/search?q=printer&limit=2");
  const more = page.getByRole("link", { name: "More results" });
  const first = await hits(page).first().boundingBox();
  await more.click();
  await page.waitForURL(/limit=(?!2$)\d+/);
  const count = await hits(page).count();
  assert.ok(count > 2);
  assert.equal(new URL(page.url()).searchParams.get("limit"), String(count));
  assert.equal((await hits(page).first().boundingBox()).x, first.x);
  await page.reload();
  assert.equal(await hits(page).count(), count);
});

test("more results by key put the focus on the first new one", async (t) => {
  const page = await ready(t, "/search?q=printer&limit=2");
  await page.getByRole("link", { name: "More results" }).press("Enter");
  await page.waitForFunction(() => document.activeElement?.closest("[data-hits] > li:nth-child(3)"));
});

test("a facet narrows the results, stays while typing, and is taken off again", async (t) => {
  const page = await ready(t, "/search?q=password");
  const facets = page.getByRole("navigation", { name: "Show only" });
  const value = facets.getByRole("link").first();
  const name = await value.locator("span").first().textContent();
  const narrowed = new URL(await value.getAttribute("href"), page.url()).searchParams;
  const facet = [...narrowed.keys()].find((key) => key !== "q");
  const chosenIn = (url) => url.searchParams.get(facet);
  await value.click();
  await page.waitForURL((url) => chosenIn(url) === narrowed.get(facet));
  const chosen = facets.locator('[aria-current="true"]');
  assert.ok((await chosen.textContent()).startsWith(name));
  await page.waitForLoadState("networkidle");
  await follow(page, "forgot password");
  assert.equal(chosenIn(new URL(page.url())), narrowed.get(facet));
  await chosen.click();
  await page.waitForURL((url) => chosenIn(url) === null);
});

test("results stay in their column where there are no facets", async (t) => {
  const page = await ready(t, "/search?q=printer");
  const place = await page.locator(".results-list").boundingBox();
  await page.locator(".facets").evaluate((facets) => facets.remove());
  assert.deepEqual(await page.locator(".results-list").boundingBox(), place);
});

test("the door carries what was typed last", async (t) => {
  const page = await ready(t, "/search?q=printer");
  await follow(page, "vpn slow");
  await page.getByRole("banner").getByRole("link", { name: "Get help from a person" }).click();
  await page.waitForURL("**/help?q=vpn%20slow");
  assert.equal(await page.getByLabel("What is it about?").inputValue(), "vpn slow");
});

test("a screen reader is told what the new results are", async (t) => {
  const page = await ready(t, "/search?q=printer");
  await follow(page, "vpn");
  await page.getByRole("status").filter({ hasText: /articles? for vpn/ }).waitFor();
});
