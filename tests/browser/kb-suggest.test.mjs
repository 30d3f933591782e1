import assert from "node:assert/strict";
import { readFileSync, statSync } from "node:fs";
import { test } from "node:test";

import { browsing, drawn } from "./support/browser.mjs";
import { violations, widthBeyond } from "./support/checks.mjs";
import { elsewhere } from "./support/elsewhere.mjs";

const site = browsing();
const other = elsewhere();

const endpoint = "**/api/v1/suggestions";
const subject = (page) => page.getByLabel("Subject");
const body = (page) => page.getByLabel("What happens?");
const panel = (page) => page.getByRole("region", { name: "These may help" });
const links = (page) => panel(page).getByRole("link");
const told = (page) => page.locator("kb-suggest").getByRole("status");
const height = (page) => page.locator("kb-suggest").evaluate((element) => element.offsetHeight);

/** The form of the other site in a page of its own; `from` is the origin it is opened at. */
async function formPage(t, { from = other.url, extra = "", before = () => {}, ...options } = {}) {
  const page = await site.open(t, "about:blank", options);
  await before(page);
  page.complaints = [];
  page.on("console", (message) => page.complaints.push(`${message.type()}: ${message.text()}`));
  await page.goto(from + other.address(site.url, extra));
  await page.evaluate(() => {
    window.heard = [];
    for (const type of ["kb-suggest:shown", "kb-suggest:opened"])
      document.addEventListener(type, (event) => window.heard.push({ type, ...event.detail }));
  });
  return page;
}

const answered = (page) => page.waitForResponse(endpoint);

const article = (title, id = title) => ({ id, title, url: `/a/${id}`, section: null, summary: "" });

/** Answers by `answer(question)`: results, a whole answer, or a status. */
const answerWith = (page, answer) =>
  page.route(endpoint, async (route) => {
    const headers = { "Access-Control-Allow-Origin": "*", "Access-Control-Expose-Headers": "Retry-After" };
    const given = await answer(route.request().postDataJSON());
    const reply = Array.isArray(given) ? { json: { results: given, incidents: [] } } : given;
    await route.fulfill({ ...reply, headers: { ...headers, ...reply.headers } }).catch(() => {});
  });

test("beside another site's form, what people write finds articles, under the strictest policy", async (t) => {
  const page = await formPage(t);
  assert.equal(await height(page), 0);
  await subject(page).pressSequentially("printer wont print");
  await links(page).first().waitFor();
  assert.match(await links(page).first().textContent(), /^Printer does not print/);
  assert.equal(
    new URL(await links(page).first().getAttribute("href")).origin,
    new URL(site.url).origin,
  );
  assert.ok((await links(page).count()) <= 3);
  assert.match(await told(page).textContent(), /^\d articles? may help$/);
  assert.ok(await subject(page).evaluate((field) => field === document.activeElement));
  assert.deepEqual(page.complaints, []);
  const [shown] = await page.evaluate(() => window.heard);
  assert.equal(shown.type, "kb-suggest:shown");
  assert.equal(shown.ids[0], "KB0030");
});

test("for nonsense, small talk and other people's business it stays silent and takes no space", async (t) => {
  const page = await formPage(t);
  const place = await page.locator("#below").boundingBox();
  for (const text of ["asdf qwer lkjh zxcv", "Hello, please help me!", "What is for lunch in the canteen?"]) {
    const answer = answered(page);
    await body(page).fill(text);
    await (await answer).finished();
    await drawn(page);
    assert.equal(await panel(page).count(), 0);
    assert.equal(await height(page), 0);
    assert.equal(await told(page).textContent(), "");
  }
  assert.deepEqual(await page.locator("#below").boundingBox(), place);
});

test("opening a suggestion keeps what was written and tells the other tab nothing", async (t) => {
  const page = await formPage(t);
  await subject(page).fill("printer wont print");
  await body(page).fill("Since Monday it does nothing.");
  await links(page).first().waitFor();
  const opened = page.context().waitForEvent("page");
  await links(page).first().click();
  const tab = await opened;
  await tab.getByRole("article").waitFor();
  assert.equal(await tab.evaluate(() => String(window.opener)), "null");
  assert.equal(await tab.evaluate(() => document.referrer), "");
  assert.equal(await subject(page).inputValue(), "printer wont print");
  assert.equal(await body(page).inputValue(), "Since Monday it does nothing.");
  const heard = await page.evaluate(() => window.heard.at(-1));
  assert.equal(heard.type, "kb-suggest:opened");
  assert.equal(heard.id, "KB0030");
});

