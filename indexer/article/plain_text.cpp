#include "indexer/article/plain_text.h"

#include <utility>

#include "indexer/text/characters.h"

namespace firstline {

void PlainText::add(std::string_view text) {
    for (const char c : text) {
        if (is_ascii_space(c)) {
            if (gap_ == '\0')
                gap_ = ' ';
        } else {
            put_gap();
            text_ += c;
        }
    }
}

void PlainText::add_verbatim(std::string_view text) {
    if (text.empty())
        return;
    put_gap();
    text_ += text;
}

void PlainText::end_line() {
    gap_ = '\n';
}

void PlainText::end_cell() {
    if (gap_ != '\n')
        gap_ = '\t';
}

std::string PlainText::take() {
    gap_ = '\0';
    std::string text(trimmed(std::exchange(text_, {})));
    return text;
}

void PlainText::put_gap() {
    const bool on_new_line = text_.empty() || text_.back() == '\n';
    if (gap_ != '\0' && !on_new_line)
        text_ += gap_;
    gap_ = '\0';
}

}  // namespace firstline
