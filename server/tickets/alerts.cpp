#include "server/tickets/alerts.h"

#include <algorithm>
#include <optional>
#include <string>

#include <nlohmann/json.hpp>

#include "indexer/text/characters.h"
#include "indexer/text/sha256.h"
#include "indexer/text/web_url.h"
#include "server/tickets/desk_events.h"
#include "server/tickets/moments.h"

namespace firstline {

namespace {

using Json = nlohmann::json;

constexpr std::size_t kMostAlerts = 100;
/// In bytes.
constexpr std::size_t kLongestText = 1000;
constexpr std::size_t kMostWords = 30;

std::string text_in(const Json& json, const char* group, const char* name) {
    const auto object = json.find(group);
    if (object == json.end() || !object->is_object())
        return {};
    const auto found = object->find(name);
    if (found == object->end() || !found->is_string())
        return {};
    auto text = found->get<std::string>();
    if (text.size() > kLongestText)
        text.resize(kLongestText);
    if (const auto broken = find_invalid_utf8(text))
        text.resize(*broken);
    std::replace_if(
        text.begin(), text.end(),
        [](char c) { return static_cast<unsigned char>(c) < ' ' || c == '\x7F'; }, ' ');
    return std::string{trimmed(text)};
}

std::string first_of(std::initializer_list<std::string> texts) {
    for (const auto& text : texts)
        if (!text.empty())
            return text;
    return {};
}

std::optional<std::chrono::sys_seconds> moment_in(const Json& alert, const char* name) {
    const auto found = alert.find(name);
    // "No moment" is the year 1 there, which is none here.
    return found != alert.end() && found->is_string()
               ? parse_rfc3339(found->get_ref<const std::string&>())
               : std::nullopt;
}

/// The same for the same alert, however often it is posted.
std::string key_of(const Json& alert) {
    const auto found = alert.find("fingerprint");
    if (found != alert.end() && found->is_string()) {
        const auto& print = found->get_ref<const std::string&>();
        if (!print.empty() && print.size() <= 64 &&
            std::all_of(print.begin(), print.end(), is_ascii_alnum))
            return "alert-" + print;
    }
    const auto labels =
        alert.value("labels", Json::object()).dump(-1, ' ', false, Json::error_handler_t::replace);
    return "alert-" + sha256_hex(labels).substr(0, 16);
}

std::vector<std::string> words_of(const Json& alert) {
    std::vector<std::string> words;
    const std::string listed = text_in(alert, "annotations", "words");
    for (const std::string_view word : comma_parts(listed))
        if (!word.empty() && words.size() < kMostWords)
            words.emplace_back(word);
    return words;
}

Alert alert_of(const Json& alert, std::chrono::sys_seconds now) {
    if (!alert.is_object())
        throw BadDeskMessage("Each of \"alerts\" must be an object.");
    const auto status = alert.find("status");
    if (status == alert.end() || (*status != "firing" && *status != "resolved"))
        throw BadDeskMessage("The \"status\" of an alert must be firing or resolved.");
    const auto link = text_in(alert, "annotations", "runbook_url");
    Alert read{.over = *status == "resolved"};
    Incident& incident = read.incident;
    incident.key = key_of(alert);
    incident.title = first_of({text_in(alert, "annotations", "summary"),
                               text_in(alert, "labels", "alertname"), "Something does not work"});
    incident.text = text_in(alert, "annotations", "description");
    incident.words = words_of(alert);
    // Anything else, such as javascript:, would become a link on our pages.
    if (is_web_url(link))
        incident.link = link;
    incident.from = std::min(moment_in(alert, "startsAt").value_or(now), now);
    incident.source = "alert";
    const auto ends = moment_in(alert, "endsAt");
    if (read.over)
        incident.until = std::min(ends.value_or(now), now);
    else
        incident.until = ends && *ends > now ? *ends : now + kAlertHolds;
    return read;
}

}  // namespace

std::vector<Alert> alerts_from(std::string_view text, std::chrono::sys_seconds now) {
    const Json json = Json::parse(text, nullptr, false);
    if (!json.is_object())
        throw BadDeskMessage("The body must be a JSON object.");
    const auto list = json.find("alerts");
    if (list == json.end() || !list->is_array())
        throw BadDeskMessage("\"alerts\" must be a list.");
    if (list->size() > kMostAlerts)
        throw BadDeskMessage("There are more than 100 alerts in it.");
    std::vector<Alert> alerts;
    for (const Json& alert : *list)
        alerts.push_back(alert_of(alert, now));
    return alerts;
}

void apply_alerts(const std::vector<Alert>& alerts, Connection& connection) {
    Transaction transaction(connection);
    IncidentTable incidents(connection);
    for (const auto& [incident, over] : alerts) {
        if (over)
            incidents.end(incident.key, *incident.until);
        else
            incidents.put(incident);
    }
    transaction.commit();
}

}  // namespace firstline
