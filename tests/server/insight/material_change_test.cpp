#include "server/insight/material_change.h"

#include <string>

#include <doctest/doctest.h>

#include "server/insight/comparable_text.h"

using namespace firstline;

namespace {

/// A hundred words without any of what may not change.
std::string hundred_words() {
    std::string text;
    for (int i = 0; i < 20; ++i)
        text += "open the settings and choose\n";
    return text;
}

std::string with(std::string text, const std::string& from, const std::string& to) {
    return text.replace(text.find(from), from.size(), to);
}

}  // namespace

TEST_CASE("what may change without the votes being lost") {
    struct Case {
        const char *before, *after;
        bool material;
    };
    for (const auto& [before, after, material] : {
             Case{"", "", false},
             Case{"Turn it off.", "Turn it off!", false},
             Case{"Turn it off.", "turn  it\noff", false},
             Case{"Run `gpupdate /force` now.", "Run `gpupdate` now.", true},
             Case{"Wait 5 minutes.", "Wait 15 minutes.", true},
             Case{"See the form <https://a.example>.", "See the form <https://b.example>.", true},
             Case{"See https://a.example today.", "See https://b.example today.", true},
             Case{"1. Open the lid\n2. Close it", "1. Open the lid\n1. Close it", false},
             Case{"1. Open the lid\n2. Close it", "1. Close it\n2. Open the lid", true},
             Case{"1. Open the lid\n2. Close it", "1. Open the lid", true},
             Case{"1. Open the lid", "1. Open the tray", true},
             Case{"Do restart it now.", "Do not restart it now.", true},
             Case{"Never open it. Always shut it.", "Always open it. Never shut it.", true},
             Case{"You can't undo this.", "You can undo this.", true},
             Case{"one two three", "one two three four", true},
         }) {
        CAPTURE(before);
        CAPTURE(after);
        CHECK(material_change(before, after) == material);
        CHECK(material_change(after, before) == material);
    }
}

TEST_CASE("five of a hundred words may change, six may not") {
    const std::string before = hundred_words();
    std::string after = before;
    for (int changed = 1; changed <= 6; ++changed) {
        after = with(after, "settings", "preferences");
        CAPTURE(changed);
        CHECK(material_change(before, after) == (changed > 5));
    }
    CHECK_FALSE(material_change(before, before + "and save it at once\n"));
    CHECK(material_change(before, before + "and save it at once please\n"));
}

TEST_CASE("an article's HTML becomes lines that can be compared") {
    CHECK(comparable_text("<h2 id=\"a\">First</h2>\n<ol>\n<li>Press <kbd>Win</kbd> &amp; wait</li>"
                          "<li>See <a href=\"/a/x\">this</a>.</li></ol><ul><li>One</li></ul>"
                          "<p>Run <code>a &lt; b</code></p>") ==
          "First\n1. Press `Win` & wait\n1. See this </a/x>.\n- One\nRun `a < b`\n");
    CHECK(comparable_text("<p>cut <b") == "cut \n");
    CHECK(comparable_text("") == "");
}

TEST_CASE("a changed command in HTML is a material change, a mended word is not") {
    const std::string before =
        "<p>To find out which adress your computer has, open the command prompt from the start "
        "menu, and wait until the black window has come up; then run the command below and look "
        "for the line that begins with the word that you need.</p><pre><code>ipconfig</code></pre>";
    CHECK_FALSE(material_change(comparable_text(before),
                                comparable_text(with(before, "adress", "address"))));
    CHECK(material_change(comparable_text(before),
                          comparable_text(with(before, "ipconfig", "ifconfig"))));
}
