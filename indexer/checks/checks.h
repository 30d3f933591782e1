#pragma once

#include "indexer/checks/check_table.h"

namespace firstline {

// link_checks.cpp
void find_dead_anchors(const Collection& articles, const Found& found);
void find_links_to_narrower(const Collection& articles, const Found& found);
void find_links_behind_sign_in(const Collection& articles, const Found& found);
void find_links_to_drafts(const Collection& articles, const Found& found);
void find_links_to_archived(const Collection& articles, const Found& found);
void find_dead_related(const Collection& articles, const Found& found);
void find_absent_media(const Collection& articles, const Found& found);
void find_orphans(const Collection& articles, const Found& found);

// redirect_checks.cpp
void find_dead_redirects(const Collection& articles, const Found& found);

// near_duplicates.cpp
void find_near_duplicates(const Collection& articles, const Found& found);

// title_checks.cpp
void find_duplicate_titles(const Collection& articles, const Found& found);
void find_vague_titles(const Collection& articles, const Found& found);
void find_missing_summaries(const Collection& articles, const Found& found);
void find_missing_aliases(const Collection& articles, const Found& found);

// owner_checks.cpp
void find_missing_owners(const Collection& articles, const Found& found);
void find_unknown_owners(const Collection& articles, const Found& found);
void find_inactive_owners(const Collection& articles, const Found& found);

// review_checks.cpp
void find_never_reviewed(const Collection& articles, const Found& found);
void find_overdue_reviews(const Collection& articles, const Found& found);
void find_expired(const Collection& articles, const Found& found);
void find_changed_since_review(const Collection& articles, const Found& found);
void find_stamped_together(const Collection& articles, const Found& found);
void find_idle_updates(const Collection& articles, const Found& found);
void find_impossible_dates(const Collection& articles, const Found& found);
void find_old_translations(const Collection& articles, const Found& found);

// layout_checks.cpp
void find_heading_jumps(const Collection& articles, const Found& found);
void find_images_without_text(const Collection& articles, const Found& found);
void find_walls_of_text(const Collection& articles, const Found& found);
void find_steps_without_list(const Collection& articles, const Found& found);

// retired_checks.cpp
void find_articles_on_ended(const Collection& articles, const Found& found);
void find_ended_products(const Collection& articles, const Found& found);
void find_past_deadlines(const Collection& articles, const Found& found);

// secret_checks.cpp
void find_secrets(const Collection& articles, const Found& found);
void find_passwords(const Collection& articles, const Found& found);

}  // namespace firstline
