// Nothing that was acknowledged is lost, whoever else writes and whoever is killed meanwhile.

#include <array>
#include <barrier>
#include <csignal>
#include <string>
#include <thread>
#include <vector>

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <sys/wait.h>
#include <unistd.h>

#include "server/store/store.h"
#include "tests/support/temporary_folder.h"

using namespace firstline;

namespace {

/// A process that learns one question after another and says `.` for each that it has.
class Learner {
public:
    Learner(const std::filesystem::path& file, int number) : number_(number) {
        std::array<int, 2> ends{};
        REQUIRE(::pipe(ends.data()) == 0);
        child_ = ::fork();
        if (child_ == 0) {
            ::close(ends[0]);
            learn_for_ever(file, ends[1]);
        }
        ::close(ends[1]);
        said_ = ::fdopen(ends[0], "r");
    }
    ~Learner() { std::fclose(said_); }
    Learner(const Learner&) = delete;
    Learner& operator=(const Learner&) = delete;

    /// Waits for that many questions more.
    void await(int questions) {
        for (int i = 0; i < questions; ++i)
            acknowledged_ += std::fgetc(said_) == '.' ? 1 : 0;
    }
    void kill() {
        ::kill(child_, SIGKILL);
        ::waitpid(child_, nullptr, 0);
        while (std::fgetc(said_) == '.')
            ++acknowledged_;
    }
    int acknowledged() const { return acknowledged_; }
    std::string article() const { return fmt::format("kb{}", number_); }

private:
    [[noreturn]] void learn_for_ever(const std::filesystem::path& file, int out) const {
        try {
            Store store(file);
            for (int i = 0;; ++i) {
                store.learn(std::array{Taught{fmt::format("question {}", i), article(), "test"}},
                            {});
                if (::write(out, ".", 1) != 1)
                    ::_exit(0);
            }
        } catch (const StoreError& error) {
            fmt::print(stderr, "a learner ended: {}\n", error.what());
            ::_exit(1);
        }
    }

    int number_;
    int acknowledged_ = 0;
    pid_t child_ = 0;
    std::FILE* said_ = nullptr;
};

}  // namespace

TEST_CASE("all who open a new store at once get it") {
    constexpr int kRounds = 40;
    constexpr int kOpeners = 6;
    for (int round = 0; round < kRounds; ++round) {
        const TemporaryFolder folder;
        std::barrier start(kOpeners);
        std::array<std::string, kOpeners> troubles;
        {
            std::vector<std::jthread> openers;
            for (std::string& trouble : troubles)
                openers.emplace_back([&] {
                    start.arrive_and_wait();
                    try {
                        Store store(folder.path() / "s.db");
                    } catch (const StoreError& error) {
                        trouble = error.what();
                    }
                });
        }
        for (const std::string& trouble : troubles)
            CHECK(trouble == "");
    }
}

TEST_CASE("of four processes that write and are killed, no acknowledged row is lost") {
    constexpr int kRounds = 13;
    const TemporaryFolder folder;
    const auto file = folder.path() / "s.db";
    for (int round = 0; round < kRounds; ++round) {
        std::array<std::unique_ptr<Learner>, 4> learners;
        for (std::size_t i = 0; i < learners.size(); ++i)
            learners.at(i) = std::make_unique<Learner>(file, round * 4 + static_cast<int>(i));
        for (auto& learner : learners) {
            learner->await(1 + round % 3);
            learner->kill();
        }
        Store store(file);
        for (const auto& learner : learners) {
            CHECK(learner->acknowledged() >= 1 + round % 3);
            const auto kept = static_cast<int>(store.learned(learner->article()).size());
            // A row may have been kept whose writer was killed before it could say so.
            CHECK(kept >= learner->acknowledged());
            CHECK(kept <= learner->acknowledged() + 1);
        }
    }
    Connection connection(file, Connection::Open::existing);
    Statement check(connection, "PRAGMA integrity_check");
    REQUIRE(check.step());
    CHECK(check.text(0) == "ok");
}

TEST_CASE("a learner that is killed in a batch leaves all of it or nothing") {
    const TemporaryFolder folder;
    const auto file = folder.path() / "s.db";
    std::vector<Taught> batch;
    for (int i = 0; i < 2000; ++i)
        batch.push_back({fmt::format("question {}", i), "kb1", "test"});
    Store store(file);
    for (int round = 1; round <= 5; ++round) {
        const pid_t child = ::fork();
        if (child == 0) {
            for (int i = 0;; ++i) {
                for (auto& taught : batch)
                    taught.article = fmt::format("kb{}-{}", round, i);
                Store(file).learn(batch, {});
            }
        }
        // The first whole batch shows that it is at work; then it is stopped wherever it may be.
        while (store.learned(fmt::format("kb{}-0", round)).empty())
            std::this_thread::yield();
        ::kill(child, SIGKILL);
        ::waitpid(child, nullptr, 0);
        CHECK(store.learned().size() % batch.size() == 0);
    }
}
