// From a problem to an answer or to a person: "Did this solve it?", the form, the review, the ticket.

import assert from "node:assert/strict";
import { test } from "node:test";

import { browsing, readyBox } from "./support/browser.mjs";
import { settled, violations, widthBeyond } from "./support/checks.mjs";

const here = browsing();
const printer = "/a/printers/printer-does-not-print";
const picture = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

const solved = (page) => page.locator("[data-solved]");
const answer = (page, name) => solved(page).getByRole("group", { name: "Did this solve it?" }).getByRole("button", { name });

async function sound(page, what) {
  await settled(page);
  assert.deepEqual(await violations(page), [], what);
  assert.equal(await widthBeyond(page), 0, `${what} is wider than the window`);
}

async function fillIn(page) {
  await page.getByLabel("What is it about?").fill("The printer on floor 2 does not print");
  await page.getByLabel("What happens?").fill("The queue stays red since this morning.");
  await page.getByLabel("My team").check();
  await page.getByLabel("Yes, with difficulty").check();
}

const narrow = { viewport: { width: 320, height: 700 }, colorScheme: "dark" };

for (const [where, options] of [["on a desk", {}], ["on a telephone in the dark", narrow]]) {
  test(`from a question to a ticket, ${where}`, async (t) => {
    const page = await here.open(t, "/", options);
    const box = await readyBox(page);
    await box.fill("my printer wont print");
    await box.press("Enter");
    await page.getByRole("link", { name: "Printer does not print" }).first().click();
    await page.waitForURL(`**${printer}*`);

    await answer(page, "No").click();
    await page.getByText("What was it?").waitFor();
    await sound(page, "the panel");
    assert.equal(new URL(page.url()).pathname, printer);
    assert.equal(await answer(page, "No").getAttribute("aria-pressed"), "true");
    assert.equal(await solved(page).locator(".instead li").count(), 2);
    await page.getByRole("button", { name: "A step failed" }).click();
    await page.getByLabel(/Which step/).fill("the second one");
    await page.getByRole("button", { name: "Tell us" }).click();
    await page.getByText("We have noted what you wrote.").waitFor();

    await page.locator("main").getByRole("link", { name: "Get help from a person" }).click();
    await page.getByRole("heading", { name: "Write to the help desk" }).waitFor();
    await sound(page, "the form");
    assert.equal(await page.getByLabel("What is it about?").inputValue(), "my printer wont print");
    await fillIn(page);
    await page.locator("[data-case]:not([hidden])").getByText(/We will treat this as P2/).waitFor();
    const suggested = page.locator("kb-suggest").getByRole("link");
    await suggested.first().waitFor();
    assert.doesNotMatch((await suggested.allTextContents()).join(), /Printer does not print/);
    await sound(page, "the form with suggestions");
    await page.setInputFiles("#f-files", [{ name: "error.png", mimeType: "image/png", buffer: picture }]);
    await page.getByRole("button", { name: "Look it over" }).click();

    await page.getByRole("heading", { name: "Is this right?" }).waitFor();
    await sound(page, "the review");
    await page.getByText("error.png").waitFor();
    const read = page.getByLabel(/Read "Printer does not print" and said that it did not help: a step failed/);
    assert.equal(await read.isChecked(), true);
    await page.getByLabel(/Searched for "my printer wont print"/).uncheck();
    await page.getByRole("button", { name: "Send to the help desk" }).click();

    await page.getByText("We have it. Nothing more is needed from you now.").waitFor();
    await sound(page, "the ticket");
    assert.match(await page.locator("h1").textContent(), /^FL-[2-9A-Z]{4}-[2-9A-Z]{4}$/);
    assert.equal(await page.getByText("Searched for").count(), 0);

    // "Back" leads to what became of it, not to a second ticket.
    const first = new URL(page.url()).pathname;
    await page.goBack();
    await page.waitForURL(`**${first}`);
  });
}

