#include "indexer/external/address_check.h"

#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "indexer/external/answer_cache.h"

namespace firstline {

namespace {

using Outcome = Answer::Outcome;

/// nullptr for an answer that is nothing to tell.
const Check* check_of(Outcome outcome) {
    switch (outcome) {
        case Outcome::dead: return check_named("dead-external-link");
        case Outcome::moved: return check_named("moved-external-link");
        case Outcome::unreachable: return check_named("unreachable-external-link");
        case Outcome::good:
        case Outcome::unknown:
        case Outcome::private_: return nullptr;
    }
    return nullptr;
}

void tell(const Answer& answer, const std::vector<ExternalLinks::Use>& uses, Problems& problems) {
    const auto* const check = check_of(answer.outcome);
    if (check == nullptr)
        return;
    for (const auto& use : uses)
        problems.push_back({use.path, use.line, check->severity, std::string(check->code),
                            fmt::format("`{}` {}", use.written, answer.said)});
}

}  // namespace

ExternalLinks external_links(const Collection& articles) {
    ExternalLinks links;
    std::map<std::string, WebAddress> addresses;
    for (const auto& checked : articles.articles) {
        if (checked.article.state == State::archived)
            continue;
        for (const auto& link : checked.article.links)
            if (auto address = web_address(link.address)) {
                links.uses[address->url].push_back(
                    {checked.article.path, line_of(checked, link), link.target});
                addresses.emplace(address->url, std::move(*address));
            }
    }
    for (auto& [url, address] : addresses)
        links.addresses.push_back(std::move(address));
    return links;
}

AddressCheck check_addresses(const ExternalLinks& links, const AddressCheckOptions& options) {
    AddressCheck check;
    std::optional<AnswerCache> cache;
    if (options.cache)
        cache.emplace(*options.cache, options.now);
    std::map<std::string, Answer> answers;
    std::vector<WebAddress> to_ask;
    for (const auto& address : links.addresses) {
        if (auto kept = cache ? cache->find(address.url) : std::nullopt)
            answers.emplace(address.url, std::move(*kept));
        else
            to_ask.push_back(address);
    }
    check.cached = answers.size();
    auto asked = ask_all(to_ask, options.ask);
    check.asked = asked.size();
    check.left = to_ask.size() - asked.size();
    for (const auto& [url, answer] : asked) {
        check.unknown += answer.outcome == Outcome::unknown ? 1U : 0U;
        check.private_ += answer.outcome == Outcome::private_ ? 1U : 0U;
        if (cache)
            cache->keep(url, answer);
    }
    if (cache)
        cache->write();
    answers.merge(asked);
    for (const auto& [url, answer] : answers)
        tell(answer, links.uses.at(url), check.problems);
    return check;
}

std::string summary_of(const AddressCheck& check) {
    std::string text =
        fmt::format("{} external addresses: {} asked", check.asked + check.cached + check.left,
                    check.asked - check.private_);
    const auto add = [&](std::size_t count, std::string_view what) {
        if (count > 0)
            text += fmt::format(", {} {}", count, what);
    };
    add(check.cached, "known from before");
    add(check.unknown, "without an answer for now");
    add(check.private_, "in private networks not asked");
    add(check.left, "not reached before the end");
    return text;
}

}  // namespace firstline
