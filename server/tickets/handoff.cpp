#include "server/tickets/handoff.h"

#include <algorithm>
#include <stdexcept>

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <openssl/evp.h>

#include "indexer/text/sha256.h"
#include "server/tickets/moments.h"

namespace firstline {

namespace {

using Json = nlohmann::ordered_json;

/// Raise it when a program that reads the JSON would have to change.
constexpr int kVersion = 1;
constexpr std::size_t kLongestFileName = 100;

std::string base64(const std::string& bytes) {
    // Four characters for each three bytes that were begun, and a NUL.
    std::string text(4 * ((bytes.size() + 2) / 3) + 1, '\0');
    const int length = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()),
                                       reinterpret_cast<const unsigned char*>(bytes.data()),
                                       static_cast<int>(bytes.size()));
    text.resize(static_cast<std::size_t>(length));
    return text;
}

Json category_of(const Ticket& ticket, const DeskPlan& plan) {
    const TicketCategory* const category = plan.category(ticket.category);
    return {{"key", ticket.category},
            {"name", category ? category->name : ticket.category},
            {"owner", category ? category->owner : ""}};
}

Json priority_of(const Ticket& ticket, const DeskPlan& plan) {
    const PriorityLevel* const level = plan.level(ticket.priority);
    return {{"level", ticket.priority},
            {"name", level ? level->name : ""},
            {"answer_within", level ? in_words(level->answer_within) : ""},
            {"affects", ticket.affects},
            {"affects_label", label_of(plan.affects, ticket.affects)},
            {"work", ticket.work},
            {"work_label", label_of(plan.work, ticket.work)}};
}

Json answers_of(const Ticket& ticket) {
    Json answers = Json::array();
    for (const auto& [question, answer] : ticket.answers)
        answers.push_back({{"question", question}, {"answer", answer}});
    return answers;
}

Json notes_of(const Handoff& handoff) {
    Json notes = Json::array();
    for (const TicketNote& note : handoff.notes)
        notes.push_back(
            {{"at", rfc3339(note.at)}, {"who", note.who}, {"what", note.what}, {"why", note.why}});
    return notes;
}

Json attachments_of(const Handoff& handoff, Attached attached) {
    Json list = Json::array();
    for (std::size_t i = 0; i < handoff.attachments.size(); ++i) {
        const Attachment& file = handoff.attachments[i];
        Json row{{"name", file.name},
                 {"media_type", file.media_type},
                 {"size", file.content.size()},
                 {"sha256", sha256_hex(file.content)}};
        if (attached == Attached::inside)
            row["content_base64"] = base64(file.content);
        else
            row["file"] = attachment_file(handoff, i);
        list.push_back(std::move(row));
    }
    return list;
}

/// Adds a line unless there is nothing to say.
void say(std::string& text, std::string_view label, std::string_view value) {
    if (!value.empty())
        text += fmt::format("{}: {}\n", label, value);
}

/// Adds a paragraph under a heading unless it is empty.
void say_below(std::string& text, std::string_view heading, std::string_view body) {
    if (!body.empty())
        text += fmt::format("\n{}\n\n{}\n", heading, body);
}

std::string lines_of(const std::vector<std::string>& lines) {
    std::string text;
    for (const auto& line : lines)
        text += (text.empty() ? "- " : "\n- ") + line;
    return text;
}

std::string answers_text(const Ticket& ticket) {
    std::string text;
    for (const auto& [question, answer] : ticket.answers)
        text += fmt::format("{}{}\n  {}", text.empty() ? "" : "\n", question, answer);
    return text;
}

std::string notes_text(const Handoff& handoff) {
    std::vector<std::string> lines;
    lines.reserve(handoff.notes.size());
    for (const TicketNote& note : handoff.notes)
        lines.push_back(
            fmt::format("{} {}: {} ({})", rfc3339(note.at), note.who, note.what, note.why));
    return lines_of(lines);
}

std::string priority_text(const Ticket& ticket, const DeskPlan& plan) {
    const PriorityLevel* const level = plan.level(ticket.priority);
    if (level == nullptr)
        return ticket.priority;
    return fmt::format("{}, an answer within {} (affects: {}; can work: {})", ticket.priority,
                       in_words(level->answer_within), label_of(plan.affects, ticket.affects),
                       label_of(plan.work, ticket.work));
}

}  // namespace

std::string ticket_key(std::string_view reference) {
    return fmt::format("ticket-{}", reference);
}

