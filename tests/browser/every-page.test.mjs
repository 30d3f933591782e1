// What holds for every kind of page: accessible in light and dark, whole at any width, quiet for
// those who want no motion, and asking nobody but its own server.

import assert from "node:assert/strict";
import { test } from "node:test";

import { browsing } from "./support/browser.mjs";
import { assertAccessible, assertFitting, settled, violations, widthBeyond } from "./support/checks.mjs";
import { kindsOfPage } from "./support/pages.mjs";

const site = browsing();

for (const [kind, path] of Object.entries(kindsOfPage)) {
  test(`${kind}: axe finds nothing, in light, in dark, on a phone`, async (t) => {
    // Without motion a colour is at once what it will be.
    const page = await site.open(t, path, { bypassCSP: true, reducedMotion: "reduce" });
    await settled(page);
    await assertAccessible(page);
    await page.setViewportSize({ width: 360, height: 740 });
    assert.deepEqual(await violations(page), [], "phone");
  });

  test(`${kind}: nothing lies beside the window, however wide`, async (t) => {
    const page = await site.open(t, path);
    await settled(page);
    await assertFitting(page);
  });

  test(`${kind}: asks only its own server, breaks no rule of its policy, holds still`, async (t) => {
    const page = await site.open(t, "/healthz", { reducedMotion: "reduce" });
    const strangers = [];
    const complaints = [];
    page.on("request", (request) => {
      if (!request.url().startsWith(site.url)) strangers.push(request.url());
    });
    page.on("pageerror", (error) => complaints.push(String(error)));
    page.on("console", (message) => {
      const lostPage = message.text().includes("404") && kind.endsWith("not found");
      if (message.type() === "error" && !lostPage) complaints.push(message.text());
    });
    await page.goto(path);
    await settled(page);
    assert.deepEqual(strangers, []);
    assert.deepEqual(complaints, []);
    const moving = await page.evaluate(
      () =>
        [...document.querySelectorAll("*")].filter(
          (element) => getComputedStyle(element).transitionDuration !== "0s",
        ).length,
    );
    assert.equal(moving, 0);
  });
}

test("dark is dark and light is light", async (t) => {
  for (const [colorScheme, dark] of [
    ["dark", true],
    ["light", false],
  ]) {
    const page = await site.open(t, "/", { colorScheme });
    const ground = await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    const brightest = Math.max(...ground.match(/\d+/g).map(Number));
    assert.equal(brightest < 64, dark, `${colorScheme}: ${ground}`);
  }
});

test("every target is at least 24 by 24, or stands in a line of text", async (t) => {
  const page = await site.open(t, "/search?q=printer", { viewport: { width: 375, height: 700 } });
  const small = await page.evaluate(() =>
    [...document.querySelectorAll("a, button, input:not([type=hidden]), summary")]
      .filter((element) => getComputedStyle(element).display !== "inline" && element.offsetParent)
      .filter((element) => !element.matches(".skip"))
      .map((element) => [element.textContent, element.getBoundingClientRect()])
      .filter(([, { width, height }]) => width < 24 || height < 24)
      .map(([text, { width, height }]) => `${text}: ${width} x ${height}`),
  );
  assert.deepEqual(small, []);
});

test("a long German word and text from right to left stay within the page", async (t) => {
  const query = "Verteilungsgruppenzugehörigkeitsüberprüfungsverfahrensanweisung كيف أغير كلمة المرور 🔑";
  const page = await site.open(t, `/search?q=${encodeURIComponent(query)}`, {
    viewport: { width: 320, height: 700 },
  });
  assert.equal(await page.getByRole("searchbox").inputValue(), query);
  assert.equal(await widthBeyond(page), 0);
});
