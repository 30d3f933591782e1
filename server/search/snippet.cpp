#include "server/search/snippet.h"

#include <algorithm>
#include <cmath>
#include <string_view>

#include "server/search/ranking_numbers.h"
#include "server/search/stem_finder.h"

namespace firstline {

namespace {

using namespace ranking;

/// Sections grow less likely to be the answer as they grow longer; BM25's b and a usual length.
constexpr double kSectionLengthShare = 0.3;
constexpr double kUsualSectionLength = 700;

struct Span {
    std::size_t begin = 0;
    std::size_t end = 0;
};

/// Sum over the distinct stems of worth * tf / (k1 g + tf); `wanted` is how many stems there are.
double score_of(const std::vector<StemMatch>& matches, double g, std::size_t wanted) {
    if (matches.empty())
        return 0;
    std::vector<std::pair<double, double>> stems(wanted);
    for (const auto& match : matches) {
        auto& [times, worth] = stems[match.stem];
        times += 1;
        worth = match.worth;
    }
    double score = 0;
    for (const auto& [times, worth] : stems)
        score += worth * (kSaturation + 1) * times / (kSaturation * g + times);
    return score;
}

bool ends_sentence(std::string_view text, std::size_t at) {
    if (text[at] == '\n')
        return true;
    return (text[at] == '.' || text[at] == '!' || text[at] == '?') && at + 1 < text.size() &&
           (text[at + 1] == ' ' || text[at + 1] == '\n');
}

std::vector<Span> sentences_of(std::string_view text) {
    std::vector<Span> sentences;
    std::size_t begin = 0;
    const auto finish = [&](std::size_t end) {
        while (begin < end && (text[begin] == ' ' || text[begin] == '\n' || text[begin] == '\t'))
            ++begin;
        if (begin < end)
            sentences.push_back({begin, end});
        begin = end;
    };
    for (std::size_t at = 0; at < text.size(); ++at)
        if (ends_sentence(text, at))
            finish(text[at] == '\n' ? at : at + 1);
    finish(text.size());
    return sentences;
}

/// What the matches within `span` are worth: each stem once, and a little for every further one.
double worth_of(const std::vector<StemMatch>& matches, const Span& span) {
    constexpr double kRepeated = 0.1;
    std::vector<std::size_t> seen;
    double worth = 0;
    for (const auto& match : matches) {
        if (match.begin < span.begin || match.end > span.end)
            continue;
        const bool repeated = std::find(seen.begin(), seen.end(), match.stem) != seen.end();
        worth += match.worth * (repeated ? kRepeated : 1.0);
        seen.push_back(match.stem);
    }
    return worth;
}

bool continues_character(char c) {
    return (static_cast<unsigned char>(c) & 0xC0) == 0x80;
}

/// Moves `at` back to where a word begins (or at least a character).
std::size_t word_start(std::string_view text, std::size_t at, std::size_t no_further) {
    std::size_t start = at;
    while (start > no_further && text[start - 1] != ' ' && text[start - 1] != '\n')
        --start;
    if (start > no_further || no_further == 0)
        return start;
    while (at > no_further && continues_character(text[at]))
        --at;
    return at;
}

/// A window of kSnippetLength within a long sentence, around its first telling match.
Span window_in(std::string_view text, const Span& sentence, const std::vector<StemMatch>& matches) {
    Span best{sentence.begin, sentence.begin};
    double best_worth = -1;
    const auto consider = [&](std::size_t from) {
        Span window{from, std::min(sentence.end, from + kSnippetLength)};
        if (window.end < sentence.end) {
            const std::size_t cut = word_start(text, window.end, window.begin + kSnippetLength / 2);
            window.end = cut;
            while (window.end > window.begin && text[window.end - 1] == ' ')
                --window.end;
        }
        if (const double worth = worth_of(matches, window); worth > best_worth) {
            best_worth = worth;
            best = window;
        }
    };
    consider(sentence.begin);
    for (const auto& match : matches) {
        if (match.begin < sentence.begin || match.end > sentence.end)
            continue;
        const std::size_t lead = std::min<std::size_t>(match.begin - sentence.begin, 40);
        consider(word_start(text, match.begin - lead, sentence.begin));
    }
    return best;
}

/// The run of whole sentences within kSnippetLength that is worth most; the earliest of equals.
Span best_window(std::string_view text, const std::vector<StemMatch>& matches) {
    const auto sentences = sentences_of(text);
    if (sentences.empty())
        return {};
    Span best;
    double best_worth = -1;
    for (std::size_t first = 0; first < sentences.size(); ++first) {
        // A run worth showing begins with a match, or is the beginning of the text.
        if (first != 0 && worth_of(matches, sentences[first]) <= 0)
            continue;
        Span run = sentences[first];
        for (std::size_t next = first + 1;
             next < sentences.size() && sentences[next].end - run.begin <= kSnippetLength; ++next)
            run.end = sentences[next].end;
        if (run.end - run.begin > kSnippetLength)
            run = window_in(text, run, matches);
        if (const double worth = worth_of(matches, run); worth > best_worth) {
            best_worth = worth;
            best = run;
        }
    }
    return best;
}

void append_text(std::string& out, std::string_view text) {
    bool blank = false;
    std::size_t from = 0;
    for (std::size_t at = 0; at <= text.size(); ++at) {
        const bool is_blank =
            at < text.size() && (text[at] == '\n' || text[at] == '\t' || text[at] == ' ');
        if (at < text.size() && !is_blank) {
            if (blank)
                from = at;
            blank = false;
            continue;
        }
        if (!blank) {
            append_escaped(out, text.substr(from, at - from));
            if (is_blank)
                out += ' ';
        }
        blank = true;
    }
}

Html marked(std::string_view text, const Span& window, const std::vector<StemMatch>& matches) {
    Html html;
    auto& out = html.markup;
    const bool cut_before = window.begin != 0 && !ends_sentence(text, window.begin - 1) &&
                            window.begin >= 2 && !ends_sentence(text, window.begin - 2);
    const bool cut_after = window.end < text.size() && text[window.end] != '\n' &&
                           !(window.end > 0 && ends_sentence(text, window.end - 1));
    if (cut_before)
        out += "… ";
    std::size_t at = window.begin;
    for (std::size_t i = 0; i < matches.size(); ++i) {
        if (matches[i].begin < at || matches[i].end > window.end)
            continue;
        const std::size_t begin = matches[i].begin;
        std::size_t end = matches[i].end;
        // Pairs of characters overlap; they are marked as one.
        for (; i + 1 < matches.size() && matches[i + 1].begin < end &&
               matches[i + 1].end <= window.end;
             ++i)
            end = std::max(end, matches[i + 1].end);
        append_text(out, text.substr(at, begin - at));
        out += "<mark>";
        append_escaped(out, text.substr(begin, end - begin));
        out += "</mark>";
        at = end;
    }
    append_text(out, text.substr(at, window.end - at));
    if (cut_after)
        out += " …";
    return html;
}

}  // namespace

Answer answer_in(const std::vector<StoredSection>& sections, const std::string& summary,
                 const std::unordered_map<std::string, double>& stems, Language& language) {
    StemFinder finder(stems, language);
    Answer answer;
    double best_score = 0;
    std::vector<StemMatch> best_matches;
    for (std::size_t i = 0; i < sections.size(); ++i) {
        auto matches = finder.matches(sections[i].text);
        const auto heading = finder.matches(sections[i].heading);
        const double g = 1 - kSectionLengthShare +
                         kSectionLengthShare * static_cast<double>(sections[i].text.size()) /
                             kUsualSectionLength;
        const double score = score_of(matches, g, finder.wanted()) +
                             kHeadingInSection * score_of(heading, 1, finder.wanted());
        if (score > best_score) {
            best_score = score;
            answer.section = i;
            best_matches = std::move(matches);
        }
    }
    if (!answer.section || (best_matches.empty() && sections[*answer.section].text.empty())) {
        const auto matches = finder.matches(summary);
        std::string_view text = summary;
        if (text.empty() && !sections.empty())
            text = sections.front().text;
        answer.snippet =
            marked(text, best_window(text, matches), summary.empty() ? best_matches : matches);
        return answer;
    }
    const std::string& text = sections[*answer.section].text;
    answer.snippet = marked(text, best_window(text, best_matches), best_matches);
    return answer;
}

}  // namespace firstline
