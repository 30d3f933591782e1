#include "indexer/index/index_summary.h"

#include <iterator>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace firstline {

namespace {

std::string audience_name(const AudienceCount& count) {
    return count.audience + (count.archived ? " (archived)" : "");
}

constexpr std::string_view kNothingPublic =
    "Nothing in this index is public: a reader who is not signed in finds no article.\n"
    "  To change it: `audience: public` in an article's front matter or in a `_defaults.yml`,\n"
    "  `default_audience: public` in `_kb.yml`, or --public for a trial.\n";

}  // namespace

std::string to_text(const IndexSummary& s) {
    std::string text;
    const auto out = std::back_inserter(text);
    if (s.full)
        fmt::format_to(out, "Full build: {}.\n", s.why_full);
    text += one_line(s) + "\n";
    std::string separator = "Articles: ";
    for (const auto& audience : s.audiences) {
        fmt::format_to(out, "{}{} {}", separator, audience.articles, audience_name(audience));
        separator = ", ";
    }
    text += s.audiences.empty() ? "No articles.\n" : "\n";
    separator = "Left out: ";
    for (const auto& [reason, files] : s.left_out) {
        fmt::format_to(out, "{}{} {}", separator, files, reason);
        separator = ", ";
    }
    if (s.rejected > 0)
        fmt::format_to(out, "{}{} with errors", separator, s.rejected);
    if (!s.left_out.empty() || s.rejected > 0)
        text += '\n';
    fmt::format_to(out, "Problems: {} errors, {} warnings\n", s.problems.errors,
                   s.problems.warnings);
    if (s.nothing_public)
        text += kNothingPublic;
    return text;
}

std::string one_line(const IndexSummary& s) {
    return fmt::format("{} added, {} replaced, {} removed, {} unchanged ({} read) in {:.3f} s",
                       s.counts.added, s.counts.replaced, s.counts.removed, s.counts.unchanged,
                       s.read, s.seconds);
}

std::string to_json(const IndexSummary& s) {
    auto audiences = nlohmann::json::array();
    for (const auto& a : s.audiences)
        audiences.push_back(
            {{"audience", a.audience}, {"archived", a.archived}, {"articles", a.articles}});
    const nlohmann::json json{
        {"added", s.counts.added},
        {"replaced", s.counts.replaced},
        {"removed", s.counts.removed},
        {"unchanged", s.counts.unchanged},
        {"read", s.read},
        {"rejected", s.rejected},
        {"left_out", s.left_out},
        {"problems", {{"errors", s.problems.errors}, {"warnings", s.problems.warnings}}},
        {"full", s.full},
        {"why_full", s.why_full},
        {"audiences", audiences},
        {"nothing_public", s.nothing_public},
        {"generation", s.generation},
        {"seconds", s.seconds}};
    return json.dump(1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

}  // namespace firstline
