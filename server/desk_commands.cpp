#include "server/desk_commands.h"

#include <algorithm>
#include <charconv>
#include <fstream>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "indexer/text/characters.h"
#include "indexer/text/dates.h"
#include "indexer/text/sha256.h"
#include "indexer/text/web_url.h"
#include "server/store/incidents.h"
#include "server/store/outbox.h"
#include "server/store/store.h"
#include "server/tickets/moments.h"

namespace firstline {

namespace {

using nlohmann::json;
using std::chrono::sys_seconds;

constexpr const char* kNoStore = "no ticket was sent yet";
constexpr std::size_t kLongestTitle = 200;
constexpr unsigned kMostTickets = 10'000'000;
constexpr std::size_t kLongestChannel = 40;
/// More than ever wait; each is a line.
constexpr unsigned kMostListed = 10'000;

std::string written(const json& value) {
    return value.dump(2, ' ', false, json::error_handler_t::replace) + "\n";
}

json json_of(const OutboxItem& item) {
    return {{"id", item.id},
            {"kind", item.kind},
            {"key", item.key},
            {"state", item.dead ? "dead" : "waiting"},
            {"created", rfc3339(item.created)},
            {"next", item.dead ? json(nullptr) : json(rfc3339(item.next))},
            {"attempts", item.attempts},
            {"error", item.last_error}};
}

std::string text_of(const OutboxItem& item) {
    return fmt::format("{:>6}  {}  {}  since {}, {} attempts, {}{}\n", item.id,
                       item.dead ? "dead   " : "waiting", item.key, rfc3339(item.created),
                       item.attempts,
                       item.dead ? "given up" : fmt::format("next {}", rfc3339(item.next)),
                       item.last_error.empty() ? "" : ": " + item.last_error);
}

json json_of(const Incident& incident, IncidentTable& table) {
    return {{"key", incident.key},
            {"title", incident.title},
            {"words", incident.words},
            {"from", rfc3339(incident.from)},
            {"until", incident.until ? json(rfc3339(*incident.until)) : json(nullptr)},
            {"source", incident.source},
            {"joined", table.joined(incident.key)}};
}

std::string text_of(const Incident& incident, IncidentTable& table, sys_seconds now) {
    const bool over = incident.until && *incident.until <= now;
    return fmt::format("{}  {}  {}  from {}{}, {} joined\n", incident.key, over ? "over" : "open",
                       incident.title, rfc3339(incident.from),
                       incident.until ? " until " + rfc3339(*incident.until) : "",
                       table.joined(incident.key));
}

std::chrono::sys_days monday_of(std::chrono::sys_days day) {
    return day - std::chrono::days{std::chrono::weekday{day}.iso_encoding() - 1};
}

/// What is wrong with a line, or nothing; then `count` is what it says.
std::string read_line(std::string_view line, TicketCount& count) {
    const auto parts = comma_parts(line);
    if (parts.size() != 3)
        return "must be week,channel,count such as 2026-11-16,telephone,112";
    const auto week = parse_date(parts[0]);
    if (!week)
        return fmt::format("\"{}\" is no day such as 2026-11-16", parts[0]);
    const auto in_channel = [](char c) { return is_ascii_alnum(c) || c == '-' || c == '_'; };
    if (parts[1].empty() || parts[1].size() > kLongestChannel ||
        !std::all_of(parts[1].begin(), parts[1].end(), in_channel))
        return fmt::format("\"{}\" is no channel such as telephone or walk-in", parts[1]);
    unsigned tickets = 0;
    const char* const end = parts[2].data() + parts[2].size();
    const auto [stopped, error] = std::from_chars(parts[2].data(), end, tickets);
    if (error != std::errc{} || stopped != end || tickets > kMostTickets)
        return fmt::format("\"{}\" is no number of tickets", parts[2]);
    count = {monday_of(*week), lower_ascii(parts[1]), tickets};
    return {};
}

bool is_same(const TicketCount& a, const TicketCount& b) {
    return a.week == b.week && a.channel == b.channel;
}

}  // namespace

int list_outbox(const CommandRun& run, bool as_json) {
    Store store = existing_store(run.config, kNoStore);
    OutboxTable outbox(store.connection());
    auto items = outbox.dead();
    constexpr std::chrono::years kWhenever{100};
    for (auto& item : outbox.due(run.now + kWhenever, kMostListed))
        items.push_back(std::move(item));
    if (as_json) {
        auto list = json::array();
        for (const OutboxItem& item : items)
            list.push_back(json_of(item));
        run.out << written(list);
        return kDone;
    }
    for (const OutboxItem& item : items)
        run.out << text_of(item);
    const auto health = outbox.health();
    run.out << fmt::format("{} waiting, {} given up\n", health.waiting, health.dead);
    return kDone;
}

int retry_outbox(const CommandRun& run, std::optional<std::int64_t> id) {
    Store store = existing_store(run.config, kNoStore);
    Transaction transaction(store.connection());
    const auto revived = OutboxTable(store.connection()).revive(id, run.now);
    if (id && revived == 0)
        return refuse(run, fmt::format("there is no item {} that was given up", *id));
    note(run, store.connection(), "outbox-retried", fmt::format("{} items", revived));
    transaction.commit();
    run.out << fmt::format("{} to be tried again\n", revived);
    return kDone;
}

int add_notice(const CommandRun& run, const NewNotice& notice) {
    const std::string title{trimmed(notice.title)};
    if (title.empty() || title.size() > kLongestTitle)
        return refuse(run, fmt::format("the title must have 1 to {} bytes", kLongestTitle));
    if (!notice.link.empty() && !is_web_url(notice.link) && !notice.link.starts_with("/"))
        return refuse(run,
                      fmt::format("\"{}\" is no link such as /a/mail or https://status.example.com",
                                  notice.link));
    const auto seconds = run.now.time_since_epoch().count();
    const auto mark = sha256_hex(fmt::format("{} {}", seconds, title)).substr(0, 8);
    Incident incident{.key = "notice-" + mark,
                      .title = title,
                      .text = notice.text,
                      .link = notice.link,
                      .from = run.now,
                      .until = run.now + std::chrono::hours{notice.hours},
                      .source = kCommandLine};
    for (const auto& word : notice.words)
        if (const auto plain = trimmed(word); !plain.empty())
            incident.words.emplace_back(plain);
    Store store(store_file(run.config));
    Transaction transaction(store.connection());
    IncidentTable(store.connection()).put(incident);
    note(run, store.connection(), "notice-added", incident.key + " " + title);
    transaction.commit();
    run.out << incident.key << '\n';
    return kDone;
}

int end_notice(const CommandRun& run, const std::string& key) {
    Store store = existing_store(run.config, kNoStore);
    Transaction transaction(store.connection());
    if (!IncidentTable(store.connection()).end(key, run.now))
        return refuse(run, fmt::format("there is no open notice \"{}\"", key));
    note(run, store.connection(), "notice-ended", key);
    transaction.commit();
    run.out << fmt::format("ended {}\n", key);
    return kDone;
}

int list_notices(const CommandRun& run, bool as_json) {
    Store store = existing_store(run.config, kNoStore);
    IncidentTable table(store.connection());
    auto list = json::array();
    for (const Incident& incident : table.all()) {
        if (as_json)
            list.push_back(json_of(incident, table));
        else
            run.out << text_of(incident, table, run.now);
    }
    if (as_json)
        run.out << written(list);
    return kDone;
}

ReadCounts read_ticket_counts(std::istream& in, const std::string& file) {
    ReadCounts read;
    int number = 0;
    for (std::string line; std::getline(in, line);) {
        ++number;
        if (number == 1 && line.starts_with("\xEF\xBB\xBF"))
            line.erase(0, 3);
        const auto plain = trimmed(line);
        if (plain.empty() || (number == 1 && lower_ascii(plain).starts_with("week")))
            continue;
        TicketCount count;
        auto wrong = read_line(plain, count);
        if (wrong.empty() && std::any_of(read.counts.begin(), read.counts.end(),
                                         [&](const auto& other) { return is_same(other, count); }))
            wrong = fmt::format("{} of the week of {} stands there twice", count.channel,
                                iso_date(count.week));
        if (wrong.empty())
            read.counts.push_back(std::move(count));
        else
            read.problems.push_back({file, number, Severity::error, "bad-count", wrong});
    }
    return read;
}

int import_ticket_counts(const CommandRun& run, const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    if (!in)
        throw ConfigError(fmt::format("cannot read {}", file.string()));
    const auto read = read_ticket_counts(in, file.string());
    for (const Problem& problem : read.problems)
        run.err << to_text(problem) << '\n';
    if (!read.counts.empty()) {
        Store store(store_file(run.config));
        TicketCountTable(store.connection()).put(read.counts);
    }
    run.out << fmt::format("Counts kept: {}; lines that could not be used: {}\n",
                           read.counts.size(), read.problems.size());
    return read.problems.empty() ? kDone : kRefused;
}

}  // namespace firstline
