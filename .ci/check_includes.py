#!/usr/bin/env python3
"""Rejects an #include that runs against the direction of the house.

check_includes.py              looks at every C++ file below indexer/ and server/
check_includes.py --self-test  feeds itself right and wrong includes and sees which it rejects
"""
import fnmatch
import re
import subprocess
import sys

# The plain structs of the domain: all that a program without Markdown may know of articles.
MODEL = ["indexer/article/article.h", "indexer/article/knowledge_base.h",
         "indexer/article/problem.h"]

# Room -> what of ours it may include beside itself, as patterns. The first room that matches a file
# is its room. An arrow that is missing here does not exist. In short:
#
#   indexer   main -> external -> checks -> index -> format -> article (the model) -> text
#                     checks -> history -> git
#   server    main -> http -> pages -> search -> access -> store -> indexer/text
#                     http -> listen            access -> indexer/format, MODEL
#                             pages -> tickets -> access
#                             pages -> insight, proposals -> store
ARROWS = [
    ("indexer/text/*", []),
    ("indexer/article/*", ["indexer/text/*"]),
    ("indexer/format/*", [*MODEL, "indexer/text/*"]),
    ("indexer/git/*", []),
    ("indexer/history/*", ["indexer/git/*", "indexer/format/packing.h", "indexer/text/*"]),
    ("indexer/index/*", ["indexer/format/*", "indexer/article/*", "indexer/text/*"]),
    ("indexer/checks/*", ["indexer/index/*", "indexer/history/*", "indexer/format/*",
                          "indexer/article/*", "indexer/text/*"]),
    ("indexer/external/*", ["indexer/checks/*", "indexer/article/*", "indexer/text/*"]),
    ("indexer/*", ["indexer/*"]),
    ("server/access/*", ["server/store/*", "indexer/format/*", *MODEL, "indexer/text/*"]),
    ("server/store/*", ["indexer/text/*"]),
    ("server/search/*", ["server/access/*", "server/store/*", "indexer/format/*", *MODEL,
                         "indexer/text/*"]),
    ("server/listen/*", ["server/store/*", "server/access/*", *MODEL, "indexer/text/*"]),
    ("server/tickets/*", ["server/store/*", "server/access/*", *MODEL, "indexer/text/*"]),
    ("server/insight/*", ["server/store/*", "indexer/text/*"]),
    ("server/proposals/*", ["server/store/*", "indexer/git/*", "indexer/text/*"]),
    ("server/pages/*", ["server/insight/*", "server/proposals/*", "server/tickets/*",
                        "server/listen/*", "server/search/*", "server/access/*", "server/store/*",
                        "indexer/format/*", *MODEL, "indexer/text/*"]),
    ("server/http/*", ["server/pages/*", "server/insight/*", "server/proposals/*",
                       "server/tickets/*", "server/listen/*", "server/search/*", "server/access/*", "server/store/*",
                       "indexer/format/*", *MODEL, "indexer/text/*"]),
    ("server/*", ["server/*", "indexer/format/*", *MODEL, "indexer/text/*"]),
]

# Header of a library -> the only files that may know it.
LIBRARIES = [
    ("httplib.h", ["server/http/*"]),
    ("xapian*", ["indexer/text/*", "indexer/index/*", "indexer/main.cpp", "server/search/*"]),
    ("cmark-gfm*.h", ["indexer/article/*"]),
    ("gumbo.h", ["indexer/article/*"]),
    ("yaml-cpp/*", ["indexer/article/*", "server/config.cpp"]),
    ("kainjow/mustache.hpp", ["server/pages/*"]),
    ("sqlite3.h", ["server/store/*"]),
    ("sodium*", ["server/access/*"]),
    ("curl/*", ["server/tickets/*", "indexer/external/*"]),
    ("magic.h", ["server/tickets/*"]),
    ("date/*", ["server/tickets/*"]),
    ("re2/*", ["server/listen/*"]),
    ("git2*", ["indexer/git/*", "indexer/history/*", "server/proposals/*"]),
]

INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^>"]+)[>"]', re.MULTILINE)


def matches(path, patterns):
    return any(fnmatch.fnmatch(path, pattern) for pattern in patterns)


def room_of(path):
    return next((room for room, _ in ARROWS if fnmatch.fnmatch(path, room)), None)


def complaint(path, included, quoted):
    """Why `path` may not include this, or None if it may."""
    for header, users in LIBRARIES:
        if fnmatch.fnmatch(included, header) and not matches(path, users):
            return f"only {', '.join(users)} may know <{included}>"
    if not quoted:
        return None
    room = room_of(path)
    if room_of(included) is None:
        return f'"{included}" is not written from the top of the tree'
    if room_of(included) == room:
        return None
    if not matches(included, dict(ARROWS)[room]):
        return f'"{included}" is not below {room}'
    return None


