#include "indexer/article/knowledge_files.h"

#include <algorithm>
#include <system_error>

#include "indexer/article/front_matter.h"
#include "indexer/article/paths.h"
#include "indexer/article/read_file.h"

namespace firstline {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLargestFragment = std::size_t{1} << 20U;

std::shared_ptr<const InheritedFields> read_defaults(const fs::path& file,
                                                     const std::string& path) {
    auto defaults = std::make_shared<InheritedFields>();
    defaults->path = path;
    Problems reported_by_the_scan;
    if (auto text = read_text(file, path, kLargestFrontMatter, reported_by_the_scan)) {
        auto document = parse_yaml(*text, path, 1, reported_by_the_scan);
        defaults->text = std::move(*text);
        defaults->fields = std::move(document.root);
        defaults->broken = document.broken;
    } else {
        defaults->broken = true;
    }
    return defaults;
}

}  // namespace

KnowledgeFiles::KnowledgeFiles(const fs::path& root) : root_(fs::weakly_canonical(root)) {}

FileIndex& KnowledgeFiles::index() {
    std::call_once(index_read_, [this] { index_ = std::make_unique<FileIndex>(root_); });
    return *index_;
}

bool KnowledgeFiles::is_inside(const std::string& path) const {
    std::error_code error;
    const fs::path real = fs::weakly_canonical(root_ / path, error);
    return !error &&
           std::mismatch(root_.begin(), root_.end(), real.begin(), real.end()).first == root_.end();
}

std::string KnowledgeFiles::real_path(const std::string& path) const {
    std::error_code error;
    const fs::path real = fs::canonical(root_ / path, error);
    return error ? path : real.lexically_relative(root_).generic_string();
}

std::shared_ptr<const InheritedFields> KnowledgeFiles::defaults_at(const std::string& path) {
    const std::lock_guard lock(defaults_mutex_);
    const auto [entry, is_new] = defaults_.try_emplace(path);
    std::error_code error;
    if (is_new && fs::exists(fs::symlink_status(root_ / path, error)) && is_inside(path))
        entry->second = read_defaults(root_ / path, path);
    return entry->second;
}

std::optional<ImageSize> KnowledgeFiles::image_size(const std::string& path) const {
    return image_size_of(root_ / path);
}

std::optional<Fragment> KnowledgeFiles::find_fragment(const std::string& from,
                                                      const std::string& target, std::string& why) {
    auto decoded = percent_decoded(target.substr(0, target.find_first_of("?#"))).value_or("");
    std::replace(decoded.begin(), decoded.end(), '\\', '/');
    if (decoded.starts_with("~/"))
        decoded.erase(0, 1);
    const auto path = join_below_root(decoded.starts_with('/') ? "" : folder_of(from), decoded);
    const auto* const found = path ? index().find(*path) : nullptr;
    if (!path)
        why = "it lies outside the knowledge base";
    else if (found == nullptr)
        why = "there is no such file";
    else if (!found->ends_with(".md"))
        why = "only Markdown files can be included";
    if (found == nullptr || !why.empty())
        return std::nullopt;
    Problems problems;
    const auto text = read_text(root_ / *found, *found, kLargestFragment, problems);
    if (!text) {
        why = problems.front().message;
        return std::nullopt;
    }
    Problems ignored;
    const auto front = read_front_matter(*text, *found, ignored);
    return Fragment{*found, std::string(front.body), front.body_line};
}

}  // namespace firstline