OutboxItem created_item(const Ticket& ticket, std::chrono::sys_seconds now) {
    OutboxItem item{.kind = "ticket", .key = ticket_key(ticket.reference), .created = now};
    item.ticket = ticket.id;
    item.payload = Json{{"event", "created"}}.dump();
    return item;
}

OutboxItem reclassified_item(const Ticket& ticket, std::string_view reason,
                             std::chrono::sys_seconds now) {
    OutboxItem item{.kind = "ticket",
                    .key = fmt::format("{}-{}-{}", ticket_key(ticket.reference), ticket.priority,
                                       now.time_since_epoch().count()),
                    .created = now};
    item.ticket = ticket.id;
    item.payload = Json{{"event", "reclassified"}, {"reason", reason}}.dump(
        -1, ' ', false, Json::error_handler_t::replace);
    return item;
}

Handoff handoff_for(const OutboxItem& item, Connection& connection) {
    TicketTable tickets(connection);
    const auto ticket = tickets.find(item.ticket.value_or(0));
    if (!ticket)
        throw std::runtime_error("there is no such ticket any more");
    const Json payload = Json::parse(item.payload, nullptr, false);
    Handoff handoff{.key = item.key, .at = item.created, .ticket = *ticket};
    if (payload.is_object()) {
        handoff.event = payload.value("event", handoff.event);
        handoff.reason = payload.value("reason", "");
    }
    if (handoff.event == "created")
        handoff.attachments = tickets.attachments(ticket->id);
    handoff.notes = tickets.notes(ticket->id);
    return handoff;
}

std::string attachment_file(const Handoff& handoff, std::size_t index) {
    std::string name;
    for (const char c : handoff.attachments.at(index).name) {
        const bool bad =
            static_cast<unsigned char>(c) < ' ' || c == '\x7F' || c == '/' || c == '\\' || c == ':';
        name += bad ? '_' : c;
    }
    // The end of a name tells what it is.
    if (name.size() > kLongestFileName)
        name = name.substr(name.size() - kLongestFileName);
    // The number also keeps a name from beginning with a full stop.
    return fmt::format("{}-{}", index + 1, name);
}

std::string to_json(const Handoff& handoff, const DeskPlan& plan, Attached attached) {
    const Ticket& t = handoff.ticket;
    const Json json{{"version", kVersion},
                    {"event", handoff.event},
                    {"key", handoff.key},
                    {"at", rfc3339(handoff.at)},
                    {"reason", handoff.reason},
                    {"reference", t.reference},
                    {"desk_reference", t.desk_reference},
                    {"created", rfc3339(t.created)},
                    {"channel", t.channel},
                    {"language", t.language},
                    {"type", t.type},
                    {"subject", t.subject},
                    {"description", t.description},
                    {"requester",
                     {{"name", t.name},
                      {"email", t.email},
                      {"telephone", t.telephone},
                      {"account", t.account},
                      {"label", t.label}}},
                    {"category", category_of(t, plan)},
                    {"priority", priority_of(t, plan)},
                    {"incident", t.incident},
                    {"article", t.article},
                    {"answers", answers_of(t)},
                    {"diagnosis", t.diagnosis},
                    {"tried", t.tried},
                    {"notes", notes_of(handoff)},
                    {"attachments", attachments_of(handoff, attached)}};
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string mail_subject(const Handoff& handoff) {
    const Ticket& t = handoff.ticket;
    return fmt::format("{}[{}] {}: {}", handoff.event == "created" ? "" : "Re: ", t.reference,
                       t.priority, t.subject);
}

std::string mail_text(const Handoff& handoff, const DeskPlan& plan) {
    const Ticket& t = handoff.ticket;
    const TicketCategory* const category = plan.category(t.category);
    std::string text;
    if (handoff.event != "created")
        text += fmt::format("The priority is now {}: {}\n\n", t.priority, handoff.reason);
    say(text, "Reference", t.reference);
    say(text, "Priority", priority_text(t, plan));
    say(text, "Category", category ? category->name : t.category);
    say(text, "From", t.name);
    say(text, "Mail", t.email);
    say(text, "Telephone", t.telephone);
    say(text, "Account", t.account);
    say(text, "Label", t.label);
    say(text, "Channel", t.channel);
    say(text, "Sent", rfc3339(t.created));
    say(text, "Known incident", t.incident);
    say(text, "Article that did not help", t.article);
    say_below(text, "What happens", t.description);
    say_below(text, "Questions and answers", answers_text(t));
    say_below(text, "What was tried", lines_of(t.tried));
    say_below(text, "Diagnosis", t.diagnosis);
    say_below(text, "Log", notes_text(handoff));
    return text;
}

}  // namespace firstline
