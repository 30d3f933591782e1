#include "server/store_commands.h"

#include <fstream>

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "indexer/text/characters.h"
#include "indexer/text/tokens.h"
#include "server/command_run.h"
#include "server/listen/upkeep.h"

namespace firstline {

namespace {

constexpr const char* kNoStore = "nothing was learned yet";
/// As long as a query may be.
constexpr std::size_t kLongestQuestion = 1000;
constexpr const char* kDefaultSource = "import";
/// Sees every article.
const Viewer kAdmin{Role::admin, {}};

std::vector<std::string> fields_of(std::string_view line) {
    std::vector<std::string> fields;
    for (std::size_t at = 0; at <= line.size();) {
        const auto end = std::min(line.find('\t', at), line.size());
        fields.emplace_back(trimmed(line.substr(at, end - at)));
        at = end + 1;
    }
    return fields;
}

/// The id of the living article that a name leads to.
std::optional<std::string> id_of(const std::string& name, Library& library) {
    const auto records =
        library.ask(kAdmin, [&](Reading& reading) { return reading.records({name}); });
    if (records.empty())
        return std::nullopt;
    return records.front().id;
}

/// What is wrong with a line, or nothing; then `taught` is what it says.
std::string read_line(std::string_view line, Library& library, Taught& taught) {
    const auto fields = fields_of(line);
    if (fields.size() < 2 || fields[1].empty())
        return "no tab between question and article";
    if (fields[0].size() > kLongestQuestion)
        return fmt::format("the question is longer than {} characters", kLongestQuestion);
    if (folded_words(fields[0]).empty())
        return "the question has no word";
    const auto article = id_of(fields[1], library);
    if (!article)
        return fmt::format("there is no article \"{}\"", fields[1]);
    taught = {fields[0], *article,
              fields.size() > 2 && !fields[2].empty() ? fields[2] : kDefaultSource};
    return {};
}

std::string day(std::chrono::sys_seconds when) {
    return fmt::format("{:%Y-%m-%d}", fmt::gmtime(when.time_since_epoch().count()));
}

std::string moment(std::chrono::sys_seconds when) {
    return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(when.time_since_epoch().count()));
}

void print_json(const std::vector<LearnedPair>& pairs, std::ostream& out) {
    auto list = nlohmann::json::array();
    for (const auto& pair : pairs)
        list.push_back({{"id", pair.id},
                        {"question", pair.question},
                        {"article", pair.article},
                        {"source", pair.source},
                        {"first", moment(pair.first)},
                        {"last", moment(pair.last)},
                        {"count", pair.count},
                        {"contradicted", pair.contradicted}});
    out << list.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) << '\n';
}

void print_text(const std::vector<LearnedPair>& pairs, std::ostream& out) {
    for (const auto& pair : pairs)
        out << fmt::format(
            "{:>6}  {} -> {}  ({}, {} x, last {}{})\n", pair.id, pair.question, pair.article,
            pair.source, pair.count, day(pair.last),
            pair.contradicted > 0 ? fmt::format(", contradicted {} x", pair.contradicted) : "");
}

}  // namespace

ReadPairs read_pairs(std::istream& in, const std::string& file, Library& library) {
    ReadPairs read;
    int number = 0;
    for (std::string line; std::getline(in, line);) {
        ++number;
        if (trimmed(line).empty())
            continue;
        Taught taught;
        const auto wrong = read_line(line, library, taught);
        if (wrong.empty())
            read.taught.push_back(std::move(taught));
        else
            read.problems.push_back({file, number, Severity::error, "bad-pair", wrong});
    }
    return read;
}

int learn_from(const ServerConfig& config, const std::filesystem::path& pairs,
               std::chrono::sys_seconds now, std::ostream& out, std::ostream& err) {
    if (config.index.empty())
        check(config);
    std::ifstream in(pairs, std::ios::binary);
    if (!in)
        throw ConfigError(fmt::format("cannot read {}", pairs.string()));
    Library library(config.index);
    const auto read = read_pairs(in, pairs.string(), library);
    for (const auto& problem : read.problems)
        err << to_text(problem) << '\n';
    std::size_t added = 0;
    if (!read.taught.empty())
        added = Store(store_file(config)).learn(read.taught, now);
    out << fmt::format("Questions learned: {} ({} new); lines that could not be used: {}\n",
                       read.taught.size(), added, read.problems.size());
    return read.problems.empty() ? kDone : kRefused;
}

int learn_from_readers(const ServerConfig& config, std::chrono::sys_seconds now,
                       std::ostream& out) {
    Store store = existing_store(config, kNoStore);
    const auto [readers, agents] = learn_from_people(store, now);
    out << fmt::format("Questions learned from readers: {}; contradicted: {}\n", readers.learned,
                       readers.contradicted);
    out << fmt::format("Links learned from agents: {}; contradicted: {}\n", agents.learned,
                       agents.contradicted);
    return kDone;
}

int show_learned(const ServerConfig& config, const LearnedRequest& request, std::ostream& out,
                 std::ostream& err) {
    Store store = existing_store(config, kNoStore);
    const auto changed = [&](std::int64_t id, bool done, const char* what) {
        if (done)
            out << fmt::format("{} {}\n", what, id);
        else
            err << fmt::format("there is no learned question {}\n", id);
        return done ? kDone : kRefused;
    };
    if (request.remove)
        return changed(*request.remove, store.forget(*request.remove), "removed");
    if (request.contradict)
        return changed(*request.contradict, store.contradict(*request.contradict), "contradicted");
    const auto pairs = store.learned(request.article);
    request.as_json ? print_json(pairs, out) : print_text(pairs, out);
    return kDone;
}

int back_up(const ServerConfig& config, const std::filesystem::path& file, std::ostream& out) {
    existing_store(config, kNoStore).backup(file);
    out << fmt::format("{} is a copy of {}\n", file.string(), store_file(config).string());
    return kDone;
}

}  // namespace firstline
