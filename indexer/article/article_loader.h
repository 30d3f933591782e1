#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "indexer/article/article.h"
#include "indexer/article/knowledge_base.h"
#include "indexer/article/problem.h"

namespace firstline {

/// Reads the settings of the knowledge base at `root`. `config_file` replaces its `_kb.yml` when
/// given. Damaged files are reported and read as far as possible.
/// Throws std::runtime_error if `root` is not a readable folder or `config_file` cannot be read.
KnowledgeBase load_knowledge_base(const std::filesystem::path& root,
                                  const std::optional<std::filesystem::path>& config_file,
                                  bool everything_public, Problems& problems);

/// What the file system said of a file: enough to tell that it has not been touched.
struct FileStamp {
    std::int64_t modified_ns = 0;  ///< mtime since the epoch
    std::int64_t changed_ns = 0;   ///< ctime since the epoch
    std::uint64_t size = 0;

    friend auto operator<=>(const FileStamp&, const FileStamp&) = default;
};

/// A Markdown file that may be an article.
struct FoundFile {
    std::string path;  ///< below the root, forward slashes
    FileStamp stamp;
};

struct LeftOut {
    std::string path;
    std::string reason;  ///< `fragment`, `readme`, `hidden`, `outside the knowledge base`, ...
};

struct Scan {
    std::vector<FoundFile> files;  ///< sorted by path
    std::vector<LeftOut> left_out;
    /// Stamps of what articles depend on beside their own text: `_defaults.yml` and fragments.
    std::map<std::string, FileStamp> supporting;
};

/// Walks the folder. Links are followed only to what lies inside `root`, and no file twice.
Scan scan_folder(const std::filesystem::path& root, const KnowledgeBase& kb, Problems& problems);

struct LoadedArticle {
    std::optional<Article> article;  ///< absent: this file cannot be an article; problems say why
    Problems problems;
    /// Files below the root whose change changes this article: `_defaults.yml` of its folders
    /// (also those that do not exist yet are implied), fragments, images whose size it states, and
    /// of an article that it includes what decides that one's audience.
    std::vector<std::string> depends_on;
};

/// Who looks at a text that is not on disk yet.
struct PreviewReader {
    Standing standing = Standing::anyone;
    std::vector<std::string> groups;  ///< that they are in, lower case
};

/// What a file would hold.
struct ProposedText {
    std::string path;  ///< below the root; there need be no such file
    std::string text;
    bool is_new = false;                 ///< a file that is there already is another one's
    std::vector<std::string> new_files;  ///< that come with it, as paths below the root
    /// Absent: somebody who may read everything. Others are shown no word of what they may not
    /// read, nor whether it is there: neither other articles nor fragments, unless the present text
    /// of this file includes them.
    std::optional<PreviewReader> reader;
};

/// Turns one file into an article. Safe to call from several threads at once; remembers
/// `_defaults.yml` files, so make a new one for each run.
class ArticleLoader {
public:
    /// `today` decides which dates lie in the future. `kb` must outlive the loader.
    ArticleLoader(const std::filesystem::path& root, const KnowledgeBase& kb, Date today);
    ~ArticleLoader();
    ArticleLoader(const ArticleLoader&) = delete;
    ArticleLoader& operator=(const ArticleLoader&) = delete;

    /// Never throws for what a file holds; an unreadable file is a problem. Of very many problems
    /// the first 200 are kept.
    LoadedArticle load(const std::string& path) const;

    /// As load(), of a text that is proposed. Call it but once, and load() no more after it.
    LoadedArticle load_proposed(const ProposedText& proposed) const;

private:
    LoadedArticle load_all(const std::string& path) const;
    LoadedArticle load_text(const std::string& path, const std::string& text) const;

    struct State;
    std::unique_ptr<State> state_;
};

/// Problems between articles: ids, slugs and redirects that name two of them (errors that name both
/// files).
struct Names {
    std::string path;
    std::string id;
    std::string slug;
    std::vector<std::string> redirect_from;
};
Problems find_name_clashes(const std::vector<Names>& all);

}  // namespace firstline
