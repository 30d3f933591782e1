#include "indexer/article/article_loader.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "indexer/article/article_body.h"
#include "indexer/article/audience_rules.h"
#include "indexer/article/field_table.h"
#include "indexer/article/front_matter.h"
#include "indexer/article/knowledge_files.h"
#include "indexer/article/paths.h"
#include "indexer/article/read_file.h"
#include "indexer/text/characters.h"
#include "indexer/text/tokens.h"

namespace firstline {

namespace {

constexpr std::size_t kLargestArticle = std::size_t{4} << 20U;

/// More than a person would read; problems are kept with their article.
constexpr std::size_t kMostProblems = 200;

/// `_defaults.yml` of all folders above a file, nearest first.
std::vector<std::string> defaults_above(const std::string& path) {
    std::vector<std::string> files;
    for (std::string folder = folder_of(path);; folder = folder_of(folder)) {
        files.push_back(folder.empty() ? "_defaults.yml" : folder + "/_defaults.yml");
        if (folder.empty())
            return files;
    }
}

/// Appends, sorted, what is not among `files` yet.
void add_missing(std::vector<std::string> more, std::vector<std::string>& files) {
    std::sort(more.begin(), more.end());
    for (auto& file : more)
        if (std::find(files.begin(), files.end(), file) == files.end())
            files.push_back(std::move(file));
}

/// Of damaged fields nobody knows what they said of readers; they must not open anything. Those
/// that named a group or a state that was not understood are for writers only.
Audience narrowed_by_damage(Audience audience, const YamlValue& fields, const std::string& text) {
    audience.standing = std::max(audience.standing, Standing::agents);
    const std::string lower = lower_ascii(text);
    for (const auto* const key : {"audience", "restrict_to_groups", "state", "draft", "hide"})
        if (lower.find(std::string(key) + ':') != std::string::npos && fields.find(key) == nullptr)
            audience.standing = Standing::writers;
    if (text.empty())
        audience.standing = Standing::writers;
    return audience;
}

void set_names(Article& article) {
    if (article.id.empty())
        article.id = without_md(article.path);
    if (article.slug.empty())
        article.slug = without_md(to_lower(article.path));
    std::erase(article.redirect_from, article.slug);
}

struct Report {
    const std::string& path;
    Problems& problems;

    void operator()(Severity severity, const char* code, const char* message) const {
        problems.push_back({path, 1, severity, code, message});
    }
};

void keep_first(Problems& problems, const std::string& path) {
    if (problems.size() <= kMostProblems)
        return;
    const auto more = problems.size() - kMostProblems;
    problems.resize(kMostProblems);
    problems.push_back({path, 1, Severity::warning, "more-problems",
                        fmt::format("this file has {} more problems", more)});
}

}  // namespace

struct ArticleLoader::State {
    KnowledgeFiles files;
    const KnowledgeBase& kb;
    Date today;

    State(const std::filesystem::path& root, const KnowledgeBase& settings, Date day)
        : files(root), kb(settings), today(day) {}

    /// The text of a file that may be an article.
    std::optional<std::string> text_at(const std::string& path, Problems& problems) const {
        const Report report{path, problems};
        if (!files.is_inside(path)) {
            report(Severity::error, "unreadable", "this file lies outside the knowledge base");
            return std::nullopt;
        }
        auto text = read_text(files.root() / path, path, kLargestArticle, problems);
        if (text && trimmed(*text).empty()) {
            report(Severity::error, "empty", "this file is empty");
            return std::nullopt;
        }
        return text;
    }

    /// Everything that the head and the folders above say.
    Article read_head(const std::string& path, const FrontMatter& front,
                      const std::vector<std::string>& defaults_files, Problems& problems) {
        std::vector<std::shared_ptr<const InheritedFields>> inherited;
        FieldReading reading{kb, today, {{&front.fields, path}}};
        for (const auto& file : defaults_files) {
            if (auto defaults = files.defaults_at(file)) {
                reading.sources.push_back({&defaults->fields, file});
                inherited.push_back(std::move(defaults));
            }
        }
        report_unknown_keys(reading.sources.front(), kb, problems);
        auto values = read_fields(reading, problems);
        auto& article = values.article;
        article.path = path;
        article.audience = declared_audience(values.audience, kb, path, problems);
        if (front.broken)
            article.audience =
                narrowed_by_damage(std::move(article.audience), front.fields, front.text);
        for (const auto& defaults : inherited)
            if (defaults->broken)
                article.audience = narrowed_by_damage(std::move(article.audience), defaults->fields,
                                                      defaults->text);
        article.audience = narrowed_by(article.state, std::move(article.audience));
        set_names(article);
        return std::move(article);
    }

