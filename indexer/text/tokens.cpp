#include "indexer/text/tokens.h"

#include <algorithm>
#include <array>
#include <iterator>

#include <xapian.h>

#include "indexer/text/characters.h"

namespace firstline {

namespace {

constexpr std::size_t kLongestWord = 64;

bool is_ascii_digit(unsigned c) {
    return c >= '0' && c <= '9';
}

bool is_letter(unsigned c) {
    if (c < 128)
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    return Xapian::Unicode::is_wordchar(c) && !is_ascii_digit(c);
}

bool is_word_character(unsigned c) {
    return c < 128 ? is_letter(c) || is_ascii_digit(c) || c == '_'
                   : Xapian::Unicode::is_wordchar(c);
}

bool is_apostrophe(unsigned c) {
    return c == '\'' || c == 0x2019;
}

bool is_upper(unsigned c) {
    return c < 128 ? c >= 'A' && c <= 'Z'
                   : Xapian::Unicode::get_category(c) == Xapian::Unicode::UPPERCASE_LETTER;
}

void append_lower(std::string& out, unsigned c) {
    if (c < 128)
        out += static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
    else
        Xapian::Unicode::append_utf8(out, Xapian::Unicode::tolower(c));
}

/// A character and the bytes it takes.
struct Character {
    unsigned code = 0;
    std::size_t size = 0;
};

Character character_at(std::string_view text, std::size_t at) {
    if (at >= text.size())
        return {};
    const auto first = static_cast<unsigned char>(text[at]);
    if (first < 128)
        return {first, 1};
    Xapian::Utf8Iterator it(text.data() + at, text.size() - at);
    const unsigned code = *it;
    ++it;
    return {code, text.size() - at - it.left()};
}

enum class Kind { letter, digit, other };

Kind kind_of(unsigned c) {
    if (is_ascii_digit(c))
        return Kind::digit;
    return is_letter(c) ? Kind::letter : Kind::other;
}

/// What a byte is to a word of ASCII letters.
enum class ByteKind : unsigned char {
    small,
    capital,
    gap,    ///< of ASCII, and belongs to no word of letters
    other,  ///< may belong to the word, by rules that read_word() knows
};

constexpr std::array<ByteKind, 256> kByteKinds = [] {
    std::array<ByteKind, 256> kinds{};
    for (std::size_t c = 0; c < kinds.size(); ++c) {
        if (c >= 'a' && c <= 'z')
            kinds[c] = ByteKind::small;
        else if (c >= 'A' && c <= 'Z')
            kinds[c] = ByteKind::capital;
        else if (c >= 128 || (c >= '0' && c <= '9') || c == '_' || c == '\'')
            kinds[c] = ByteKind::other;
        else
            kinds[c] = ByteKind::gap;
    }
    return kinds;
}();

ByteKind byte_kind_of(char c) {
    return kByteKinds[static_cast<unsigned char>(c)];
}

/// Small letter of an ASCII letter.
char lower(char letter) {
    return static_cast<char>(letter | 0x20);
}

/// Where the word that begins at `at` ends if it is ASCII letters alone and has no pieces: most
/// words do. Else `at`.
std::size_t plain_word_end(std::string_view text, std::size_t at) {
    bool small = false;
    for (std::size_t end = at; end < text.size(); ++end) {
        const ByteKind kind = byte_kind_of(text[end]);
        if (kind == ByteKind::gap)
            return end;
        if (kind == ByteKind::other || (kind == ByteKind::capital && small))
            return at;
        small |= kind == ByteKind::small;
    }
    return text.size();
}

}  // namespace

std::string to_lower(std::string_view text) {
    std::string lower;
    lower.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const auto [code, size] = character_at(text, at);
        append_lower(lower, code);
        at += size;
    }
    return lower;
}

/// False at the end of the text.
bool TokenReader::skip_to_word() {
    Character c = character_at(text_, at_);
    // The last character of a run has been given with the one before it.
    if (in_pairs_ && !is_run_together(character_at(text_, at_ + c.size).code)) {
        in_pairs_ = false;
        at_ += c.size;
        c = character_at(text_, at_);
    }
    while (c.size != 0 && !is_word_character(c.code)) {
        at_ += c.size;
        while (at_ < text_.size() && byte_kind_of(text_[at_]) == ByteKind::gap)
            ++at_;
        c = character_at(text_, at_);
    }
    return c.size != 0;
}

