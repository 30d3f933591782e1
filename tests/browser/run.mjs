// Runs all browser tests over one server: `KB_BIN=build/release node tests/browser/run.mjs`,
// with names of test files behind it to run only those.

import { spawn } from "node:child_process";
import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { site } from "./support/site.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const named = process.argv.slice(2);
const files = named.length ? named : readdirSync(here).filter((name) => name.endsWith(".test.mjs"));

const served = await site();
const tests = spawn(
  process.execPath,
  ["--test", "--test-concurrency=2", ...files.map((name) => join(here, name))],
  { stdio: "inherit", env: { ...process.env, KB_URL: served.url } },
);
const code = await new Promise((resolve) => tests.once("exit", resolve));
await served.stop();
process.exitCode = code ?? 1;
