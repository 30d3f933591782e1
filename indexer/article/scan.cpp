#include <algorithm>
#include <deque>
#include <filesystem>
#include <set>
#include <system_error>
#include <utility>

#include <fmt/format.h>
#include <sys/stat.h>

#include "indexer/article/article_loader.h"
#include "indexer/article/field_table.h"
#include "indexer/article/paths.h"
#include "indexer/article/read_file.h"
#include "indexer/text/characters.h"

namespace firstline {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLargestDefaults = std::size_t{64} * 1024;

using FileKey = std::pair<dev_t, ino_t>;

std::int64_t nanoseconds(const timespec& time) {
    return std::int64_t{time.tv_sec} * 1'000'000'000 + time.tv_nsec;
}

FileStamp stamp_of(const struct stat& status) {
    return {nanoseconds(status.st_mtim), nanoseconds(status.st_ctim),
            static_cast<std::uint64_t>(status.st_size)};
}

class Walk {
public:
    Walk(const fs::path& root, const KnowledgeBase& kb, Problems& problems)
        : root_(fs::weakly_canonical(root)), kb_(kb), problems_(problems) {}

    Scan run() {
        enter("");
        // What a link leads to counts under its own name first.
        while (!links_.empty()) {
            const std::string link = std::move(links_.front());
            links_.pop_front();
            follow(link);
        }
        std::sort(scan_.files.begin(), scan_.files.end(),
                  [](const auto& a, const auto& b) { return a.path < b.path; });
        std::sort(scan_.left_out.begin(), scan_.left_out.end(),
                  [](const auto& a, const auto& b) { return a.path < b.path; });
        return std::move(scan_);
    }

private:
    void enter(std::string start) {
        std::vector<std::string> open{std::move(start)};
        while (!open.empty()) {
            const std::string folder = std::move(open.back());
            open.pop_back();
            struct stat status {};
            if (::stat((root_ / folder).c_str(), &status) != 0 ||
                !folders_.insert({status.st_dev, status.st_ino}).second)
                continue;
            for (auto& name : names_in(folder)) {
                std::string path = folder;
                if (!path.empty())
                    path += '/';
                path += name;
                visit(path, name, open);
            }
        }
    }

    std::vector<std::string> names_in(const std::string& folder) {
        std::vector<std::string> names;
        std::error_code error;
        fs::directory_iterator entries(root_ / folder, error);
        for (; !error && entries != fs::directory_iterator(); entries.increment(error))
            names.push_back(entries->path().filename().string());
        if (error)
            problems_.push_back({folder, 1, Severity::error, "unreadable",
                                 "cannot read this folder: " + error.message()});
        std::sort(names.begin(), names.end());
        return names;
    }

    void visit(const std::string& path, const std::string& name, std::vector<std::string>& open) {
        struct stat status {};
        if (name.starts_with('.') || ::lstat((root_ / path).c_str(), &status) != 0)
            return;
        if (S_ISLNK(status.st_mode))
            links_.push_back(path);
        else if (S_ISDIR(status.st_mode))
            open.push_back(path);
        else
            add_file(path, name, status);
    }

    void add_file(const std::string& path, const std::string& name, const struct stat& status) {
        const bool markdown = name.ends_with(".md");
        if (name != "_defaults.yml" && !markdown)
            return;
        if (!S_ISREG(status.st_mode)) {
            scan_.left_out.push_back({path, "not a file"});
            return;
        }
        if (find_invalid_utf8(path)) {
            scan_.left_out.push_back({path, "its name is not UTF-8"});
            problems_.push_back({path, 1, Severity::error, "file-name", "this name is not UTF-8"});
            return;
        }
        if (const auto first = files_.emplace(FileKey{status.st_dev, status.st_ino}, path);
            !first.second && status.st_nlink == 1) {
            scan_.left_out.push_back({path, "the same file as " + first.first->second});
            return;
        }
        if (!markdown) {
            scan_.supporting[path] = stamp_of(status);
            check_defaults(path);
            return;
        }
        const std::string reason = why_no_article(path, kb_);
        if (reason.empty()) {
            scan_.files.push_back({path, stamp_of(status)});
            return;
        }
        scan_.left_out.push_back({path, reason});
        if (reason == "fragment" || reason == "hidden")
            scan_.supporting[path] = stamp_of(status);
    }

    /// Inherited values are checked here, once, and not again for every article below.
    void check_defaults(const std::string& path) {
        const auto text = read_text(root_ / path, path, kLargestDefaults, problems_);
        if (!text)
            return;
        const auto document = parse_yaml(*text, path, 1, problems_);
        const FieldSource source{&document.root, path};
        report_unknown_keys(source, kb_, problems_);
        // Whether a day lies in the future is asked where it is used.
        const auto values = read_fields({kb_, Date::max(), {source}}, problems_);
        declared_audience(values.audience, kb_, path, problems_);
    }

    void follow(const std::string& path) {
        const std::string name = path.substr(path.rfind('/') + 1);
        std::error_code error;
        const fs::path target = fs::canonical(root_ / path, error);
        struct stat status {};
        const bool markdown = name.ends_with(".md") || name == "_defaults.yml";
        if (error || ::stat(target.c_str(), &status) != 0) {
            if (markdown) {
                scan_.left_out.push_back({path, "a link that leads nowhere"});
                problems_.push_back({path, 1, Severity::error, "dead-file-link",
                                     "this file is a link that leads nowhere"});
            }
            return;
        }
        const bool inside =
            std::mismatch(root_.begin(), root_.end(), target.begin(), target.end()).first ==
            root_.end();
        if (!inside) {
            if (markdown || S_ISDIR(status.st_mode)) {
                scan_.left_out.push_back({path, "outside the knowledge base"});
                problems_.push_back({path, 1, Severity::warning, "outside",
                                     "this link leads outside the knowledge base"});
            }
            return;
        }
        if (S_ISDIR(status.st_mode))
            enter(path);
        else
            add_link(path, name, status);
    }

    void add_link(const std::string& path, const std::string& name, const struct stat& status) {
        const FileKey key{status.st_dev, status.st_ino};
        if (const auto known = files_.find(key); known != files_.end()) {
            const bool is_article = why_no_article(known->second, kb_).empty();
            if (is_article && name.ends_with(".md")) {
                scan_.left_out.push_back({path, "the same file as " + known->second});
                return;
            }
            files_.erase(known);
        }
        add_file(path, name, status);
    }

    fs::path root_;
    const KnowledgeBase& kb_;
    Problems& problems_;
    Scan scan_;
    std::deque<std::string> links_;
    std::set<FileKey> folders_;
    std::map<FileKey, std::string> files_;
};

}  // namespace

Scan scan_folder(const fs::path& root, const KnowledgeBase& kb, Problems& problems) {
    return Walk(root, kb, problems).run();
}

}  // namespace firstline
