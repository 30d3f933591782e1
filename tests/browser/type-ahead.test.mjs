import assert from "node:assert/strict";
import { test } from "node:test";

import { browsing, drawn, readyBox } from "./support/browser.mjs";

const site = browsing();
const list = (page) => page.getByRole("listbox", { name: "Suggestions" });
const options = (page) => page.getByRole("option");
const chosen = (page) => page.locator('[role="option"][aria-selected="true"]');

const suggestion = (title, url = "/help") => ({
  id: title,
  url,
  title,
  marked_title: title,
  section: null,
});

/** Answers suggestions by `answer(q)`, which may wait. */
const answerWith = (page, answer) =>
  page.route("**/api/v1/suggest?*", async (route) => {
    const query = new URL(route.request().url()).searchParams.get("q");
    const results = await answer(query);
    // The page may have given this question up.
    await route.fulfill({ json: { query, results, completions: [] } }).catch(() => {});
  });

test("the keyboard alone leads from the home page to an article", async (t) => {
  const page = await site.open(t, "/");
  const box = await readyBox(page);
  assert.ok(await box.evaluate((element) => element === document.activeElement));
  const answered = page.waitForResponse("**/api/v1/suggest?q=print");
  await page.keyboard.type("print");
  await (await answered).finished();
  await options(page).first().waitFor();
  await page.keyboard.press("ArrowDown");
  await chosen(page).waitFor();
  assert.equal(
    await box.getAttribute("aria-activedescendant"),
    await options(page).first().getAttribute("id"),
  );
  await page.keyboard.press("Enter");
  await page.waitForURL("**/a/**");
  await page.getByRole("article").waitFor();
});

test("the arrows go round through the box", async (t) => {
  const page = await site.open(t, "/");
  await answerWith(page, () => [suggestion("one"), suggestion("two")]);
  await (await readyBox(page)).fill("xy");
  await options(page).first().waitFor();
  await page.keyboard.press("ArrowUp");
  assert.equal(await chosen(page).textContent(), "two");
  await page.keyboard.press("ArrowDown");
  assert.equal(await chosen(page).count(), 0);
  await page.keyboard.press("ArrowDown");
  assert.equal(await chosen(page).textContent(), "one");
});

test("Enter without a choice searches for what was typed", async (t) => {
  const page = await site.open(t, "/");
  await (await readyBox(page)).fill("printer");
  await options(page).first().waitFor();
  await page.keyboard.press("Enter");
  await page.waitForURL("**/search?q=printer");
});

test("Escape closes the suggestions and keeps what was typed", async (t) => {
  const page = await site.open(t, "/");
  const box = await readyBox(page);
  await box.fill("print");
  await options(page).first().waitFor();
  await page.keyboard.press("Escape");
  await list(page).waitFor({ state: "hidden" });
  assert.equal(await box.inputValue(), "print");
  assert.equal(await box.getAttribute("aria-expanded"), "false");
  await page.keyboard.press("ArrowDown");
  await options(page).first().waitFor();
});

test("Tab leaves the box and closes the suggestions", async (t) => {
  const page = await site.open(t, "/");
  await (await readyBox(page)).fill("print");
  await options(page).first().waitFor();
  await page.keyboard.press("Tab");
  await list(page).waitFor({ state: "hidden" });
});

test("one letter asks nothing, two do", async (t) => {
  const page = await site.open(t, "/");
  const asked = [];
  await answerWith(page, (query) => {
    asked.push(query);
    return [suggestion("one")];
  });
  await (await readyBox(page)).pressSequentially("xy");
  await options(page).first().waitFor();
  assert.deepEqual(asked, ["xy"]);
});

test("with nothing good to say the list stays away", async (t) => {
  const page = await site.open(t, "/");
  const answered = page.waitForResponse("**/api/v1/suggest?*");
  await (await readyBox(page)).fill("qqxxzzvv");
  await (await answered).finished();
  await drawn(page);
  assert.equal(await list(page).isVisible(), false);
});

test("a late answer never takes the place of a newer one", async (t) => {
  const page = await site.open(t, "/");
  let release;
  const held = new Promise((resolve) => (release = resolve));
  let late;
  await answerWith(page, async (query) => {
    if (query !== "xy") return [suggestion(`for ${query}`)];
    late = held;
    await held;
    return [suggestion("late")];
  });
  const box = await readyBox(page);
  await box.pressSequentially("xyz");
  await page.getByRole("option", { name: "for xyz" }).waitFor();
  assert.ok(late, "the first question was asked");
  release();
  await box.press("ArrowDown");
  await drawn(page);
  assert.deepEqual(await options(page).allTextContents(), ["for xyz"]);
});

test("a choice made before the last answer came stays chosen", async (t) => {
  const page = await site.open(t, "/");
  let release;
  const held = new Promise((resolve) => (release = resolve));
  await answerWith(page, async (query) => {
    if (query === "xyz") await held;
    return [suggestion("one", `/a/one-${query.length}`), suggestion("two")];
  });
  const box = await readyBox(page);
  await box.fill("xy");
  await options(page).first().waitFor();
  await box.press("z");
  await box.press("ArrowUp");
  release();
  await page.waitForFunction(() => document.querySelector("[role=option]").dataset.url === "/a/one-3");
  assert.equal(await chosen(page).textContent(), "two");
});

test("suggestions lie over the page and move nothing", async (t) => {
  const page = await site.open(t, "/");
  const places = () =>
    page.evaluate(() =>
      [...document.querySelectorAll("h1, h2, form, main li, footer")].map((element) => {
        const { x, y, width } = element.getBoundingClientRect();
        return [element.textContent, x, y, width];
      }),
    );
  const form = () => page.locator("[data-search] .box").boundingBox();
  const box = await readyBox(page);
  const before = [await form(), (await places()).filter(([text]) => text)];
  await box.fill("print");
  await options(page).first().waitFor();
  const now = (await places()).filter(([text]) => before[1].some(([known]) => known === text));
  assert.deepEqual(await form(), before[0]);
  for (const place of now)
    assert.ok(before[1].some((known) => String(known) === String(place)), `${place} moved`);
});

test("a screen reader is told how many suggestions there are", async (t) => {
  const page = await site.open(t, "/");
  await answerWith(page, () => [suggestion("one"), suggestion("two")]);
  await (await readyBox(page)).fill("xy");
  await page.getByRole("status").filter({ hasText: "2 suggestions" }).waitFor();
});

test("a click opens a suggestion, and the box keeps the focus until then", async (t) => {
  const page = await site.open(t, "/");
  await (await readyBox(page)).fill("print");
  await options(page).first().click();
  await page.waitForURL("**/a/**");
});

test("titles show as text with marks, whatever they hold", async (t) => {
  const page = await site.open(t, "/");
  await answerWith(page, () => [
    {
      ...suggestion("x"),
      marked_title: "<mark>Tags</mark> &lt;b&gt; <img src=x onerror=alert(1)>",
      section: { heading: "<i>Heading</i>", anchor: "h" },
    },
  ]);
  await (await readyBox(page)).fill("tags");
  await options(page).first().waitFor();
  const option = options(page).first();
  assert.equal(await option.locator("mark").textContent(), "Tags");
  assert.equal(await option.locator("img, b, i").count(), 0);
  assert.match(await option.textContent(), /<b>.*<i>Heading<\/i>/);
});
