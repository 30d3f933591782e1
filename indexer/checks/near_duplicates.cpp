#include "indexer/checks/near_duplicates.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <unordered_map>
#include <utility>

#include <fmt/format.h>

#include "indexer/checks/checks.h"
#include "indexer/text/tokens.h"

namespace firstline {

namespace {

constexpr std::size_t kWordsInRun = 5;

/// Below this a common way of saying a simple thing would count as a copy.
constexpr std::size_t kLeastRuns = 40;

/// One run of so many goes into the index of candidates. Which, its hash decides, so that equal
/// runs go in together; the share itself is then counted over all runs.
constexpr std::uint64_t kSampled = 4;

/// Runs in more articles than this are boilerplate, which is not what makes two of them alike.
constexpr std::size_t kMostHolders = 40;

/// Runs in more articles than this may be a frame: the list of things to try that stands under a
/// dozen errors.
constexpr std::ptrdiff_t kMostOwners = 6;
/// Of what two articles say outside of such frames, they must share so much. On real pages, those
/// on one subject share more than half of it, those with a common frame less than a fifth.
constexpr double kLeastOwnShare = 0.4;
/// Articles that have less than this part outside of frames are copies, of which there are many.
constexpr double kLeastOwnPart = 0.25;

using Posting = std::pair<std::uint64_t, std::uint32_t>;

std::uint64_t hash_of(const std::string& word) {
    std::uint64_t hash = 14695981039346656037U;
    for (const char c : word)
        hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211U;
    return hash;
}

std::uint64_t mixed(std::uint64_t hash) {
    hash = (hash ^ (hash >> 31U)) * 0x7fb5d329728ea185U;
    hash = (hash ^ (hash >> 27U)) * 0x81dadef4bc2dd44dU;
    return hash ^ (hash >> 33U);
}

/// Feeds the words of a text into runs of five.
class Runs {
public:
    void add(std::string_view text) {
        TokenReader reader(text);
        while (reader.next(token_)) {
            if (token_.piece)
                continue;
            words_[count_++ % kWordsInRun] = hash_of(token_.word);
            if (count_ < kWordsInRun)
                continue;
            std::uint64_t run = 0;
            for (std::size_t i = 0; i < kWordsInRun; ++i)
                run = mixed(run + words_[(count_ + i) % kWordsInRun]);
            runs_.push_back(run);
        }
    }