test("the form is sent at once while the server hangs", async (t) => {
  const page = await formPage(t);
  let asked;
  const hanging = new Promise((resolve) => (asked = resolve));
  await page.route(endpoint, () => asked());
  await subject(page).fill("printer wont print");
  await hanging;
  await page.getByRole("button", { name: "Send" }).click();
  await page.waitForURL("**/sent");
  assert.match(await page.textContent("pre"), /subject=printer\+wont\+print/);
});

test("who asks too often rests, and nobody is told", async (t) => {
  const page = await formPage(t, { before: (blank) => blank.clock.install() });
  let asked = 0;
  await answerWith(page, () => {
    ++asked;
    return { status: 429, json: {}, headers: { "Retry-After": "60" } };
  });
  const first = answered(page);
  await subject(page).fill("printer wont print");
  await page.clock.runFor(500);
  await (await first).finished();
  await subject(page).fill("printer wont print a test page");
  await page.clock.runFor(50_000);
  assert.equal(asked, 1);
  assert.equal(await height(page), 0);
  const second = answered(page);
  await page.clock.runFor(15_000);
  await second;
  assert.equal(asked, 2);
});

test("at a site that is not listed it stays silent, and only the console says why", async (t) => {
  const page = await formPage(t, { from: other.unlisted });
  const refused = page.waitForEvent("requestfailed", (request) => request.url().endsWith("/suggestions"));
  await subject(page).fill("printer wont print");
  await refused;
  await drawn(page);
  assert.equal(await height(page), 0);
  assert.equal(await panel(page).count(), 0);
  assert.ok(page.complaints.some((line) => /Access-Control-Allow-Origin/.test(line)));
});

test("it sends no cookie, no address and no path of the page, and keeps nothing", async (t) => {
  const page = await site.openSignedIn(t, "/");
  await page.goto(other.url + other.address(site.url));
  const asking = page.waitForRequest(endpoint);
  await subject(page).fill("shared drive runbook file server down");
  const request = await asking;
  const headers = await request.allHeaders();
  assert.equal(headers.cookie, undefined);
  assert.equal(headers.referer, undefined);
  assert.equal(request.url(), `${site.url}/api/v1/suggestions`);
  assert.equal(request.method(), "POST");
  await (await request.response()).finished();
  await drawn(page);
  // The sample's agent may read the runbook; a page of another site may not show it to her.
  assert.ok(!(await page.locator("kb-suggest").textContent()).includes("Runbook"));
  assert.equal(await page.evaluate(() => localStorage.length + sessionStorage.length), 0);
});

test("on our own pages it asks as who is signed in", async (t) => {
  const page = await site.openSignedIn(t, "/");
  await page.evaluate(async () => {
    const script = document.createElement("script");
    script.src = "/static/kb-suggest.js";
    document.head.append(script);
    const field = Object.assign(document.createElement("textarea"), { id: "late" });
    const suggest = document.createElement("kb-suggest");
    suggest.setAttribute("for", "#late");
    document.querySelector("main").append(field, suggest);
    await customElements.whenDefined("kb-suggest");
  });
  await page.locator("#late").fill("runbook: file server down, shared drive");
  await panel(page).getByRole("link", { name: /Runbook/i }).first().waitFor();
});

test("in our own ticket form what led there is answered at once, and what is written there", async (t) => {
  const page = await site.open(t, "/help?q=printer%20wont%20print");
  await panel(page).getByRole("link", { name: /^Printer does not print/ }).waitFor();
  await page.locator("#f-subject").fill("");
  await page.locator("#f-description").fill("My monitor is flickering since this morning.");
  await panel(page).getByRole("link", { name: /^My monitor is flickering/ }).waitFor();
  assert.equal(await page.locator("#f-subject").inputValue(), "");
});

