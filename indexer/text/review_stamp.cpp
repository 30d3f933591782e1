#include "indexer/text/review_stamp.h"

#include "indexer/text/front_matter_edit.h"

namespace firstline {

std::optional<std::string> with_stamp(
    std::string_view text, const ReviewStamp& stamp,
    const std::map<std::string, std::vector<std::string>>& spellings) {
    // As the table of fields reads them.
    std::vector<FieldEdit> edits{
        {{"reviewed", "last_reviewed_on", "audit_date", "verified_at"}, iso_date(stamp.on)},
        {{"reviewed_by", "ms.reviewer"}, stamp.by},
        {{"reviewed_hash"}, stamp.hash}};
    for (FieldEdit& edit : edits)
        if (const auto more = spellings.find(edit.names.front()); more != spellings.end())
            edit.names.insert(edit.names.end(), more->second.begin(), more->second.end());
    return with_fields(text, edits);
}

}  // namespace firstline