void TokenReader::read_pair(Token& token) {
    const Character first = character_at(text_, at_);
    const Character second = character_at(text_, at_ + first.size);
    in_pairs_ = is_run_together(second.code);
    token.end = at_ + first.size + (in_pairs_ ? second.size : 0);
    append_lower(token.word, first.code);
    if (in_pairs_)
        append_lower(token.word, second.code);
    at_ += first.size;
}

bool TokenReader::next(Token& token) {
    if (next_piece_ < pieces_.size()) {
        token = pieces_[next_piece_++];
        return true;
    }
    pieces_.clear();
    next_piece_ = 0;

    do {
        if (!skip_to_word())
            return false;
        token.piece = false;
        token.begin = at_;
        token.end = plain_word_end(text_, at_);
        at_ = token.end;
    } while (token.end != token.begin && first_bytes_ != nullptr &&
             !first_bytes_->test(static_cast<unsigned char>(lower(text_[token.begin]))));
    token.word.clear();
    if (token.end == token.begin) {
        read_word(token);
        return true;
    }
    const auto plain = text_.substr(token.begin, std::min(token.end - token.begin, kLongestWord));
    std::transform(plain.begin(), plain.end(), std::back_inserter(token.word), lower);
    return true;
}

/// Reads the token at at_, whatever it is made of.
void TokenReader::read_word(Token& token) {
    Character c = character_at(text_, at_);
    if (is_run_together(c.code)) {
        read_pair(token);
        return;
    }
    unsigned last = 0;
    bool letters = false, digits = false, mixed = false;
    while (c.size != 0 && !is_run_together(c.code)) {
        if (is_word_character(c.code)) {
            const Kind kind = kind_of(c.code);
            letters |= kind == Kind::letter;
            digits |= kind == Kind::digit;
            mixed |= c.code == '_' || (last != 0 && is_upper(c.code) && !is_upper(last) &&
                                       kind_of(last) == Kind::letter);
            if (token.word.size() < kLongestWord)
                append_lower(token.word, c.code);
        } else {
            const Character after = character_at(text_, at_ + c.size);
            if (is_apostrophe(c.code) && is_letter(last) && is_letter(after.code)) {
                // Dropped, and the word goes on.
            } else if ((c.code == '.' || c.code == ',') && is_ascii_digit(last) &&
                       is_ascii_digit(after.code)) {
                if (token.word.size() < kLongestWord)
                    token.word += static_cast<char>(c.code);
            } else {
                break;
            }
        }
        if (!is_apostrophe(c.code))
            last = c.code;
        at_ += c.size;
        c = character_at(text_, at_);
    }
    token.end = at_;
    if (mixed || (letters && digits))
        find_pieces(text_.substr(token.begin, token.end - token.begin), token.begin);
}

void TokenReader::find_pieces(std::string_view original, std::size_t begin) {
    Token piece;
    piece.piece = true;
    std::size_t characters = 0;
    unsigned last = 0;
    const auto finish = [&](std::size_t end) {
        if (characters > 1) {
            piece.end = begin + end;
            pieces_.push_back(piece);
        }
        piece.word.clear();
        characters = 0;
    };
    for (std::size_t at = 0; at < original.size();) {
        const auto [code, size] = character_at(original, at);
        const Kind kind = kind_of(code);
        const bool capital = is_upper(code) && kind_of(last) == Kind::letter && !is_upper(last);
        if (kind == Kind::other || capital || (last != 0 && kind != kind_of(last)))
            finish(at);
        if (kind != Kind::other && piece.word.size() < kLongestWord) {
            if (characters == 0)
                piece.begin = begin + at;
            append_lower(piece.word, code);
            ++characters;
        }
        last = code;
        at += size;
    }
    finish(original.size());
}

std::vector<Token> tokens_of(std::string_view text, bool with_pieces) {
    std::vector<Token> tokens;
    TokenReader reader(text);
    for (Token token; reader.next(token);)
        if (with_pieces || !token.piece)
            tokens.push_back(token);
    return tokens;
}

std::string folded_words(std::string_view text) {
    std::string folded;
    TokenReader reader(text);
    for (Token token; reader.next(token);) {
        if (token.piece)
            continue;
        if (!folded.empty())
            folded += ' ';
        folded += token.word;
    }
    return folded;
}

}  // namespace firstline
