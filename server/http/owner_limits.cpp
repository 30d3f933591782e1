#include "server/http/owner_limits.h"

#include <algorithm>
#include <set>

#include "indexer/text/characters.h"
#include "server/http/frame.h"
#include "server/http/target.h"

namespace firstline {
namespace {

constexpr const char* kReaders =
    "It changes who may read the article or its state. A writer can accept it.";
constexpr const char* kHead =
    "It changes the front matter, which says who may read the article and under which name. A "
    "writer can accept it.";
constexpr const char* kFiles =
    "It brings in another text, or a file that this article did not show. A writer can accept it.";
constexpr const char* kNotNow = "It could not be looked through just now. Try again in a moment.";

constexpr std::string_view kFileUrl = "\"/files/";

/// Paths of files below the knowledge base that a page shows or leads to.
std::set<std::string> files_in(const std::string& html) {
    std::set<std::string> files;
    for (auto at = html.find(kFileUrl); at != std::string::npos; at = html.find(kFileUrl, at + 1)) {
        const auto begin = at + 1;
        const auto target = parse_target(html.substr(begin, html.find('"', begin) - begin));
        if (target)
            files.insert(target->path.substr(kFileUrl.size() - 1));
    }
    return files;
}

/// The front matter with all that stands around its lines; a text whose front matter does not end
/// is nothing else. Compared as bytes: a key that stands twice, or a line that is not read today,
/// may say something else once another change is taken back.
std::string_view head_of(std::string_view text) {
    const auto is_fence = [](std::string_view line) {
        const auto end = line.find_last_not_of(" \t\r");
        line = line.substr(0, end == std::string_view::npos ? 0 : end + 1);
        return line == "---" || line == "...";
    };
    constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";
    std::size_t at = text.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0;
    at = std::min(text.find_first_not_of(" \t\r\n", at), text.size());
    bool open = false;
    while (at < text.size()) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        const bool fence = is_fence(text.substr(at, end - at));
        if (!open && !fence)
            return {};
        at = std::min(end + 1, text.size());
        if (open && fence)
            break;
        open = true;
    }
    return text.substr(0, at);
}

/// What lines say that may put another file's text in their place.
std::multiset<std::string> includes_in(const std::string& text) {
    std::multiset<std::string> includes;
    const std::string lower = lower_ascii(text);
    for (auto at = lower.find("[!include"); at != std::string::npos;
         at = lower.find("[!include", at + 1))
        includes.insert(text.substr(at, text.find('\n', at) - at));
    return includes;
}

}  // namespace

std::string beyond_owner(const Site& site, const Request& request, const Proposal& proposal,
                         const Outcome& outcome, const std::vector<ProposalFile>& pictures) {
    const std::string present = outcome.present.value_or("");
    if (head_of(present) != head_of(outcome.text))
        return kHead;
    const auto before_includes = includes_in(present);
    const auto after_includes = includes_in(outcome.text);
    if (!std::includes(before_includes.begin(), before_includes.end(), after_includes.begin(),
                       after_includes.end()))
        return kFiles;
    PreviewJob job{.path = proposal.path, .text = present};
    for (const ProposalFile& picture : pictures)
        job.new_files.push_back(picture.path);
    const Preview before = site.source->preview(job);
    job.text = outcome.text;
    const Preview after = site.source->preview(job);
    if (!before.trouble.empty() || !after.trouble.empty())
        return kNotNow;
    if (after.audience.empty() || after.state.empty() || after.audience != before.audience ||
        after.state != before.state)
        return kReaders;
    auto files = files_in(after.html);
    for (const std::string& known : files_in(before.html))
        files.erase(known);
    for (const ProposalFile& picture : pictures)
        files.erase(picture.path);
    const bool sees_all = site.library.ask(viewer_of(request), [&](Reading& reading) {
        return std::all_of(files.begin(), files.end(),
                           [&](const std::string& file) { return reading.shows_file(file); });
    });
    return sees_all ? std::string{} : kFiles;
}

}  // namespace firstline
