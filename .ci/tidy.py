#!/usr/bin/env python3
"""Runs clang-tidy over our sources, as they are compiled in build/release.

tidy.py --all       every source
tidy.py --changed   those that changed since TIDY_BASE, or since origin/main

What passed once is remembered under a hash of all that the verdict depends on, so that a second
run costs nothing for it.
"""
import hashlib
import json
import os
import pathlib
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

TIDY = "clang-tidy-16"
ROOT = pathlib.Path.cwd()
BUILD = ROOT / "build/release"
PASSED = pathlib.Path(os.environ.get("XDG_CACHE_HOME", pathlib.Path.home() / ".cache"),
                      "firstline-tidy")
INCLUDE = re.compile(rb'^[ \t]*#[ \t]*include[ \t]*"([^"]+)"', re.MULTILINE)
# Where a submission's own start is not known, its last commit stands for it.
COMMITS_BACK = 1
EMPTY_TREE = "4b825dc642cb6eb9a060e54bf8d69288fbee4904"


def git(*arguments):
    done = subprocess.run(["git", *arguments], capture_output=True, text=True)
    return done.stdout.strip() if done.returncode == 0 else None


def base_commit():
    """What to compare with: the point where this work left origin/main. In a clone of what was
    submitted that is its own last commit, so the commit before it is taken."""
    named = os.environ.get("TIDY_BASE")
    if named:
        return named
    fork = git("merge-base", "HEAD", "origin/main")
    if fork and fork != git("rev-parse", "HEAD"):
        return fork
    history = (git("rev-list", "--first-parent", f"--max-count={COMMITS_BACK + 1}", "HEAD")
               or "").split()
    return history[-1] if len(history) > COMMITS_BACK else EMPTY_TREE


def changed_files():
    changed = (git("diff", "--name-only", base_commit(), "--", "*.cpp", "*.h") or "").split("\n")
    new = (git("ls-files", "--others", "--exclude-standard", "--", "*.cpp", "*.h") or "").split("\n")
    return {name for name in [*changed, *new] if name}


def ours_included(path, seen):
    """Our own files that `path` includes, at any depth, itself too; into `seen` with their text."""
    if path in seen or not path.is_file():
        return seen
    seen[path] = path.read_bytes()
    for name in INCLUDE.findall(seen[path]):
        ours_included(ROOT / name.decode(), seen)
    return seen


def toolchain():
    """The versions of everything whose headers the sources see."""
    packages = subprocess.run(["dpkg-query", "--show", "lib*-dev", "*doctest*", "*json*",
                               "clang-tidy-16", "libstdc++*"], capture_output=True).stdout
    config = (ROOT / ".clang-tidy").read_bytes()
    return hashlib.sha256(packages + config).hexdigest()


def key_of(source, command, versions):
    digest = hashlib.sha256(versions.encode())
    digest.update(command.replace(str(ROOT), "").encode())
    for path, text in sorted(ours_included(source, {}).items()):
        digest.update(f"\0{path.relative_to(ROOT)}\0{len(text)}\0".encode() + text)
    return digest.hexdigest()


def sources_to_check(commands):
    if "--all" in sys.argv[1:]:
        return sorted(commands)
    changed = changed_files()
    chosen = {source for source in commands if str(source.relative_to(ROOT)) in changed}
    # A header is seen through the source of its name, or through one that includes it.
    for header in sorted(ROOT / name for name in changed if name.endswith(".h")):
        users = [source for source in sorted(commands) if header in ours_included(source, {})]
        own = [source for source in users if source.stem == header.stem]
        if not chosen.intersection(users):
            chosen.update((own or users)[:1])
    return sorted(chosen)


def check(source, key):
    done = subprocess.run(
        [TIDY, "--quiet", "-p", str(BUILD), str(source)], capture_output=True, text=True)
    if done.returncode == 0:
        PASSED.mkdir(parents=True, exist_ok=True)
        (PASSED / key).touch()
    return source, done.returncode, done.stdout


def main():
    with open(BUILD / "compile_commands.json", encoding="utf-8") as file:
        entries = json.load(file)
    commands = {pathlib.Path(entry["file"]): entry["command"] for entry in entries}
    commands = {source: command for source, command in commands.items()
                if ROOT in source.parents and ROOT / "build" not in source.parents}
    versions = toolchain()
    chosen = sources_to_check(commands)
    keys = {source: key_of(source, commands[source], versions) for source in chosen}
    due = [source for source in chosen if not (PASSED / keys[source]).exists()]
    print(f"{len(chosen)} sources, {len(chosen) - len(due)} of them as they passed before",
          flush=True)
    bad = 0
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for source, status, output in pool.map(lambda one: check(one, keys[one]), due):
            if status != 0:
                bad += 1
                print(output.rstrip(), flush=True)
    print(f"{bad} sources with complaints" if bad else "no complaints")
    return 1 if bad else 0


sys.exit(main())
