#include "server/proposals/proposed_path.h"

#include <algorithm>

#include "indexer/text/characters.h"

namespace firstline {

namespace {

constexpr std::size_t kLongestPath = 200;

bool is_plain_name(std::string_view name) {
    return !name.empty() && name.front() != '.' && name.front() != '_' && name.front() != ' ' &&
           name.back() != ' ' && name.back() != '.';
}

bool is_forbidden(char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7F || c == '\\' || c == ':' || c == '*' ||
           c == '?' || c == '"' || c == '<' || c == '>' || c == '|';
}

}  // namespace

std::string trouble_with_path(std::string_view path) {
    if (path.empty())
        return "Say where the article is to lie, such as drafts/my-article.md.";
    if (path.size() > kLongestPath)
        return "The path is longer than 200 bytes.";
    if (!lower_ascii(path).ends_with(".md") || path.ends_with("/.md"))
        return "The path must end in .md, such as drafts/my-article.md.";
    if (!path.ends_with(".md"))
        return "The path must end in .md, in small letters.";
    if (std::any_of(path.begin(), path.end(), is_forbidden))
        return "The path has a character that file names must not have.";
    for (std::string_view rest = path;;) {
        const auto slash = rest.find('/');
        if (!is_plain_name(rest.substr(0, slash)))
            return "Every part of the path must be a plain name that begins with neither . nor _.";
        if (slash == std::string_view::npos)
            return {};
        if (lower_ascii(rest.substr(0, slash)).ends_with(".md"))
            return "The name of a folder must not end in .md.";
        rest.remove_prefix(slash + 1);
    }
}

std::string folder_of_path(std::string_view path) {
    const auto slash = path.rfind('/');
    return slash == std::string_view::npos ? std::string{} : std::string{path.substr(0, slash + 1)};
}

}  // namespace firstline
