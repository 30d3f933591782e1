#include "server/pages/template_set.h"

#include <doctest/doctest.h>

#include "server/pages/pages.h"
#include "tests/support/temporary_folder.h"

using namespace firstline;

namespace {

/// What TemplateSet says of a folder with this one template.
std::string complaint_about(const std::string& text) {
    const TemporaryFolder folder;
    folder.write("page.html", text);
    try {
        const TemplateSet set(folder.path());
    } catch (const std::runtime_error& error) {
        return error.what();
    }
    return "";
}

}  // namespace

TEST_CASE("a template is assembled from its parts and escapes what it prints") {
    const TemporaryFolder folder;
    folder.write("page.html", "<p>\n    {{> parts/name}}\n</p>\n");
    folder.write("parts/name.html", "<b>{{name}}</b>{{{body_html}}}");
    const TemplateSet set(folder.path());
    PageData data;
    data.text("name", "<i>\"x'&").html("body_html", Html{"<u>y</u>"});
    CHECK(set.render("page", data) == "<p>\n<b>&lt;i&gt;&quot;x&#39;&amp;</b><u>y</u>\n</p>\n");
}

TEST_CASE("text that looks like a template is printed as text") {
    const TemporaryFolder folder;
    folder.write("page.html", "{{name}}");
    PageData data;
    data.text("name", "{{secret}}").text("secret", "seen");
    CHECK(TemplateSet(folder.path()).render("page", data) == "{{secret}}");
}

TEST_CASE("a broken template is refused with its name and what is wrong") {
    struct Case {
        const char *text, *reason;
    };
    for (const auto& [text, reason] :
         {Case{"{{#a}}", "Unclosed section"}, Case{"{{a", "Unclosed tag"},
          Case{"{{> parts/none}}", "parts/none.html: is missing"},
          Case{"{{> page}}", "hold one another"}, Case{"{{{title}}}", "prints title unescaped"},
          Case{"{{& title}}", "prints unescaped"}}) {
        CAPTURE(text);
        const std::string complaint = complaint_about(text);
        CHECK(complaint.find("template ") == 0);
        CHECK(complaint.find(reason) != std::string::npos);
    }
}

TEST_CASE("plain text cannot be given under a name that is printed as HTML, nor the reverse") {
    PageData data;
    CHECK_THROWS_AS(data.text("body_html", "x"), std::logic_error);
    CHECK_THROWS_AS(data.html("title", Html{"x"}), std::logic_error);
}

TEST_CASE("a folder without the pages is refused before the first request") {
    const TemporaryFolder folder;
    CHECK_THROWS_WITH_AS(Pages(folder.path() / "none"),
                         ("no folder of templates: " + (folder.path() / "none").string()).c_str(),
                         std::runtime_error);
    folder.write("home.html", "x");
    CHECK_THROWS_AS(Pages(folder.path()), std::runtime_error);
}

TEST_CASE("the version changes with any file of the folder and with nothing else") {
    const TemporaryFolder folder;
    folder.write("page.html", "x");
    folder.write("static/app.css", "a {}");
    const std::string before = TemplateSet(folder.path()).version();
    CHECK(TemplateSet(folder.path()).version() == before);
    folder.write("static/app.css", "b {}");
    CHECK(TemplateSet(folder.path()).version() != before);
}
