#include "indexer/external/answer_cache.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <stdexcept>
#include <system_error>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "indexer/article/read_file.h"

namespace firstline {

namespace {

using Outcome = Answer::Outcome;

constexpr std::size_t kLargestCache = std::size_t{256} << 20U;
constexpr int kVersion = 1;

struct OutcomeName {
    Outcome outcome;
    const char* name;
};
/// Those that are kept.
constexpr auto kNames = std::to_array<OutcomeName>({
    {Outcome::good, "good"},
    {Outcome::moved, "moved"},
    {Outcome::dead, "dead"},
    {Outcome::unreachable, "unreachable"},
});

const char* name_of(Outcome outcome) {
    const auto* const found = std::find_if(kNames.begin(), kNames.end(),
                                           [&](const auto& row) { return row.outcome == outcome; });
    return found == kNames.end() ? nullptr : found->name;
}

Outcome outcome_called(const std::string& name) {
    const auto* const found = std::find_if(kNames.begin(), kNames.end(),
                                           [&](const auto& row) { return row.name == name; });
    if (found == kNames.end())
        throw std::runtime_error("an answer of no known kind");
    return found->outcome;
}

bool is_fresh(Outcome outcome, AnswerCache::Moment asked, AnswerCache::Moment now) {
    const bool is_good = outcome == Outcome::good || outcome == Outcome::moved;
    const auto age = now - asked;
    // A clock that went back makes answers of the future.
    return age >= std::chrono::seconds{0} &&
           age < (is_good ? AnswerCache::kGoodFor : AnswerCache::kBadFor);
}

}  // namespace

AnswerCache::AnswerCache(std::filesystem::path file, Moment now)
    : file_(std::move(file)), now_(now) {
    std::error_code error;
    if (!std::filesystem::exists(file_, error))
        return;
    std::string why;
    const auto text = read_bytes(file_, kLargestCache, why);
    if (!text)
        throw std::runtime_error(fmt::format("cannot read the cache {}: {}", file_.string(), why));
    try {
        const auto document = nlohmann::json::parse(*text);
        if (document.at("version") != kVersion)
            return;
        for (const auto& entry : document.at("answers")) {
            Kept kept;
            kept.answer.outcome = outcome_called(entry.at("is"));
            kept.answer.said = entry.value("said", "");
            kept.answer.moved_to = entry.value("moved_to", "");
            kept.asked = Moment{std::chrono::seconds{entry.at("asked").get<std::int64_t>()}};
            if (is_fresh(kept.answer.outcome, kept.asked, now_))
                kept_.emplace(entry.at("url").get<std::string>(), std::move(kept));
        }
    } catch (const std::exception&) {
        throw std::runtime_error(fmt::format(
            "{} is no cache of answers; remove it, or name another file", file_.string()));
    }
}

std::optional<Answer> AnswerCache::find(const std::string& url) const {
    const auto found = kept_.find(url);
    return found == kept_.end() ? std::nullopt : std::optional(found->second.answer);
}

void AnswerCache::keep(const std::string& url, const Answer& answer) {
    if (name_of(answer.outcome) != nullptr)
        kept_[url] = {answer, now_};
}

void AnswerCache::write() const {
    auto answers = nlohmann::ordered_json::array();
    for (const auto& [url, kept] : kept_) {
        nlohmann::ordered_json entry{{"url", url},
                                     {"is", name_of(kept.answer.outcome)},
                                     {"asked", kept.asked.time_since_epoch().count()}};
        if (!kept.answer.said.empty())
            entry["said"] = kept.answer.said;
        if (!kept.answer.moved_to.empty())
            entry["moved_to"] = kept.answer.moved_to;
        answers.push_back(std::move(entry));
    }
    const auto text = nlohmann::ordered_json{{"version", kVersion}, {"answers", answers}}.dump(
        1, ' ', false, nlohmann::json::error_handler_t::replace);
    // Whoever is stopped in between leaves the old one whole.
    auto beside = file_;
    beside += ".new";
    std::ofstream out(beside, std::ios::binary | std::ios::trunc);
    out << text << '\n';
    out.close();
    std::error_code error;
    if (out)
        std::filesystem::rename(beside, file_, error);
    if (!out || error)
        throw std::runtime_error(fmt::format("cannot write the cache {}", file_.string()));
}

}  // namespace firstline
