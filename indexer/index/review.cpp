#include "indexer/index/review.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <map>
#include <mutex>
#include <system_error>

#include <fmt/format.h>

#include "indexer/article/article_loader.h"
#include "indexer/article/read_file.h"
#include "indexer/index/durable.h"
#include "indexer/index/parallel.h"
#include "indexer/text/characters.h"
#include "indexer/text/review_stamp.h"

namespace firstline {

namespace {

constexpr std::size_t kLargestFile = std::size_t{16} << 20U;

struct Found {
    std::string path;
    std::string hash;  ///< of the text that was read
};

/// By path, id and slug, in lower case. A path goes before an id, an id before a slug.
using Index = std::map<std::string, Found, std::less<>>;

Index articles_by_name(const ReviewOptions& options, const KnowledgeBase& kb) {
    Problems problems;
    const Scan scan = scan_folder(options.root, kb, problems);
    const ArticleLoader loader(options.root, kb, options.today);
    std::array<Index, 3> by;
    std::mutex mutex;
    for_each_in_parallel(scan.files.size(), all_processors(), [&](std::size_t, std::size_t i) {
        const auto loaded = loader.load(scan.files[i].path);
        if (!loaded.article)
            return;
        const Article& article = *loaded.article;
        const Found found{article.path, article.content_hash};
        const std::lock_guard lock(mutex);
        by[0].emplace(lower_ascii(article.path), found);
        by[1].emplace(lower_ascii(article.id), found);
        by[2].emplace(lower_ascii(article.slug), found);
    });
    Index all = std::move(by[0]);
    all.merge(by[1]);
    all.merge(by[2]);
    return all;
}

/// Writes beside the file first: a power cut leaves the old text or the new one. A link stays one.
void replace_file(const std::filesystem::path& named, const std::string& text) {
    const auto file = std::filesystem::canonical(named);
    auto beside = file;
    beside += ".reviewing";
    {
        std::ofstream out(beside, std::ios::binary | std::ios::trunc);
        out << text;
        out.flush();
        if (!out)
            throw std::system_error(errno, std::generic_category(), beside.string());
    }
    std::filesystem::permissions(beside, std::filesystem::status(file).permissions());
    sync_file(beside);
    std::filesystem::rename(beside, file);
    sync_folder(file.parent_path());
}

std::string stamp(const ReviewOptions& options, const KnowledgeBase& kb, const Found& found) {
    const auto file = options.root / found.path;
    std::string why;
    const auto text = read_bytes(file, kLargestFile, why);
    if (!text)
        return why;
    const auto stamped = with_stamp(*text, {.on = options.on, .by = options.by, .hash = found.hash},
                                    kb.field_spellings);
    if (!stamped)
        return "its front matter cannot be edited line by line; write the stamp by hand";
    try {
        if (*stamped != *text)
            replace_file(file, *stamped);
    } catch (const std::exception& error) {
        return fmt::format("it could not be written: {}", error.what());
    }
    return {};
}

}  // namespace

std::vector<Reviewed> review_articles(const ReviewOptions& options) {
    Problems problems;
    const KnowledgeBase kb =
        load_knowledge_base(options.root, options.config_file, false, problems);
    const Index articles = articles_by_name(options, kb);
    std::vector<Reviewed> all;
    for (const std::string& name : options.names) {
        Reviewed one{.name = name, .path = {}, .trouble = {}};
        if (const auto found = articles.find(lower_ascii(name)); found != articles.end()) {
            one.path = found->second.path;
            one.trouble = stamp(options, kb, found->second);
        } else {
            one.trouble = "there is no such article";
        }
        all.push_back(std::move(one));
    }
    return all;
}

}  // namespace firstline
