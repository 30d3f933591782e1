#include "server/proposals/line_ends.h"

#include <algorithm>

namespace firstline {

namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

bool has_carriage_returns(std::string_view text) {
    const auto lines = std::count(text.begin(), text.end(), '\n');
    std::ptrdiff_t returns = 0;
    for (auto at = text.find("\r\n"); at != std::string_view::npos; at = text.find("\r\n", at + 2))
        ++returns;
    return returns * 2 > lines;
}

}  // namespace

std::string in_a_form(std::string_view text) {
    if (text.starts_with(kByteOrderMark))
        text.remove_prefix(kByteOrderMark.size());
    std::string plain;
    plain.reserve(text.size());
    for (std::size_t at = 0; at < text.size(); ++at)
        if (text[at] != '\r' || at + 1 == text.size() || text[at + 1] != '\n')
            plain += text[at];
    return plain;
}

std::string with_ends_of(std::string_view like, std::string_view text) {
    const std::string plain = in_a_form(text);
    std::string file;
    if (like.starts_with(kByteOrderMark))
        file = kByteOrderMark;
    if (!has_carriage_returns(like))
        return file + plain;
    file.reserve(plain.size() + plain.size() / 32);
    for (const char c : plain) {
        if (c == '\n')
            file += '\r';
        file += c;
    }
    return file;
}

}  // namespace firstline
