#include "indexer/article/link_resolver.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "indexer/article/paths.h"
#include "indexer/text/characters.h"
#include "indexer/text/tokens.h"

namespace firstline {

struct LinkResolver::Target {
    std::string written;
    std::string url;       ///< without what browsers ignore, backslashes in the path turned
    std::string path;      ///< up to `?` or `#`
    std::string fragment;  ///< behind `#`
    bool image = false;
    Place place;
};

namespace {

/// Browsers drop blanks and control characters at the ends of an address and line ends and tabs
/// within, and read `\` as `/`: what is checked must be what they see.
std::string as_browsers_see(std::string_view text) {
    std::string url;
    for (const char c : text)
        if (c != '\t' && c != '\n' && c != '\r')
            url += c;
    const auto is_ignored = [](char c) { return static_cast<unsigned char>(c) <= 0x20; };
    while (!url.empty() && is_ignored(url.front()))
        url.erase(0, 1);
    while (!url.empty() && is_ignored(url.back()))
        url.pop_back();
    const auto end = std::min(url.find_first_of("?#"), url.size());
    std::replace(url.begin(), url.begin() + static_cast<std::ptrdiff_t>(end), '\\', '/');
    return url;
}

/// `https` of `https://...`, in lower case; nothing if there is none.
std::optional<std::string> scheme_of(std::string_view url) {
    const auto end = url.find_first_of(":/?#");
    if (end == std::string_view::npos || url[end] != ':')
        return std::nullopt;
    return lower_ascii(url.substr(0, end));
}

std::string with_fragment(std::string href, const std::string& fragment) {
    if (!fragment.empty())
        href += '#' + percent_encoded(percent_decoded(fragment).value_or(fragment));
    return href;
}

std::string article_href(const std::string& path, const std::string& fragment) {
    return with_fragment("/a/" + percent_encoded(without_md(to_lower(path))), to_lower(fragment));
}

/// By its name alone.
bool may_be_article(std::string_view path) {
    const auto name = path.substr(path.find_last_of('/') + 1);  // npos + 1 is 0
    return name.ends_with(".md") || name.find('.') == std::string_view::npos;
}

}  // namespace

LinkDecision LinkResolver::decide(const LinkUse& use, const Place& place) {
    Target target{use.target, as_browsers_see(use.target), {}, {}, use.image, place};
    const auto hash = target.url.find('#');
    if (hash != std::string::npos)
        target.fragment = target.url.substr(hash + 1);
    target.path = target.url.substr(0, target.url.find_first_of("?#"));
    if (target.url.empty())
        return dead(target, "broken-link", "this link leads nowhere");
    if (target.url.starts_with("//"))
        target.url.insert(0, "https:");
    if (scheme_of(target.url))
        return with_scheme(target);
    if (target.path.starts_with("~/"))
        target.path.erase(0, 1);
    else if (target.path.starts_with('/'))
        return from_root(target);
    return within(target);
}

std::vector<std::string> LinkResolver::take_files() {
    std::sort(used_.begin(), used_.end());
    used_.erase(std::unique(used_.begin(), used_.end()), used_.end());
    return std::move(used_);
}

LinkDecision LinkResolver::dead(const Target& target, const char* code, const std::string& reason) {
    problems_.push_back({target.place.file, target.place.line, Severity::warning, code,
                         fmt::format("{}: `{}`", reason, target.written)});
    return {"", reason, false, "", target.fragment};
}

LinkDecision LinkResolver::with_scheme(const Target& target) {
    constexpr std::array<std::string_view, 4> kLinks{"https", "http", "mailto", "tel"};
    const std::string scheme = scheme_of(target.url).value_or("");
    const std::size_t allowed = target.image ? 1 : kLinks.size();
    if (std::find(kLinks.begin(), kLinks.begin() + static_cast<std::ptrdiff_t>(allowed), scheme) ==
        kLinks.begin() + static_cast<std::ptrdiff_t>(allowed))
        return dead(target, "unsafe-link",
                    target.image ? "only files and https images are shown"
                                 : fmt::format("links to `{}:` are not followed", scheme));
    return {target.url, "", scheme.starts_with("http"), "", target.fragment};
}

LinkDecision LinkResolver::from_root(const Target& target) {
    const auto path = percent_decoded(target.path);
    const auto wanted = path ? join_below_root("", *path) : std::nullopt;
    if (!kb_.site_root.empty())
        return {kb_.site_root + target.url, "", true, "", target.fragment};
    if (wanted && !wanted->empty())
        if (const auto* const found = find(*wanted); found != nullptr)
            return to_file(target, *wanted, *found);
    if (target.image)
        return no_image(target, wanted.value_or(""));
    return {target.url, "", false, "", target.fragment};
}

LinkDecision LinkResolver::within(const Target& target) {
    const auto path = percent_decoded(target.path);
    const bool rooted = target.path.starts_with('/');
    const auto wanted =
        path ? join_below_root(rooted ? "" : folder_of(target.place.file), *path) : std::nullopt;
    if (!wanted)
        return dead(target, "broken-link", "this link leads out of the knowledge base");
    if (target.path.empty())
        return {target.url, "", false, article_, target.fragment};
    if (const auto* const found = find(*wanted); found != nullptr)
        return to_file(target, *wanted, *found);
    if (const std::string moved = moved_to(*wanted); !moved.empty()) {
        problems_.push_back({target.place.file, target.place.line, Severity::warning, "moved-link",
                             fmt::format("`{}` was moved to {}", target.written, moved)});
        if (scheme_of(moved))
            return {moved, "", true, "", target.fragment};
        return to_file(target, moved, moved);
    }
    if (!target.image && may_be_article(*wanted))
        return to_nowhere(target, *wanted);
    if (target.image)
        return no_image(target, *wanted);
    return dead(target, "missing-file", "there is no such file");
}

LinkDecision LinkResolver::no_image(const Target& target, const std::string& wanted) {
    constexpr const char* kReason = "there is no such image";
    // Of a folder that was not delivered nothing can be said that would help.
    if (kb_.media_absent && !files_.has_folder(folder_of(wanted)))
        return {"", kReason, false, "", target.fragment};
    return dead(target, "missing-image", kReason);
}

/// A link to an article that is not there looks as one to an article that its reader may not read:
/// else its looks would tell that there is such an article.
LinkDecision LinkResolver::to_nowhere(const Target& target, const std::string& wanted) {
    dead(target, "dead-article-link", "there is no such file");
    return {article_href(wanted, target.fragment), "", false, "", target.fragment};
}

LinkDecision LinkResolver::to_file(const Target& target, const std::string& wanted,
                                   const std::string& path) {
    const bool markdown = path.ends_with(".md");
    for (const auto part : path_parts(path))
        if (part.starts_with('_') || part.starts_with('.'))
            return dead(target, "broken-link", "this file is not for readers");
    if (markdown && (target.image || !why_no_article(path, kb_).empty()))
        return dead(target, "broken-link", "this file is no article");
    if (path != wanted && path != wanted + ".md" && path != wanted + "/index.md")
        problems_.push_back({target.place.file, target.place.line, Severity::warning, "link-case",
                             fmt::format("`{}` differs from the file's name in capitals: {}",
                                         target.written, path)});
    if (markdown)
        return {article_href(path, target.fragment), "", false, path, target.fragment};
    used_.push_back(path);
    return {with_fragment("/files/" + percent_encoded(path), target.fragment), "", false, path,
            target.fragment};
}

const std::string* LinkResolver::find(const std::string& path) const {
    for (const auto* const ending : {"", ".md", "/index.md"})
        if (const auto* const found = files_.find(path + ending))
            return found;
    return nullptr;
}

std::string LinkResolver::moved_to(const std::string& path) const {
    const auto name = url_name(path);
    const auto found = name ? kb_.redirections.find(*name) : kb_.redirections.end();
    return found == kb_.redirections.end() ? std::string() : found->second;
}

}  // namespace firstline
