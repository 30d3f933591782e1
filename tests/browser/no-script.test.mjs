import assert from "node:assert/strict";
import { test } from "node:test";

import { browsing, hits } from "./support/browser.mjs";

const site = browsing();
const open = (t, path) => site.open(t, path, { javaScriptEnabled: false });

test("without scripts a search is one submit away, and leads to the article", async (t) => {
  const page = await open(t, "/");
  await page.getByRole("searchbox").fill("printer wont print");
  await page.getByRole("button", { name: "Search" }).click();
  await page.waitForURL("**/search?q=printer+wont+print");
  assert.equal(await page.getByRole("searchbox").inputValue(), "printer wont print");
  await hits(page).first().getByRole("heading").getByRole("link").click();
  await page.waitForURL("**/a/**");
  assert.ok(await page.getByRole("article").getByRole("heading", { level: 1 }).isVisible());
});

test("without scripts facets narrow and stay when searching again", async (t) => {
  const page = await open(t, "/search?q=password");
  await page.getByRole("navigation", { name: "Show only" }).getByRole("link").first().click();
  await page.waitForURL(/(product|type|tag)=/);
  const narrowed = new URL(page.url()).searchParams;
  await page.getByRole("searchbox").fill("reset");
  await page.getByRole("button", { name: "Search" }).click();
  await page.waitForURL(/q=reset/);
  const name = ["product", "type", "tag"].find((facet) => narrowed.has(facet));
  assert.equal(new URL(page.url()).searchParams.get(name), narrowed.get(name));
});

test("without scripts more results are the next page, with a way back", async (t) => {
  const page = await open(t, "/search?q=printer&limit=2");
  const first = await hits(page).first().textContent();
  await page.getByRole("link", { name: "More results" }).click();
  await page.waitForURL(/offset=2/);
  assert.notEqual(await hits(page).first().textContent(), first);
  await page.getByRole("link", { name: "Earlier results" }).click();
  await page.waitForURL((url) => !url.search.includes("offset"));
  assert.equal(await hits(page).first().textContent(), first);
});

test("without scripts an article is whole: contents, text, the way to a person", async (t) => {
  const page = await open(t, "/a/email-and-calendar/bounce-messages");
  const contents = page.getByRole("navigation", { name: "On this page" });
  await contents.getByRole("link").nth(1).click();
  assert.match(page.url(), /#./);
  assert.ok(await page.getByRole("table").first().isVisible());
  await page.getByRole("main").getByRole("link", { name: "Get help from a person" }).click();
  await page.waitForURL("**/help?from=*");
});

test("without scripts a lost page still searches for its words", async (t) => {
  const page = await open(t, "/a/printers/old-page-about-a-printer-jam");
  assert.ok(await page.getByRole("heading", { name: "We did not find this page" }).isVisible());
  assert.ok((await page.locator(".hit").count()) > 0);
});
