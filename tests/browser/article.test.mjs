import assert from "node:assert/strict";
import { test } from "node:test";

import { browsing, readyBox } from "./support/browser.mjs";

const site = browsing();
const withCommand = "/a/meetings/headset-silent-after-sleep";
const withContents = "/a/email-and-calendar/bounce-messages";

test("a button copies the command, and says so", async (t) => {
  const page = await site.open(t, withCommand, {
    permissions: ["clipboard-read", "clipboard-write"],
  });
  const code = page.locator(".code").first();
  await code.getByRole("button", { name: "Copy" }).click();
  await code.getByRole("button", { name: "Copied" }).waitFor();
  assert.equal(
    await page.evaluate(() => navigator.clipboard.readText()),
    (await code.locator("pre").textContent()).trimEnd(),
  );
  await page.getByRole("status").filter({ hasText: "Copied" }).waitFor();
});

test("copying works where the clipboard is kept from pages that are not secure", async (t) => {
  const page = await site.open(t, "/help");
  await page.addInitScript(() => {
    Object.defineProperty(navigator, "clipboard", { value: undefined });
    document.addEventListener("copy", () => (window.copied = getSelection().toString() || "yes"));
  });
  await page.goto(withCommand);
  await page.getByRole("button", { name: "Copy" }).first().click();
  await page.getByRole("button", { name: "Copied" }).waitFor();
  assert.ok(await page.evaluate(() => window.copied));
});

test("a heading offers the link to its section, by pointer and by key", async (t) => {
  const page = await site.open(t, withContents);
  const link = page.getByRole("link", { name: "Link to the section: The codes" });
  await link.waitFor({ state: "attached" });
  await link.focus();
  await page.waitForFunction(() => getComputedStyle(document.activeElement).opacity === "1");
  await link.press("Enter");
  await page.waitForURL("**#the-codes");
});

test("contents lead to their sections", async (t) => {
  const page = await site.open(t, withContents);
  const contents = page.getByRole("navigation", { name: "On this page" });
  for (const link of await contents.getByRole("link").all()) {
    const fragment = decodeURIComponent((await link.getAttribute("href")).slice(1));
    assert.equal(await page.locator(`[id="${fragment}"]`).count(), 1, fragment);
  }
});

test("a link from elsewhere finds a place that the writer named in HTML", async (t) => {
  const page = await site.open(t, withContents);
  await page.getByRole("link", { name: "Link to the section: The codes" }).waitFor({ state: "attached" });
  await page.evaluate(() => {
    const place = document.createElement("a");
    place.id = "at.Last.Place";
    document.querySelector("[data-prose]").append(place);
    location.hash = "#last.place";
  });
  await page.waitForFunction(
    () => scrollY > 0 && document.getElementById("at.Last.Place").getBoundingClientRect().top < innerHeight,
  );
});

test("/ goes to the search box and selects what it holds, but not while writing", async (t) => {
  const page = await site.open(t, withContents);
  const box = await readyBox(page);
  await page.keyboard.press("/");
  assert.ok(await box.evaluate((element) => element === document.activeElement));
  await page.keyboard.type("a/b");
  assert.equal(await box.inputValue(), "a/b");
});

test("the first Tab offers to skip to the content", async (t) => {
  const page = await site.open(t, withContents);
  await page.keyboard.press("Tab");
  const skip = page.getByRole("link", { name: "Skip to the content" });
  assert.ok(await skip.evaluate((element) => element === document.activeElement));
  await page.keyboard.press("Enter");
  assert.ok(await page.locator("main").evaluate((main) => main === document.activeElement));
});

test("an article prints without what only a screen needs", async (t) => {
  const page = await site.open(t, withCommand);
  await page.getByRole("button", { name: "Copy" }).first().waitFor();
  await page.emulateMedia({ media: "print" });
  for (const gone of ["[data-search]", ".copy", ".stuck"])
    assert.equal(await page.locator(gone).first().isVisible(), false, gone);
  assert.ok(await page.getByRole("article").isVisible());
});
