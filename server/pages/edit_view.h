#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "server/pages/pages.h"
#include "server/proposals/preview.h"

namespace firstline {

/// A text in the form that proposes a change of it.
struct EditView {
    std::string form_token;
    std::string key;      ///< of the form
    std::string article;  ///< id; empty: a new article
    std::string url;      ///< of its page; empty: there is none
    std::string title;
    std::string path;  ///< of its file; a new article's is part of the form
    std::string base;  ///< the text it was made from, as forms have it
    std::string text;
    std::string why;
    std::string ticket;
    std::string flag;      ///< number of the flag that it mends; may be empty
    std::string replaces;  ///< number of the proposal in whose place it comes; may be empty
    std::string note;      ///< what one should know before one goes on
    std::string trouble;   ///< why it was not taken
    std::string field;     ///< of the form, that the trouble is with
    std::optional<Preview> preview;
    bool may_accept = false;  ///< what they propose themselves
};

std::string edit_page(const Pages& pages, const Frame& frame, const EditView& view);

}  // namespace firstline
