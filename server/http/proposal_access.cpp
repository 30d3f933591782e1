#include "server/http/proposal_access.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "server/http/frame.h"
#include "server/http/private_page.h"
#include "server/http/team.h"
#include "server/pages/links.h"

namespace firstline {
namespace {

constexpr std::string_view kNoSource =
    "This server has no access to the texts of the articles. Who keeps it starts it with --kb and "
    "the folder of the knowledge base.";
constexpr std::string_view kNoStore =
    "This server keeps nothing of what people write, so changes cannot be proposed here.";

/// What is on the branch for so long is merged, or never will be.
constexpr std::chrono::days kMerged{30};

bool is_for(const Viewer& viewer, const std::string& audience) {
    return viewer.role == Role::admin ||
           (!audience.empty() && may_read(viewer, audience_from_key(audience)));
}

/// Whether this reader finds an article in this file.
bool finds_file(Reading& reading, const std::string& path) {
    Found found = reading.find(path);
    // By its path an article has moved to its slug.
    if (found.kind == Found::Kind::moved)
        found = reading.find(found.target);
    return found.kind == Found::Kind::article && found.article.record.path == path;
}

/// The article of a proposal, in use or retired, as this reader finds it. Another article may bear
/// its id as an old address, a slug or by mistake: that one says nothing of who may read this.
std::optional<ArticleRecord> article_of(const Site& site, Reading& reading,
                                        const Proposal& proposal) {
    if (proposal.article.empty())
        return std::nullopt;
    Found found = reading.find(proposal.article);
    if (!has_id(found, proposal.article))
        return std::nullopt;
    ArticleRecord& record = found.archived.id.empty() ? found.article.record : found.archived;
    const bool is_it =
        record.path == proposal.path || site.source == nullptr || !site.source->has(proposal.path);
    return is_it ? std::optional{std::move(record)} : std::nullopt;
}

/// Whether there is no such article any more, for nobody.
bool is_gone(const Site& site, const Proposal& proposal) {
    if (site.source != nullptr && site.source->has(proposal.path))
        return false;
    return site.library.ask(Viewer{Role::admin, {}}, [&](Reading& reading) {
        return !has_id(reading.find(proposal.article), proposal.article);
    });
}

/// What a reviewer may see of a text whose article has no id that this reader knows.
bool may_review(const Site& site, const Viewer& viewer, Reading& reading,
                const Proposal& proposal) {
    if (viewer.role == Role::admin)
        return true;
    if (!is_for(viewer, proposal.audience))
        return false;
    if (!proposal.article.empty())
        return is_gone(site, proposal);
    // Once there is such a file, it may have been kept for fewer than the proposal was.
    return site.source == nullptr || !site.source->has(proposal.path) ||
           finds_file(reading, proposal.path);
}

/// Whether an accepted proposal may be among what another is put upon for this reader: its text
/// shows where they meet.
bool may_meet(const Site& site, const Request& request, const Proposal& accepted,
              const Proposal& proposal) {
    const Viewer& viewer = viewer_of(request);
    return site.library.ask(viewer, [&](Reading& reading) {
        if (access_to(site, request, reading, accepted).may_see)
            return true;
        return !accepted.article.empty() && accepted.article == proposal.article &&
               is_for(viewer, accepted.audience) && article_of(site, reading, accepted);
    });
}

}  // namespace

ProposalAccess access_to(const Site& site, const Request& request, Reading& reading,
                         const Proposal& proposal) {
    ProposalAccess access;
    const Viewer& viewer = viewer_of(request);
    access.is_own = proposal.agent == request.caller.name;
    const bool reviews = viewer.role >= Role::writer;
    const auto record = article_of(site, reading, proposal);
    const bool owns = !reviews && record && record->state != State::archived &&
                      is_kept_by(request.caller, *record, reading.manifest().kb);
    // The text may be for fewer than the article is, and is not theirs then. One that is no article
    // says nothing of it.
    const bool fits = is_for(viewer, proposal.audience) || (reviews && proposal.audience.empty());
    if (!access.is_own && !(fits && (reviews || owns)))
        return access;
    if (record) {
        access.may_see = true;
        access.url = article_url(record->slug);
    } else if (access.is_own && proposal.article.empty()) {
        access.may_see = true;
    } else {
        // That an article is still there, and not found, means that this reader may not read it.
        access.may_see = (access.is_own && is_gone(site, proposal)) ||
                         (reviews && may_review(site, viewer, reading, proposal));
    }
    // What a writer accepted is not the owner's to take back.
    access.as_owner =
        access.may_see && owns &&
        (proposal.state == Proposal::State::open || (proposal.state == Proposal::State::accepted &&
                                                     proposal.decided_by == request.caller.name));
    access.may_decide = access.may_see && (reviews || access.as_owner);
    return access;
}

std::optional<Proposal> proposal_named(const Site& site, const Request& request,
                                       Connection& connection, std::string_view number) {
    std::int64_t id = 0;
    const char* const end = number.data() + number.size();
    const auto [stopped, error] = std::from_chars(number.data(), end, id);
    if (error != std::errc{} || stopped != end)
        return std::nullopt;
    auto proposal = ProposalTable(connection).find(id);
    if (!proposal)
        return std::nullopt;
    const bool may_see = site.library.ask(viewer_of(request), [&](Reading& reading) {
        return access_to(site, request, reading, *proposal).may_see;
    });
    return may_see ? std::move(proposal) : std::nullopt;
}

std::string why_no_editing(const Site& site) {
    if (site.source == nullptr)
        return std::string{kNoSource};
    return std::string{site.listening == nullptr ? kNoStore : std::string_view{}};
}

Reply no_editing_page(const Site& site, const Request& request) {
    return message_page(site, request, 503, "Changes cannot be proposed here",
                        why_no_editing(site));
}

PresentText present_text(const Site& site, const Request& request, const std::string& article,
                         const std::string& path) {
    const Viewer& viewer = viewer_of(request);
    const bool is_theirs = site.library.ask(viewer, [&](Reading& reading) {
        if (article.empty())
            return finds_file(reading, path);
        const auto records = reading.records({article});
        return !records.empty() && records.front().path == path;
    });
    if (!is_theirs)
        return {};
    auto text = site.source->text(path);
    if (text && !site.source->is_for(viewer, path, *text))
        return {.is_unsettled = true};
    return {.text = std::move(text)};
}

Reply unsettled_page(const Site& site, const Request& request) {
    Reply reply =
        site.source->has_other_settings()
            ? message_page(site, request, 503, "Nobody can say who may read this text",
                           "The settings of the knowledge base are not those that its index was "
                           "built with. Once it is built again this page opens.")
            : message_page(site, request, 503, "This article was changed a moment ago",
                           "Its new text is not known yet. Try again in a minute.");
    reply.headers.emplace_back("Retry-After", "60");
    return reply;
}

AcceptedText accepted_text(const Site& site, const Request& request, Connection& connection,
                           const std::string& article, const std::string& path) {
    AcceptedText found{.now = present_text(site, request, article, path), .waiting = {}};
    if (!found.now.text)
        return found;
    const Proposal next{.article = article, .path = path};
    std::vector<Proposal> accepted;
    for (Proposal& one : ProposalTable(connection).on_their_way(path, site.now() - kMerged))
        if (may_meet(site, request, one, next))
            accepted.push_back(std::move(one));
    const auto outcomes =
        outcomes_of(accepted, [&](const std::string& /*path*/) { return found.now.text; });
    for (std::size_t i = 0; i < accepted.size(); ++i) {
        if (outcomes[i].kind != Outcome::Kind::change)
            continue;
        found.now.text = outcomes[i].text;
        found.waiting.push_back(std::move(accepted[i]));
    }
    return found;
}

std::optional<Outcome> outcome_now(const Site& site, const Request& request, Connection& connection,
                                   const Proposal& proposal) {
    const PresentText present = present_text(site, request, proposal.article, proposal.path);
    if (present.is_unsettled)
        return std::nullopt;
    std::vector<Proposal> in_order;
    for (Proposal& accepted :
         ProposalTable(connection).on_their_way(proposal.path, site.now() - kMerged)) {
        if (accepted.id == proposal.id)
            break;
        if (may_meet(site, request, accepted, proposal))
            in_order.push_back(std::move(accepted));
    }
    in_order.push_back(proposal);
    return outcomes_of(in_order, [&](const std::string& /*path*/) { return present.text; }).back();
}

}  // namespace firstline
