#include <map>
#include <random>

#include <doctest/doctest.h>

#include "tests/indexer/history/written_history.h"

using namespace firstline;

namespace {

/// All that history says of the files that are there.
std::string in_words(const TestRepository& repository, const History& history) {
    std::string words = history.head() + '\n';
    for (const auto& entry : std::filesystem::directory_iterator(repository.path())) {
        const std::string name = entry.path().filename().string();
        if (!name.ends_with(".md"))
            continue;
        const auto file = history.of(name, file_text(entry.path()));
        words += name + (file.written ? iso_date(*file.written) : "?") + ':';
        for (const auto& change : file.changes)
            words += ' ' + change.id + iso_date(change.on) + change.author + change.subject +
                     (change.touched_others ? "+" : "");
        if (file.stamped)
            words += " stamped " + file.stamped->id + std::to_string(file.stamped_together);
        if (file.updated_idly)
            words += " idle " + file.updated_idly->id;
        words += '\n';
    }
    return words;
}

/// Commits that write, edit, stamp, move, remove and merge files as chance has it.
class BusyPeople {
public:
    explicit BusyPeople(TestRepository& repository) : repository_(repository) {
        write();
        tips_.push_back(repository.commit({.subject = "first"}));
    }

    void commit() {
        for (int i = 0; i < 3; ++i)
            change_something();
        write();
        const bool merges = tips_.size() > 1 && chance(4) == 0;
        std::vector<std::string> parents{tips_.back()};
        if (merges)
            parents.push_back(tips_[chance(tips_.size() - 1)]);
        else if (chance(5) == 0)
            parents = {tips_[chance(tips_.size())]};
        // Some in the same second, and some with a clock that is wrong.
        at_ += static_cast<std::int64_t>(chance(3)) * 40000 - (chance(9) == 0 ? 90000 : 0);
        tips_.push_back(repository_.commit({.author = chance(2) == 0 ? "Ada" : "Bo",
                                            .subject = std::to_string(tips_.size()),
                                            .at = at_,
                                            .parents = parents}));
    }

private:
    struct File {
        int text = 0;
        int stamp = 0;
        int updated = 0;
    };

    std::size_t chance(std::size_t of) { return random_() % of; }

    void change_something() {
        const std::string name = std::to_string(chance(6)) + ".md";
        const auto found = files_.find(name);
        switch (found == files_.end() ? 0 : chance(6)) {
            case 0: files_[name].text = ++count_; break;
            case 1: found->second.stamp = ++count_; break;
            case 2: found->second.updated = ++count_; break;
            case 3: files_.erase(found); break;
            case 4: {
                const File moved = found->second;
                files_.erase(found);
                files_[std::to_string(6 + chance(6)) + ".md"] = moved;
                break;
            }
            default: found->second.text = ++count_;
        }
    }

    void write() {
        for (int i = 0; i < 12; ++i)
            repository_.remove(std::to_string(i) + ".md");
        for (const auto& [name, file] : files_)
            repository_.write(
                name,
                article((file.stamp > 0
                             ? "reviewed: 2026-01-" + std::to_string(10 + file.stamp % 19) + "\n"
                             : "") +
                            "updated: 20" + std::to_string(10 + file.updated % 16) + "-01-01\n",
                        long_text(std::to_string(file.text))));
    }

    TestRepository& repository_;
    std::minstd_rand random_{7};
    std::map<std::string, File> files_{{"0.md", {}}, {"1.md", {}}};
    std::vector<std::string> tips_;
    std::int64_t at_ = 1767225600;
    int count_ = 0;
};

}  // namespace

TEST_CASE("history that is read bit by bit is the same as one that is read at once") {
    TestRepository repository;
    BusyPeople people(repository);
    std::string kept;
    std::size_t together = 0;
    for (int round = 0; round < 40; ++round) {
        for (int i = 0; i < 1 + round % 4; ++i)
            people.commit();
        const auto whole = reading_of(repository);
        auto options = options_of(repository);
        options.kept = kept;
        const auto again = read_history(options);
        REQUIRE(whole.history);
        REQUIRE(again.history);
        CHECK(in_words(repository, *whole.history) == in_words(repository, *again.history));
        CHECK(again.commits <= whole.commits);
        together += again.commits;
        kept = packed(again.history->log());
    }
    // Branches that were left behind have everything read again now and then.
    CHECK(together < 40 * 60);
}

TEST_CASE("only the commits that are new are read") {
    TestRepository repository;
    for (int i = 0; i < 5; ++i) {
        repository.write("a.md", article("", std::to_string(i)));
        repository.commit({});
    }
    auto options = options_of(repository);
    const auto first = read_history(options);
    CHECK(first.commits == 5);
    options.kept = packed(first.history.value().log());
    CHECK(read_history(options).commits == 0);
    repository.write("a.md", article("", "new"));
    repository.commit({});
    const auto second = read_history(options);
    CHECK(second.commits == 1);
    CHECK(second.history.value().of("a.md", "").changes.size() == 6);
}

TEST_CASE("where history was rewritten or another branch is checked out all is read again") {
    TestRepository repository;
    repository.write("a.md", article("", "One."));
    const auto first = repository.commit({.subject = "first"});
    repository.write("a.md", article("", "Two."));
    repository.commit({.subject = "second"});
    auto options = options_of(repository);
    options.kept = packed(read_history(options).history.value().log());

    repository.write("a.md", article("", "Three."));
    repository.commit({.subject = "instead of the second", .parents = {first}});
    const auto rewritten = read_history(options);
    CHECK(rewritten.commits == 2);
    const auto changes = rewritten.history.value().of("a.md", "").changes;
    REQUIRE(changes.size() == 2);
    CHECK(changes[0].subject == "instead of the second");

    repository.set_head(first);
    CHECK(read_history(options).history.value().of("a.md", "").changes.size() == 1);
}

TEST_CASE("other names of fields have all read again, since they change what is a stamp") {
    TestRepository repository;
    repository.write("a.md", article("", "One."));
    repository.commit({});
    repository.write("a.md", article("gelesen: 2026-01-01\n", "One."));
    repository.commit({});
    auto options = options_of(repository);
    options.kept = packed(read_history(options).history.value().log());
    options.names.stamp[0].emplace_back("gelesen");
    const auto reading = read_history(options);
    CHECK(reading.commits == 2);
    CHECK(reading.history.value().of("a.md", file_text(repository.path() / "a.md")).stamped);
}

TEST_CASE("a log that was damaged is read anew") {
    TestRepository repository;
    repository.write("a.md", article("", "One."));
    repository.commit({});
    repository.write("a.md", article("reviewed: 2026-01-01\n", "Two."));
    repository.commit({});
    auto options = options_of(repository);
    const std::string kept = packed(read_history(options).history.value().log());
    REQUIRE(unpacked(kept));
    for (std::size_t at = 0; at < kept.size(); ++at) {
        CHECK_FALSE(unpacked(kept.substr(0, at)));
        std::string damaged = kept;
        damaged[at] = static_cast<char>(damaged[at] ^ 1);
        CHECK_FALSE(unpacked(damaged));
    }
    options.kept = kept + "x";
    CHECK(read_history(options).commits == 2);
}

TEST_CASE("reading stops when it is told to, and leaves no half history") {
    TestRepository repository;
    repository.write("a.md", article("", "One."));
    repository.commit({});
    auto options = options_of(repository);
    options.should_stop = [] { return true; };
    const auto reading = read_history(options);
    CHECK_FALSE(reading.history);
    CHECK(reading.trouble.empty());
}
