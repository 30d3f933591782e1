#include "indexer/article/directives.h"

#include <algorithm>

#include <fmt/format.h>

#include "indexer/article/inline_directives.h"
#include "indexer/text/characters.h"

namespace firstline {

namespace {

constexpr int kDeepest = 8;
constexpr std::size_t kLargestInAll = std::size_t{1} << 20U;
constexpr std::size_t kLongestImage = 20;  ///< lines of one `:::image`

struct IncludeDirective {
    std::string title;
    std::string target;
    std::size_t length = 0;
};

bool starts_with_word(std::string_view text, std::string_view word) {
    return text.size() > word.size() && lower_ascii(text.substr(0, word.size())) == word;
}

/// Reads `[!INCLUDE [title](target)]` at the front; length 0 if it is none.
IncludeDirective read_include(std::string_view text) {
    if (!starts_with_word(text, "[!include"))
        return {};
    const auto open = text.find_first_not_of(" \t-", 9);
    if (open == std::string_view::npos || text[open] != '[')
        return {};
    const auto middle = text.find("](", open);
    const auto close = middle == std::string_view::npos ? middle : text.find(')', middle);
    const auto end =
        close == std::string_view::npos ? close : text.find_first_not_of(" \t", close + 1);
    if (end == std::string_view::npos || text[end] != ']')
        return {};
    return {std::string(text.substr(open + 1, middle - open - 1)),
            std::string(trimmed(text.substr(middle + 2, close - middle - 2))), end + 1};
}

class Expander {
public:
    Expander(const FindFragment& find, Problems& problems) : find_(find), problems_(problems) {}

    ExpandedText run(std::string_view body, int first_line, const std::string& path) {
        result_.files.push_back(path);
        open_.push_back(path);
        for (auto& line : expand(body, first_line, 0)) {
            result_.text += line.text + '\n';
            result_.origins.push_back(line.origin);
        }
        return std::move(result_);
    }

private:
    struct Line {
        std::string text;
        Origin origin;
    };
    using Lines = std::vector<Line>;

    Lines expand(std::string_view text, int first_line, std::size_t file) {
        Lines out;
        FenceTracker fences;
        const auto lines = split_lines(text);
        for (std::size_t i = 0; i < lines.size(); ++i) {
            const Origin origin{file, first_line + static_cast<int>(i)};
            const auto content = lines[i].substr(container_prefix(lines[i]));
            if (fences.is_code(lines[i]) || lines[i].find_first_of(":[") == std::string_view::npos)
                out.push_back({std::string(lines[i]), origin});
            else if (is_layout_directive(content))
                out.push_back({"", origin});
            else if (!include_block(lines[i], origin, out))
                out.push_back({expand_line(joined_image(lines, i), origin), origin});
        }
        return out;
    }

    /// An `:::image` that goes on over several lines, as one line. Moves `i` to its last line.
    static std::string joined_image(const std::vector<std::string_view>& lines, std::size_t& i) {
        std::string line(lines[i]);
        const auto start = line.find(":::image ");
        if (start == std::string::npos)
            return line;
        std::string joined = line;
        for (std::size_t last = i; last < lines.size() && last < i + kLongestImage; ++last) {
            if (last > i) {
                if (trimmed(lines[last]).empty())
                    break;
                joined += ' ';
                joined += trimmed(lines[last]);
            }
            if (joined.find(":::", start + 3) != std::string::npos) {
                i = last;
                return joined;
            }
        }
        return line;
    }

    /// An include that has a line for itself brings blocks with it.
    bool include_block(std::string_view line, Origin origin, Lines& out) {
        const std::size_t prefix = container_prefix(line);
        const auto content = line.substr(prefix);
        const auto include = read_include(content);
        if (include.length == 0 || !trimmed(content.substr(include.length)).empty())
            return false;
        std::string first(line.substr(0, prefix));
        std::string rest = first;
        std::replace_if(
            rest.begin(), rest.end(), [](char c) { return c != '>' && c != '\t'; }, ' ');
        auto lines = included(include, origin);
        if (!lines) {
            out.push_back({first + include.title, origin});
            return true;
        }
        out.push_back({rest, origin});
        for (auto& [text, from] : *lines) {
            out.push_back({(text.empty() ? std::string(trimmed_right(rest)) : first + text), from});
            if (!text.empty())
                first = rest;
        }
        out.push_back({rest, origin});
        return true;
    }

    static std::string_view trimmed_right(std::string_view text) {
        while (!text.empty() && is_ascii_space(text.back()))
            text.remove_suffix(1);
        return text;
    }

