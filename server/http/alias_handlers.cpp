#include <algorithm>
#include <charconv>

#include "indexer/text/characters.h"
#include "indexer/text/field_edits.h"
#include "server/http/edit_form.h"
#include "server/http/field_change.h"
#include "server/http/flagged.h"
#include "server/http/form.h"
#include "server/http/frame.h"
#include "server/http/gap_list.h"
#include "server/http/handlers.h"
#include "server/http/learned_aliases.h"
#include "server/http/named_article.h"
#include "server/http/params.h"
#include "server/http/private_page.h"
#include "server/http/proposal_access.h"
#include "server/listen/linked.h"
#include "server/listen/redaction.h"
#include "server/store/audit_trail.h"
#include "server/store/learned_pairs.h"

namespace firstline {
namespace {

constexpr std::size_t kLongestReason = 300;

/// An entry that begins with a slash is an old address of the article.
std::string as_alias(std::string_view words) {
    words = trimmed(words);
    while (words.starts_with('/'))
        words = trimmed(words.substr(1));
    return std::string{words};
}

struct Chosen {
    std::optional<ArticleRecord> article;
    Spellings spellings;
};

/// The article that was chosen, or written into the field beside.
Chosen chosen_in(const Target& fields, const Site& site, const Request& request) {
    return site.library.ask(viewer_of(request), [&](Reading& reading) {
        const std::string other{trimmed(field(fields, "other"))};
        const std::string id =
            other.empty() ? field(fields, "article") : article_meant(other, reading);
        Chosen chosen{.article = std::nullopt, .spellings = reading.manifest().kb.field_spellings};
        if (auto article = article_named(id, reading))
            chosen.article = std::move(article->record);
        return chosen;
    });
}

std::optional<LearnedPair> pair_named(Connection& connection, const std::string& number) {
    std::int64_t id = 0;
    const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), id);
    if (error != std::errc{} || end != number.data() + number.size())
        return std::nullopt;
    return LearnedPairTable(connection).find(id);
}

/// The search does not find the article by these words any more, unless they are learned anew.
Reply forget(const Site& site, const Request& request, Connection& connection,
             const LearnedPair& pair) {
    const std::string reason =
        redacted(valid_utf8(one_line(field(fields_of(request), "reason"), kLongestReason)));
    if (reason.empty())
        throw BadRequest("Say in a word why these words are about something else.");
    Transaction transaction(connection);
    if (LearnedPairTable(connection).forget(pair.id))
        AuditTrail(connection)
            .add({.when = site.now(),
                  .who = request.caller.name,
                  .what = "learned-forgotten",
                  .about = pair.article + ": " + reason,
                  .address = request.client});
    transaction.commit();
    return see_other("/proposals?forgotten=1#aliases");
}

}  // namespace

Reply add_gap_alias(const Site& site, const Request& request, const std::string& /*rest*/) {
    if (!why_no_editing(site).empty())
        return no_editing_page(site, request);
    const Target fields = fields_of(request);
    const Chosen chosen = chosen_in(fields, site, request);
    if (!chosen.article)
        return message_page(site, request, 422, "Which article answers it?",
                            "There is no such article for you. Go back and choose one, or write "
                            "its address or id.");
    const auto lease = site.listening->store();
    const auto gaps = gaps_now(site, request, *lease).gaps;
    const auto gap = std::find_if(gaps.begin(), gaps.end(), [&](const ShownGap& each) {
        return each.gap.topic == field(fields, "topic");
    });
    if (gap == gaps.end())
        return message_page(site, request, 409, "This gap is closed by now",
                            "Searching for it again finds an answer, or too few people asked.");
    const std::string alias = as_alias(gap->gap.query);
    const auto changed =
        change_field(site, request, *lease, *chosen.article,
                     {.kind = Proposal::Kind::alias,
                      .about = gap->gap.topic,
                      .why = "People searched for \"" + alias + "\" and did not find this article",
                      .noted = "alias-accepted",
                      .noted_about = gap->gap.topic,
                      .edit = [&](const std::string& text) {
                          return with_alias(text, alias, chosen.spellings, chosen.article->aliases);
                      }});
    if (!changed.is_done())
        return not_changed_page(site, request, changed.kind);
    return see_other("/writer/gaps?added=" + std::to_string(changed.proposal));
}

Reply decide_learned_alias(const Site& site, const Request& request, const std::string& /*rest*/) {
    if (!why_no_editing(site).empty())
        return no_editing_page(site, request);
    const Target fields = fields_of(request);
    const auto lease = site.listening->store();
    const auto pair = pair_named(*lease, field(fields, "pair"));
    Target about = fields;
    about.parameters = {{"article", pair ? pair->article : std::string{}}};
    const Chosen chosen = chosen_in(about, site, request);
    if (!pair || !chosen.article)
        return message_page(site, request, 409, "These words are forgotten by now",
                            "Somebody decided on them a moment ago.");
    if (field(fields, "do") == "forget")
        return forget(site, request, *lease, *pair);
    const std::string alias = as_alias(alias_of(*pair, visitors_of(*pair, *lease, site.now())));
    if (alias.empty())
        throw BadRequest("Too few people used these words for anybody to be shown them.");
    const auto changed = change_field(
        site, request, *lease, *chosen.article,
        {.kind = Proposal::Kind::alias,
         .about = pair->normalised,
         .why = pair->source == kAgentsSource
                    ? "Agents linked this article to tickets with \"" + alias + "\""
                    : "Readers who searched for \"" + alias + "\" said that this article solved it",
         .noted = "alias-accepted",
         .noted_about = pair->normalised,
         .edit = [&](const std::string& text) {
             return with_alias(text, alias, chosen.spellings, chosen.article->aliases);
         }});
    if (!changed.is_done())
        return not_changed_page(site, request, changed.kind);
    return see_other("/proposals?added=" + std::to_string(changed.proposal) + "#aliases");
}

}  // namespace firstline
