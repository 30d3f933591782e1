#!/usr/bin/env python3
"""count_tests.py STATUS LOG REPORT: prints how many tests a step passed and failed.

REPORT is ctest's JUnit file, if there is one: each doctest case in it counts, and each other test
as one. Else the closing lines of node's test runner or "N passed, N failed" are looked for in LOG.
A step without either is one check; a step that ended badly has at least one failure.
"""
import os
import re
import sys
import xml.etree.ElementTree

DOCTEST = re.compile(r"\[doctest\] test cases:\s*\d+ \|\s*(\d+) passed \|\s*(\d+) failed")
CLOSING_LINES = (
    re.compile(r"^(?:\w+: )?(\d+) passed, (\d+) failed\b.*$", re.MULTILINE),
    re.compile(r"^(?:#|\u2139) pass (\d+)\n(?:#|\u2139) fail (\d+)$", re.MULTILINE),
)


def count_report(root):
    passed = failed = 0
    for test in root.iter("testcase"):
        output = re.sub(r"\x1b\[[0-9;]*m", "", test.findtext("system-out") or "")
        cases = DOCTEST.findall(output)
        ok = test.get("status") == "run"
        if cases:
            passed += sum(int(case[0]) for case in cases)
            failed += sum(int(case[1]) for case in cases)
            # A suite whose cases all passed can still fail: a sanitizer ends it with an error.
            if not ok and not any(int(case[1]) for case in cases):
                failed += 1
        elif ok:
            passed += 1
        elif test.get("status") == "fail":
            failed += 1
    return passed, failed


def count_log(text):
    text = re.sub(r"\x1b\[[0-9;]*m", "", text)
    found = [match for pattern in CLOSING_LINES for match in pattern.findall(text)]
    if not found:
        return None
    return sum(int(match[0]) for match in found), sum(int(match[1]) for match in found)


def main():
    status, log, report = int(sys.argv[1]), sys.argv[2], sys.argv[3]
    if os.path.exists(report):
        passed, failed = count_report(xml.etree.ElementTree.parse(report).getroot())
    else:
        with open(log, encoding="utf-8", errors="replace") as file:
            passed, failed = count_log(file.read()) or ((1, 0) if status == 0 else (0, 1))
    if status != 0 and failed == 0:
        failed = 1
    print(passed, failed)


main()
