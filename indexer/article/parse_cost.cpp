#include "indexer/article/parse_cost.h"

#include <algorithm>
#include <cstdint>

#include "indexer/text/characters.h"

namespace firstline {

namespace {

// cmark-gfm 0.29.0.gfm.6, measured: the worst inputs (`![[]()`, `www.a_`, `<?`, pipes) cost 2 to 7
// ns for each pair of bytes of a block, nested lists and quotes 25 ns for each line and level, a
// reference copies its address for each use, a short table row is filled up with empty cells.
constexpr std::uint64_t kMostPairs = 300'000'000;
constexpr std::uint64_t kMostLineLevels = 20'000'000;
constexpr std::uint64_t kMostReferenceBytes = 32'000'000;
constexpr std::uint64_t kMostCells = 100'000;
constexpr std::size_t kLargestText = std::size_t{1} << 20U;

/// Bytes in front of a line that can open blocks: an upper bound of twice its depth.
std::size_t opening_bytes(std::string_view line) {
    const auto end = line.find_first_not_of(" \t>-+*.)0123456789");
    return end == std::string_view::npos ? line.size() : end;
}

bool may_head_a_table(std::string_view line) {
    return line.find('-') != std::string_view::npos &&
           line.find_first_not_of("|-: \t>+*.)0123456789") == std::string_view::npos;
}

struct Estimate {
    std::uint64_t pairs = 0;
    std::uint64_t line_levels = 0;
    std::uint64_t cells = 0;
    std::uint64_t longest_reference = 0;
    std::uint64_t brackets = 0;
    std::uint64_t block_size = 0;
    std::uint64_t block_columns = 0;
    std::uint64_t block_lines = 0;
    std::uint64_t deepest = 0;
    bool has_reference = false;

    void end_block() {
        pairs += block_size * block_size;
        cells += block_columns * block_lines;
        if (has_reference)
            longest_reference = std::max(longest_reference, block_size);
        block_size = block_columns = block_lines = 0;
        has_reference = false;
    }

    void add(std::string_view line) {
        deepest = std::max<std::uint64_t>(deepest, opening_bytes(line) / 2);
        line_levels += 1 + deepest;
        if (trimmed(line).empty()) {
            end_block();
            return;
        }
        block_size += line.size() + 1;
        ++block_lines;
        if (may_head_a_table(line))
            block_columns = std::max<std::uint64_t>(
                block_columns,
                1 + static_cast<std::uint64_t>(std::count(line.begin(), line.end(), '|')));
        brackets += static_cast<std::uint64_t>(std::count(line.begin(), line.end(), '['));
        has_reference = has_reference || line.find("]:") != std::string_view::npos;
    }
};

}  // namespace

bool is_cheap_to_parse(std::string_view text) {
    if (text.size() > kLargestText)
        return false;
    Estimate estimate;
    for (const auto line : split_lines(text))
        estimate.add(line);
    estimate.end_block();
    return estimate.pairs <= kMostPairs && estimate.line_levels <= kMostLineLevels &&
           estimate.cells <= kMostCells &&
           estimate.longest_reference * estimate.brackets <= kMostReferenceBytes;
}

}  // namespace firstline