test("our own ticket form does not offer again the article that one comes from", async (t) => {
  const page = await site.open(t, "/help?from=printers/printer-does-not-print");
  await page.locator("#f-subject").fill("printer wont print");
  await links(page).first().waitFor();
  assert.equal(await panel(page).getByRole("link", { name: /^Printer does not print/ }).count(), 0);
});

test("what is excepted is never shown, and a change of that counts at once", async (t) => {
  const page = await formPage(t, { extra: 'except="KB1 printers/jam"' });
  const jam = { ...article("Paper jam", "KB2"), url: "/a/printers/jam#pull" };
  await answerWith(page, () => [article("one", "KB1"), jam, article("ten", "KB10")]);
  await subject(page).fill("printer jam");
  await links(page).first().waitFor();
  assert.equal(await links(page).count(), 1);
  assert.match(await links(page).textContent(), /^ten/);
  assert.equal(await told(page).textContent(), "1 article may help");
  const answer = answered(page);
  await page.locator("kb-suggest").evaluate((element) => element.setAttribute("except", "KB1 KB2 KB10"));
  await (await answer).finished();
  await drawn(page);
  assert.equal(await height(page), 0);
  await page.locator("kb-suggest").evaluate((element) => element.removeAttribute("except"));
  await panel(page).getByRole("link", { name: /^one/ }).waitFor();
  assert.equal(await links(page).count(), 3);
});

test("a known incident comes first", async (t) => {
  const page = await formPage(t);
  await subject(page).fill("not receiving e-mail from outside");
  const first = panel(page).getByRole("listitem").first();
  await first.waitFor();
  assert.match(await first.textContent(), /^Known problem: E-mail from outside arrives late/);
  assert.match(await told(page).textContent(), /^There is a known problem\./);
});

test("what helped stays while more is written, and goes with the text", async (t) => {
  const page = await formPage(t);
  await answerWith(page, ({ subject }) => (subject === "printer jam" ? [article("one")] : []));
  await subject(page).fill("printer jam");
  await links(page).first().waitFor();
  const grown = answered(page);
  await subject(page).fill("printer jam since Monday");
  await (await grown).finished();
  await drawn(page);
  assert.equal(await links(page).count(), 1);
  await subject(page).fill("");
  await panel(page).waitFor({ state: "detached" });
  assert.equal(await height(page), 0);
});

test("the same answer again moves nothing", async (t) => {
  const page = await formPage(t);
  await answerWith(page, () => [article("one"), article("two")]);
  await subject(page).fill("printer jam");
  const link = await links(page).first().elementHandle();
  const again = answered(page);
  await subject(page).fill("printer jams");
  await (await again).finished();
  await drawn(page);
  assert.ok(await link.evaluate((element) => element.isConnected));
  assert.equal((await page.evaluate(() => window.heard)).length, 1);
});

test("with the keyboard one comes to the links, and they wait while one is there", async (t) => {
  const page = await formPage(t);
  let release;
  const held = new Promise((resolve) => (release = resolve));
  await answerWith(page, async ({ text }) => {
    if (!text) return [article("first")];
    await held;
    return [article("second")];
  });
  await subject(page).pressSequentially("printer jam");
  await links(page).first().waitFor();
  const asking = page.waitForRequest(endpoint);
  await body(page).fill("in the tray");
  const request = await asking;
  await page.getByRole("button", { name: "Send" }).focus();
  await page.keyboard.press("Tab");
  assert.ok(await links(page).first().evaluate((link) => link.getRootNode().activeElement === link));
  release();
  await (await request.response()).finished();
  await drawn(page);
  assert.match(await links(page).first().textContent(), /^first/);
  await page.keyboard.press("Shift+Tab");
  await panel(page).getByRole("link", { name: /^second/ }).waitFor();
});

test("fields that come later, and text that is edited in place, are heard", async (t) => {
  const page = await formPage(t);
  await answerWith(page, ({ subject, text }) => [article(`${subject}|${text}`)]);
  await page.evaluate(() => {
    document.querySelector("#body").remove();
    const editor = Object.assign(document.createElement("div"), { id: "body", contentEditable: "true" });
    document.querySelector("form").append(editor);
  });
  await subject(page).fill("printer jam");
  await page.locator("#body").click();
  await page.keyboard.type("in the upper tray");
  await panel(page).getByRole("link", { name: /^printer jam\|in the upper tray/ }).waitFor();
});

