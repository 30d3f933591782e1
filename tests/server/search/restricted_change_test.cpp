#include <doctest/doctest.h>

#include "indexer/format/generation.h"
#include "tests/support/built_kb.h"

using namespace firstline;

namespace {

using Seconds = std::chrono::sys_seconds;

const Viewer kReader{};
const Viewer kAgent{Role::agent, {}};

/// What a viewer can tell of the index's state, whatever they ask.
struct Told {
    std::string version;
    Seconds updated_at;
    friend bool operator==(const Told&, const Told&) = default;
};

/// A knowledge base whose every build is a minute after the one before.
class TickingKb {
public:
    TickingKb() {
        kb_.article("all.md", "Door of all", "The door.");
        write_secret("The other door.");
        build();
    }

    void write_secret(const std::string& body) {
        kb_.write("secret.md", "---\ntitle: Secret\naudience: agents\n---\n\n" + body + "\n");
    }
    void build(bool full = false) {
        now_ += std::chrono::minutes{1};
        kb_.build(full, now_);
    }
    Told told(const Viewer& viewer) {
        return kb_.library().ask(viewer, [](Reading& reading) {
            return Told{reading.version(), reading.updated_at()};
        });
    }
    Seconds now() const { return std::chrono::floor<std::chrono::seconds>(now_); }
    BuiltKb& kb() { return kb_; }

private:
    BuiltKb kb_;
    Instant now_ =
        std::chrono::time_point_cast<std::chrono::nanoseconds>(std::chrono::system_clock::now()) +
        std::chrono::hours{1};
};

}  // namespace

TEST_CASE("a change of an article that one may not read leaves no trace in version and date") {
    TickingKb ticking;
    const auto reader = ticking.told(kReader);
    const auto agent = ticking.told(kAgent);
    CHECK(reader.updated_at == ticking.now());
    const auto unseen = [&] {
        ticking.build();
        CHECK(ticking.told(kReader) == reader);
        CHECK(ticking.told(kAgent).version != agent.version);
        CHECK(ticking.told(kAgent).updated_at == ticking.now());
    };
    ticking.write_secret("Edited.");
    unseen();
    ticking.kb().write("more.md", "---\ntitle: More\naudience: [hr]\n---\n\nMore.\n");
    ticking.build();
    CHECK(ticking.told(kReader) == reader);
    ticking.kb().write("archived.md",
                       "---\ntitle: Old\naudience: agents\nstate: archived\n---\n\nOld.\n");
    unseen();
    std::filesystem::remove(ticking.kb().kb() / "secret.md");
    unseen();
}

TEST_CASE("what a viewer may read tells of its changes: text, readers, settings and whole builds") {
    TickingKb ticking;
    auto before = ticking.told(kReader);
    const auto seen = [&](bool full = false) {
        ticking.build(full);
        const auto after = ticking.told(kReader);
        CHECK(after.version != before.version);
        before = after;
    };
    ticking.kb().article("all.md", "Door of all", "The blue door.");
    seen();
    CHECK(before.updated_at == ticking.now());
    ticking.kb().write("secret.md", "---\ntitle: Open\naudience: public\n---\n\nOpen.\n");
    seen();
    CHECK(before.updated_at == ticking.now());
    ticking.write_secret("Closed again.");
    seen();
    CHECK(before.updated_at == ticking.now());
    ticking.kb().write("_synonyms.yml", "- [door, gate]\n");
    seen();
    CHECK(before.updated_at < ticking.now());
    seen(true);
    CHECK(before.updated_at == ticking.now());
}

TEST_CASE("an article that is only touched does not count as changed") {
    TickingKb ticking;
    const auto before = ticking.told(kReader).updated_at;
    ticking.kb().article("all.md", "Door of all", "The door.");
    ticking.build();
    CHECK(ticking.told(kReader).updated_at == before);
}
