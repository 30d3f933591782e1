#include <algorithm>
#include <charconv>
#include <utility>

#include <fmt/format.h>

#include "indexer/text/characters.h"
#include "server/http/cookies.h"
#include "server/http/flagged.h"
#include "server/http/form.h"
#include "server/http/frame.h"
#include "server/http/handlers.h"
#include "server/http/params.h"
#include "server/http/private_page.h"
#include "server/listen/redaction.h"
#include "server/store/audit_trail.h"

namespace firstline {
namespace {

/// That are looked at to make a list.
constexpr unsigned kMostRead = 2000;
/// That a list shows.
constexpr std::size_t kMostShown = 200;

std::string parameter(const Request& request, std::string_view name) {
    const std::string* const value = request.target.parameter(name);
    return value ? *value : std::string{};
}

bool may_answer(const Request& request) {
    return may(request.caller.viewer.role, Permission::review);
}

FlagListView list_asked_for(const Request& request) {
    FlagListView view;
    view.state = flag_state_from(parameter(request, "state")).value_or(Flag::State::open);
    view.owner = parameter(request, "owner");
    view.of_owner = request.target.parameter("owner") != nullptr;
    view.article = parameter(request, "article");
    view.may_answer = may_answer(request);
    view.me = request.caller.name;
    return view;
}

std::string name_of_group(const std::string& key, const std::vector<Owner>& owners) {
    for (const Owner& owner : owners)
        if (owner.key == key)
            return owner.name.empty() ? key : owner.name;
    return key.empty() ? "Nobody is named" : key;
}

/// By owner, by name; who keeps articles that nobody is named for comes last.
void add_groups(FlagListView& view, std::vector<ShownFlag> flags,
                const std::vector<Owner>& owners) {
    std::size_t shown = 0;
    for (ShownFlag& flag : flags) {
        auto group = std::find_if(view.groups.begin(), view.groups.end(),
                                  [&](const auto& each) { return each.key == flag.keeper; });
        if (group == view.groups.end())
            group = view.groups.insert(view.groups.end(),
                                       {flag.keeper, name_of_group(flag.keeper, owners), 0, {}});
        ++group->flags;
        if (view.of_owner && group->key != view.owner)
            continue;
        view.more = view.more || shown == kMostShown;
        if (shown == kMostShown)
            continue;
        ++shown;
        group->shown.push_back(std::move(flag));
    }
    std::sort(view.groups.begin(), view.groups.end(), [](const auto& a, const auto& b) {
        return std::pair(a.key.empty(), a.name) < std::pair(b.key.empty(), b.name);
    });
}

std::string thanks_for(const Request& request, const FlagListView& view) {
    if (switch_from(request.target, "answered"))
        return "Thank you. Who raised it sees your answer on their own page.";
    if (!switch_from(request.target, "flagged"))
        return {};
    // The list is that of the one article which was flagged.
    if (view.groups.empty() || view.groups.front().key.empty())
        return "Thank you. Nobody is named who keeps this article; the writers see it here.";
    return fmt::format("Thank you. {} keeps this article and sees it here.",
                       view.groups.front().name);
}

std::vector<Flag> flags_of(Connection& connection, const FlagListView& view) {
    FlagTable table(connection);
    if (view.article.empty())
        return table.in_state(view.state, kMostRead);
    auto flags = table.of_article(view.article);
    std::erase_if(flags, [&](const Flag& flag) { return flag.state != view.state; });
    return flags;
}

std::optional<Flag> flag_named(Connection& connection, const std::string& text) {
    std::int64_t id = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id);
    if (error != std::errc{} || end != text.data() + text.size())
        return std::nullopt;
    return FlagTable(connection).find(id);
}

bool reads_all(const Request& request) {
    return request.caller.viewer.role == Role::admin;
}

bool may_see(const Site& site, const Request& request, const Flag& flag) {
    return site.library.ask(viewer_of(request), [&](Reading& reading) {
        return !readable_flags({flag}, reading, reads_all(request)).empty();
    });
}

Reply answered_before(const Site& site, const Request& request, Connection& connection,
                      std::int64_t id) {
    const auto flag = FlagTable(connection).find(id);
    return message_page(
        site, request, 409, "This flag was answered already",
        fmt::format("{} said: {}. Your answer was not kept.", flag ? flag->answered_by : "Somebody",
                    flag ? label_of(flag->state) : "Mended"));
}

/// The list that the answer came from, narrowed as it was.
std::string back_to_list(const std::string& to) {
    const std::string path = local_path(to);
    const std::string list = path.starts_with("/flags") ? path : "/flags";
    return list + (list.find('?') == std::string::npos ? "?" : "&") + "answered=1";
}

}  // namespace

Reply show_flags(const Site& site, const Request& request, const std::string& /*rest*/) {
    if (site.listening == nullptr)
        throw BadRequest("This server keeps nothing, so there are no flags.");
    const FlagListView asked = list_asked_for(request);
    std::vector<Flag> flags;
    {
        const auto lease = site.listening->store();
        flags = flags_of(*lease, asked);
    }
    Reply cookies;
    const std::string token = form_token(request, cookies);
    Reply reply = private_page(site, request, 200, [&](const Frame& frame, Reading& reading) {
        FlagListView view = asked;
        view.now = site.now();
        view.form_token = token;
        view.can_edit = site.source != nullptr;
        auto shown = readable_flags(flags, reading, reads_all(request));
        if (!view.article.empty() && !shown.empty())
            view.article_title = shown.front().title;
        add_groups(view, std::move(shown), reading.manifest().kb.owners);
        view.thanks = thanks_for(request, view);
        return flag_list_page(site.pages, frame, view);
    });
    move_cookies(cookies, reply);
    return reply;
}

Reply answer_flag(const Site& site, const Request& request, const std::string& /*rest*/) {
    if (site.listening == nullptr)
        throw BadRequest("This server keeps nothing, so there are no flags.");
    const Target fields = fields_of(request);
    const auto state = flag_state_from(field(fields, "state"));
    if (!state || *state == Flag::State::open)
        throw BadRequest("Choose \"Mended\" or \"Declined\".");
    const auto lease = site.listening->store();
    const auto flag = flag_named(*lease, field(fields, "flag"));
    if (!flag || !may_see(site, request, *flag))
        return message_page(site, request, 404, "There is no such flag",
                            "It may be on an article that is not here any more.");
    const std::string answer = redacted(valid_utf8(trimmed(field(fields, "answer"))));
    const auto now = site.now();
    Transaction transaction(*lease);
    if (!FlagTable(*lease).answer(flag->id, *state, request.caller.name, answer, now))
        return answered_before(site, request, *lease, flag->id);
    AuditTrail(*lease).add(
        {.when = now,
         .who = request.caller.name,
         .what = "flag-answered",
         .about = fmt::format("flag {} on {}: {}", flag->id, flag->article, name_of(*state)),
         .address = request.client});
    transaction.commit();
    return see_other(back_to_list(field(fields, "to")));
}

}  // namespace firstline
