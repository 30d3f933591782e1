import { after, before } from "node:test";

import { chromium } from "playwright-core";

import { anna, site } from "./site.mjs";

const quiet = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Long enough for a busy machine; nothing waits for it unless it fails. */
const patience = 15_000;

/**
 * The server and the browser of one test file. `open(t, path, options)` gives a page in a context
 * of its own, closed when test `t` ends; options are playwright's for a context. `start` gives
 * another server than the usual one.
 */
export function browsing(start = site) {
  const made = {};
  before(async () => {
    made.site = await start();
    made.url = made.site.url;
    made.browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: quiet });
  });
  after(async () => {
    await made.browser?.close();
    await made.site?.stop();
  });
  made.open = async (t, path, options = {}) => {
    const context = await made.browser.newContext({ baseURL: made.url, ...options });
    t.after(() => context.close());
    context.setDefaultTimeout(patience);
    const page = await context.newPage();
    await page.goto(path);
    return page;
  };
  /** The same, signed in as `who` of site.mjs; the sample's agent, unless somebody else is named. */
  made.openSignedIn = async (t, path, { who = anna, ...options } = {}) => {
    const page = await made.open(t, `/sign-in?to=${encodeURIComponent(path)}`, options);
    await page.getByLabel("Name").fill(who.name);
    await page.getByLabel("Password").fill(who.password);
    await page.locator("main").getByRole("button", { name: "Sign in" }).click();
    await page.waitForURL((url) => url.pathname !== "/sign-in");
    return page;
  };
  return made;
}

/** The search box of a page whose scripts are ready. */
export async function readyBox(page) {
  const box = page.getByRole("combobox");
  await box.waitFor();
  return box;
}

export const hits = (page) => page.locator("[data-hits] > li");

/** Resolves once the page has drawn what it has been told so far. */
export const drawn = (page) =>
  page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