    /// Whether a reader may see that there is this file, and what it says. `included` are the
    /// fragments that they have read already.
    bool may_see(const std::string& path, const PreviewReader& reader,
                 const std::vector<std::string>& included) {
        if (!path.ends_with(".md"))
            return true;
        if (!why_no_article(path, kb).empty())
            return std::find(included.begin(), included.end(), path) != included.end();
        Problems reported_there;
        const auto text = text_at(path, reported_there);
        const auto front = read_front_matter(text.value_or(""), path, reported_there);
        const Audience audience =
            read_head(path, front, defaults_above(path), reported_there).audience;
        const auto is_in = [&](const std::string& group) {
            return std::find(reader.groups.begin(), reader.groups.end(), group) !=
                   reader.groups.end();
        };
        return reader.standing >= audience.standing &&
               (audience.groups.empty() ||
                std::any_of(audience.groups.begin(), audience.groups.end(), is_in));
    }

    /// Withholds an article that not everybody may read who reads `article`. What the decision
    /// rests on is added to `depends_on`.
    void check_audience(Fragment& fragment, const Article& article,
                        std::vector<std::string>& depends_on) {
        const std::string path = files.real_path(fragment.path);
        if (path == article.path || !why_no_article(path, kb).empty())
            return;
        const auto defaults = defaults_above(path);
        depends_on.push_back(fragment.path);
        depends_on.insert(depends_on.end(), defaults.begin(), defaults.end());
        Problems reported_there;
        const auto text = text_at(path, reported_there);
        const auto front = read_front_matter(text.value_or(""), path, reported_there);
        const Audience audience = read_head(path, front, defaults, reported_there).audience;
        if (!may_all_read(article.audience, audience))
            fragment.withheld = fmt::format("{} is for {}, and this article is for {}", path,
                                            people_of(audience), people_of(article.audience));
    }
};

ArticleLoader::ArticleLoader(const std::filesystem::path& root, const KnowledgeBase& kb, Date today)
    : state_(std::make_unique<State>(root, kb, today)) {}

ArticleLoader::~ArticleLoader() = default;

LoadedArticle ArticleLoader::load(const std::string& path) const {
    auto loaded = load_all(path);
    keep_first(loaded.problems, path);
    return loaded;
}

LoadedArticle ArticleLoader::load_proposed(const ProposedText& proposed) const {
    const std::string& path = proposed.path;
    FileIndex& index = state_->files.index();
    if (proposed.reader) {
        std::vector<std::string> included;
        if (!proposed.is_new && index.find(path) != nullptr)
            if (auto present = load_all(path); present.article)
                included = std::move(present.article->includes);
        index.hide([this, reader = *proposed.reader, included, path](const std::string& file) {
            return file != path && !state_->may_see(file, reader, included);
        });
    }
    for (const std::string& file : proposed.new_files)
        index.add(file);
    index.add(path);
    LoadedArticle loaded;
    if (const auto text = valid_text(proposed.text, path, kLargestArticle, loaded.problems)) {
        if (trimmed(*text).empty())
            Report{path, loaded.problems}(Severity::error, "empty", "this file is empty");
        else
            loaded = load_text(path, *text);
    }
    keep_first(loaded.problems, path);
    return loaded;
}

LoadedArticle ArticleLoader::load_all(const std::string& path) const {
    Problems problems;
    const auto text = state_->text_at(path, problems);
    if (text)
        return load_text(path, *text);
    return {std::nullopt, std::move(problems), defaults_above(path)};
}

LoadedArticle ArticleLoader::load_text(const std::string& path, const std::string& text) const {
    LoadedArticle loaded;
    const Report report{path, loaded.problems};
    loaded.depends_on = defaults_above(path);
    const auto front = read_front_matter(text, path, loaded.problems);
    auto article = state_->read_head(path, front, loaded.depends_on, loaded.problems);
    std::vector<std::string> depends_on;
    const FindFragment find = [&](const std::string& from, const std::string& target,
                                  std::string& why) {
        auto fragment = state_->files.find_fragment(from, target, why);
        if (fragment)
            state_->check_audience(*fragment, article, depends_on);
        return fragment;
    };
    read_body({front.body, front.body_line, state_->kb, state_->files, find}, article,
              loaded.problems);
    for (const auto* files : {&article.includes, &article.sized_images})
        depends_on.insert(depends_on.end(), files->begin(), files->end());
    add_missing(depends_on, loaded.depends_on);
    if (article.title.empty()) {
        report(Severity::error, "no-title", "there is neither a `title` nor a heading `# ...`");
        return loaded;
    }
    if (!front.present)
        report(Severity::warning, "no-front-matter",
               "there is no front matter; the first heading is the title");
    loaded.article = std::move(article);
    return loaded;
}

}  // namespace firstline
