#include "server/listen/upkeep.h"

#include <optional>
#include <utility>

#include <spdlog/spdlog.h>

#include "server/listen/retention.h"
#include "server/store/drafts.h"
#include "server/store/proposals.h"

namespace firstline {

Learned learn_from_people(Store& store, std::chrono::sys_seconds now) {
    return {learn_confirmed(store, now), learn_linked(store, now)};
}

Learned keep_up(const std::filesystem::path& store_file, const UpkeepRules& rules, bool learn,
                std::chrono::sys_seconds now) {
    auto store = Store::if_exists(store_file);
    if (!store)
        return {};
    purge_old(store->connection(), rules.keep, now);
    DraftTable(store->connection()).purge(now - rules.keep_drafts);
    ProposalFileTable(store->connection()).purge_unsent(now - rules.keep_drafts);
    return learn ? learn_from_people(*store, now) : Learned{};
}

Upkeep::Upkeep(std::filesystem::path store, UpkeepRules rules,
               std::function<std::chrono::sys_seconds()> now)
    : store_(std::move(store)),
      rules_(std::move(rules)),
      now_(std::move(now)),
      thread_([this] { run(); }) {}

Upkeep::~Upkeep() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    wake_.notify_all();
    thread_.join();
}

void Upkeep::count() const {
    try {
        if (rules_.count)
            rules_.count();
    } catch (const std::exception& error) {
        spdlog::error("the board was not counted error=\"{}\"", error.what());
    }
}

void Upkeep::run() {
    count();
    // Not at the start: a server that is restarted often should not learn each time.
    auto learned = now_();
    std::unique_lock lock(mutex_);
    while (!wake_.wait_for(lock, rules_.purge_every, [&] { return stopping_; })) {
        lock.unlock();
        const auto now = now_();
        const bool learn = now - learned >= rules_.learn_every;
        try {
            const auto [readers, agents] = keep_up(store_, rules_, learn, now);
            if (learn) {
                learned = now;
                spdlog::info("learned from readers questions={} contradicted={}", readers.learned,
                             readers.contradicted);
                spdlog::info("learned from agents links={} contradicted={}", agents.learned,
                             agents.contradicted);
            }
        } catch (const std::exception& error) {
            spdlog::error("the store was not tidied up error=\"{}\"", error.what());
        }
        count();
        lock.lock();
    }
}

}  // namespace firstline
