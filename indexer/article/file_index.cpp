#include "indexer/article/file_index.h"

#include <algorithm>
#include <system_error>
#include <utility>

#include "indexer/article/paths.h"
#include "indexer/text/tokens.h"

namespace firstline {

namespace fs = std::filesystem;

FileIndex::FileIndex(const fs::path& root) {
    std::error_code error;
    const fs::path top = fs::weakly_canonical(root, error);
    fs::recursive_directory_iterator entries(top, fs::directory_options::skip_permission_denied,
                                             error);
    for (; !error && entries != fs::recursive_directory_iterator(); entries.increment(error)) {
        if (entries->path().filename().string().starts_with('.')) {
            entries.disable_recursion_pending();
            continue;
        }
        std::error_code failed;
        if (entries->is_symlink(failed)) {
            const fs::path target = fs::canonical(entries->path(), failed);
            if (failed ||
                std::mismatch(top.begin(), top.end(), target.begin(), target.end()).first !=
                    top.end())
                continue;
        }
        if (!entries->is_regular_file(failed))
            continue;
        const std::string path = entries->path().lexically_relative(top).generic_string();
        add(path);
    }
}

void FileIndex::add(const std::string& path) {
    exact_.emplace(path, path);
    const auto lower = lower_.emplace(to_lower(path), path).first;
    for (auto folder = folder_of(lower->first); folders_.insert(folder).second && !folder.empty();)
        folder = folder_of(folder);
}

bool FileIndex::has_folder(std::string_view path) const {
    return folders_.contains(to_lower(path));
}

void FileIndex::hide(std::function<bool(const std::string&)> is_hidden) {
    is_hidden_ = std::move(is_hidden);
}

const std::string* FileIndex::find(std::string_view path) const {
    const std::string name(path);
    auto found = exact_.find(name);
    if (found == exact_.end()) {
        found = lower_.find(to_lower(name));
        if (found == lower_.end())
            return nullptr;
    }
    return is_hidden_ && is_hidden_(found->second) ? nullptr : &found->second;
}

}  // namespace firstline
