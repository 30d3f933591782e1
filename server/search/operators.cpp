#include "server/search/operators.h"

#include <algorithm>
#include <array>
#include <optional>

#include "indexer/text/tokens.h"
#include "server/search/ranking_numbers.h"

namespace firstline {

namespace {

using Kind = Condition::Kind;

struct Prefix {
    std::string_view name;
    Kind kind;
};
constexpr auto kPrefixes = std::to_array<Prefix>({
    {"product:", Kind::product},
    {"tag:", Kind::tag},
    {"owner:", Kind::owner},
    {"state:", Kind::state},
    {"type:", Kind::type},
});

/// Telephones and word processors curl what is typed as `"`.
constexpr auto kQuotes = std::to_array<std::string_view>({"\"", "“", "”", "„"});

bool is_blank(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

std::size_t quote_at(std::string_view text) {
    for (const auto quote : kQuotes)
        if (text.starts_with(quote))
            return quote.size();
    return 0;
}

bool has_words(std::string_view text) {
    Token token;
    return TokenReader(text).next(token);
}

/// The beginning of a text that is an operator.
struct Operator {
    Condition condition;
    std::size_t size = 0;
};

/// `"..."`
std::optional<Operator> quoted(std::string_view text, Kind kind) {
    const std::size_t open = quote_at(text);
    if (open == 0)
        return std::nullopt;
    std::size_t end = open;
    while (end < text.size() && quote_at(text.substr(end)) == 0)
        ++end;
    const auto value = text.substr(open, end - open);
    if (end == text.size() || !has_words(value))
        return std::nullopt;
    return Operator{{kind, std::string(value), false}, end + quote_at(text.substr(end))};
}

/// A value up to the next blank, or quoted.
std::optional<Operator> value_of(std::string_view text, Kind kind) {
    if (quote_at(text) != 0)
        return quoted(text, kind);
    const auto end = std::find_if(text.begin(), text.end(), is_blank);
    const auto value = text.substr(0, static_cast<std::size_t>(end - text.begin()));
    if (!has_words(value))
        return std::nullopt;
    return Operator{{kind, std::string(value), false}, value.size()};
}

const Prefix* prefix_of(std::string_view text) {
    const auto found = std::find_if(kPrefixes.begin(), kPrefixes.end(), [&](const Prefix& prefix) {
        return to_lower(text.substr(0, prefix.name.size())) == prefix.name;
    });
    return found == kPrefixes.end() ? nullptr : &*found;
}

std::optional<Operator> prefixed(std::string_view text, const Prefix& prefix) {
    auto found = value_of(text.substr(prefix.name.size()), prefix.kind);
    if (found)
        found->size += prefix.name.size();
    return found;
}

std::optional<Operator> excluding(std::string_view text) {
    // `--force` is an option of a command that somebody asks about.
    if (!text.starts_with('-') || text.starts_with("--"))
        return std::nullopt;
    const auto wanted = text.substr(1);
    const auto* prefix = prefix_of(wanted);
    auto found = prefix != nullptr       ? prefixed(wanted, *prefix)
                 : quote_at(wanted) != 0 ? quoted(wanted, Kind::phrase)
                                         : value_of(wanted, Kind::word);
    if (!found)
        return std::nullopt;
    found->condition.excluded = true;
    ++found->size;
    return found;
}

std::optional<Operator> operator_at(std::string_view text) {
    if (const auto* prefix = prefix_of(text))
        return prefixed(text, *prefix);
    return quote_at(text) != 0 ? quoted(text, Kind::phrase) : excluding(text);
}

}  // namespace

Operators operators_in(std::string_view query) {
    Operators result;
    std::string loose;  // words that are in no operator
    for (std::size_t at = 0; at < query.size();) {
        const bool may_begin = at == 0 || is_blank(query[at - 1]);
        const auto found = may_begin && result.conditions.size() < ranking::kMostConditions
                               ? operator_at(query.substr(at))
                               : std::nullopt;
        if (!found) {
            result.words += query[at];
            loose += query[at++];
            continue;
        }
        const auto& condition = found->condition;
        // The blank behind says that its last word is no unfinished one.
        if (condition.kind == Kind::phrase && !condition.excluded)
            result.words += condition.value + ' ';
        result.conditions.push_back(condition);
        at += found->size;
    }
    result.only_conditions = !result.conditions.empty() && !has_words(loose);
    return result;
}

}  // namespace firstline
