#include <array>
#include <string_view>
#include <unordered_map>

#include <fmt/format.h>

#include "indexer/article/article_loader.h"
#include "indexer/article/paths.h"

namespace firstline {

namespace {

struct Claim {
    std::string path;
    std::string_view kind;
};

class Namespace {
public:
    /// The first to ask for a name has it.
    void claim(const std::string& text, const std::string& path, std::string_view kind) {
        const std::string name = url_name(text).value_or(text);
        const auto [holder, is_new] = claims_.try_emplace(name, Claim{path, kind});
        if (is_new || holder->second.path == path)
            return;
        problems_.push_back({path, 1, Severity::error, "name-clash",
                             fmt::format("the {} `{}` is also the {} of {}, which keeps it", kind,
                                         text, holder->second.kind, holder->second.path)});
    }

    Problems take() { return std::move(problems_); }

private:
    std::unordered_map<std::string, Claim> claims_;
    Problems problems_;
};

}  // namespace

Problems find_name_clashes(const std::vector<Names>& all) {
    Namespace names;
    for (const auto& article : all)
        names.claim(article.slug, article.path, "slug");
    for (const auto& article : all)
        names.claim(article.id, article.path, "id");
    for (const auto& article : all)
        for (const auto& old : article.redirect_from)
            names.claim(old, article.path, "redirect");
    return names.take();
}

}  // namespace firstline
