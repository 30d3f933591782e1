#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/text/language.h"
#include "server/search/library.h"

namespace firstline {

/// What somebody has written so far into a form. Either may be empty.
struct Writing {
    std::string subject;
    std::string text;
};

/// What may be offered beside a form while somebody writes in it, best first: articles that are
/// surely about it, at most `most`. None as a rule: who writes to a person is not to be disturbed
/// by guesses. Looks at what tells of the trouble (whole_text.h); a short text is corrected.
std::vector<Hit> offers_for(const Writing& writing, unsigned most, Reading& reading);

/// How many different words of a text tell what it is about: stop words do not, nor what people
/// write whatever their trouble is.
std::size_t telling_words(std::string_view text, Language& language);

}  // namespace firstline
