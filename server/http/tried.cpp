#include "server/http/tried.h"

#include <algorithm>

#include <fmt/format.h>

#include "indexer/text/characters.h"
#include "server/listen/vote_reasons.h"

namespace firstline {
namespace {

constexpr std::size_t kMostTried = 12;

std::string title_of(const std::string& article, Reading& reading) {
    const auto records = reading.records({article});
    return records.empty() ? std::string{} : records.front().title;
}

std::string read_line(const std::string& title, const Vote* vote) {
    if (vote == nullptr)
        return fmt::format("Read \"{}\"", title);
    if (vote->answer == Vote::Answer::yes)
        return fmt::format("Read \"{}\" and said that it helped", title);
    std::string line =
        fmt::format("Read \"{}\" and said that it {}", title,
                    vote->answer == Vote::Answer::partly ? "helped in part" : "did not help");
    if (const VoteReason* const reason = find_vote_reason(vote->reason))
        line += fmt::format(": {}", lower_ascii(reason->label));
    const std::string& more = vote->step.empty() ? vote->comment : vote->step;
    if (!more.empty())
        line += fmt::format(" (\"{}\")", more);
    return line;
}

std::string search_line(const Event& search) {
    if (search.total == 0)
        return fmt::format("Searched for \"{}\", which found nothing", search.query);
    return fmt::format("Searched for \"{}\"", search.query);
}

}  // namespace

std::vector<std::string> tried_by(const std::vector<Event>& events, const std::vector<Vote>& votes,
                                  Reading& reading) {
    std::vector<std::string> lines;
    const auto add = [&](std::string line) {
        std::replace(line.begin(), line.end(), '\n', ' ');
        if (std::find(lines.begin(), lines.end(), line) == lines.end())
            lines.push_back(std::move(line));
    };
    for (const Event& event : events) {
        if (event.kind == Event::Kind::search && !event.query.empty())
            add(search_line(event));
        if (event.kind != Event::Kind::view)
            continue;
        const auto vote = std::find_if(votes.rbegin(), votes.rend(), [&](const Vote& cast) {
            return cast.article == event.article;
        });
        if (const auto title = title_of(event.article, reading); !title.empty())
            add(read_line(title, vote == votes.rend() ? nullptr : &*vote));
    }
    if (lines.size() > kMostTried)
        lines.erase(lines.begin(), lines.end() - kMostTried);
    return lines;
}

}  // namespace firstline
