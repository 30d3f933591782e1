#include "server/http/edit_form.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "indexer/text/characters.h"
#include "server/access/secrets.h"
#include "server/http/form.h"
#include "server/http/frame.h"
#include "server/http/named_article.h"
#include "server/http/proposal_access.h"
#include "server/http/ticket_fields.h"
#include "server/pages/links.h"
#include "server/proposals/line_ends.h"
#include "server/proposals/proposed_path.h"
#include "server/proposals/text_merge.h"
#include "server/store/ticket_links.h"

namespace firstline {
namespace {

constexpr std::size_t kLongestWhy = 300;

/// Digits, or nothing.
std::string number_in(const std::string& text) {
    const bool is_number =
        !text.empty() && text.size() < 19 &&
        std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
    return is_number ? text : std::string{};
}

std::optional<std::int64_t> id_in(const std::string& text) {
    std::int64_t id = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id);
    if (text.empty() || error != std::errc{} || end != text.data() + text.size())
        return std::nullopt;
    return id;
}

bool refuse(EditView& view, const char* field, std::string trouble) {
    view.field = field;
    view.trouble = std::move(trouble);
    return false;
}

bool refuse_for_now(EditView& view) {
    return refuse(view, "text",
                  "The article was changed a moment ago, and its new text is not known yet. Try "
                  "again in a minute.");
}

bool has_too_many_lines(const std::string& text) {
    return std::count(text.begin(), text.end(), '\n') > KbSource::kMostLines;
}

/// What a form sends that is no UTF-8 has become U+FFFD. What stood in the file already may stay.
bool has_lost_characters(const EditView& view) {
    const auto lost = [](std::string_view text) {
        std::size_t count = 0;
        for (auto at = text.find("\xEF\xBF\xBD"); at != std::string_view::npos;
             at = text.find("\xEF\xBF\xBD", at + 3))
            ++count;
        return count;
    };
    return lost(view.text) > lost(view.base);
}

bool check_place(const Site& site, const Request& request, EditView& view) {
    if (!view.article.empty())
        return present_text(site, request, view.article, view.path).is_unsettled
                   ? refuse_for_now(view)
                   : true;
    if (auto trouble = trouble_with_path(view.path); !trouble.empty())
        return refuse(view, "path", std::move(trouble));
    // Of a file that this reader may not read nothing is said; who accepts it, or applies it, sees.
    if (const auto present = present_text(site, request, {}, view.path);
        present.text || present.is_unsettled)
        return refuse(view, "path", "There is a file at this path already. Choose another one.");
    return true;
}

void replace_all(std::string& text, const std::string& from, const std::string& to) {
    for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
        text.replace(at, from.size(), to);
}

}  // namespace

std::string one_line(std::string_view text, std::size_t most) {
    std::string line{trimmed(text)};
    std::replace_if(
        line.begin(), line.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; }, ' ');
    if (line.size() > most) {
        while (most > 0 && (static_cast<unsigned char>(line[most]) & 0xC0U) == 0x80U)
            --most;
        line.resize(most);
    }
    return line;
}

EditView edit_view_from(const Request& request) {
    const Target fields = fields_of(request);
    EditView view;
    view.key = field(fields, "key");
    if (!is_form_key(view.key))
        view.key = random_token();
    view.article = field(fields, "article");
    view.path = field(fields, "path");
    view.base = in_a_form(field(fields, "base"));
    view.text = in_a_form(field(fields, "text"));
    view.why = one_line(field(fields, "why"), kLongestWhy);
    view.ticket = one_line(field(fields, "ticket"), kLongestTicketReference);
    view.flag = number_in(field(fields, "flag"));
    view.replaces = number_in(field(fields, "replaces"));
    return view;
}

std::optional<EditedArticle> edited_article(const Site& site, const Request& request,
                                            const std::string& name, EditView& view) {
    const auto record =
        site.library.ask(viewer_of(request), [&](Reading& reading) -> std::optional<ArticleRecord> {
            auto article = article_named(name, reading);
            if (!article)
                return std::nullopt;
            return std::move(article->record);
        });
    if (!record)
        return std::nullopt;
    view.article = record->id;
    view.url = article_url(record->slug);
    view.title = record->title;
    view.path = record->path;
    return EditedArticle{record->owner};
}

bool check_text(EditView& view) {
    if (view.text.size() > KbSource::kLargestText)
        return refuse(view, "text",
                      "The text is larger than 1 MB, more than an article can have. Make it "
                      "shorter, or of several articles.");
    if (view.text.find('\0') != std::string::npos) {
        std::erase(view.text, '\0');
        return refuse(view, "text",
                      "The text had NUL bytes in it, which no text has. They are taken out: look "
                      "whether it is still what you mean.");
    }
    if (has_lost_characters(view))
        return refuse(
            view, "text",
            "The text was not all UTF-8: what was lost shows as \xEF\xBF\xBD. Write it once more.");
    if (has_too_many_lines(view.text) || has_too_many_lines(view.base))
        return refuse(
            view, "text",
            "The text has more than 20,000 lines, more than can be compared. Make several "
            "articles of it.");
    return true;
}

bool check_edit(const Site& site, const Request& request, EditView& view) {
    if (!check_text(view))
        return false;
    if (trimmed(view.text).empty())
        return refuse(view, "text", "The text is empty.");
    if (!check_place(site, request, view))
        return false;
    if (has_conflict_marks(view.text))
        return refuse(view, "text",
                      "Both texts still stand between the lines <<<<<<< and >>>>>>>. Keep what is "
                      "right, and take these lines out.");
    if (!view.article.empty() && view.text == view.base)
        return refuse(view, "text", "Nothing is changed yet.");
    if (view.why.empty())
        return refuse(view, "why", "Say in one line what is better now, for who decides on it.");
    return true;
}

Preview preview_of(const Site& site, const Request& request, const EditView& view,
                   const std::vector<ProposalFile>& pictures) {
    const std::string folder = folder_of_path(view.path);
    PreviewJob job{.path = view.path,
                   .text = view.text,
                   .is_new = view.article.empty(),
                   .reader = reader_key(viewer_of(request))};
    for (const ProposalFile& picture : pictures)
        job.new_files.push_back(folder + picture.path);
    Preview preview = site.source->preview(job);
    for (const ProposalFile& picture : pictures)
        replace_all(preview.html, "\"/files/" + encode_path(folder + picture.path) + "\"",
                    "\"/proposal-files/" + std::to_string(picture.id) + "?key=" + view.key + "\"");
    return preview;
}

Proposal proposal_from(const Site& site, const Request& request, const EditView& view) {
    Proposal proposal{.key = view.key,
                      .at = site.now(),
                      .agent = request.caller.name,
                      .article = view.article,
                      .path = view.path,
                      .title = view.title,
                      .why = view.why,
                      .ticket = view.ticket,
                      .flag = id_in(view.flag),
                      .replaces = id_in(view.replaces)};
    const std::string present =
        present_text(site, request, view.article, view.path).text.value_or("");
    // A form shows every text with the same line ends; unchanged, it is the file to the byte.
    proposal.base = in_a_form(present) == view.base ? present : with_ends_of(present, view.base);
    proposal.text = with_ends_of(proposal.base, view.text);
    // Of a file that mixes line ends, those of the lines that were not touched stay.
    const std::string evened = with_ends_of(proposal.base, in_a_form(proposal.base));
    if (auto merge = merge_texts({evened, proposal.base, proposal.text}); merge.clean)
        proposal.text = std::move(merge.text);
    return proposal;
}

}  // namespace firstline
