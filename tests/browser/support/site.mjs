// The real programs over the sample knowledge base: an index built into a temporary folder, and a
// server on a free port. KB_BIN is the folder of kb-indexer and kb-server.

import { execFile, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const root = join(dirname(fileURLToPath(import.meta.url)), "../../..");

function program(name) {
  const folder = process.env.KB_BIN;
  if (!folder) throw new Error("KB_BIN must name the folder of kb-indexer and kb-server");
  return join(folder, name);
}

async function portOf(server) {
  for await (const line of createInterface({ input: server.stdout })) {
    const port = /on http:\/\/[^:/]+:(\d+)/.exec(line)?.[1];
    if (port) return port;
  }
  throw new Error("kb-server ended without naming its port");
}

/** An agent of the sample's desk, its lead, and a writer. */
export const anna = { name: "anna", password: "correct horse battery" };
export const lena = { name: "lena", password: "correct horse battery" };
export const wanda = { name: "wanda", password: "correct horse battery" };

function addAccount(index, { name, password }, rights) {
  const add = spawn(
    program("kb-server"),
    ["user", "add", name, ...rights, "--index", index],
    { stdio: ["pipe", "ignore", "inherit"] },
  );
  add.stdin.end(`${password}\n`);
  return new Promise((resolve, reject) =>
    add.once("exit", (code) => (code === 0 ? resolve() : reject(new Error(`user add: ${code}`)))),
  );
}

/** A server of one test file's own, with these settings besides. Gives { url, stop }. */
export async function ownSite(settings = []) {
  const folder = await mkdtemp(join(tmpdir(), "firstline-browser-"));
  const index = join(folder, "index");
  const kb = join(root, "kb-articles");
  const clean = () => rm(folder, { recursive: true, force: true });
  try {
    await promisify(execFile)(program("kb-indexer"), ["build", kb, "--index", index]);
  } catch (error) {
    // 1: the index is built, and some article has a problem.
    if (error.code !== 1) throw error;
  }
  await addAccount(index, anna, ["--role", "agent", "--groups", "finance"]);
  await addAccount(index, lena, ["--role", "lead"]);
  await addAccount(index, wanda, ["--role", "writer"]);
  const server = spawn(
    program("kb-server"),
    [
      ...["--index", index, "--kb", kb, "--templates", join(root, "templates")],
      ...["--port", "0", "--log-level", "error"],
      // Not 127.0.0.1: that is the other site which is not listed.
      ...["--suggest-origins", "http://localhost:*"],
      ...settings,
    ],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  const ended = new Promise((resolve) => server.once("exit", resolve));
  const port = await portOf(server);
  server.stdout.resume();
  return {
    url: `http://127.0.0.1:${port}`,
    async stop() {
      server.kill("SIGTERM");
      await ended;
      await clean();
    },
  };
}

/** The server that run.mjs started for all test files, or one of this file's own. */
export async function site() {
  const url = process.env.KB_URL;
  return url ? { url, stop: async () => {} } : ownSite();
}
