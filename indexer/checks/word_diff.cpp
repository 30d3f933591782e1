#include "indexer/checks/word_diff.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include <fmt/format.h>

#include "indexer/text/characters.h"

namespace firstline {

namespace {

using Pieces = std::vector<std::string_view>;

/// Beyond it, two blocks are shown whole, one after the other.
constexpr std::size_t kMostCells = std::size_t{16} << 20U;

struct Step {
    enum class Kind { same, gone, come };
    Kind kind = Kind::same;
    std::string_view piece;
};

/// The longest common row of pieces decides what stays.
std::vector<Step> steps_between(const Pieces& a, const Pieces& b) {
    std::vector<Step> steps;
    const std::size_t width = b.size() + 1;
    std::size_t i = 0;
    std::size_t k = 0;
    if ((a.size() + 1) * width <= kMostCells) {
        std::vector<std::uint32_t> length((a.size() + 1) * width, 0);
        for (std::size_t row = a.size(); row-- > 0;)
            for (std::size_t column = b.size(); column-- > 0;)
                length[row * width + column] = a[row] == b[column]
                                                   ? length[(row + 1) * width + column + 1] + 1
                                                   : std::max(length[(row + 1) * width + column],
                                                              length[row * width + column + 1]);
        while (i < a.size() && k < b.size()) {
            if (a[i] == b[k]) {
                steps.push_back({Step::Kind::same, a[i++]});
                ++k;
            } else if (length[(i + 1) * width + k] >= length[i * width + k + 1]) {
                steps.push_back({Step::Kind::gone, a[i++]});
            } else {
                steps.push_back({Step::Kind::come, b[k++]});
            }
        }
    }
    while (i < a.size())
        steps.push_back({Step::Kind::gone, a[i++]});
    while (k < b.size())
        steps.push_back({Step::Kind::come, b[k++]});
    return steps;
}

Pieces words_of(const Pieces& lines) {
    Pieces words;
    for (const auto line : lines) {
        for (std::size_t at = 0; at < line.size();) {
            while (at < line.size() && is_ascii_space(line[at]))
                ++at;
            const auto begin = at;
            while (at < line.size() && !is_ascii_space(line[at]))
                ++at;
            if (at > begin)
                words.push_back(line.substr(begin, at - begin));
        }
        words.emplace_back("\n");
    }
    return words;
}

/// Changed lines as one text with the words that go and come marked.
std::string changed_words(const Pieces& gone, const Pieces& come) {
    std::string text;
    auto open = Step::Kind::same;
    const auto close = [&] {
        text += open == Step::Kind::gone ? "-]" : open == Step::Kind::come ? "+}" : "";
        open = Step::Kind::same;
    };
    for (const auto& step : steps_between(words_of(gone), words_of(come))) {
        if (step.piece == "\n") {
            close();
            if (!text.empty() && !text.ends_with('\n'))
                text += '\n';
            continue;
        }
        if (step.kind != open)
            close();
        if (!text.empty() && !text.ends_with('\n'))
            text += ' ';
        if (step.kind != open)
            text += step.kind == Step::Kind::gone ? "[-" : "{+";
        open = step.kind;
        text += step.piece;
    }
    close();
    return text.ends_with('\n') || text.empty() ? text : text + '\n';
}

class DiffText {
public:
    void add(const Step& step) {
        if (step.kind == Step::Kind::same) {
            end_change();
            same_.push_back(step.piece);
            return;
        }
        (step.kind == Step::Kind::gone ? gone_ : come_).push_back(step.piece);
    }

    std::string take() {
        end_change();
        if (text_.empty())
            return {};
        if (!same_.empty())
            show(same_.front());
        if (same_.size() > 1)
            text_ += "...\n";
        return std::move(text_);
    }

private:
    void show(std::string_view line) { text_ += fmt::format("  {}\n", line); }

    void end_change() {
        if (gone_.empty() && come_.empty())
            return;
        if (!same_.empty() && !text_.empty())
            show(same_.front());
        if (same_.size() > (text_.empty() ? 1U : 2U))
            text_ += "...\n";
        if (same_.size() > 1 || (text_.empty() && !same_.empty()))
            show(same_.back());
        same_.clear();
        const std::string changed = changed_words(gone_, come_);
        for (const auto line : split_lines(changed))
            if (!line.empty())
                text_ += fmt::format("| {}\n", line);
        gone_.clear();
        come_.clear();
    }

    std::string text_;
    Pieces same_;
    Pieces gone_;
    Pieces come_;
};

/// Blank lines say nothing of what a text says.
Pieces lines_of(std::string_view text) {
    Pieces lines;
    for (const auto line : split_lines(text))
        if (!trimmed(line).empty())
            lines.push_back(trimmed(line));
    return lines;
}

}  // namespace

std::string word_diff(std::string_view before, std::string_view after) {
    DiffText text;
    for (const auto& step : steps_between(lines_of(before), lines_of(after)))
        text.add(step);
    return text.take();
}

}  // namespace firstline
