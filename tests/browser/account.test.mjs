// Signing in and out, and what somebody who signed in sees.

import assert from "node:assert/strict";
import { test } from "node:test";

import { browsing } from "./support/browser.mjs";
import { assertSound, violations } from "./support/checks.mjs";
import { kindsSignedIn } from "./support/pages.mjs";
import { anna } from "./support/site.mjs";

const site = browsing();

for (const [kind, path] of Object.entries(kindsSignedIn)) {
  test(`${kind}: axe finds nothing, and nothing lies beside the window`, async (t) => {
    const page = await site.openSignedIn(t, path, { bypassCSP: true, reducedMotion: "reduce" });
    await assertSound(page);
  });
}

test("by keys alone and without scripts one signs in, reads, and signs out", async (t) => {
  const page = await site.open(t, "/a/shared-drives/runbook-file-server-down", {
    javaScriptEnabled: false,
  });
  await page.getByRole("heading", { name: "We did not find this page" }).waitFor();
  await page.getByRole("link", { name: "Sign in", exact: true }).press("Enter");
  await page.getByLabel("Name").press("Control+A");
  await page.keyboard.type(anna.name);
  await page.keyboard.press("Tab");
  await page.keyboard.type(anna.password);
  await page.keyboard.press("Enter");
  await page.waitForURL("**/a/shared-drives/runbook-file-server-down");
  assert.equal(await page.locator(".audience-agents").first().innerText(), "Agents only");
  await page.getByRole("button", { name: "Sign out" }).press("Enter");
  await page.waitForURL(`${site.url}/`);
  await page.goBack();
  await page.getByRole("heading", { name: "We did not find this page" }).waitFor();
});

test("a wrong password keeps the name, says what to do, and waits for the password", async (t) => {
  const page = await site.open(t, "/sign-in");
  await page.getByLabel("Name").fill("nobody-of-this-name");
  await page.getByLabel("Password").fill("not the password");
  await page.keyboard.press("Enter");
  const alert = page.getByRole("alert");
  await alert.waitFor();
  assert.match(await alert.innerText(), /name or the password is not right/);
  assert.equal(await page.getByLabel("Name").inputValue(), "nobody-of-this-name");
  assert.equal(await page.getByLabel("Password").inputValue(), "");
  assert.equal(await page.evaluate(() => document.activeElement.id), "password");
  assert.deepEqual(await violationsOf(page), []);
});

/** axe cannot be put into a page whose policy forbids it, so its rules are run on a copy. */
async function violationsOf(page) {
  const html = await page.content();
  const copy = await page.context().browser().newContext({ bypassCSP: true, baseURL: site.url });
  try {
    const twin = await copy.newPage();
    await twin.goto("/healthz");
    await twin.setContent(html);
    return await violations(twin);
  } finally {
    await copy.close();
  }
}

test("who fails too often is told how long to wait", async (t) => {
  const page = await site.open(t, "/sign-in");
  for (let attempt = 0; attempt < 7; ++attempt) {
    await page.getByLabel("Name").fill("too-often");
    await page.getByLabel("Password").fill("not the password");
    await page.keyboard.press("Enter");
    await page.getByRole("alert").waitFor();
  }
  assert.match(await page.getByRole("alert").innerText(), /wait \d+ seconds, then try again/);
});

test("a session in another browser is seen and ended", async (t) => {
  const desk = await site.openSignedIn(t, "/account");
  const phone = await site.openSignedIn(t, "/account", {
    userAgent: "Mozilla/5.0 (Android 15; Mobile; rv:133.0) Gecko/133.0 Firefox/133.0",
  });
  await desk.reload();
  await desk
    .getByRole("button", { name: /^End the session of Firefox on Android/ })
    .first()
    .click();
  await desk.getByText("That session has ended.").waitFor();
  await phone.reload();
  await phone.getByRole("heading", { name: "Sign in" }).waitFor();
});

test("audiences are told apart by word, shape and colour", async (t) => {
  const page = await site.openSignedIn(t, "/account");
  const marks = await page.locator("table .audience").evaluateAll((elements) =>
    elements.map((element) => {
      const shape = getComputedStyle(element, "::before");
      return {
        word: element.textContent,
        shape: [shape.borderRadius, shape.transform, shape.clipPath].join(),
        colour: getComputedStyle(element).color,
      };
    }),
  );
  assert.ok(marks.length >= 3, JSON.stringify(marks));
  for (const of of ["word", "shape", "colour"])
    assert.equal(new Set(marks.map((mark) => mark[of])).size, marks.length, of);
});
