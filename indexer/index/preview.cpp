#include "indexer/index/preview.h"

#include <algorithm>
#include <utility>

#include <nlohmann/json.hpp>

namespace firstline {

std::string preview_json(const PreviewOptions& options) {
    Problems of_the_whole;
    const auto kb = load_knowledge_base(options.root, options.config_file,
                                        options.everything_public, of_the_whole);
    const ArticleLoader loader(options.root, kb, options.today);
    auto loaded = loader.load_proposed(options.proposed);
    std::stable_sort(loaded.problems.begin(), loaded.problems.end(),
                     [](const Problem& a, const Problem& b) { return a.line < b.line; });
    auto problems = nlohmann::json::array();
    for (const Problem& problem : loaded.problems)
        if (problem.path == options.proposed.path)
            problems.push_back({{"line", problem.line},
                                {"severity", severity_name(problem.severity)},
                                {"code", problem.code},
                                {"message", problem.message}});
    const auto& article = loaded.article;
    const nlohmann::json json{{"html", article ? article->html : ""},
                              {"title", article ? article->title : ""},
                              {"audience", article ? audience_key(article->audience) : ""},
                              {"state", article ? state_name(article->state) : ""},
                              {"settings", kb.reading_fingerprint},
                              {"problems", problems}};
    return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

PreviewReader reader_from_key(const std::string& key) {
    Audience audience = audience_from_key(key);
    return {audience.standing, std::move(audience.groups)};
}

}  // namespace firstline
