#include "indexer/external/redirects.h"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include <fmt/format.h>

namespace firstline {

namespace {

using Outcome = Answer::Outcome;
using Method = Questioner::Method;
using Reply = Questioner::Reply;

/// For a server that says "not now" and not how long.
constexpr std::chrono::seconds kQuiet{10};
/// No server is left alone longer than that for one answer; beyond it, the clock would run over.
constexpr std::chrono::seconds kLongestQuiet{86'400};

bool is_one_of(long status, std::initializer_list<long> statuses) {
    return std::find(statuses.begin(), statuses.end(), status) != statuses.end();
}

bool says_not_now(const Reply& reply) {
    return is_one_of(reply.status, {429, 503});
}

/// Whether GET may say something else: many servers know no HEAD, and say so in many ways.
bool may_refuse_head(const Reply& reply) {
    return (reply.status >= 400 && !says_not_now(reply)) || reply.code == CURLE_GOT_NOTHING ||
           reply.code == CURLE_RECV_ERROR || reply.code == CURLE_HTTP2_STREAM ||
           reply.code == CURLE_PARTIAL_FILE;
}

/// One question in the host's turn. Nothing if it could not be asked.
std::optional<Reply> ask_in_turn(const WebAddress& address, Method method, Questioner& questioner,
                                 HostTurns& turns) {
    if (turns.take(address.whose) != HostTurns::Turn::ours)
        return std::nullopt;
    Reply reply = questioner.ask(address, method);
    std::chrono::seconds quiet{0};
    if (says_not_now(reply))
        quiet = std::min(reply.retry_after.value_or(kQuiet), kLongestQuiet);
    // A server that is not asked needs no rest.
    turns.give_back(address.whose, quiet);
    return reply;
}

std::optional<Reply> ask_politely(const WebAddress& address, Questioner& questioner,
                                  HostTurns& turns) {
    auto method = Method::head;
    auto reply = ask_in_turn(address, method, questioner, turns);
    if (reply && may_refuse_head(*reply)) {
        method = Method::get;
        reply = ask_in_turn(address, method, questioner, turns);
    }
    if (reply && says_not_now(*reply))
        if (auto again = ask_in_turn(address, method, questioner, turns))
            reply = std::move(again);
    return reply;
}

std::string words_of(const Reply& reply) {
    switch (reply.code) {
        case CURLE_OPERATION_TIMEDOUT: return "does not answer in time";
        case CURLE_COULDNT_CONNECT: return "takes no connection";
        case CURLE_COULDNT_RESOLVE_HOST: return "could not be looked up";
        case CURLE_PEER_FAILED_VERIFICATION: return "has a certificate that cannot be verified";
        case CURLE_SSL_CONNECT_ERROR: return "speaks no TLS that we know";
        case CURLE_GOT_NOTHING:
        case CURLE_RECV_ERROR: return "hangs up without an answer";
        default: return fmt::format("cannot be asked: {}", reply.error);
    }
}

bool is_of_host(CURLcode code) {
    return code == CURLE_OPERATION_TIMEDOUT || code == CURLE_COULDNT_CONNECT ||
           code == CURLE_COULDNT_RESOLVE_HOST;
}

Answer judged(const Reply& reply, const WebAddress& address) {
    if (reply.is_private)
        return {Outcome::private_, "leads to a private network, which is not asked", ""};
    if (reply.has_no_host)
        return {Outcome::dead, fmt::format("names no host: there is no {}", address.host), "",
                true};
    if (reply.code == CURLE_ABORTED_BY_CALLBACK)
        return {};
    if (reply.code != CURLE_OK)
        return {Outcome::unreachable, words_of(reply), "", is_of_host(reply.code)};
    // 401, 403 and their like: there is a door, and who stands before it cannot tell.
    if ((reply.status >= 200 && reply.status < 300) ||
        is_one_of(reply.status, {401, 402, 403, 407, 416, 451}))
        return {Outcome::good, "", ""};
    const std::string said = fmt::format("answers {}", reply.status);
    if (is_one_of(reply.status, {404, 410}))
        return {Outcome::dead, said, ""};
    return {says_not_now(reply) ? Outcome::unknown : Outcome::unreachable, said, ""};
}

/// The answer of the last address of a row, told of the first one.
Answer told_of_first(Answer answer, const WebAddress& first, const WebAddress& last,
                     const std::string& moved_to) {
    if (answer.outcome == Outcome::good && !moved_to.empty())
        return {Outcome::moved, fmt::format("moved for good to {}", moved_to), moved_to};
    if (!answer.said.empty() && !(first == last)) {
        answer.said = fmt::format("leads to {}, which {}", last.url, answer.said);
        answer.of_host = false;
    }
    return answer;
}

bool is_redirect(const Reply& reply) {
    return is_one_of(reply.status, {301, 302, 303, 307, 308}) && !reply.redirect.empty();
}

}  // namespace

Answer ask_along(const WebAddress& address, Questioner& questioner, HostTurns& turns) {
    WebAddress at = address;
    std::set<std::string> been;
    std::string moved_to;
    bool for_good = true;
    for (int redirects = 0; redirects <= kMostRedirects; ++redirects) {
        if (!been.insert(at.url).second)
            return {Outcome::unreachable, "redirects in a circle", ""};
        const auto reply = ask_politely(at, questioner, turns);
        if (!reply)
            return {};
        if (!is_redirect(*reply))
            return told_of_first(judged(*reply, at), address, at, moved_to);
        const auto next = web_address(reply->redirect);
        if (!next)
            return {Outcome::unreachable,
                    fmt::format("redirects to {}, which is no web address", reply->redirect), ""};
        for_good = for_good && is_one_of(reply->status, {301, 308});
        if (for_good)
            moved_to = next->url + (next->fragment.empty() ? address.fragment : next->fragment);
        at = *next;
    }
    return {Outcome::unreachable, fmt::format("redirects more than {} times", kMostRedirects), ""};
}

}  // namespace firstline
