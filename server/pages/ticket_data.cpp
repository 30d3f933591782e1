#include "server/pages/ticket_data.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "server/pages/article_data.h"
#include "server/pages/frame_data.h"
#include "server/pages/links.h"
#include "server/pages/wording.h"

namespace firstline {

namespace {

std::string size_in_words(std::uint64_t bytes) {
    constexpr std::uint64_t kMegabyte = 1U << 20U;
    if (bytes >= kMegabyte)
        return fmt::format("{:.1f} MB", static_cast<double>(bytes) / kMegabyte);
    return fmt::format("{} KB", std::max<std::uint64_t>(1, bytes >> 10U));
}

void add_call(PageData& data, const Promise& promise) {
    data.text("call", promise.call)
        .text("call_url", telephone_url(promise.telephone))
        .text("answer", promise.answer)
        .text("solve", promise.solve)
        .text("presence", promise.presence)
        .text("closed_now", promise.after_hours);
}

std::vector<PageData> facts_data(const std::vector<Fact>& facts, const std::string& chosen) {
    std::vector<PageData> items;
    for (const Fact& fact : facts) {
        PageData item;
        item.text("value", fact.key).text("label", fact.label).flag("chosen", fact.key == chosen);
        items.push_back(std::move(item));
    }
    return items;
}

void add_matrix(PageData& data, const DeskPlan& plan) {
    std::vector<std::string> head;
    head.reserve(plan.work.size());
    for (const Fact& work : plan.work)
        head.push_back(work.label);
    std::vector<PageData> rows;
    for (const Fact& affects : plan.affects) {
        std::vector<std::string> cells;
        cells.reserve(plan.work.size());
        for (const Fact& work : plan.work)
            cells.push_back(priority_for(plan, affects.key, work.key));
        PageData row;
        row.text("label", affects.label).texts("cells", cells);
        rows.push_back(std::move(row));
    }
    std::vector<PageData> levels;
    for (const PriorityLevel& level : plan.levels) {
        PageData item;
        item.text("key", level.key)
            .text("name", level.name)
            .text("within", in_words(level.answer_within));
        levels.push_back(std::move(item));
    }
    data.texts("matrix_head", head).list("matrix", rows).list("levels", levels);
}

void add_cases(PageData& data, const HelpView& view) {
    std::vector<PageData> cases;
    for (const HelpView::Case& one : view.cases) {
        PageData item;
        item.text("key", one.affects + " " + one.work);
        add_call(item, one.promise);
        cases.push_back(std::move(item));
    }
    data.list("cases", cases);
}

void add_troubles(PageData& data, const HelpView& view) {
    std::vector<PageData> items;
    const auto add = [&](const std::string& field, const std::string& text) {
        PageData item;
        item.text("field", field).text("text", text);
        items.push_back(std::move(item));
    };
    if (!view.trouble.empty())
        add("", view.trouble);
    for (const FieldTrouble& trouble : view.troubles) {
        add(trouble.field, trouble.text);
        data.flag("bad_" + trouble.field, true);
    }
    for (const std::string& refused : view.refused)
        add("files", refused);
    data.list("troubles", items);
}

void add_questions(PageData& data, const HelpView& view) {
    std::vector<PageData> items;
    for (const std::string& question : view.questions) {
        const auto& answers = view.form.answers;
        const auto answer = std::find_if(answers.begin(), answers.end(), [&](const auto& given) {
            return given.first == question;
        });
        PageData item;
        item.text("question", question)
            .text("number", std::to_string(items.size() + 1))
            .text("answer", answer == answers.end() ? std::string{} : answer->second);
        items.push_back(std::move(item));
    }
    data.list("questions", items);
}

void add_files(PageData& data, const std::vector<DraftFile>& files) {
    std::vector<PageData> items;
    for (const DraftFile& file : files) {
        PageData item;
        item.text("name", file.file.name)
            .text("id", std::to_string(file.id))
            .text("size", size_in_words(file.size));
        items.push_back(std::move(item));
    }
    data.list("files", items);
}

void add_categories(PageData& data, const HelpView& view) {
    std::vector<PageData> items;
    for (const TicketCategory& category : view.plan.categories) {
        PageData item;
        item.text("value", category.key)
            .text("label", category.name)
            .flag("chosen", category.key == view.form.category);
        items.push_back(std::move(item));
    }
    data.list("categories", items);
}

void add_form(PageData& data, const HelpView& view) {
    const TicketForm& form = view.form;
    add_troubles(data, view);
    add_questions(data, view);
    add_files(data, view.files);
    add_categories(data, view);
    add_matrix(data, view.plan);
    add_cases(data, view);
    add_diagnose(data, view.diagnose);
    data.text("form_key", view.form_key)
        .text("form_article", form.article)
        .text("form_query", form.query)
        .text("article_title", view.article_title)
        .text("subject", form.subject)
        .text("description", form.description)
        .list("affects", facts_data(view.plan.affects, form.affects))
        .list("work", facts_data(view.plan.work, form.work))
        .text("diagnosis", form.diagnosis)
        .text("account", view.account)
        .text("name", form.name)
        .text("email_value", form.email)
        .text("telephone_value", form.telephone);
}

/// `anna@example.com, 555-0142`
std::string reach_of(const TicketForm& form) {
    std::string reach = form.name;
    for (const std::string& way : {form.email, form.telephone})
        if (!way.empty())
            reach += (reach.empty() ? "" : ", ") + way;
    return reach;
}

struct StateWords {
    const char* name;
    const char* text;
};

StateWords words_of(Ticket::State state) {
    switch (state) {
        case Ticket::State::accepted:
            return {"We have it.", "It is kept safe, and on its way to the help desk."};
        case Ticket::State::delivered: return {"The help desk has it.", "Nobody has answered yet."};
        case Ticket::State::answered: return {"The help desk has answered.", ""};
        case Ticket::State::solved: return {"The help desk says it is solved.", ""};
        case Ticket::State::reopened:
            return {"It is open again.", "The help desk is looking at it once more."};
    }
    return {"", ""};
}

void add_escalation(PageData& data, const std::vector<EscalationStep>& steps) {
    std::vector<PageData> items;
    for (const EscalationStep& step : steps) {
        PageData item;
        item.text("after", step.after.count == 0 ? "At once" : "After " + in_words(step.after))
            .text("contact", step.contact)
            .text("step_telephone", step.telephone)
            .text("step_url", telephone_url(step.telephone))
            .text("when", step.when);
        items.push_back(std::move(item));
    }
    data.list("escalation", items);
}

/// `P3 -> P2` of `priority P3 -> P2`.
std::string_view without_priority(std::string_view what) {
    constexpr std::string_view kPriority = "priority ";
    return what.starts_with(kPriority) ? what.substr(kPriority.size()) : what;
}

void add_notes(PageData& data, const std::vector<TicketNote>& notes) {
    std::vector<PageData> items;
    for (const TicketNote& note : notes) {
        PageData item;
        item.text("when", reader_time(note.at))
            .text("what", without_priority(note.what))
            .text("why", note.why);
        items.push_back(std::move(item));
    }
    data.list("reclassified", items);
}

std::vector<PageData> given_data(const std::vector<GivenArticle>& given) {
    std::vector<PageData> items;
    for (const GivenArticle& article : given) {
        PageData item;
        item.text("title", article.title).text("url", article.url);
        items.push_back(std::move(item));
    }
    return items;
}

}  // namespace

void add_help(PageData& data, const Frame& frame, const HelpView& view) {
    const DeskSettings& desk = frame.desk;
    const std::string mail = mail_url(desk.email, view.form.subject);
    const std::string portal = web_url(desk.contact_url);
    const bool reach = !desk.telephone.empty() || !mail.empty() || !portal.empty();
    add_notices(data, view.notices);
    data.text("email", desk.email)
        .text("email_url", mail)
        .text("contact_url", portal)
        .flag("other_ways", !mail.empty() || !portal.empty())
        .texts("hours", lines_of(desk.hours))
        .text("after_hours", frame.after_hours)
        .text("presence", view.presence)
        .text("closed_now", view.closed_now)
        .flag("has_reach", reach || !desk.hours.empty())
        .flag("no_contact", !reach)
        .flag("can_send", view.can_send);
    add_form(data, view);
}

void add_review(PageData& data, const ReviewView& view) {
    const TicketForm& form = view.form;
    add_call(data, view.promise);
    add_files(data, view.files);
    std::vector<PageData> answers;
    for (const auto& [question, answer] : form.answers) {
        PageData item;
        item.text("question", question).text("answer_given", answer);
        answers.push_back(std::move(item));
    }
    std::vector<PageData> tried;
    for (const std::string& line : form.tried) {
        PageData item;
        item.text("text", line).text("number", std::to_string(tried.size()));
        tried.push_back(std::move(item));
    }
    data.text("form_key", view.form_key)
        .text("trouble", view.trouble)
        .text("subject", form.subject)
        .text("description", form.description)
        .text("affects", view.affects)
        .text("work", view.work)
        .text("category", view.category)
        .text("diagnosis", form.diagnosis)
        .text("reach", reach_of(form))
        .list("answers", answers)
        .list("tried", tried);
}

void add_ticket(PageData& data, const TicketView& view) {
    const Ticket& ticket = view.ticket;
    const StateWords state = words_of(ticket.state);
    const bool closed = ticket.solved.has_value();
    const bool waits =
        ticket.state == Ticket::State::accepted || ticket.state == Ticket::State::delivered;
    add_call(data, waits ? view.promise : Promise{});
    add_escalation(data, closed ? std::vector<EscalationStep>{} : view.escalation);
    add_notes(data, view.reclassified);
    data.text("reference", ticket.reference)
        .text("token", view.token)
        .text("subject", ticket.subject)
        .text("state", state.name)
        .text("state_text", state.text)
        .flag("sent_now", view.sent_now)
        .text("solved_by", view.solved_by ? view.solved_by->title : std::string{})
        .list("given", given_data(view.given))
        .text("solved_by_url", view.solved_by ? article_url(view.solved_by->slug) : std::string{})
        .flag("ask_solved", closed)
        .flag("said", !ticket.really_solved.empty())
        .flag("said_yes", ticket.really_solved == "yes")
        .flag("said_partly", ticket.really_solved == "partly")
        .flag("said_no", ticket.really_solved == "no")
        .text("mailed", view.can_mail ? ticket.email : std::string{})
        .text("description", ticket.description)
        .text("affects", view.affects)
        .text("work", view.work)
        .text("category", view.category)
        .texts("files", view.files)
        .texts("tried", ticket.tried)
        .text("created", reader_time(ticket.created));
}

void add_incident(PageData& data, const IncidentView& view) {
    const Notice& notice = view.notice;
    const std::string affected =
        view.affected == 0   ? "Nobody has said yet that it affects them."
        : view.affected == 1 ? "1 person says that it affects them."
                             : fmt::format("{} people say that it affects them.", view.affected);
    data.text("title", notice.title)
        .text("text", notice.text)
        .text("link", notice_url(notice.link))
        .text("since", notice.from ? reader_time(*notice.from) : std::string{})
        .text("key", notice.key)
        .text("affected", affected)
        .text("trouble", view.trouble)
        .flag("ended", view.ended)
        .flag("joined", view.joined)
        .flag("told", view.told)
        .flag("can_mail", view.can_mail && !view.told)
        .flag("ask", !view.joined || (view.can_mail && !view.told));
}

}  // namespace firstline
