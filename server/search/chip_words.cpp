#include "server/search/chip_words.h"

#include <algorithm>
#include <array>

#include "indexer/text/characters.h"

namespace firstline {

namespace {

constexpr std::size_t kLongestWord = 48;

/// What follows these is for nobody's eyes.
constexpr auto kSecrets = std::to_array<std::string_view>(
    {"password", "passwort", "kennwort", "passphrase", "passcode", "pw", "pwd", "pin", "puk",
     "token", "otp", "tan", "secret", "key", "user", "username", "login", "benutzer",
     "benutzername"});
/// What may stand between: `password is`, `my user name:`.
constexpr auto kSaying =
    std::to_array<std::string_view>({"is", "ist", "was", "war", "lautet", "name", "id", "code"});

bool is_one_of(std::span<const std::string_view> all, std::string_view one) {
    return std::find(all.begin(), all.end(), one) != all.end();
}

bool is_sign(char c) {
    return std::string_view("-._+#'").find(c) != std::string_view::npos;
}

/// How many bytes of a word begin here: of UTF-8 the letters U+00C0 to U+02FF.
std::size_t in_word(std::string_view text) {
    if (is_ascii_alnum(text[0]) || is_sign(text[0]))
        return 1;
    const auto lead = static_cast<unsigned char>(text[0]);
    return lead >= 0xC3 && lead <= 0xCB && text.size() > 1 ? 2 : 0;
}

/// A run without blanks that is an address, or the path of one.
bool is_address(std::string_view run) {
    return run.find('@') != run.npos || run.find("://") != run.npos || run.starts_with("www.") ||
           run.starts_with('/');
}

class Cutter {
public:
    explicit Cutter(std::string_view text) : text_(text) {}

    std::vector<ChipWord> words() {
        for (std::size_t at = 0; at < text_.size();) {
            if (is_ascii_space(text_[at])) {
                ++at;
                continue;
            }
            const auto begin = at;
            while (at < text_.size() && !is_ascii_space(text_[at]))
                ++at;
            cut(begin, at);
        }
        return std::move(words_);
    }

private:
    void cut(std::size_t at, std::size_t end) {
        const bool address = is_address(text_.substr(at, end - at));
        while (at < end) {
            const auto begin = at;
            for (std::size_t size = 0; at < end && (size = in_word(text_.substr(at))) > 0;)
                at = std::min(at + size, end);
            if (at == begin)
                ++at;
            else
                add(begin, at, address);
        }
    }

    void add(std::size_t begin, std::size_t end, bool hidden) {
        while (begin < end && is_sign(text_[begin]))
            ++begin;
        while (begin < end && is_sign(text_[end - 1]))
            --end;
        if (begin == end || end - begin > kLongestWord)
            return;
        ChipWord word;
        word.text = text_.substr(begin, end - begin);
        word.lower = lower_ascii(word.text);
        word.begin = begin;
        word.end = end;
        word.digits = std::any_of(word.text.begin(), word.text.end(), is_ascii_digit);
        word.minus = begin > 0 && text_[begin - 1] == '-';
        word.beside = !words_.empty() && is_beside(words_.back().end, begin);
        word.hidden = hidden || (word.beside && is_secret(word));
        words_.push_back(std::move(word));
    }

    bool is_beside(std::size_t from, std::size_t to) const {
        if (to > from && text_[to - 1] == '-')
            --to;
        const auto gap = text_.substr(from, to - from);
        return gap.size() <= 4 && gap.find_first_not_of(" \t:#=(") == gap.npos;
    }

    bool is_secret(const ChipWord& word) const {
        auto before = words_.rbegin();
        if (is_one_of(kSaying, before->lower) && before->beside && before + 1 != words_.rend())
            ++before;
        return is_one_of(kSecrets, before->lower) && !is_one_of(kSaying, word.lower);
    }

    std::string_view text_;
    std::vector<ChipWord> words_;
};

}  // namespace

std::vector<ChipWord> chip_words(std::string_view text) {
    return Cutter(text).words();
}

}  // namespace firstline