test("without scripts everything works, a page at a time", async (t) => {
  const page = await here.open(t, printer, { javaScriptEnabled: false });
  await answer(page, "Partly").click();
  await page.getByRole("button", { name: "It is hard to follow" }).click();
  await page.getByLabel(/Would you like to say more/).fill("too many words");
  await page.getByRole("button", { name: "Tell us" }).click();
  await page.getByText("We have noted what you wrote.").waitFor();
  await page.locator("main").getByRole("link", { name: "Get help from a person" }).click();
  await fillIn(page);
  await page.setInputFiles("#f-files", [{ name: "error.png", mimeType: "image/png", buffer: picture }]);
  await page.getByRole("button", { name: "Look it over" }).click();
  await page.getByText(/We will treat this as P2/).waitFor();
  await page.getByText("error.png").waitFor();
  await page.getByRole("link", { name: "Change something" }).click();
  assert.equal(
    await page.getByLabel("What happens?").inputValue(),
    "The queue stays red since this morning.",
  );
  await page.getByRole("button", { name: "Remove error.png" }).click();
  assert.equal(await page.getByText("error.png").count(), 0);
  await page.getByRole("button", { name: "Look it over" }).click();
  await page.getByRole("button", { name: "Send to the help desk" }).click();
  await page.getByRole("heading", { name: /^FL-/ }).waitFor();
});

test("what is missing is told at once, and the keyboard stands on it", async (t) => {
  const page = await here.open(t, "/help");
  await page.getByLabel("What happens?").fill("It is broken.");
  await page.getByRole("button", { name: "Look it over" }).click();
  const troubles = page.locator("[data-troubles]");
  await troubles.waitFor();
  await page.waitForFunction(() => document.activeElement?.matches("[data-troubles]"));
  await sound(page, "the form with troubles");
  assert.equal(await page.getByLabel("What happens?").inputValue(), "It is broken.");
  await troubles.getByRole("link", { name: "Say in a few words what it is about." }).click();
  assert.equal(await page.evaluate(() => document.activeElement.id), "f-subject");
});

test("the browser's Back from the review comes to what was written", async (t) => {
  const page = await here.open(t, "/help");
  await fillIn(page);
  await page.getByRole("button", { name: "Look it over" }).click();
  await page.getByRole("heading", { name: "Is this right?" }).waitFor();
  await page.goBack();
  await page.getByRole("heading", { name: "Write to the help desk" }).waitFor();
  assert.equal(
    await page.getByLabel("What is it about?").inputValue(),
    "The printer on floor 2 does not print",
  );
});

test("an answer that the server does not take leaves the reader with a page that says why", async (t) => {
  const page = await here.open(t, printer);
  await page.evaluate(() => {
    document.querySelector("[data-solved] [name=article]").value = "gone";
  });
  await answer(page, "Yes").click();
  await page.getByText("This article is not here any more").waitFor();
});

test("how long an article was in view is told when it is left", async (t) => {
  const page = await here.open(t, printer);
  await page.waitForFunction(() => performance.now() > 1100);
  const told = page.waitForRequest((request) => request.url().endsWith("/api/v1/events"));
  await page.goto("/");
  const [event] = JSON.parse((await told).postData());
  assert.equal(event.kind, "dwell");
  assert.ok(event.seconds >= 1, `${event.seconds} s`);
});

test("who asks not to be followed tells nothing", async (t) => {
  const page = await here.open(t, printer, { extraHTTPHeaders: { DNT: "1" } });
  await page.addInitScript(() => Object.defineProperty(navigator, "doNotTrack", { value: "1" }));
  await page.goto(printer);
  let told = 0;
  page.on("request", (request) => {
    if (request.url().endsWith("/api/v1/events")) told += 1;
  });
  await page.waitForFunction(() => performance.now() > 1100);
  await page.goto("/");
  await settled(page);
  assert.equal(told, 0);
  assert.deepEqual(await page.context().cookies(), []);
});
