#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "server/http/message.h"
#include "server/http/site.h"
#include "server/store/proposals.h"

namespace firstline {

/// What a button does to an article: it sets a field of its front matter.
struct FieldChange {
    Proposal::Kind kind = Proposal::Kind::text;
    std::string about;  ///< see Proposal::Kind
    std::string why;
    std::string noted;        ///< in the audit trail: `article-reviewed`
    std::string noted_about;  ///< beside the path; may be empty
    std::string audience;     ///< audience_key() of what comes of it; empty: as it is
    bool once = false;        ///< one that waits, of this kind and about the same, is enough
    /// The file with the field set; nothing if its front matter cannot be edited line by line.
    std::function<std::optional<std::string>(const std::string& text)> edit;
    /// Why it may not be made after all, a sentence; empty if it may. Asked once nobody else can
    /// accept anything any more. Absent: it may.
    std::function<std::string()> refuse;
};

/// What became of it.
struct FieldChanged {
    enum class Kind {
        proposed,
        waits,      ///< one like it was accepted before, and has yet to be merged
        there,      ///< the text says so already
        unsettled,  ///< the file is newer than the index, and perhaps not for who asks
        no_text,    ///< the file is gone, or no plain text file
        by_hand,    ///< the front matter cannot be edited line by line
        refused     ///< FieldChange::refuse says why
    };

    Kind kind = Kind::proposed;
    std::int64_t proposal = 0;  ///< of `proposed` and `waits`
    std::string trouble;        ///< of `refused`: a sentence

    bool is_done() const { return kind == Kind::proposed || kind == Kind::waits; }
};

/// Makes an accepted proposal of the change, upon the present text and what was accepted for it
/// before. The file of the knowledge base stays as it is. Throws StoreError.
/// REQUIRES: who asks may make it; `article` was found for them; why_no_editing() is empty.
FieldChanged change_field(const Site& site, const Request& request, Connection& connection,
                          const ArticleRecord& article, const FieldChange& change);

/// Why it was not done, a sentence. Of `refused` FieldChanged::trouble says it.
std::string trouble_with(FieldChanged::Kind kind);

/// The page that says so.
Reply not_changed_page(const Site& site, const Request& request, FieldChanged::Kind kind);

}  // namespace firstline
