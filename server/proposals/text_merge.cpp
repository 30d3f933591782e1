#include "server/proposals/text_merge.h"

#include "indexer/git/git.h"

namespace firstline {

namespace {

constexpr const char* kPresent = "in the knowledge base";
constexpr const char* kProposed = "proposed";

git_merge_file_input side(std::string_view text) {
    git_merge_file_input input;
    check_git(git_merge_file_input_init(&input, GIT_MERGE_FILE_INPUT_VERSION), "cannot merge");
    input.ptr = text.data();
    input.size = text.size();
    return input;
}

}  // namespace

TextMerge merge_texts(const MergedTexts& texts) {
    use_git();
    // What git calls a conflict although nothing is lost by it: both made the same change.
    if (texts.present == texts.proposed || texts.proposed == texts.base)
        return {true, std::string{texts.present}};
    if (texts.present == texts.base)
        return {true, std::string{texts.proposed}};
    git_merge_file_options options;
    check_git(git_merge_file_options_init(&options, GIT_MERGE_FILE_OPTIONS_VERSION),
              "cannot merge");
    options.our_label = kPresent;
    options.their_label = kProposed;
    const auto base = side(texts.base);
    const auto present = side(texts.present);
    const auto proposed = side(texts.proposed);
    git_merge_file_result result{};
    check_git(git_merge_file(&result, &base, &present, &proposed, &options), "cannot merge");
    TextMerge merge{result.automergeable != 0, std::string(result.ptr, result.len)};
    git_merge_file_result_free(&result);
    return merge;
}

bool has_conflict_marks(std::string_view text) {
    for (const std::string_view mark : {"<<<<<<< in the knowledge base", ">>>>>>> proposed"})
        for (auto at = text.find(mark); at != std::string_view::npos; at = text.find(mark, at + 1))
            if (at == 0 || text[at - 1] == '\n')
                return true;
    return false;
}

}  // namespace firstline
