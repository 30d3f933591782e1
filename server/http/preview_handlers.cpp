#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include <fmt/format.h>

#include "indexer/text/characters.h"
#include "indexer/text/sha256.h"
#include "server/access/secrets.h"
#include "server/http/answer_from_index.h"
#include "server/http/edit_form.h"
#include "server/http/handlers.h"
#include "server/http/json_body.h"
#include "server/http/params.h"
#include "server/http/problem_reply.h"
#include "server/http/proposal_access.h"
#include "server/http/ticket_fields.h"
#include "server/proposals/proposed_path.h"
#include "server/tickets/attachments.h"

namespace firstline {
namespace {

using nlohmann::json;

constexpr std::size_t kMostPictures = 20;
/// Of one form, and of all that were not sent, in bytes.
constexpr std::uint64_t kLargestPictures = std::uint64_t{15} << 20U;
constexpr std::uint64_t kLargestUnsent = std::uint64_t{1} << 30U;
constexpr std::size_t kLongestStem = 40;

struct PictureType {
    std::string_view type;
    std::string_view ending;
};

/// What browsers show and none of them runs.
constexpr auto kPictures = std::to_array<PictureType>({
    {"image/png", "png"},
    {"image/jpeg", "jpg"},
    {"image/gif", "gif"},
    {"image/webp", "webp"},
});

Reply json_reply(int status, const json& value) {
    Reply reply;
    reply.status = status;
    reply.content_type = "application/json";
    reply.body = value.dump(-1, ' ', false, json::error_handler_t::replace);
    reply.headers = {{"Cache-Control", "no-store"}};
    return reply;
}

json json_of(const Preview& preview) {
    auto problems = json::array();
    for (const PreviewProblem& problem : preview.problems)
        problems.push_back({{"line", problem.line},
                            {"severity", problem.severity},
                            {"code", problem.code},
                            {"message", problem.message}});
    return {{"html", preview.html}, {"title", preview.title}, {"problems", problems}};
}

/// A name that says what it is and that no other picture has: `screenshot-3fa9c1.png`.
std::string picture_name(std::string_view name, std::string_view content, std::string_view ending) {
    std::string stem;
    for (const char c : lower_ascii(name.substr(0, name.rfind('.')))) {
        if (is_ascii_alnum(c))
            stem += c;
        else if (!stem.empty() && stem.back() != '-')
            stem += '-';
        if (stem.size() == kLongestStem)
            break;
    }
    while (stem.ends_with('-'))
        stem.pop_back();
    return fmt::format("{}-{}.{}", stem.empty() ? "picture" : stem,
                       sha256_hex(content).substr(0, 8), ending);
}

std::string text_in(const Target& target, std::string_view name) {
    const std::string* const value = target.parameter(name);
    return value != nullptr ? *value : std::string{};
}

Reply taken(int status, const ProposalFile& file) {
    return json_reply(status,
                      {{"path", file.path},
                       {"markdown", "![](" + file.path + ")"},
                       {"url", fmt::format("/proposal-files/{}?key={}", file.id, file.key)}});
}

std::string why_no_room(const std::vector<ProposalFile>& files, std::size_t more,
                        ProposalFileTable& table) {
    std::uint64_t together = more;
    for (const ProposalFile& file : files)
        together += file.content.size();
    if (files.size() >= kMostPictures || together > kLargestPictures)
        return "20 pictures and 15 MB together are the most.";
    if (table.unsent_bytes() + more > kLargestUnsent)
        return "There is no room for pictures just now.";
    return {};
}

}  // namespace

Reply api_preview(const Site& site, const Request& request, const std::string& /*rest*/) {
    if (auto why = why_no_editing(site); !why.empty())
        return problem_reply(503, why);
    const json body = json_body(request);
    EditView view;
    view.text = text_member(body, "text");
    view.path = text_member(body, "path");
    view.key = text_member(body, "key");
    if (const std::string article = text_member(body, "article"); !article.empty()) {
        if (!edited_article(site, request, article, view))
            return problem_reply(404, "There is no such article.");
    } else if (auto trouble = trouble_with_path(view.path); !trouble.empty()) {
        throw BadRequest(trouble);
    }
    if (view.text.size() > KbSource::kLargestText)
        return problem_reply(413, "The text is larger than 1 MB, more than an article can have.");
    std::vector<ProposalFile> pictures;
    if (is_form_key(view.key)) {
        const auto lease = site.listening->store();
        pictures = ProposalFileTable(*lease).unsent(view.key);
    }
    const Preview preview = preview_of(site, request, view, pictures);
    if (preview.trouble.empty())
        return json_reply(200, json_of(preview));
    Reply reply = problem_reply(503, preview.trouble);
    reply.headers.emplace_back("Retry-After", preview.busy ? "1" : "5");
    return reply;
}

Reply api_take_proposal_file(const Site& site, const Request& request,
                             const std::string& /*rest*/) {
    if (auto why = why_no_editing(site); !why.empty())
        return problem_reply(503, why);
    const std::string key = text_in(request.target, "key");
    if (!is_form_key(key))
        throw BadRequest("\"key\" must be the key of the form that the picture is pasted into.");
    const CheckedFile checked = check_file("picture", request.body);
    const auto* const type =
        std::find_if(kPictures.begin(), kPictures.end(),
                     [&](const PictureType& row) { return row.type == checked.file.media_type; });
    if (type == kPictures.end())
        return problem_reply(415,
                             "Only pictures are taken: PNG, JPEG, GIF and WebP, of at most 8 "
                             "MB.");
    const ProposalFile file{.key = key,
                            .path = "images/" + picture_name(text_in(request.target, "name"),
                                                             request.body, type->ending),
                            .media_type = std::string{type->type},
                            .content = request.body,
                            .at = site.now()};
    const auto lease = site.listening->store();
    ProposalFileTable table(*lease);
    const auto files = table.unsent(key);
    for (const ProposalFile& kept : files)
        if (kept.path == file.path)
            return taken(200, kept);
    if (const std::string why = why_no_room(files, file.content.size(), table); !why.empty())
        return problem_reply(413, why);
    ProposalFile kept = file;
    kept.id = table.add(file);
    return taken(201, kept);
}

Reply send_proposal_file(const Site& site, const Request& request, const std::string& rest) {
    Reply none = problem_reply(404, "There is no such file.");
    std::int64_t id = 0;
    const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), id);
    if (error != std::errc{} || end != rest.data() + rest.size() || !why_no_editing(site).empty())
        return none;
    const auto lease = site.listening->store();
    const auto file = ProposalFileTable(*lease).find(id);
    if (!file)
        return none;
    const bool may_see =
        file->proposal
            ? proposal_named(site, request, *lease, std::to_string(*file->proposal)).has_value()
            : equal_secrets(text_in(request.target, "key"), file->key);
    if (!may_see)
        return none;
    Reply reply;
    reply.content_type = file->media_type;
    reply.body = file->content;
    reply.headers = {{"Cache-Control", kKeepNothing}};
    return reply;
}

}  // namespace firstline
