#include "server/search/whole_text.h"

#include <algorithm>
#include <array>
#include <vector>

#include "indexer/text/tokens.h"
#include "server/search/mail_html.h"
#include "server/search/mail_lines.h"
#include "server/search/mail_noise.h"
#include "server/search/ranking_numbers.h"

namespace firstline {

namespace {

/// A mail of fewer words says nothing without what it quotes: "please see below".
constexpr std::size_t kEnoughWords = 8;
/// Lines of more words are no part of a signature.
constexpr std::size_t kLongestInSignature = 25;
constexpr std::size_t kShortestDisclaimer = 20;
/// A bound on work, where every line could begin one.
constexpr std::size_t kLinesOfSignature = 100;
/// What may follow "thanks" if that closes the mail: lines, and words of each.
constexpr std::size_t kLinesBehindThanks = 6;
constexpr std::size_t kWordsBehindThanks = 6;

/// A wrapped disclaimer goes on over lines; but a line that begins so begins a sentence.
constexpr auto kSentenceBegins = std::to_array<std::string_view>(
    {"this e", "this m", "the info", "the cont", "if you", "please", "any ", "confiden", "disclai",
     "diese ", "der inh", "sollten", "wenn sie", "falls ", "bitte", "vertrau"});

bool has_words(std::string_view text) {
    Token token;
    return TokenReader(text).next(token);
}

bool has_enough_words(std::string_view text) {
    TokenReader reader(text);
    std::size_t words = 0;
    for (Token token; words < kEnoughWords && reader.next(token);)
        words += token.piece ? 0 : 1;
    return words >= kEnoughWords;
}

/// A mail as lines, of which some are left out.
class Letter {
public:
    /// @param with_quotes  quoted mail is read like the rest
    Letter(std::string_view text, bool with_quotes) : with_quotes_(with_quotes) {
        split(text);
        find_headers();
        find_quotes();
        find_signatures();
    }

    std::string telling() const {
        std::string all, paragraph;
        for (const auto& [line, out] : lines_) {
            const bool gone = (out && !line.error) || line.kind == LineKind::blank;
            if (!gone && begins_sentence(line.text))
                end_sentences(paragraph, all);
            if (!gone)
                paragraph.append(line.text).append(1, '\n');
            else if (line.kind == LineKind::blank)
                end_sentences(paragraph, all);
        }
        end_sentences(paragraph, all);
        return all;
    }

private:
    struct Line {
        MailLine line;
        bool out = false;
    };

    void split(std::string_view text) {
        while (!text.empty()) {
            auto line = text.substr(0, text.find('\n'));
            text.remove_prefix(std::min(line.size() + 1, text.size()));
            while (with_quotes_ && !line.empty() && (line.front() == '>' || line.front() == ' '))
                line.remove_prefix(1);
            lines_.push_back({mail_line(line), false});
        }
        for (auto& [line, out] : lines_)
            out = line.kind == LineKind::quoted || line.kind == LineKind::footer ||
                  line.kind == LineKind::quote_begins || line.kind == LineKind::signature_mark;
    }

    bool is_head(std::size_t i) const {
        const auto kind = lines_[i].line.kind;
        return kind == LineKind::header || kind == LineKind::subject;
    }

    /// One line like `To: ...` may be anything, two or more are the head of a mail. Behind a head
    /// that has text before it stands what is quoted.
    void find_headers() {
        bool text_before = false;
        for (std::size_t i = 0; i < lines_.size();) {
            std::size_t end = i;
            while (end < lines_.size() && is_head(end))
                ++end;
            if (end < i + 2) {
                const auto kind = lines_[i].line.kind;
                text_before = text_before || (!lines_[i].out && kind != LineKind::blank &&
                                              kind != LineKind::subject);
                ++i;
                continue;
            }
            for (std::size_t head = i; head < end; ++head)
                lines_[head].out = lines_[head].line.kind == LineKind::header;
            heads_.push_back(end);
            if (text_before && !with_quotes_)
                leave_out(end, lines_.size());
            i = end;
        }
    }

    /// Behind `On ... wrote:` all is quoted, unless each quoted line says so.
    void find_quotes() {
        for (std::size_t i = 0; i < lines_.size() && !with_quotes_; ++i) {
            if (lines_[i].line.kind != LineKind::quote_begins)
                continue;
            auto next = i + 1;
            while (next < lines_.size() && lines_[next].line.kind == LineKind::blank)
                ++next;
            if (next < lines_.size() && lines_[next].line.kind != LineKind::quoted)
                return leave_out(next, lines_.size());
        }
    }

