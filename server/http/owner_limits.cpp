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
