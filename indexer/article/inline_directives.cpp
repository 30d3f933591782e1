#include "indexer/article/inline_directives.h"

#include <algorithm>
#include <array>

#include "indexer/text/characters.h"

namespace firstline {

namespace {

/// The value of `name="..."` or `name='...'`; empty without one.
std::string attribute(std::string_view attributes, std::string_view name) {
    for (std::size_t at = attributes.find(name); at != std::string_view::npos;
         at = attributes.find(name, at + 1)) {
        const bool starts =
            at == 0 || is_ascii_space(attributes[at - 1]) || attributes[at - 1] == '"';
        std::size_t quote = at + name.size();
        while (quote < attributes.size() &&
               (is_ascii_space(attributes[quote]) || attributes[quote] == '='))
            ++quote;
        if (!starts || quote >= attributes.size() ||
            (attributes[quote] != '"' && attributes[quote] != '\''))
            continue;
        const auto end = attributes.find(attributes[quote], quote + 1);
        if (end != std::string_view::npos)
            return std::string(trimmed(attributes.substr(quote + 1, end - quote - 1)));
    }
    return {};
}

constexpr std::string_view kMarkdownSigns = "\\[]*_`<>&!~|:@";

void append_quoted(std::string& out, std::string_view text, std::string_view special) {
    for (const char c : text) {
        if (special.find(c) != std::string_view::npos)
            out += '\\';
        out += is_ascii_space(c) ? ' ' : c;
    }
}

}  // namespace

std::string image_markdown(std::string_view attributes) {
    const std::string source = attribute(attributes, "source");
    if (source.empty())
        return {};
    std::string out = "![";
    append_quoted(out, attribute(attributes, "alt-text"), kMarkdownSigns);
    out += "](<";
    append_quoted(out, source, "\\<>");
    return out + ">)";
}

std::string untranslated_markdown(std::string_view attributes) {
    std::string out;
    append_quoted(out, attribute(attributes, "text"), kMarkdownSigns);
    return out;
}

bool is_layout_directive(std::string_view text) {
    text = trimmed(text);
    if (!text.starts_with(":::"))
        return false;
    const auto word_at = std::min(text.find_first_not_of(": \t"), text.size());
    std::size_t end = word_at;
    while (end < text.size() && (is_ascii_alpha(text[end]) || text[end] == '-'))
        ++end;
    const std::string word = lower_ascii(text.substr(word_at, end - word_at));
    constexpr std::array<std::string_view, 12> kLayout{
        "row",  "row-end",  "column",    "column-end", "moniker", "moniker-end",
        "zone", "zone-end", "image-end", "code-end",   "tab",     "tab-end"};
    return word.empty() || std::find(kLayout.begin(), kLayout.end(), word) != kLayout.end();
}

bool FenceTracker::is_code(std::string_view line) {
    const std::size_t prefix = container_prefix(line);
    const bool quoted = line.substr(0, prefix).find('>') != std::string_view::npos;
    const auto content = line.substr(prefix);
    const std::size_t indent = std::min(line.find_first_not_of(" \t"), line.size());
    const bool blank = trimmed(line).empty();
    // The end of the quote or list item around it closes a fence too.
    if (mark_ != '\0' && ((quoted_ && !quoted) || (!quoted_ && !blank && indent + 3 < indent_)))
        mark_ = '\0';
    std::size_t run = 0;
    while (run < content.size() && content[run] == content.front())
        ++run;
    const bool is_fence = run >= 3 && (content.front() == '`' || content.front() == '~');
    if (mark_ != '\0') {
        if (is_fence && content.front() == mark_ && run >= length_ &&
            trimmed(content.substr(run)).empty())
            mark_ = '\0';
        return true;
    }
    if (!is_fence || (content.front() == '`' && content.find('`', run) != std::string_view::npos))
        return false;
    mark_ = content.front();
    length_ = run;
    indent_ = indent;
    quoted_ = quoted;
    return true;
}

std::size_t container_prefix(std::string_view line) {
    std::size_t at = 0;
    for (;;) {
        while (at < line.size() && (line[at] == ' ' || line[at] == '\t' || line[at] == '>'))
            ++at;
        std::size_t marker = at;
        while (marker < line.size() && is_ascii_digit(line[marker]) && marker - at < 9)
            ++marker;
        const bool numbered = marker > at;
        if (marker >= line.size() || marker + 1 >= line.size() ||
            std::string_view(numbered ? ".)" : "-+*").find(line[marker]) ==
                std::string_view::npos ||
            (line[marker + 1] != ' ' && line[marker + 1] != '\t'))
            return at;
        at = marker + 1;
    }
}

}  // namespace firstline
