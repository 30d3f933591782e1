#include "server/pages/section_html.h"

#include <algorithm>
#include <array>
#include <optional>

#include "indexer/text/characters.h"

namespace firstline {

namespace {

/// These have no end tag.
constexpr auto kVoid =
    std::to_array<std::string_view>({"area", "br", "col", "hr", "img", "input", "source", "wbr"});

struct Tag {
    std::size_t begin = 0;  ///< of its `<`
    std::size_t end = 0;    ///< behind its `>`
    std::string_view name;
    std::string_view attributes;
    bool closes = false;

    /// 1 to 6; 0 for what is no heading.
    int heading() const {
        const bool is = name.size() == 2 && name[0] == 'h' && name[1] >= '1' && name[1] <= '6';
        return is ? name[1] - '0' : 0;
    }
    bool opens() const {
        return !closes && std::find(kVoid.begin(), kVoid.end(), name) == kVoid.end();
    }
};

/// The first tag at or behind `from`.
std::optional<Tag> next_tag(std::string_view html, std::size_t from) {
    const auto begin = html.find('<', from);
    if (begin == std::string_view::npos)
        return std::nullopt;
    // A quoted value may hold what would end the tag.
    char quote = 0;
    auto end = begin + 1;
    for (; end < html.size() && (quote != 0 || html[end] != '>'); ++end) {
        const char c = html[end];
        if (quote != 0)
            quote = c == quote ? char{0} : quote;
        else if (c == '"' || c == '\'')
            quote = c;
    }
    if (end == html.size())
        return std::nullopt;
    Tag tag{.begin = begin, .end = end + 1};
    std::string_view inside = html.substr(begin + 1, end - begin - 1);
    tag.closes = inside.starts_with('/');
    if (tag.closes)
        inside.remove_prefix(1);
    const auto name_end = std::min(inside.find_first_of(" \t\n/"), inside.size());
    tag.name = inside.substr(0, name_end);
    tag.attributes = inside.substr(name_end);
    return tag;
}

bool is_called(const Tag& tag, std::string_view anchor) {
    const Html id = escape(anchor);
    return tag.attributes.find(" id=\"" + id.markup + "\"") != std::string_view::npos;
}

}  // namespace

Html section_html(std::string_view html, std::string_view anchor) {
    int depth = 0;
    int level = anchor.empty() ? 7 : 0;  // 0: its heading was not met yet
    int base = 0;                        // depth of that heading
    std::size_t begin = 0;
    for (auto tag = next_tag(html, 0); tag; tag = next_tag(html, tag->end)) {
        const int heading = tag->closes ? 0 : tag->heading();
        if (level == 0 && heading > 0 && is_called(*tag, anchor)) {
            level = heading;
            base = depth;
            begin = tag->begin;
        } else if (level > 0) {
            const bool next = heading > 0 && heading <= level && depth == base;
            const bool leaves = tag->closes && depth == base;
            if (next || leaves)
                return {std::string{trimmed(html.substr(begin, tag->begin - begin))}};
        }
        depth += tag->closes ? -1 : tag->opens() ? 1 : 0;
    }
    return level == 0 ? Html{} : Html{std::string{trimmed(html.substr(begin))}};
}

}  // namespace firstline
