#include "indexer/checks/markdown_lines.h"

#include <algorithm>
#include <cstddef>

#include "indexer/text/characters.h"

namespace firstline {

namespace {

using Kind = MarkdownLine::Kind;

std::size_t run_of(char c, std::string_view text) {
    return std::min(text.find_first_not_of(c), text.size());
}

bool is_item(std::string_view line) {
    if (line.size() > 1 && (line[0] == '-' || line[0] == '*' || line[0] == '+'))
        return line[1] == ' ' || line[1] == '\t';
    const auto digits = std::min(line.find_first_not_of("0123456789"), line.size());
    return digits > 0 && digits < 10 && digits + 1 < line.size() &&
           (line[digits] == '.' || line[digits] == ')') && is_ascii_space(line[digits + 1]);
}

/// `===` or `---` below a line of text.
bool is_underline(std::string_view line) {
    return !line.empty() && (line[0] == '=' || line[0] == '-') &&
           run_of(line[0], line) == line.size();
}

/// Reads line by line and remembers what is open.
class LineReader {
public:
    MarkdownLine read(std::string_view text, int number) {
        const std::size_t indent = std::min(text.find_first_not_of(" \t"), text.size());
        const std::string_view line = trimmed(text);
        MarkdownLine read{number, kind_of(line, indent, text), 0, text};
        if (read.kind == Kind::heading) {
            read.level = static_cast<int>(run_of('#', line));
            read.text = trimmed(line.substr(run_of('#', line)));
            read.text = trimmed(read.text.substr(0, read.text.find_last_not_of('#') + 1));
        }
        previous_ = read.kind;
        return read;
    }

private:
    Kind kind_of(std::string_view line, std::size_t indent, std::string_view text) {
        if (is_fenced(line))
            return Kind::code;
        if (in_comment_) {
            in_comment_ = line.find("-->") == std::string_view::npos;
            return Kind::html;
        }
        if (line.empty()) {
            in_html_ = false;
            return Kind::blank;
        }
        if (is_item(line)) {
            in_item_ = true;
            return Kind::item;
        }
        if (indent == 0 && previous_ == Kind::blank)
            in_item_ = false;
        const bool follows_blank = previous_ == Kind::blank || previous_ == Kind::code;
        if (!in_item_ && follows_blank && (indent >= 4 || text.starts_with('\t')))
            return Kind::code;
        return kind_of_block(line);
    }

    Kind kind_of_block(std::string_view line) {
        const auto marks = run_of('#', line);
        if (marks > 0 && marks <= 6 && (marks == line.size() || is_ascii_space(line[marks])))
            return Kind::heading;
        if (line[0] == '>')
            return Kind::quote;
        if (line[0] == '|' || line.starts_with(":--"))
            return Kind::table;
        if (line.starts_with("<!--")) {
            in_comment_ = line.find("-->") == std::string_view::npos;
            return Kind::html;
        }
        const bool is_tag = line.size() > 1 && line[0] == '<' &&
                            (is_ascii_alpha(line[1]) || line[1] == '/') &&
                            line.find("://") == std::string_view::npos;
        in_html_ = in_html_ || (is_tag && previous_ != Kind::text);
        if (in_html_ || line.starts_with(":::"))
            return Kind::html;
        return in_item_ ? Kind::item : previous_ == Kind::quote ? Kind::quote : Kind::text;
    }

    /// Whether the line is one of fenced code, its fences included.
    bool is_fenced(std::string_view line) {
        if (!fence_.empty()) {
            if (line.starts_with(fence_) && run_of(line[0], line) == line.size())
                fence_ = {};
            return true;
        }
        // Behind a list's mark, too.
        if (is_item(line))
            line = trimmed(line.substr(std::min(line.find_first_of(" \t"), line.size())));
        if (!line.starts_with("```") && !line.starts_with("~~~"))
            return false;
        const auto marks = run_of(line[0], line);
        if (line[0] == '`' && line.find('`', marks) != std::string_view::npos)
            return false;
        fence_ = line.substr(0, marks);
        return true;
    }

    Kind previous_ = Kind::blank;
    std::string_view fence_;
    bool in_item_ = false;
    bool in_html_ = false;
    bool in_comment_ = false;
};

}  // namespace

std::vector<MarkdownLine> markdown_lines(std::string_view body, int first_line) {
    std::vector<MarkdownLine> lines;
    LineReader reader;
    for (const auto text : split_lines(body)) {
        lines.push_back(reader.read(text, first_line++));
        if (lines.size() < 2 || lines[lines.size() - 2].kind != Kind::text ||
            !is_underline(trimmed(text)))
            continue;
        auto& above = lines[lines.size() - 2];
        above.kind = Kind::heading;
        above.level = trimmed(text)[0] == '=' ? 1 : 2;
        lines.back().kind = Kind::blank;
    }
    return lines;
}

std::vector<Paragraph> paragraphs_of(const std::vector<MarkdownLine>& lines) {
    std::vector<Paragraph> paragraphs;
    bool is_open = false;
    for (const auto& line : lines) {
        if (line.kind == Kind::text && !is_open)
            paragraphs.push_back({line.number, {}});
        is_open = line.kind == Kind::text;
        if (is_open)
            paragraphs.back().lines.push_back(line.text);
    }
    return paragraphs;
}

}  // namespace firstline
