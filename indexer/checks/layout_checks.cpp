#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "indexer/checks/checks.h"
#include "indexer/text/characters.h"

namespace firstline {

namespace {

using Kind = MarkdownLine::Kind;

/// More than a reader with a problem takes in at a glance.
constexpr std::size_t kWallOfWords = 150;

std::size_t words_in(const Paragraph& paragraph) {
    std::size_t words = 0;
    for (const auto line : paragraph.lines) {
        bool is_gap = true;
        for (const char c : line) {
            words += is_gap && !is_ascii_space(c) ? 1U : 0U;
            is_gap = is_ascii_space(c);
        }
    }
    return words;
}

/// Where `![](`, an `<img>` or `:::image` without a text for those who cannot see it begins.
bool has_silent_image(std::string_view line) {
    if (line.find("![](") != std::string_view::npos)
        return true;
    if (const auto at = line.find(":::image "); at != std::string_view::npos) {
        const auto image = line.substr(at);
        return image.find("alt-text=\"\"") != std::string_view::npos ||
               (image.find("alt-text=") == std::string_view::npos &&
                image.find("type=\"icon\"") == std::string_view::npos &&
                image.find(":::", 3) != std::string_view::npos);
    }
    const std::string lower = lower_ascii(line);
    for (auto at = lower.find("<img "); at != std::string::npos; at = lower.find("<img ", at + 1)) {
        const auto end = lower.find('>', at);
        // `alt=""` is how HTML says that a picture is there for its looks alone.
        if (end != std::string::npos &&
            lower.substr(at, end - at).find("alt=") == std::string::npos)
            return true;
    }
    return false;
}

/// Text of which inline code is left out.
std::string without_code(std::string_view line) {
    std::string kept;
    bool in_code = false;
    for (const char c : line) {
        if (c == '`')
            in_code = !in_code;
        else if (!in_code)
            kept += c;
    }
    return kept;
}

/// The number behind `Step`, if the line begins so and goes on with what is to be done: a bold
/// line that is all heading is none.
int step_number(std::string_view line) {
    line = trimmed(line);
    const bool is_bold = line.starts_with("**") || line.starts_with("__");
    if (is_bold && (line.ends_with("**") || line.ends_with("__")))
        return 0;
    line.remove_prefix(is_bold ? 2 : 0);
    if (!lower_ascii(line.substr(0, 5)).starts_with("step "))
        return 0;
    line.remove_prefix(5);
    int number = 0;
    std::size_t at = 0;
    for (; at < line.size() && at < 2 && is_ascii_digit(line[at]); ++at)
        number = number * 10 + (line[at] - '0');
    const bool is_mark =
        at < line.size() && (line[at] == ':' || line[at] == '.' || line[at] == ')');
    return at > 0 && is_mark && at + 1 < line.size() ? number : 0;
}

/// Whether `1) ... 2) ...` stand within one paragraph.
bool has_numbers_inside(const Paragraph& paragraph) {
    std::string text;
    for (const auto line : paragraph.lines)
        text += without_code(line) + ' ';
    std::size_t at = 0;
    for (const char* const mark : {"1) ", "2) ", "3) "}) {
        at = text.find(mark, at);
        if (at == std::string::npos || (at > 0 && !is_ascii_space(text[at - 1])))
            return false;
    }
    return true;
}

}  // namespace

void find_heading_jumps(const Collection& articles, const Found& found) {
    for (const auto& checked : articles.articles) {
        int above = 0;
        for (const auto& line : checked.lines) {
            if (line.kind != Kind::heading || line.text.find("](#tab/") != std::string_view::npos)
                continue;
            if (above > 0 && line.level > above + 1)
                found(checked.article.path, line.number,
                      fmt::format("a heading of level {} follows one of level {}", line.level,
                                  above));
            above = line.level;
        }
    }
}

void find_images_without_text(const Collection& articles, const Found& found) {
    for (const auto& checked : articles.articles)
        for (const auto& line : checked.lines)
            if (line.kind != Kind::code && has_silent_image(without_code(line.text)))
                found(checked.article.path, line.number, "an image has no alternative text");
}

void find_walls_of_text(const Collection& articles, const Found& found) {
    for (const auto& checked : articles.articles)
        for (const auto& paragraph : paragraphs_of(checked.lines))
            if (const auto words = words_in(paragraph); words > kWallOfWords)
                found(checked.article.path, paragraph.line,
                      fmt::format("this paragraph has {} words", words));
}

void find_steps_without_list(const Collection& articles, const Found& found) {
    for (const auto& checked : articles.articles) {
        int first_step = 0;
        for (const auto& paragraph : paragraphs_of(checked.lines)) {
            if (has_numbers_inside(paragraph))
                found(checked.article.path, paragraph.line, "steps run on within a paragraph");
            for (std::size_t i = 0; i < paragraph.lines.size(); ++i) {
                const int number = step_number(paragraph.lines[i]);
                if (number == 1)
                    first_step = paragraph.line + static_cast<int>(i);
                if (number == 2 && first_step > 0)
                    found(checked.article.path, first_step,
                          "steps are numbered by hand and are no list");
                if (number == 2)
                    first_step = 0;
            }
        }
    }
}

}  // namespace firstline
