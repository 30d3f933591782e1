#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "indexer/format/stored_article.h"
#include "server/store/drafts.h"
#include "server/store/tickets.h"
#include "server/tickets/promise.h"
#include "server/tickets/ticket_form.h"

namespace firstline {

/// The door: how to reach a person, and the form to write to one.
struct HelpView {
    bool can_send = false;  ///< tickets are taken here
    std::string form_key;
    TicketForm form;
    std::string article_title;           ///< of form.article
    std::vector<std::string> questions;  ///< of the article
    std::vector<Diagnosis> diagnose;
    std::vector<DraftFile> files;
    std::vector<FieldTrouble> troubles;
    std::vector<std::string> refused;  ///< files that were not taken, a sentence each
    std::string trouble;               ///< of the whole form
    DeskPlan plan;
    std::string presence;    ///< `We are here until 18:00 today.`
    std::string closed_now;  ///< what happens now, if nobody is there
    std::vector<Notice> notices;
    std::string account;  ///< of who is signed in
    /// Each pair of facts with what is promised for it.
    struct Case {
        std::string affects;
        std::string work;
        Promise promise;
    };
    std::vector<Case> cases;
};

/// What will be sent, before it is.
struct ReviewView {
    std::string form_key;
    TicketForm form;
    std::string article_title;
    std::vector<DraftFile> files;
    Promise promise;
    std::string category;
    std::string affects;
    std::string work;
    std::string trouble;
    bool can_mail = false;
};

/// An article that an agent gave to who asked.
struct GivenArticle {
    std::string title;
    std::string url;  ///< of the section
};

/// What became of a ticket.
struct TicketView {
    Ticket ticket;
    std::string token;
    Promise promise;
    std::string category;
    std::string affects;
    std::string work;
    std::vector<EscalationStep> escalation;
    std::optional<ArticleRecord> solved_by;  ///< if this viewer may read it
    std::vector<GivenArticle> given;         ///< by agents, of those that this viewer may read
    std::vector<std::string> files;          ///< names
    std::vector<TicketNote> reclassified;
    bool sent_now = false;  ///< it was sent a moment ago
    bool can_mail = false;
    std::string url;  ///< absolute, to keep
};

/// A known incident, for who is affected.
struct IncidentView {
    Notice notice;
    std::uint64_t affected = 0;  ///< who said so
    bool ended = false;
    bool joined = false;  ///< this visitor has said so
    bool told = false;    ///< and left an address
    bool can_mail = false;
    std::string trouble;  ///< with the address
};

}  // namespace firstline
