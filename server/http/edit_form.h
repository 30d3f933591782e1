#pragma once

#include <optional>
#include <string>
#include <vector>

#include "server/http/message.h"
#include "server/http/site.h"
#include "server/pages/edit_view.h"
#include "server/store/proposals.h"

namespace firstline {

/// The form of POST /edit. All fields are text and none is required; `form_token` is as for every
/// form.
///
///     key       of the form, made by the server when it is first shown; sent twice, it is one
///               proposal
///     article   id of the article that is changed; empty: a new one
///     path      of a new article's file, such as drafts/my-article.md
///     base      the text that the change was made from
///     text      the file as it is to be, head and all
///     why       what is better, in one line
///     ticket    reference of the ticket that showed it
///     flag      number of the flag that it mends
///     replaces  number of the proposal in whose place it comes
///     do        `preview` shows the form again with the preview, `propose` keeps it, `accept`
///               keeps it as accepted, for who may decide on it. Without it the form is shown,
///               filled in: so a page elsewhere begins a new article, by posting path, text, why
///               and ticket.
EditView edit_view_from(const Request& request);

/// The article that a form or an address names, for a reader who may read it. Sets article, url,
/// title and path of the view.
struct EditedArticle {
    std::string owner;  ///< key
};
std::optional<EditedArticle> edited_article(const Site& site, const Request& request,
                                            const std::string& name, EditView& view);

/// Finds what is wrong with the form and sets `trouble` and `field`. True if it may be kept.
bool check_edit(const Site& site, const Request& request, EditView& view);

/// The part of it that a preview needs, too: text of a size and kind that articles have.
bool check_text(EditView& view);

/// What may hold more than one line is cut to `most` bytes at a character.
std::string one_line(std::string_view text, std::size_t most);

/// The preview of a form for its sender, with the pictures that were pasted into it.
Preview preview_of(const Site& site, const Request& request, const EditView& view,
                   const std::vector<ProposalFile>& pictures);

/// The proposal that the form makes; of a new article without title and audience, which its text
/// says.
Proposal proposal_from(const Site& site, const Request& request, const EditView& view);

}  // namespace firstline
