#include "server/http/proposal_access.h"

#include <charconv>

#include "server/http/frame.h"
#include "server/http/private_page.h"
#include "server/pages/links.h"

namespace firstline {
namespace {

constexpr std::string_view kNoSource =
    "This server has no access to the texts of the articles. Who keeps it starts it with --kb and "
    "the folder of the knowledge base.";
constexpr std::string_view kNoStore =
    "This server keeps nothing of what people write, so changes cannot be proposed here.";

}  // namespace

ProposalAccess access_to(const Site& site, const Request& request, Reading& reading,
                         const Proposal& proposal) {
    ProposalAccess access;
    const Viewer& viewer = viewer_of(request);
    access.is_own = proposal.agent == request.caller.name;
    const bool reviews = viewer.role >= Role::writer;
    if (!access.is_own && !reviews)
        return access;
    const auto records = proposal.article.empty() ? std::vector<ArticleRecord>{}
                                                  : reading.records({proposal.article});
    if (!records.empty()) {
        access.may_see = true;
        access.url = article_url(records.front().slug);
    } else if (proposal.article.empty()) {
        access.may_see = true;
    } else {
        // Nobody can say any more who may read an article that is gone; that it is still there
        // means that this reader may not.
        const bool is_gone = site.source == nullptr || !site.source->has(proposal.path);
        access.may_see = viewer.role == Role::admin || (is_gone && access.is_own);
    }
    access.may_decide = access.may_see && reviews;
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

std::optional<std::string> present_text(const Site& site, const Request& request,
                                        const std::string& article, const std::string& path) {
    const bool is_theirs = site.library.ask(viewer_of(request), [&](Reading& reading) {
        if (!article.empty()) {
            const auto records = reading.records({article});
            return !records.empty() && records.front().path == path;
        }
        Found found = reading.find(path);
        // By its path an article has moved to its slug.
        if (found.kind == Found::Kind::moved)
            found = reading.find(found.target);
        return found.kind == Found::Kind::article && found.article.record.path == path;
    });
    return is_theirs ? site.source->text(path) : std::nullopt;
}

Outcome outcome_now(const Site& site, const Request& request, Connection& connection,
                    const Proposal& proposal) {
    std::vector<Proposal> in_order;
    for (Proposal& accepted : ProposalTable(connection).accepted_on(proposal.path)) {
        if (accepted.id == proposal.id)
            break;
        in_order.push_back(std::move(accepted));
    }
    in_order.push_back(proposal);
    const auto text_at = [&](const std::string& path) {
        return present_text(site, request, proposal.article, path);
    };
    return outcomes_of(in_order, text_at).back();
}

}  // namespace firstline
