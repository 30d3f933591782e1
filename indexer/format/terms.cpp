#include "indexer/format/terms.h"

#include "indexer/format/schema.h"
#include "indexer/text/sha256.h"
#include "indexer/text/tokens.h"

namespace firstline {

std::string term(std::string_view prefix, std::string_view text) {
    std::string result(prefix);
    // NULs count double in Xapian's limit, and no term of ours has a use for one.
    if (prefix.size() + text.size() <= schema::kLongestTerm &&
        text.find('\0') == std::string_view::npos)
        result += text;
    else
        result += sha256_hex(text);
    return result;
}

std::string folded_name(std::string_view name) {
    while (!name.empty() && name.front() == '/')
        name.remove_prefix(1);
    while (!name.empty() && name.back() == '/')
        name.remove_suffix(1);
    std::string folded = to_lower(name);
    if (folded.ends_with(".md"))
        folded.resize(folded.size() - 3);
    if (folded.starts_with("a/"))
        folded.erase(0, 2);
    return folded;
}

}  // namespace firstline
