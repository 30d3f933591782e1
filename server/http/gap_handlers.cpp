#include <algorithm>
#include <utility>

#include "indexer/text/characters.h"
#include "server/http/cookies.h"
#include "server/http/form.h"
#include "server/http/gap_list.h"
#include "server/http/handlers.h"
#include "server/http/params.h"
#include "server/http/private_page.h"
#include "server/listen/redaction.h"
#include "server/store/audit_trail.h"

namespace firstline {
namespace {

constexpr std::size_t kLongestReason = 300;
constexpr unsigned kMostProposals = 1'000'000'000;

void add_gaps(GapsView& view, const Site& site, const Request& request) {
    const auto lease = site.listening->store();
    const auto dismissals = GapDismissalTable(*lease).all();
    GapList list = gaps_now(site, request, *lease);
    view.closed = list.closed;
    for (ShownGap& gap : list.gaps) {
        const auto gone =
            std::find_if(dismissals.begin(), dismissals.end(),
                         [&](const GapDismissal& each) { return each.topic == gap.gap.topic; });
        if (gone == dismissals.end())
            view.gaps.push_back(std::move(gap));
        else
            view.dismissed.push_back({std::move(gap), *gone});
    }
}

void check_store(const Site& site) {
    if (site.listening == nullptr)
        throw BadRequest("This server keeps nothing, so it knows of no gaps.");
}

}  // namespace

Reply show_gaps(const Site& site, const Request& request, const std::string& /*rest*/) {
    check_store(site);
    GapsView view;
    add_gaps(view, site, request);
    view.can_edit = site.source != nullptr;
    view.added = number_from(request.target, "added", 0, kMostProposals, Asker::person);
    if (switch_from(request.target, "dismissed"))
        view.thanks = "Dismissed. It stands below, with your reason.";
    else if (switch_from(request.target, "back"))
        view.thanks = "It is a gap again.";
    Reply cookies;
    view.form_token = form_token(request, cookies);
    Reply reply = private_page(site, request, 200, [&](const Frame& frame, Reading&) {
        return gaps_page(site.pages, frame, view);
    });
    move_cookies(cookies, reply);
    return reply;
}

Reply dismiss_gap(const Site& site, const Request& request, const std::string& /*rest*/) {
    check_store(site);
    const Target fields = fields_of(request);
    const std::string topic{valid_utf8(field(fields, "topic"))};
    const auto lease = site.listening->store();
    GapDismissalTable table(*lease);
    AuditTrail trail(*lease);
    AuditEntry entry{.when = site.now(), .who = request.caller.name, .address = request.client};
    if (switch_from(fields, "take_back")) {
        if (table.take_back(topic)) {
            entry.what = "gap-taken-back";
            entry.about = topic;
            trail.add(entry);
        }
        return see_other("/writer/gaps?back=1");
    }
    const std::string reason = redacted(valid_utf8(trimmed(field(fields, "reason"))));
    if (topic.empty() || reason.empty())
        throw BadRequest("Say in a word why no article is needed.");
    table.put({topic, reason.substr(0, kLongestReason), request.caller.name, site.now()});
    entry.what = "gap-dismissed";
    entry.about = topic;
    trail.add(entry);
    return see_other("/writer/gaps?dismissed=1");
}

}  // namespace firstline
