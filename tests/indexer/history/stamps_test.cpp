#include <doctest/doctest.h>

#include "tests/indexer/history/written_history.h"

using namespace firstline;

namespace {

constexpr const char* kStamp = "reviewed: 2026-02-01\nreviewed_by: Ada\n";

}  // namespace

TEST_CASE("the commit that set a stamp is known, and how many it set") {
    TestRepository repository;
    for (const char* const name : {"kb/a.md", "kb/b.md", "kb/c.md", "elsewhere/d.md"})
        repository.write(name, article("", name));
    repository.commit({});
    for (const char* const name : {"kb/a.md", "kb/b.md", "elsewhere/d.md"})
        repository.write(name, article(kStamp, name));
    const auto both = repository.commit({.author = "Bo"});
    repository.write("kb/c.md", article(kStamp, "kb/c.md"));
    const auto one = repository.commit({});
    repository.write("kb/a.md", article(kStamp, "Another text."));
    repository.commit({.subject = "edit"});

    const auto a = history_of(repository, "a.md", "kb");
    REQUIRE(a.stamped);
    CHECK(a.stamped->id == both);
    CHECK(a.stamped->author == "Bo");
    CHECK(a.stamped_together == 2);
    const auto c = history_of(repository, "c.md", "kb");
    REQUIRE(c.stamped);
    CHECK(c.stamped->id == one);
    CHECK(c.stamped_together == 1);
}

TEST_CASE("those who were stamped together stay many when some are stamped anew") {
    TestRepository repository;
    for (const char* const name : {"a.md", "b.md", "c.md"})
        repository.write(name, article("", name));
    repository.commit({});
    for (const char* const name : {"a.md", "b.md", "c.md"})
        repository.write(name, article(kStamp, name));
    repository.commit({});
    repository.write("c.md", article("reviewed: 2026-03-01\nreviewed_by: Ada\n", "c.md"));
    repository.commit({});
    CHECK(history_of(repository, "a.md").stamped_together == 3);
    CHECK(history_of(repository, "c.md").stamped_together == 1);
}

TEST_CASE("a stamp that came with its file was set nowhere") {
    TestRepository repository;
    repository.write("a.md", article(kStamp, "One."));
    repository.commit({});
    CHECK_FALSE(history_of(repository, "a.md").stamped);
    repository.write("a.md", article(kStamp, "Two."));
    repository.commit({});
    CHECK_FALSE(history_of(repository, "a.md").stamped);
}

TEST_CASE("a stamp that is written otherwise is the same stamp") {
    TestRepository repository;
    repository.write("a.md", article("", "One."));
    repository.commit({});
    repository.write("a.md", article(kStamp, "One."));
    const auto set = repository.commit({});
    for (const char* const same :
         {"reviewed_by: 'Ada'  # the one with the glasses\nreviewed: \"2026-02-01\"\n",
          "last_reviewed_on: 2/1/2026\nreviewed_by: Ada\n",
          "Reviewed: 2026-02-01T09:00:00Z\n"
          "\"reviewed_by\":\n  Ada\n"}) {
        CAPTURE(same);
        repository.write("a.md", article(same, "One."));
        repository.commit({});
        const auto history = history_of(repository, "a.md");
        REQUIRE(history.stamped);
        CHECK(history.stamped->id == set);
    }
}

TEST_CASE("a stamp that is not committed was set nowhere yet") {
    TestRepository repository;
    repository.write("a.md", article("", "One."));
    repository.commit({});
    repository.write("a.md", article(kStamp, "One."));
    repository.commit({});
    repository.write("a.md", article("reviewed: 2026-03-12\nreviewed_by: Ada\n", "One."));
    CHECK_FALSE(history_of(repository, "a.md").stamped);
}

TEST_CASE("a merge that brings a stamp did not set it") {
    TestRepository repository;
    repository.write("a.md", article("", long_text()));
    const auto base = repository.commit({});
    repository.write("a.md", article("", long_text("edited")));
    const auto edited = repository.commit({});
    repository.write("a.md", article(kStamp, long_text()));
    const auto stamped = repository.commit({.parents = {base}});
    repository.write("a.md", article(kStamp, long_text("edited")));
    repository.commit({.parents = {edited, stamped}});
    const auto history = history_of(repository, "a.md");
    REQUIRE(history.stamped);
    CHECK(history.stamped->id == stamped);
}

TEST_CASE("`updated` that moves on while the text stays is found, and nothing else") {
    struct Step {
        const char* updated;
        const char* body;
    };
    struct Case {
        const char* what;
        std::vector<Step> steps;
        bool idle;
    };
    for (const auto& [what, steps, idle] : std::vector<Case>{
             {"the day moved alone", {{"2026-01-01", "1"}, {"2026-02-01", "1"}}, true},
             {"with the text", {{"2026-01-01", "1"}, {"2026-02-01", "2"}}, false},
             {"a commit after it",
              {{"2026-01-01", "1"}, {"2026-01-01", "2"}, {"2026-02-01", "2"}},
              false},
             {"a commit before it",
              {{"2026-01-01", "1"}, {"2026-02-01", "1"}, {"2026-02-01", "2"}},
              false},
             {"twice after one change",
              {{"2026-01-01", "1"}, {"2026-02-01", "2"}, {"2026-02-02", "2"}},
              true},
             {"back to an earlier day", {{"2026-01-02", "1"}, {"2026-01-01", "1"}}, false},
             {"where there was none", {{nullptr, "1"}, {"2026-02-01", "1"}}, false},
             {"taken away", {{"2026-01-01", "1"}, {"2026-02-01", "1"}, {nullptr, "1"}}, false},
             {"written otherwise", {{"2026-01-01", "1"}, {"2026-01-01T10:00:00Z", "1"}}, false},
             {"blanks are no text", {{"2026-01-01", "1 2"}, {"2026-02-01", "1\n2"}}, true},
         }) {
        CAPTURE(what);
        TestRepository repository;
        std::string last;
        for (const auto& step : steps) {
            repository.write("a.md", article(step.updated != nullptr
                                                 ? std::string("ms.date: ") + step.updated + "\n"
                                                 : "",
                                             step.body));
            last = repository.commit({});
        }
        const auto history = history_of(repository, "a.md");
        CHECK(history.updated_idly.has_value() == idle);
        if (idle)
            CHECK(history.updated_idly->id == last);
    }
}
