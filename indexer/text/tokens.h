#pragma once

#include <bitset>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace firstline {

/// A word of a text as it becomes a term: articles and queries are cut by the same rules.
struct Token {
    std::string word;       ///< lower case, apostrophes between letters dropped
    std::size_t begin = 0;  ///< where it stands in the text, in bytes
    std::size_t end = 0;
    /// A piece of the token before it: `mx` and `3070` of `MX_3070`, `Mail` of `OpenMail`.
    bool piece = false;
};

/// Cuts a text into tokens one by one. A token is a run of letters, digits and `_`; `.` and `,`
/// belong to it between digits (`5.7.1`), an apostrophe between letters is dropped (`won't` becomes
/// `wont`). Tokens with `_`, a change from small letters to a capital, or a change between letters
/// and digits are followed by their pieces of more than one character. Chinese, Japanese and Korean
/// do not part words by blanks, or hold several words in one: a run of their characters becomes its
/// neighbouring pairs, which overlap (`プリン`: `プリ`, `リン`), and one that stands alone itself.
/// Text that is not valid UTF-8 is read byte by byte, never refused. Words over 64 bytes are cut to
/// that.
class TokenReader {
public:
    /// `text` must outlive the reader.
    explicit TokenReader(std::string_view text) : text_(text) {}

    /// The same, for a caller who wants only words whose first byte is in `first_bytes`: others may
    /// be left out, which is quicker than reading them, but need not be.
    TokenReader(std::string_view text, const std::bitset<256>& first_bytes)
        : text_(text), first_bytes_(&first_bytes) {}

    /// Puts the next token into `token` (whose memory is used again). False at the end.
    bool next(Token& token);

private:
    bool skip_to_word();
    void read_word(Token& token);
    void read_pair(Token& token);
    void find_pieces(std::string_view original, std::size_t begin);

    std::string_view text_;
    const std::bitset<256>* first_bytes_ = nullptr;
    std::size_t at_ = 0;
    bool in_pairs_ = false;  ///< the character at at_ was the second of a pair
    std::vector<Token> pieces_;
    std::size_t next_piece_ = 0;
};

/// All tokens of a text.
std::vector<Token> tokens_of(std::string_view text, bool with_pieces = true);

/// A title, alias or query brought to one form, for comparing them whole: its words, lower case,
/// parted by one blank.
std::string folded_words(std::string_view text);

/// Lower case by Unicode's simple mapping.
std::string to_lower(std::string_view text);

}  // namespace firstline
