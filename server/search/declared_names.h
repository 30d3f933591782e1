#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "indexer/text/language.h"

namespace firstline {

/// Where a text names something, in bytes.
struct NamedAt {
    std::size_t begin = 0;
    std::size_t end = 0;
    bool is_tag = false;  ///< else a product
};

/// What articles declare as products and tags, for finding them in a text: whole words, case
/// ignored. A name that is an everyday word of the language counts only as it is declared (`IT`),
/// and never if it is declared in small letters.
class DeclaredNames {
public:
    DeclaredNames(const std::vector<std::string>& products, const std::vector<std::string>& tags,
                  const Language& language);

    /// Of names that overlap the longest from the left; in the order of the text.
    std::vector<NamedAt> in(std::string_view text) const;

private:
    struct Name {
        std::string shown;
        std::string before;  ///< signs before its first word: `.` of `.NET`
        std::string behind;  ///< `++` of `C++`
        bool to_the_letter = false;
        bool is_tag = false;
    };

    void add(const std::string& shown, bool is_tag, const Language& language);
    const Name* named(std::string_view text, const std::string& words, NamedAt& at) const;

    std::unordered_map<std::string, Name> names_;         ///< by folded_words()
    std::unordered_map<std::string, std::size_t> first_;  ///< first word -> words of the longest
};

}  // namespace firstline
