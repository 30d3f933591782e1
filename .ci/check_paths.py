#!/usr/bin/env python3
"""Rejects a tracked file that names a folder of the machine it was written on."""
import os
import re
import subprocess
import sys

# Folders that only some machine has.
MACHINE_FOLDER = re.compile(rb"(?<![\w.:/~-])/(?:home|Users|root|work|tmp)/(?=[\w.])[\w./-]*")

# What may be named all the same: folders every machine has, or that an article or test makes up.
ALLOWED = [
    (re.compile(r"kb-articles/|tests/"), re.compile(rb"/(?:home|Users|tmp)/")),
]


def allowed(path, folder):
    return any(where.match(path) and what.match(folder) for where, what in ALLOWED)


def main():
    here = os.getcwd().encode() + b"/"
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        check=True, capture_output=True).stdout.decode().split("\0")
    found = 0
    for path in filter(os.path.isfile, listed):
        with open(path, "rb") as file:
            lines = file.read().split(b"\n")
        for number, line in enumerate(lines, 1):
            named = [match.group() for match in MACHINE_FOLDER.finditer(line)]
            named = [folder for folder in named if not allowed(path, folder)]
            # A checkout directly below `/` has a path that says nothing.
            if here.count(b"/") > 2 and here in line:
                named.append(here)
            for folder in named:
                print(f"{path}:{number}: error: {folder.decode()} is a path of one machine")
                found += 1
    if not found:
        print("no file names a folder of one machine")
    return 1 if found else 0


sys.exit(main())
