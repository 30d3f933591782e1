#include <array>
#include <utility>

#include <fmt/format.h>

#include "indexer/text/dates.h"
#include "server/listen/flag_reasons.h"
#include "server/pages/flag_view.h"
#include "server/pages/frame_data.h"
#include "server/pages/links.h"
#include "server/pages/wording.h"

namespace firstline {

namespace {

constexpr auto kStates =
    std::to_array<Flag::State>({Flag::State::open, Flag::State::mended, Flag::State::declined});

void add_form(PageData& data, const FlagFormView& view) {
    std::vector<PageData> reasons;
    for (const FlagReason& reason : flag_reasons()) {
        PageData item;
        item.text("value", reason.key)
            .text("label", reason.label)
            .flag("chosen", reason.key == view.reason);
        reasons.push_back(std::move(item));
    }
    data.text("article", view.article)
        .text("title", view.title)
        .text("url", view.url)
        .text("keeper", view.keeper)
        .list("reasons", reasons)
        .text("other", view.other)
        .text("line", view.line)
        .text("note", view.note)
        .text("ticket", view.ticket)
        .text("form_token", view.form_token)
        .text("trouble", view.trouble)
        .text("trouble_field", view.trouble_field)
        .flag("bad_reason", view.trouble_field == "reason")
        .flag("bad_other", view.trouble_field == "other")
        .flag("bad_note", view.trouble_field == "note");
}

/// This list narrowed in another way.
std::string list_url(const FlagListView& view, Flag::State state, const std::string* owner) {
    std::string query;
    const auto add = [&](std::string_view name, std::string_view value) {
        query += (query.empty() ? "?" : "&") + std::string{name} + "=" + encode_component(value);
    };
    if (state != Flag::State::open)
        add("state", name_of(state));
    if (owner != nullptr)
        add("owner", *owner);
    if (!view.article.empty())
        add("article", view.article);
    return "/flags" + query;
}

PageData flag_data(const ShownFlag& shown, const FlagListView& view) {
    const Flag& flag = shown.flag;
    const bool mine = flag.agent == view.me;
    PageData item;
    item.text("id", std::to_string(flag.id))
        .text("title", shown.title)
        .text("url", shown.url)
        .text("reason", flag_reason_label(flag.reason))
        .text("other_title", shown.other_title)
        .text("other_url", shown.other_url)
        .text("line", flag.line)
        .texts("note", lines_of(flag.note))
        .text("ticket", flag.ticket)
        .text("by", mine              ? "you"
                    : view.may_answer ? flag.agent
                                      : "")
        .text("when", ago(view.now - flag.at))
        .text("day", reader_date(std::chrono::floor<std::chrono::days>(flag.at)))
        .flag("answered", flag.answered.has_value())
        .text("state", label_of(flag.state))
        .text("answered_by", flag.answered_by)
        .text(
            "answered_day",
            flag.answered ? reader_date(std::chrono::floor<std::chrono::days>(*flag.answered)) : "")
        .text("answer", flag.answer)
        .text("mend_url",
              view.can_edit && flag.state == Flag::State::open && !shown.url.empty()
                  ? fmt::format("/edit/{}?flag={}", encode_component(flag.article), flag.id)
                  : "")
        .flag("to_answer", view.may_answer && flag.state == Flag::State::open);
    return item;
}

void add_states(PageData& data, const FlagListView& view) {
    std::vector<PageData> states;
    for (const Flag::State state : kStates) {
        PageData item;
        item.text("name", label_of(state))
            .text("url", list_url(view, state, view.of_owner ? &view.owner : nullptr))
            .flag("here", state == view.state);
        states.push_back(std::move(item));
    }
    data.list("states", states);
}

void add_groups(PageData& data, const FlagListView& view) {
    std::vector<PageData> owners;
    std::vector<PageData> groups;
    for (const FlagGroup& group : view.groups) {
        PageData owner;
        owner.text("name", group.name)
            .text("count", count_text(static_cast<unsigned>(group.flags)))
            .text("url", list_url(view, view.state, &group.key))
            .flag("here", view.of_owner && group.key == view.owner);
        owners.push_back(std::move(owner));
        if (group.shown.empty())
            continue;
        std::vector<PageData> flags;
        flags.reserve(group.shown.size());
        for (const ShownFlag& shown : group.shown)
            flags.push_back(flag_data(shown, view));
        PageData item;
        item.text("name", group.name)
            .text("anchor", fmt::format("owner-{}", groups.size() + 1))
            .list("flags", flags);
        groups.push_back(std::move(item));
    }
    data.list("owners", owners).list("groups", groups);
    data.text("all_url", list_url(view, view.state, nullptr)).flag("narrowed", view.of_owner);
}

}  // namespace

std::string flag_form_page(const Pages& pages, const Frame& frame, const FlagFormView& view) {
    const PageKind kind{.title = "Flag an article", .listed = false, .style = "forms"};
    return pages.page("flag", frame, kind, [&](PageData& data) { add_form(data, view); });
}

std::string flag_list_page(const Pages& pages, const Frame& frame, const FlagListView& view) {
    const PageKind kind{.title = "Flags", .listed = false, .style = "forms"};
    return pages.page("flags", frame, kind, [&](PageData& data) {
        add_states(data, view);
        add_groups(data, view);
        data.text("thanks", view.thanks)
            .text("article_title", view.article_title)
            .flag("may_answer", view.may_answer)
            .flag("more", view.more)
            .text("form_token", view.form_token)
            .text("here", list_url(view, view.state, view.of_owner ? &view.owner : nullptr));
    });
}

std::string_view label_of(Flag::State state) {
    switch (state) {
        case Flag::State::open: return "Open";
        case Flag::State::mended: return "Mended";
        case Flag::State::declined: return "Declined";
    }
    return {};
}

std::string flag_reason_label(const std::string& key) {
    const FlagReason* const reason = find_flag_reason(key);
    return reason == nullptr ? key : std::string{reason->label};
}

}  // namespace firstline