test("a password that stands among the fields is never read", async (t) => {
  const page = await formPage(t);
  const asked = [];
  await answerWith(page, (question) => {
    asked.push(JSON.stringify(question));
    return [article("one")];
  });
  await page.evaluate(() => {
    document.querySelector("#body").remove();
    const field = Object.assign(document.createElement("input"), { id: "body", type: "password" });
    document.querySelector("form").append(field);
  });
  await page.locator("#body").fill("hunter2 hunter2");
  await subject(page).fill("printer jam");
  await links(page).first().waitFor();
  assert.ok(asked.every((question) => !question.includes("hunter2")));
});

test("an answer runs nothing, whatever stands in it", async (t) => {
  const page = await formPage(t);
  const evil = "<img src=x onerror=alert(1)>";
  await answerWith(page, () => ({
    json: {
      results: [{ ...article(evil, "x"), url: "javascript:alert(1)", section: { heading: evil } }],
      incidents: [{ title: evil, text: evil, link: "javascript:alert(1)" }],
    },
  }));
  await subject(page).fill("printer jam");
  await panel(page).waitFor();
  assert.equal(await links(page).count(), 0);
  assert.equal(await panel(page).locator("img").count(), 0);
});

for (const colorScheme of ["light", "dark"])
  test(`axe finds nothing in it, ${colorScheme}, also on a narrow screen`, async (t) => {
    const page = await formPage(t, { colorScheme, viewport: { width: 320, height: 640 } });
    await answerWith(page, () => ({
      json: {
        results: [
          { ...article("Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen".repeat(2), "KB1"), summary: "A summary." },
          { ...article("Paper jam", "KB2"), section: { heading: "Pull the paper out", anchor: "pull" } },
        ],
        incidents: [{ title: "Printers are down", text: "We are on it.", link: "/a/x" }],
      },
    }));
    await subject(page).fill("printer jam");
    await panel(page).waitFor();
    await page.evaluate(() =>
      Promise.all(document.querySelector("kb-suggest").shadowRoot.getAnimations().map((one) => one.finished)),
    );
    assert.deepEqual(await violations(page), []);
    assert.ok((await widthBeyond(page)) <= 0);
  });

test("the page decides on heading, number and looks", async (t) => {
  const page = await formPage(t, { extra: 'max="1" heading="Vielleicht hilft das"' });
  await answerWith(page, () => [article("one"), article("two"), article("three"), article("four")]);
  await subject(page).fill("printer jam");
  const named = page.getByRole("region", { name: "Vielleicht hilft das" });
  await named.waitFor();
  assert.equal(await named.getByRole("link").count(), 1);
  await page.locator("kb-suggest").evaluate((element) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("kb-suggest::part(heading) { color: rgb(1, 2, 3); } kb-suggest { --kb-suggest-link: rgb(4, 5, 6); }");
    document.adoptedStyleSheets = [sheet];
    return element.isConnected;
  });
  const color = (locator) => locator.evaluate((element) => getComputedStyle(element).color);
  assert.equal(await color(named.getByText("Vielleicht hilft das")), "rgb(1, 2, 3)");
  assert.equal(await color(named.getByRole("link")), "rgb(4, 5, 6)");
});

test("the manual's demo works as it is pasted", async (t) => {
  const manual = new URL("../../kb-articles/firstline/suggest-anywhere.md", import.meta.url);
  const [, demo] = /```html\n(<!doctype[^]*?)```/.exec(readFileSync(manual, "utf8"));
  assert.ok(demo.includes("http://127.0.0.1:8080"));
  other.pages["/form.html"] = demo.replaceAll("http://127.0.0.1:8080", site.url);
  const page = await site.open(t, `${other.url}/form.html`);
  await subject(page).fill("printer wont print");
  await links(page).first().waitFor();
  assert.match(await links(page).first().textContent(), /^Printer does not print/);
});

test("the script is one file of at most 15 KB", () => {
  const { size } = statSync(new URL("../../templates/static/kb-suggest.js", import.meta.url));
  assert.ok(size <= 15 * 1024, `${size} bytes`);
});
