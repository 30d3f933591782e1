#include "indexer/external/ask_all.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

#include "indexer/external/redirects.h"

namespace firstline {

namespace {

constexpr std::chrono::milliseconds kLook{50};
/// A host that failed so often in a row is down.
constexpr int kMostFailures = 3;

class Round {
public:
    Round(const std::vector<WebAddress>& addresses, const AskOptions& options)
        : options_(options), turns_(options.manners, stop_) {
        std::map<std::string, std::vector<WebAddress>> by_host;
        for (const auto& address : addresses)
            by_host[address.whose].push_back(address);
        for (auto& [host, some] : by_host)
            hosts_.push_back(std::move(some));
        // Whoever has most to be asked takes longest, and begins.
        std::stable_sort(hosts_.begin(), hosts_.end(),
                         [](const auto& a, const auto& b) { return a.size() > b.size(); });
        total_ = addresses.size();
    }

    std::map<std::string, Answer> run() {
        std::vector<std::thread> workers;
        const auto count = std::min(options_.hosts_at_once, hosts_.size());
        working_ = count;
        for (std::size_t i = 0; i < count; ++i)
            workers.emplace_back([this] { work(); });
        watch();
        for (auto& worker : workers)
            worker.join();
        if (failed_)
            std::rethrow_exception(failed_);
        return std::move(answers_);
    }

private:
    void watch() {
        std::unique_lock lock(mutex_);
        for (;;) {
            const bool ended = working_ == 0;
            const auto done = answers_.size();
            lock.unlock();
            options_.progress(done, total_);
            if (options_.stopping())
                stop_ = true;
            lock.lock();
            if (ended)
                return;
            changed_.wait_for(lock, kLook);
        }
    }

    void work() {
        try {
            Questioner questioner({options_.timeout, options_.private_too, options_.agent}, stop_);
            while (const auto* const host = next_host())
                ask_host(*host, questioner);
        } catch (...) {
            const std::scoped_lock lock(mutex_);
            failed_ = std::current_exception();
            stop_ = true;
        }
        {
            const std::scoped_lock lock(mutex_);
            --working_;
        }
        changed_.notify_all();
    }

    const std::vector<WebAddress>* next_host() {
        const std::scoped_lock lock(mutex_);
        return stop_ || next_ == hosts_.size() ? nullptr : &hosts_[next_++];
    }

    void ask_host(const std::vector<WebAddress>& addresses, Questioner& questioner) {
        std::optional<Answer> of_all;
        int failures = 0;
        for (const auto& address : addresses) {
            if (stop_)
                return;
            const Answer answer = of_all ? *of_all : ask_along(address, questioner, turns_);
            if (stop_ && answer.outcome == Answer::Outcome::unknown)
                return;
            failures = answer.of_host ? failures + 1 : 0;
            if (failures == kMostFailures)
                of_all = answer;
            const std::scoped_lock lock(mutex_);
            answers_.emplace(address.url, answer);
        }
    }

    const AskOptions& options_;
    std::atomic<bool> stop_{false};
    HostTurns turns_;
    std::vector<std::vector<WebAddress>> hosts_;
    std::size_t total_ = 0;

    std::mutex mutex_;
    std::condition_variable changed_;
    std::size_t next_ = 0;
    std::size_t working_ = 0;
    std::map<std::string, Answer> answers_;
    std::exception_ptr failed_;
};

/// Where no host at all was found, it is our network that is missing, not the hosts.
void doubt_all(std::map<std::string, Answer>& answers) {
    const bool some_host_was_there = std::any_of(
        answers.begin(), answers.end(), [](const auto& entry) { return !entry.second.of_host; });
    if (some_host_was_there)
        return;
    for (auto& [url, answer] : answers)
        answer.outcome = Answer::Outcome::unreachable;
}

}  // namespace

std::map<std::string, Answer> ask_all(const std::vector<WebAddress>& addresses,
                                      const AskOptions& options) {
    auto answers = Round(addresses, options).run();
    doubt_all(answers);
    return answers;
}

}  // namespace firstline
