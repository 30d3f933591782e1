#include "indexer/checks/fixes.h"

#include <algorithm>
#include <fstream>
#include <map>
#include <optional>
#include <stdexcept>
#include <utility>

#include <fmt/format.h>

#include "indexer/article/field_table.h"
#include "indexer/article/front_matter.h"
#include "indexer/article/paths.h"
#include "indexer/article/read_file.h"
#include "indexer/text/characters.h"
#include "indexer/text/tokens.h"

namespace firstline {

namespace {

constexpr std::size_t kLargestFile = std::size_t{4} << 20U;

/// A link's line is that of its paragraph at worst.
constexpr std::size_t kLinesOfParagraph = 40;

/// A file under repair. Its lines keep what ends them.
class MendedFile {
public:
    explicit MendedFile(std::string before) : before_(std::move(before)) {
        for (std::size_t begin = 0; begin < before_.size();) {
            const auto end = std::min(before_.find('\n', begin), before_.size() - 1) + 1;
            lines_.push_back(before_.substr(begin, end - begin));
            begin = end;
        }
    }

    const std::string& before() const { return before_; }
    std::vector<std::string>& lines() { return lines_; }

    std::string after() const {
        std::string text;
        for (const auto& line : lines_)
            text += line;
        return text;
    }

private:
    std::string before_;
    std::vector<std::string> lines_;
};

std::string relative_path(const std::string& from_folder, const std::string& to) {
    const std::filesystem::path relative =
        std::filesystem::path("/" + to).lexically_relative("/" + from_folder);
    return relative.generic_string();
}

/// The address as its author would write it for `path`: with or without `.md`, and with what stood
/// behind it.
std::string address_for(const std::string& written, const std::string& file,
                        const std::string& path) {
    const auto end = std::min(written.find_first_of("?#"), written.size());
    const std::string wanted = to_lower(written.substr(0, end));
    std::string address = written.starts_with("~/")  ? "~/" + path
                          : written.starts_with('/') ? "/" + path
                                                     : relative_path(folder_of(file), path);
    if (path.ends_with(".md") && !wanted.ends_with(".md")) {
        address = without_md(address);
        if (to_lower(address).ends_with("/index") && !wanted.ends_with("/index"))
            address.resize(address.size() - std::string_view("/index").size());
    }
    if (written.starts_with("./") && !address.starts_with("../"))
        address.insert(0, "./");
    return percent_encoded(address) + written.substr(end);
}

/// Where the link leads now, if that is told by the redirects of the knowledge base.
std::string outer_target(const KnowledgeBase& kb, const std::string& file,
                         const std::string& written) {
    const auto path = percent_decoded(written.substr(0, written.find_first_of("?#")));
    const auto wanted = path ? join_below_root(folder_of(file), *path) : std::nullopt;
    const auto name = wanted ? url_name(*wanted) : std::nullopt;
    const auto found = name ? kb.redirections.find(*name) : kb.redirections.end();
    return found == kb.redirections.end() ? std::string() : found->second;
}

bool replace_address(std::string& line, const std::string& from, const std::string& to) {
    bool replaced = false;
    for (auto at = line.find(from); at != std::string::npos; at = line.find(from, at + to.size())) {
        const auto end = at + from.size();
        const bool begins =
            at > 0 && std::string_view("(<\"' ").find(line[at - 1]) != std::string_view::npos;
        const bool ends = end < line.size() && std::string_view(")>\"' \t\r\n").find(line[end]) !=
                                                   std::string_view::npos;
        if (!begins || !ends)
            continue;
        line.replace(at, from.size(), to);
        replaced = true;
    }
    return replaced;
}

void mend_link(const Problem& problem, const Collection& articles, const CheckedArticle& checked,
               MendedFile& file) {
    for (const auto& link : checked.article.links) {
        if (link.line != problem.line ||
            problem.message.find('`' + link.target + '`') == std::string::npos)
            continue;
        const std::string outer =
            link.resolved.empty() ? outer_target(*articles.kb, problem.path, link.target) : "";
        const std::string address =
            link.resolved.empty() ? outer : address_for(link.target, problem.path, link.resolved);
        if (address.empty())
            continue;
        auto& lines = file.lines();
        const auto first = static_cast<std::size_t>(std::max(problem.line, 1)) - 1;
        for (auto i = first; i < std::min(lines.size(), first + kLinesOfParagraph); ++i)
            if (replace_address(lines[i], link.target, address))
                return;
    }
}

void mend_keys(const KnowledgeBase& kb, const std::string& path, MendedFile& file) {
    Problems reported_by_the_loader;
    const auto front = read_front_matter(file.before(), path, reported_by_the_loader);
    if (!front.present || front.broken)
        return;
    for (const auto& [key, close, line] : unknown_keys(front.fields, kb)) {
        if (front.fields.find(close) != nullptr)
            continue;
        // The value may stand on a later line than its key.
        auto& lines = file.lines();
        for (std::size_t i = std::min(lines.size(), static_cast<std::size_t>(line)); i-- > 0;)
            if (lines[i].starts_with(key) &&
                trimmed(std::string_view(lines[i]).substr(key.size())).starts_with(':')) {
                lines[i].replace(0, key.size(), close);
                break;
            }
    }
}

std::optional<std::string> text_of(const std::filesystem::path& root, const std::string& path) {
    std::string why;
    return read_bytes(root / path, kLargestFile, why);
}

/// The files in which something may be mended, by path.
class MendedFiles {
public:
    explicit MendedFiles(const std::filesystem::path& root) : root_(root) {}

    MendedFile* at(const std::string& path) {
        auto found = files_.find(path);
        if (found == files_.end()) {
            auto text = text_of(root_, path);
            if (!text)
                return nullptr;
            found = files_.emplace(path, MendedFile(std::move(*text))).first;
        }
        return &found->second;
    }

    std::vector<FileFix> take() const {
        std::vector<FileFix> fixes;
        for (const auto& [path, file] : files_)
            if (auto after = file.after(); after != file.before())
                fixes.push_back({path, file.before(), std::move(after)});
        return fixes;
    }

private:
    const std::filesystem::path& root_;
    std::map<std::string, MendedFile> files_;
};

}  // namespace

std::vector<FileFix> fixes_of(const std::filesystem::path& root, const Collection& articles,
                              const Problems& problems) {
    MendedFiles files(root);
    for (const auto& problem : problems) {
        const bool is_link = problem.code == "moved-link" || problem.code == "link-case";
        auto* const file =
            is_link || problem.code == "unknown-key" ? files.at(problem.path) : nullptr;
        if (file == nullptr)
            continue;
        if (!is_link)
            mend_keys(*articles.kb, problem.path, *file);
        else if (const auto* const checked = articles.at_path(problem.path); checked != nullptr)
            mend_link(problem, articles, *checked, *file);
    }
    return files.take();
}

void write_fixes(const std::filesystem::path& root, const std::vector<FileFix>& fixes) {
    for (const auto& fix : fixes) {
        // What a link names is written, not the link replaced.
        const auto target = std::filesystem::canonical(root / fix.path);
        if (text_of(root, fix.path) != fix.before)
            throw std::runtime_error(fmt::format("{} changed meanwhile", fix.path));
        auto beside = target;
        beside += ".new";
        {
            std::ofstream out(beside, std::ios::binary | std::ios::trunc);
            out << fix.after;
            if (!out.flush())
                throw std::runtime_error(fmt::format("cannot write {}", beside.string()));
        }
        std::filesystem::permissions(beside, std::filesystem::status(target).permissions());
        std::filesystem::rename(beside, target);
    }
}

}  // namespace firstline
