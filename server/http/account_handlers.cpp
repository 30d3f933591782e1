#include <algorithm>
#include <charconv>
#include <utility>

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include "indexer/text/characters.h"
#include "server/http/answer_from_index.h"
#include "server/http/client.h"
#include "server/http/form.h"
#include "server/http/handlers.h"
#include "server/http/identify.h"
#include "server/http/params.h"

namespace firstline {
namespace {

constexpr const char* kBusy = "Many people sign in just now. Please try again in a moment.";
constexpr std::string_view kAccountPath = "/account";

AccountAct act_of(const Site& site, const Request& request) {
    return {*request.caller.signed_in, request.client, site.now()};
}

std::string in_words(std::chrono::seconds wait) {
    if (wait <= std::chrono::seconds{90})
        return fmt::format("{} seconds", wait.count());
    return fmt::format("{} minutes", (wait.count() + 59) / 60);
}

Reply kept_by_nobody(std::string html, int status) {
    Reply reply = page_reply(std::move(html));
    reply.status = status;
    reply.headers = {{"Cache-Control", "no-store"}, {"X-Robots-Tag", "noindex"}};
    return reply;
}

/// The page to sign in on, with what is wrong.
Reply sign_in_page(const Site& site, const Request& request, SignInView view, int status) {
    Reply cookies;
    view.plain_http = !may_sign_in(site, request);
    if (!view.plain_http)
        view.form_token = form_token(request, cookies);
    return site.library.ask(viewer_of(request), [&](Reading& reading) {
        Frame frame = frame_of(site, request, reading, "/sign-in", {});
        Reply reply = kept_by_nobody(site.pages.sign_in(frame, view), status);
        reply.headers.insert(reply.headers.end(), cookies.headers.begin(), cookies.headers.end());
        return reply;
    });
}

Reply account_page(const Site& site, const Request& request, AccountView view, int status) {
    view.now = site.now();
    view.groups = request.caller.viewer.groups;
    if (const auto& signed_in = request.caller.signed_in) {
        view.sessions = site.gate->sessions_of(*signed_in, view.now);
        view.this_session = signed_in->session.id;
    }
    return site.library.ask(viewer_of(request), [&](Reading& reading) {
        view.readable.clear();
        for (const SubDatabase& database : databases_of(viewer_of(request), reading.manifest()))
            if (database.articles > 0)
                view.readable.push_back({audience_from_key(database.audience), database.articles});
        std::sort(view.readable.begin(), view.readable.end(),
                  [](const auto& a, const auto& b) { return a.audience < b.audience; });
        const Frame frame = frame_of(site, request, reading, std::string{kAccountPath}, {});
        return kept_by_nobody(site.pages.account(frame, view), status);
    });
}

/// Signed in elsewhere, there is nothing of it here to end or to change.
bool has_session(const Request& request) {
    return request.caller.signed_in.has_value();
}

}  // namespace

Reply lead_to_sign_in(const Site& site, const Request& request) {
    const std::string url = sign_in_url_of(site, request);
    if (!url.empty())
        return see_other(url);
    spdlog::warn(
        "somebody asked for {}, but nobody can sign in yet; make the first account with: "
        "kb-server user add NAME --role admin",
        encode_path(request.target.path).substr(0, 200));
    return nothing_here(site, request);
}

Reply show_sign_in(const Site& site, const Request& request, const std::string& /*rest*/) {
    const std::string* const to = request.target.parameter("to");
    const std::string next = local_path(to ? *to : "/");
    // Who signed in elsewhere may still use an account of this server.
    if (request.caller.way == Caller::Way::session)
        return see_other(next);
    if (!has_accounts(site))
        return lead_to_sign_in(site, request);
    const bool safe = may_sign_in(site, request);
    return sign_in_page(site, request, {.to = next}, safe ? 200 : 403);
}

Reply sign_in(const Site& site, const Request& request, const std::string& /*rest*/) {
    const Target fields = fields_of(request);
    SignInView view{.to = local_path(field(fields, "to")),
                    .name = std::string{trimmed(field(fields, "name"))}};
    if (!may_sign_in(site, request) || !site.gate)
        return sign_in_page(site, request, view, 403);
    const std::string password = field(fields, "password");
    const auto result = site.gate->sign_in({.name = view.name,
                                            .password = password,
                                            .address = request.client,
                                            .user_agent = request.header("User-Agent")},
                                           site.now());
    if (result.token) {
        // Who had a session here before has a new one now.
        if (has_session(request))
            site.gate->sign_out(act_of(site, request), request.caller.signed_in->session.id);
        Reply reply = see_other(view.to);
        set_session(reply, request, *result.token);
        return reply;
    }
    if (result.wait.count() > 0) {
        view.trouble = fmt::format(
            "Too many attempts have failed. Please wait {}, then try again. What is public you can "
            "read meanwhile.",
            in_words(result.wait));
        Reply reply = sign_in_page(site, request, view, 429);
        reply.headers.emplace_back("Retry-After", std::to_string(result.wait.count()));
        return reply;
    }
    if (result.busy) {
        view.trouble = kBusy;
        Reply reply = sign_in_page(site, request, view, 503);
        reply.headers.emplace_back("Retry-After", "1");
        return reply;
    }
    view.trouble =
        "The name or the password is not right. Check that Caps Lock is off. Who forgot the "
        "password asks the person who keeps this server.";
    return sign_in_page(site, request, view, 403);
}

Reply sign_out(const Site& site, const Request& request, const std::string& /*rest*/) {
    Reply reply = see_other("/");
    if (has_session(request))
        site.gate->sign_out(act_of(site, request), request.caller.signed_in->session.id);
    set_session(reply, request, {});
    return reply;
}

Reply show_account(const Site& site, const Request& request, const std::string& /*rest*/) {
    AccountView view;
    if (switch_from(request.target, "ended"))
        view.done = "That session has ended.";
    if (switch_from(request.target, "changed"))
        view.done = "Your password is changed. You are signed out everywhere but here.";
    return account_page(site, request, std::move(view), 200);
}

Reply end_session(const Site& site, const Request& request, const std::string& /*rest*/) {
    const std::string text = field(fields_of(request), "session");
    std::int64_t id = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id);
    if (!has_session(request) || error != std::errc{} || end != text.data() + text.size())
        throw BadRequest("There is no such session.");
    site.gate->sign_out(act_of(site, request), id);
    return see_other("/account?ended=1");
}

Reply sign_out_everywhere(const Site& site, const Request& request, const std::string& /*rest*/) {
    Reply reply = see_other("/");
    if (has_session(request))
        site.gate->sign_out_everywhere(act_of(site, request));
    set_session(reply, request, {});
    return reply;
}

Reply change_password(const Site& site, const Request& request, const std::string& /*rest*/) {
    if (!has_session(request))
        throw BadRequest("Who signed in elsewhere changes the password there.");
    const Target fields = fields_of(request);
    const std::string wanted = field(fields, "new");
    if (wanted != field(fields, "again"))
        return account_page(site, request,
                            {.trouble = "The new password was not the same both times."}, 422);
    const auto change =
        site.gate->change_password(act_of(site, request), field(fields, "present"), wanted);
    if (change.done)
        return see_other("/account?changed=1");
    if (change.wait.count() > 0)
        return account_page(site, request,
                            {.trouble = fmt::format("Too many attempts have failed. Please wait "
                                                    "{}, then try again.",
                                                    in_words(change.wait))},
                            429);
    if (change.busy)
        return account_page(site, request, {.trouble = kBusy}, 503);
    return account_page(site, request,
                        {.trouble = "Your password was not changed: " + change.why_not + "."}, 422);
}

}  // namespace firstline