def problems_of(path, text):
    for match in INCLUDE.finditer(text):
        reason = complaint(path, match.group(2), match.group(1) == '"')
        if reason:
            yield f"{path}:{text.count(chr(10), 0, match.start()) + 1}: error: {reason}"


def self_test():
    wrong = [
        ("indexer/text/tokens.cpp", '#include "indexer/article/article.h"'),
        ("indexer/article/markdown.cpp", '#include "indexer/index/index_writer.h"'),
        ("indexer/article/markdown.cpp", "#include <xapian.h>"),
        ("indexer/format/manifest.h", '#include "indexer/article/article_loader.h"'),
        ("indexer/format/manifest.h", '  #  include "indexer/index/index_run.h"'),
        ("indexer/index/index_run.cpp", '#include "server/search/library.h"'),
        ("indexer/index/index_run.cpp", "#include <gumbo.h>"),
        ("indexer/index/index_run.cpp", '#include "indexer/history/history.h"'),
        ("indexer/history/history.cpp", '#include "indexer/article/article_loader.h"'),
        ("indexer/checks/check_run.cpp", "#include <git2.h>"),
        ("indexer/index/index_run.cpp", "#include <yaml-cpp/yaml.h>"),
        ("server/access/viewer.h", '#include "server/search/library.h"'),
        ("server/search/library.cpp", '#include "server/pages/pages.h"'),
        ("server/search/library.cpp", "#include <sqlite3.h>"),
        ("server/access/passwords.cpp", "#include <sqlite3.h>"),
        ("server/store/store.cpp", '#include "server/search/library.h"'),
        ("server/store/accounts.cpp", '#include "server/access/viewer.h"'),
        ("server/http/frame.cpp", "#include <sodium.h>"),
        ("server/search/library.cpp", '#include "indexer/index/index_writer.h"'),
        ("server/search/library.cpp", '#include "indexer/article/markdown.h"'),
        ("server/pages/pages.cpp", '#include "server/http/target.h"'),
        ("server/pages/pages.cpp", "#include <xapian.h>"),
        ("server/pages/pages.cpp", "#include <httplib.h>"),
        ("server/http/routes.cpp", '#include "server/config.h"'),
        ("server/http/routes.cpp", '#include "target.h"'),
        ("server/http/routes.cpp", "#include <cmark-gfm.h>"),
        ("server/http/routes.cpp", "#include <kainjow/mustache.hpp>"),
        ("server/main.cpp", "#include <httplib.h>"),
        ("server/main.cpp", '#include "indexer/index/index_run.h"'),
        ("server/main.cpp", '#include "tests/support/folder.h"'),
    ]
    right = [
        ("indexer/text/language.cpp", "#include <xapian.h>"),
        ("indexer/article/markdown.cpp", '#include "indexer/text/html.h"'),
        ("indexer/article/markdown.cpp", "#include <cmark-gfm-core-extensions.h>"),
        ("indexer/format/stored_article.h", '#include "indexer/article/article.h"'),
        ("indexer/index/index_run.cpp", '#include "indexer/article/article_loader.h"'),
        ("indexer/main.cpp", '#include "indexer/index/index_run.h"'),
        ("indexer/checks/check_run.cpp", '#include "indexer/history/history.h"'),
        ("indexer/history/history.cpp", "#include <git2.h>"),
        ("server/proposals/branch.cpp", '#include "indexer/git/git.h"'),
        ("server/access/viewer.h", '#include "indexer/format/manifest.h"'),
        ("server/access/sign_in.cpp", '#include "server/store/accounts.h"'),
        ("server/access/secrets.cpp", "#include <sodium.h>"),
        ("server/search/library.cpp", "#include <xapian.h>"),
        ("server/search/library.cpp", '#include "server/store/store.h"'),
        ("server/store/store.cpp", "#include <sqlite3.h>"),
        ("server/pages/pages.cpp", '#include "server/search/search_types.h"'),
        ("server/http/server.cpp", "#include <httplib.h>"),
        ("server/config.cpp", "#include <yaml-cpp/yaml.h>"),
        ("server/main.cpp", '#include "server/http/server.h"'),
        ("server/main.cpp", '// #include "indexer/index/index_run.h"'),
    ]
    missed = [case for case in wrong if not list(problems_of(*case))]
    refused = [case for case in right if list(problems_of(*case))]
    for path, text in missed:
        print(f"self-test: {path} was allowed to say {text}")
    for path, text in refused:
        print(f"self-test: {path} was not allowed to say {text}")
    return not missed and not refused


def sources():
    listed = subprocess.run([".ci/sources", "cpp", "h"], check=True, capture_output=True)
    return [path for path in listed.stdout.decode().split("\0") if room_of(path)]


def main():
    if "--self-test" in sys.argv[1:]:
        return 0 if self_test() else 1
    found = []
    for path in sources():
        with open(path, encoding="utf-8") as file:
            found += problems_of(path, file.read())
    print("\n".join(found) if found else "every include runs downward")
    return 1 if found else 0


sys.exit(main())