    void find_signatures() {
        for (std::size_t i = 0; i < lines_.size(); ++i) {
            const auto kind = lines_[i].line.kind;
            if (kind != LineKind::closing && kind != LineKind::thanks &&
                kind != LineKind::signature_mark)
                continue;
            lines_[i].out = true;
            const auto end = end_of_signature(i + 1);
            if (kind == LineKind::thanks && !looks_like_names(i + 1, end))
                continue;
            leave_out(i + 1, end);
            i = end - 1;
        }
    }

    /// Where another mail begins, or what is too long for a signature.
    std::size_t end_of_signature(std::size_t i) const {
        for (const auto end = std::min(lines_.size(), i + kLinesOfSignature); i < end; ++i) {
            const auto& line = lines_[i].line;
            const bool another = line.kind == LineKind::quoted || line.kind == LineKind::greeting ||
                                 line.kind == LineKind::quote_begins ||
                                 line.kind == LineKind::subject ||
                                 std::binary_search(heads_.begin(), heads_.end(), i);
            if (another || line.words > kLongestInSignature)
                break;
        }
        return i;
    }

    bool looks_like_names(std::size_t begin, std::size_t end) const {
        std::size_t lines = 0;
        for (; begin < end; ++begin) {
            const auto& line = lines_[begin].line;
            if (line.kind == LineKind::blank)
                continue;
            if (++lines > kLinesBehindThanks || line.words > kWordsBehindThanks ||
                line.text.ends_with('?') || line.text.ends_with('.'))
                return false;
        }
        return true;
    }

    void leave_out(std::size_t begin, std::size_t end) {
        for (; begin < end; ++begin)
            if (lines_[begin].line.kind != LineKind::subject)
                lines_[begin].out = true;
    }

    static bool begins_sentence(std::string_view line) {
        const std::string beginning = to_lower(line.substr(0, 12));
        return std::any_of(kSentenceBegins.begin(), kSentenceBegins.end(),
                           [&](std::string_view begin) { return beginning.starts_with(begin); });
    }

    /// Moves what was collected to `all`, disclaimers and noise left out.
    static void end_sentences(std::string& paragraph, std::string& all) {
        std::string kept;
        for (std::size_t at = 0; at < paragraph.size();) {
            std::size_t end = at;
            do
                end = std::min(paragraph.find_first_of(".!?", end + 1), paragraph.size() - 1);
            while (end + 1 < paragraph.size() && paragraph[end + 1] != ' ' &&
                   paragraph[end + 1] != '\n');
            const auto sentence = std::string_view(paragraph).substr(at, end + 1 - at);
            if (sentence.size() < kShortestDisclaimer || !is_disclaimer(sentence))
                kept += sentence;
            at = end + 1;
        }
        std::string_view rest = kept;
        while (!rest.empty()) {
            const auto line = rest.substr(0, rest.find('\n'));
            rest.remove_prefix(std::min(line.size() + 1, rest.size()));
            if (const auto clean = without_noise(line); !clean.empty())
                all.append(clean).append(1, '\n');
        }
        paragraph.clear();
    }

    bool with_quotes_;
    std::vector<Line> lines_;
    std::vector<std::size_t> heads_;  ///< the lines behind the heads of mails
};

std::string told_by(std::string_view text, std::size_t most_read, bool at_least_itself) {
    std::string plain;
    if (is_html(text))
        text = plain = text_of_html(text.substr(0, ranking::kMostMarkupRead));
    text = text.substr(0, most_read);
    if (!has_words(text))
        return std::string(at_least_itself ? text.substr(0, ranking::kMostTellingText) : "");
    std::string telling = Letter(text, false).telling();
    if (!has_enough_words(telling))
        telling = Letter(text, true).telling();
    if (!has_words(telling))
        telling = at_least_itself ? text : std::string_view{};
    telling.resize(std::min(telling.size(), ranking::kMostTellingText));
    return telling;
}

}  // namespace

std::string telling_text(std::string_view text) {
    return told_by(text, ranking::kMostTextRead, true);
}

std::string only_telling_text(std::string_view text, std::size_t most_read) {
    return told_by(text, most_read, false);
}

}  // namespace firstline
