#include "server/store/ticket_links.h"

#include "server/store/text_list.h"

namespace firstline {

namespace {

constexpr const char* kSelect =
    "SELECT id, at, agent, team, ticket, own_ticket, article, section, text_hash, chips, internal,"
    " judged, judged_by, judged_at FROM ticket_links ";

TicketLink link_of(const Statement& row) {
    return {.id = row.number(0),
            .at = row.moment(1),
            .agent = row.text(2),
            .team = row.text(3),
            .ticket = row.text(4),
            .own_ticket = row.optional_number(5),
            .article = row.text(6),
            .section = row.text(7),
            .text_hash = row.text(8),
            .chips = list_from_lines(row.text(9)),
            .internal = row.number(10) != 0,
            .judged = row.text(11),
            .judged_by = row.text(12),
            .judged_at = row.optional_moment(13)};
}

std::vector<TicketLink> links_of(Statement& select) {
    std::vector<TicketLink> links;
    while (select.step())
        links.push_back(link_of(select));
    return links;
}

}  // namespace

std::int64_t TicketLinkTable::put(const TicketLink& link) {
    Statement insert(connection_,
                     "INSERT INTO ticket_links (at, agent, team, ticket, own_ticket, article,"
                     " section, text_hash, chips, internal)"
                     " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)"
                     " ON CONFLICT (ticket, article, agent) DO UPDATE SET"
                     " section = excluded.section, text_hash = excluded.text_hash,"
                     " own_ticket = ifnull(excluded.own_ticket, own_ticket),"
                     " internal = min(internal, excluded.internal),"
                     " chips = CASE WHEN excluded.chips = '' THEN chips ELSE excluded.chips END"
                     " RETURNING id");
    insert.bind(1, link.at)
        .bind(2, link.agent)
        .bind(3, link.team)
        .bind(4, link.ticket)
        .bind_optional(5, link.own_ticket)
        .bind(6, link.article)
        .bind(7, link.section)
        .bind(8, link.text_hash)
        .bind(9, to_lines(link.chips))
        .bind(10, link.internal ? 1 : 0)
        .step();
    return insert.number(0);
}

std::optional<TicketLink> TicketLinkTable::find(std::int64_t id) {
    Statement select(connection_, std::string{kSelect} + "WHERE id = ?1");
    if (!select.bind(1, id).step())
        return std::nullopt;
    return link_of(select);
}

std::vector<TicketLink> TicketLinkTable::of_own_ticket(std::int64_t ticket) {
    Statement select(connection_, std::string{kSelect} +
                                      "WHERE own_ticket = ?1 AND internal = 0"
                                      " GROUP BY article HAVING id = min(id) ORDER BY id");
    select.bind(1, ticket);
    return links_of(select);
}

std::vector<TicketLink> TicketLinkTable::of_ticket(std::string_view ticket) {
    Statement select(connection_, std::string{kSelect} + "WHERE ticket = ?1 ORDER BY id");
    select.bind(1, ticket);
    return links_of(select);
}

std::vector<TicketLink> TicketLinkTable::of_article(std::string_view article) {
    Statement select(connection_, std::string{kSelect} + "WHERE article = ?1 ORDER BY id");
    select.bind(1, article);
    return links_of(select);
}

std::vector<TicketLink> TicketLinkTable::of_agent(std::string_view agent,
                                                  std::chrono::sys_seconds from) {
    Statement select(connection_,
                     std::string{kSelect} + "WHERE agent = ?1 AND at >= ?2 ORDER BY at DESC, id");
    select.bind(1, agent).bind(2, from);
    return links_of(select);
}

std::vector<TicketLink> TicketLinkTable::between(std::chrono::sys_seconds from,
                                                 std::chrono::sys_seconds until) {
    Statement select(connection_,
                     std::string{kSelect} + "WHERE at >= ?1 AND at < ?2 ORDER BY at, id");
    select.bind(1, from).bind(2, until);
    return links_of(select);
}

std::size_t TicketLinkTable::count_of(std::string_view article, std::chrono::sys_seconds from) {
    Statement select(connection_,
                     "SELECT count(*) FROM ticket_links WHERE article = ?1 AND at >= ?2");
    select.bind(1, article).bind(2, from).step();
    return static_cast<std::size_t>(select.number(0));
}

std::vector<TicketLink> TicketLinkTable::not_learned() {
    Statement select(connection_,
                     std::string{kSelect} + "WHERE learned = 0 AND chips <> '' ORDER BY id");
    return links_of(select);
}

void TicketLinkTable::set_learned(const std::vector<std::int64_t>& ids) {
    Statement update(connection_, "UPDATE ticket_links SET learned = 1 WHERE id = ?1");
    for (const std::int64_t id : ids)
        update.bind(1, id).run();
}

bool TicketLinkTable::judge(std::int64_t id, std::string_view judged, std::string_view by,
                            std::chrono::sys_seconds when) {
    Statement(connection_,
              "UPDATE ticket_links SET judged = ?2, judged_by = ?3, judged_at = ?4,"
              " learned = CASE WHEN ?2 = 'wrong' AND judged <> ?2 THEN 0 ELSE learned END"
              " WHERE id = ?1")
        .bind(1, id)
        .bind(2, judged)
        .bind(3, by)
        .bind(4, when)
        .run();
    return connection_.changed() > 0;
}

}  // namespace firstline