    std::optional<Lines> included(const IncludeDirective& include, Origin origin) {
        std::string why;
        const std::string from = result_.files[origin.file];
        const auto fragment = find_(from, include.target, why);
        const bool withheld = fragment && !fragment->withheld.empty();
        if (fragment) {
            size_ += fragment->text.size() + 100;
            if (withheld)
                why = fragment->withheld;
            else if (std::find(open_.begin(), open_.end(), fragment->path) != open_.end())
                why = "it includes itself";
            else if (open_.size() > kDeepest)
                why = fmt::format("includes go at most {} deep", kDeepest);
            else if (size_ > kLargestInAll)
                why = "the fragments of this article have more than 1 MB";
        }
        if (!fragment || !why.empty()) {
            problems_.push_back({from, origin.line, Severity::error,
                                 withheld ? "include-audience" : "include",
                                 fmt::format("cannot include `{}`: {}", include.target, why)});
            return std::nullopt;
        }
        open_.push_back(fragment->path);
        auto lines = expand(fragment->text, fragment->first_line, file_number(fragment->path));
        open_.pop_back();
        while (!lines.empty() && trimmed(lines.back().text).empty())
            lines.pop_back();
        return lines;
    }

    std::size_t file_number(const std::string& path) {
        const auto found = std::find(result_.files.begin(), result_.files.end(), path);
        if (found == result_.files.end()) {
            result_.files.push_back(path);
            return result_.files.size() - 1;
        }
        return static_cast<std::size_t>(found - result_.files.begin());
    }

    /// Directives within a line, outside of code spans.
    std::string expand_line(const std::string& line, Origin origin) {
        std::string out;
        for (std::size_t at = 0; at < line.size();) {
            const auto rest = std::string_view(line).substr(at);
            std::size_t length = 0;
            if (rest.front() == '`')
                length = code_span(rest, out);
            else if (rest.starts_with(":::"))
                length = colons(rest, out);
            else if (rest.starts_with("[!"))
                length = bracket(rest, origin, out);
            if (length == 0) {
                out += rest.front();
                length = 1;
            }
            at += length;
        }
        return out;
    }

    static std::size_t code_span(std::string_view rest, std::string& out) {
        const auto run = std::min(rest.find_first_not_of('`'), rest.size());
        const std::string marks(run, '`');
        for (auto end = rest.find(marks, run); end != std::string_view::npos;) {
            const auto behind = std::min(rest.find_first_not_of('`', end), rest.size());
            if (behind - end == run) {
                out += rest.substr(0, behind);
                return behind;
            }
            end = rest.find(marks, behind);
        }
        out += marks;
        return run;
    }

    static std::size_t colons(std::string_view rest, std::string& out) {
        const auto end = rest.find(":::", 3);
        if (end == std::string_view::npos)
            return 0;
        const auto inside = rest.substr(3, end - 3);
        if (inside.starts_with("image "))
            out += image_markdown(inside.substr(6));
        else if (inside.starts_with("no-loc "))
            out += untranslated_markdown(inside.substr(7));
        else if (inside != "image-end")
            return 0;
        return end + 3;
    }

    std::size_t bracket(std::string_view rest, Origin origin, std::string& out) {
        if (const auto include = read_include(rest); include.length > 0) {
            const auto lines = included(include, origin);
            if (!lines)
                out += include.title;
            for (std::size_t i = 0; lines && i < lines->size(); ++i) {
                out += i > 0 ? " " : "";
                out += trimmed((*lines)[i].text);
            }
            return include.length;
        }
        const auto end = rest.find(']');
        if (end == std::string_view::npos)
            return 0;
        if (starts_with_word(rest, "[!video ")) {
            std::string url(trimmed(rest.substr(8, end - 8)));
            std::erase_if(url, [](char c) { return c == '<' || c == '>'; });
            out += "[Video](<" + url + ">)";
            return end + 1;
        }
        return starts_with_word(rest, "[!div") ? end + 1 : 0;
    }

    const FindFragment& find_;
    Problems& problems_;
    ExpandedText result_;
    std::vector<std::string> open_;  ///< the files being expanded, outermost first
    std::size_t size_ = 0;
};

}  // namespace

Origin ExpandedText::origin_of(int line) const {
    if (origins.empty())
        return {};
    const auto index = static_cast<std::size_t>(std::max(line, 1)) - 1;
    return origins[std::min(index, origins.size() - 1)];
}

ExpandedText expand_directives(std::string_view body, int first_line, const std::string& path,
                               const FindFragment& find, Problems& problems) {
    return Expander(find, problems).run(body, first_line, path);
}

}  // namespace firstline