    std::vector<std::uint64_t> take() {
        std::sort(runs_.begin(), runs_.end());
        runs_.erase(std::unique(runs_.begin(), runs_.end()), runs_.end());
        runs_.shrink_to_fit();
        return std::move(runs_);
    }

private:
    Token token_;
    std::array<std::uint64_t, kWordsInRun> words_{};
    std::size_t count_ = 0;
    std::vector<std::uint64_t> runs_;
};

std::vector<Posting> sampled_postings(const std::vector<CheckedArticle>& articles) {
    std::vector<Posting> postings;
    for (std::size_t i = 0; i < articles.size(); ++i)
        for (const auto run : articles[i].shingles)
            if (run % kSampled == 0)
                postings.emplace_back(run, static_cast<std::uint32_t>(i));
    std::sort(postings.begin(), postings.end());
    return postings;
}

/// Pair of articles -> how many of the sampled runs they share.
std::unordered_map<std::uint64_t, std::uint32_t> shared_samples(
    const std::vector<Posting>& postings) {
    std::unordered_map<std::uint64_t, std::uint32_t> shared;
    for (std::size_t begin = 0; begin < postings.size();) {
        std::size_t end = begin;
        while (end < postings.size() && postings[end].first == postings[begin].first)
            ++end;
        if (end - begin <= kMostHolders)
            for (std::size_t i = begin; i < end; ++i)
                for (std::size_t k = i + 1; k < end; ++k)
                    ++shared[(std::uint64_t{postings[i].second} << 32U) | postings[k].second];
        begin = end;
    }
    return shared;
}

double share_of(const std::vector<std::uint64_t>& a, const std::vector<std::uint64_t>& b) {
    std::size_t both = 0;
    for (auto i = a.begin(), k = b.begin(); i != a.end() && k != b.end();) {
        both += *i == *k ? 1U : 0U;
        const bool step_k = *k <= *i;
        if (*i <= *k)
            ++i;
        if (step_k)
            ++k;
    }
    return static_cast<double>(both) / static_cast<double>(a.size() + b.size() - both);
}

bool may_be_alike(const CheckedArticle& a, const CheckedArticle& b, std::uint32_t shared) {
    // The sample misses the boilerplate that both have: half of what is asked for is let through.
    const auto larger = std::max(a.shingles.size(), b.shingles.size());
    return 2.0 * shared * kSampled >= kNearlySame * static_cast<double>(larger) * 0.5;
}

bool is_in_frame(std::uint64_t run, const std::vector<Posting>& postings) {
    const auto begin = std::lower_bound(postings.begin(), postings.end(), Posting{run, 0});
    return postings.end() - begin > kMostOwners && (begin + kMostOwners)->first == run;
}

/// Whether the two have a frame in common and little else, as the sampled runs tell.
bool share_frame_alone(const std::vector<std::uint64_t>& a, const std::vector<std::uint64_t>& b,
                       const std::vector<Posting>& postings) {
    std::vector<std::uint64_t> either;
    std::set_union(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(either));
    std::size_t sampled = 0;
    std::size_t own = 0;
    std::size_t both = 0;
    for (const auto run : either) {
        if (run % kSampled != 0)
            continue;
        ++sampled;
        if (is_in_frame(run, postings))
            continue;
        ++own;
        both += std::binary_search(a.begin(), a.end(), run) &&
                        std::binary_search(b.begin(), b.end(), run)
                    ? 1U
                    : 0U;
    }
    return static_cast<double>(own) > kLeastOwnPart * static_cast<double>(sampled) &&
           static_cast<double>(both) < kLeastOwnShare * static_cast<double>(own);
}

}  // namespace

std::vector<std::uint64_t> shingles_of(const Article& article) {
    Runs runs;
    for (const auto& section : article.sections) {
        runs.add(section.heading);
        runs.add(section.text);
    }
    auto all = runs.take();
    if (all.size() < kLeastRuns)
        all.clear();
    return all;
}

std::vector<Likeness> near_duplicates(const std::vector<CheckedArticle>& articles, double least) {
    std::vector<Likeness> alike;
    const auto postings = sampled_postings(articles);
    for (const auto& [pair, shared] : shared_samples(postings)) {
        const std::size_t first = pair >> 32U;
        const std::size_t second = pair & 0xffffffffU;
        if (!may_be_alike(articles[first], articles[second], shared))
            continue;
        const auto& a = articles[first].shingles;
        const auto& b = articles[second].shingles;
        const double share = share_of(a, b);
        if (share >= least && !share_frame_alone(a, b, postings))
            alike.push_back({first, second, share});
    }
    std::sort(alike.begin(), alike.end(), [](const Likeness& a, const Likeness& b) {
        return std::tuple(a.second, -a.share, a.first) < std::tuple(b.second, -b.share, b.first);
    });
    return alike;
}

void find_near_duplicates(const Collection& articles, const Found& found) {
    const auto alike = near_duplicates(articles.articles, kNearlySame);
    for (const auto& pair : alike) {
        const auto& first = articles.articles[pair.first].article;
        const auto& second = articles.articles[pair.second].article;
        if (!is_in_use(first) || !is_in_use(second))
            continue;
        found.about(first, second.path, 1,
                    pair.share >= 1 ? fmt::format("the same text as {}", first.path)
                                    : fmt::format("{:.0f} % of the text is that of {}",
                                                  std::floor(100 * pair.share), first.path));
    }
}

}  // namespace firstline
