#include "server/store/tickets.h"

#include <algorithm>
#include <array>

#include <nlohmann/json.hpp>

#include "server/store/text_list.h"

namespace firstline {

namespace {

/// In the order of Ticket::State.
constexpr auto kStates =
    std::to_array<std::string_view>({"accepted", "delivered", "answered", "solved", "reopened"});

constexpr const char* kColumns =
    "reference, secret_hash, form_key, created_at, visitor, topic, type, incident, subject,"
    " description, name, email, telephone, account, label, category, affects, work, priority,"
    " article, answers, diagnosis, tried, channel, language, state, desk_reference, answered_at,"
    " solved_at, reopened_at, solved_by, really_solved, really_solved_at";

Ticket::State state_from(std::string_view name) {
    const auto* const found = std::find(kStates.begin(), kStates.end(), name);
    return found == kStates.end() ? Ticket::State::accepted
                                  : static_cast<Ticket::State>(found - kStates.begin());
}

using Answers = std::vector<std::pair<std::string, std::string>>;

std::string to_json(const Answers& answers) {
    return nlohmann::json(answers).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

Ticket ticket_of(const Statement& row) {
    Ticket ticket;
    ticket.id = row.number(0);
    ticket.reference = row.text(1);
    ticket.secret_hash = row.text(2);
    ticket.form_key = row.text(3);
    ticket.created = row.moment(4);
    ticket.visitor = row.optional_text(5);
    ticket.topic = row.text(6);
    ticket.type = row.text(7);
    ticket.incident = row.text(8);
    ticket.subject = row.text(9);
    ticket.description = row.text(10);
    ticket.name = row.text(11);
    ticket.email = row.text(12);
    ticket.telephone = row.text(13);
    ticket.account = row.text(14);
    ticket.label = row.text(15);
    ticket.category = row.text(16);
    ticket.affects = row.text(17);
    ticket.work = row.text(18);
    ticket.priority = row.text(19);
    ticket.article = row.text(20);
    ticket.answers = nlohmann::json::parse(row.text(21)).get<Answers>();
    ticket.diagnosis = row.text(22);
    ticket.tried = list_from_lines(row.text(23));
    ticket.channel = row.text(24);
    ticket.language = row.text(25);
    ticket.state = state_from(row.text(26));
    ticket.desk_reference = row.text(27);
    ticket.answered = row.optional_moment(28);
    ticket.solved = row.optional_moment(29);
    ticket.reopened = row.optional_moment(30);
    ticket.solved_by = row.text(31);
    ticket.really_solved = row.text(32);
    ticket.really_solved_at = row.optional_moment(33);
    return ticket;
}

std::optional<Ticket> ticket_where(Connection& connection, const char* column,
                                   std::string_view value) {
    Statement select(connection, std::string{"SELECT id, "} + kColumns + " FROM tickets WHERE " +
                                     column + " = ?1 ORDER BY id DESC LIMIT 1");
    if (!select.bind(1, value).step())
        return std::nullopt;
    return ticket_of(select);
}

void bind_all(Statement& insert, const Ticket& ticket) {
    insert.bind(1, ticket.reference)
        .bind(2, ticket.secret_hash)
        .bind(3, ticket.form_key)
        .bind(4, ticket.created)
        .bind_optional(5, ticket.visitor)
        .bind(6, ticket.topic)
        .bind(7, ticket.type)
        .bind(8, ticket.incident)
        .bind(9, ticket.subject)
        .bind(10, ticket.description)
        .bind(11, ticket.name)
        .bind(12, ticket.email)
        .bind(13, ticket.telephone)
        .bind(14, ticket.account)
        .bind(15, ticket.label)
        .bind(16, ticket.category)
        .bind(17, ticket.affects)
        .bind(18, ticket.work)
        .bind(19, ticket.priority)
        .bind(20, ticket.article)
        .bind(21, to_json(ticket.answers))
        .bind(22, ticket.diagnosis)
        .bind(23, to_lines(ticket.tried))
        .bind(24, ticket.channel)
        .bind(25, ticket.language)
        .bind(26, name_of(ticket.state))
        .bind(27, ticket.desk_reference)
        .bind_optional(28, ticket.answered)
        .bind_optional(29, ticket.solved)
        .bind_optional(30, ticket.reopened)
        .bind(31, ticket.solved_by)
        .bind(32, ticket.really_solved)
        .bind_optional(33, ticket.really_solved_at);
}

}  // namespace

std::string_view name_of(Ticket::State state) {
    return kStates.at(static_cast<std::size_t>(state));
}

std::optional<std::int64_t> TicketTable::add(const Ticket& ticket,
                                             const std::vector<Attachment>& files) {
    Statement insert(connection_,
                     std::string{"INSERT OR IGNORE INTO tickets ("} + kColumns +
                         ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14,"
                         " ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28,"
                         " ?29, ?30, ?31, ?32, ?33)");
    bind_all(insert, ticket);
    insert.run();
    if (connection_.changed() == 0)
        return std::nullopt;
    const auto id = connection_.last_inserted();
    for (const Attachment& file : files)
        Statement(connection_,
                  "INSERT INTO attachments (ticket, name, media_type, content)"
                  " VALUES (?1, ?2, ?3, ?4)")
            .bind(1, id)
            .bind(2, file.name)
            .bind(3, file.media_type)
            .bind_bytes(4, file.content)
            .run();
    return id;
}

std::optional<Ticket> TicketTable::find(std::int64_t id) {
    Statement select(connection_,
                     std::string{"SELECT id, "} + kColumns + " FROM tickets WHERE id = ?1");
    if (!select.bind(1, id).step())
        return std::nullopt;
    return ticket_of(select);
}

std::optional<Ticket> TicketTable::by_reference(std::string_view reference) {
    return ticket_where(connection_, "reference", reference);
}

std::optional<Ticket> TicketTable::by_secret(std::string_view secret_hash) {
    return ticket_where(connection_, "secret_hash", secret_hash);
}

std::optional<Ticket> TicketTable::by_form_key(std::string_view form_key) {
    return ticket_where(connection_, "form_key", form_key);
}

std::optional<Ticket> TicketTable::by_desk_reference(std::string_view desk_reference) {
    if (desk_reference.empty())
        return std::nullopt;
    return ticket_where(connection_, "desk_reference", desk_reference);
}

void TicketTable::update(const Ticket& ticket) {
    Statement(connection_,
              "UPDATE tickets SET category = ?2, priority = ?3, affects = ?4, state = ?5,"
              " desk_reference = ?6, answered_at = ?7, solved_at = ?8, reopened_at = ?9,"
              " solved_by = ?10, really_solved = ?11, really_solved_at = ?12, incident = ?13"
              " WHERE id = ?1")
        .bind(1, ticket.id)
        .bind(2, ticket.category)
        .bind(3, ticket.priority)
        .bind(4, ticket.affects)
        .bind(5, name_of(ticket.state))
        .bind(6, ticket.desk_reference)
        .bind_optional(7, ticket.answered)
        .bind_optional(8, ticket.solved)
        .bind_optional(9, ticket.reopened)
        .bind(10, ticket.solved_by)
        .bind(11, ticket.really_solved)
        .bind_optional(12, ticket.really_solved_at)
        .bind(13, ticket.incident)
        .run();
}

std::vector<Attachment> TicketTable::attachments(std::int64_t id) {
    Statement select(connection_,
                     "SELECT name, media_type, content FROM attachments WHERE ticket = ?1"
                     " ORDER BY id");
    select.bind(1, id);
    std::vector<Attachment> files;
    while (select.step())
        files.push_back({select.text(0), select.text(1), select.bytes(2)});
    return files;
}

std::vector<std::string> TicketTable::attachment_names(std::int64_t id) {
    Statement select(connection_, "SELECT name FROM attachments WHERE ticket = ?1 ORDER BY id");
    select.bind(1, id);
    std::vector<std::string> names;
    while (select.step())
        names.push_back(select.text(0));
    return names;
}

void TicketTable::note(std::int64_t id, const TicketNote& note) {
    Statement(connection_,
              "INSERT INTO ticket_log (ticket, at, who, what, why) VALUES (?1, ?2, ?3, ?4, ?5)")
        .bind(1, id)
        .bind(2, note.at)
        .bind(3, note.who)
        .bind(4, note.what)
        .bind(5, note.why)
        .run();
}

std::vector<TicketNote> TicketTable::notes(std::int64_t id) {
    Statement select(connection_,
                     "SELECT at, who, what, why FROM ticket_log WHERE ticket = ?1 ORDER BY id");
    select.bind(1, id);
    std::vector<TicketNote> notes;
    while (select.step())
        notes.push_back({select.moment(0), select.text(1), select.text(2), select.text(3)});
    return notes;
}

std::vector<Ticket> TicketTable::between(std::chrono::sys_seconds from,
                                         std::chrono::sys_seconds until) {
    Statement select(connection_, std::string{"SELECT id, "} + kColumns +
                                      " FROM tickets WHERE created_at >= ?1 AND created_at < ?2"
                                      " ORDER BY created_at, id");
    select.bind(1, from).bind(2, until);
    std::vector<Ticket> tickets;
    while (select.step())
        tickets.push_back(ticket_of(select));
    return tickets;
}

void TicketCountTable::put(const std::vector<TicketCount>& counts) {
    Transaction transaction(connection_);
    for (const TicketCount& count : counts)
        Statement(connection_,
                  "INSERT OR REPLACE INTO ticket_counts (week, channel, tickets)"
                  " VALUES (?1, ?2, ?3)")
            .bind(1, std::int64_t{count.week.time_since_epoch().count()})
            .bind(2, count.channel)
            .bind(3, std::int64_t{count.tickets})
            .run();
    transaction.commit();
}

std::vector<TicketCount> TicketCountTable::between(std::chrono::sys_days from,
                                                   std::chrono::sys_days until) {
    Statement select(connection_,
                     "SELECT week, channel, tickets FROM ticket_counts WHERE week >= ?1 AND"
                     " week < ?2 ORDER BY week, channel");
    select.bind(1, std::int64_t{from.time_since_epoch().count()})
        .bind(2, std::int64_t{until.time_since_epoch().count()});
    std::vector<TicketCount> counts;
    while (select.step())
        counts.push_back({std::chrono::sys_days{std::chrono::days{select.number(0)}},
                          select.text(1), static_cast<unsigned>(select.number(2))});
    return counts;
}

}  // namespace firstline
