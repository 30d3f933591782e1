#include "indexer/checks/collection.h"

#include <algorithm>

#include "indexer/article/paths.h"
#include "indexer/text/characters.h"

namespace firstline {

namespace {

const CheckedArticle* found_in(const std::unordered_map<std::string, std::size_t>& map,
                               const std::string& name,
                               const std::vector<CheckedArticle>& articles) {
    const auto found = map.find(name);
    return found == map.end() ? nullptr : &articles[found->second];
}

}  // namespace

const CheckedArticle* Collection::at_path(const std::string& path) const {
    return found_in(by_path, path, articles);
}

const CheckedArticle* Collection::named(const std::string& id_or_slug) const {
    const auto* const found = found_in(by_name, id_or_slug, articles);
    const auto name = url_name(id_or_slug);
    return found == nullptr && name ? found_in(by_name, *name, articles) : found;
}

std::vector<const CheckedArticle*> Collection::led_to_by(const CheckedArticle& from) const {
    std::vector<const CheckedArticle*> led_to;
    const auto add = [&](const CheckedArticle* to) {
        if (to != nullptr && to != &from)
            led_to.push_back(to);
    };
    for (const auto& link : from.article.links)
        add(at_path(link.resolved));
    for (const auto& name : from.article.related)
        add(named(name));
    add(named(from.article.redirect_to));
    add(named(from.article.translation_of));
    std::sort(led_to.begin(), led_to.end());
    led_to.erase(std::unique(led_to.begin(), led_to.end()), led_to.end());
    return led_to;
}

bool is_in_use(const Article& article) {
    return article.state == State::validated || article.state == State::unvalidated;
}

int line_of_field(const CheckedArticle& checked, std::initializer_list<std::string_view> keys) {
    const std::string_view source = checked.source;
    std::size_t at = 0;
    for (int line = 1; line < checked.body_line && at < source.size(); ++line) {
        const auto end = std::min(source.find('\n', at), source.size());
        const std::string key = lower_ascii(source.substr(at, end - at));
        for (const auto wanted : keys)
            if (key.starts_with(wanted) && key.substr(wanted.size()).starts_with(':'))
                return line;
        at = end + 1;
    }
    return 1;
}

int line_of(const CheckedArticle& checked, const Link& link) {
    // A paragraph's links may all carry the line on which it begins.
    constexpr int kLinesOfParagraph = 40;
    for (const auto& line : checked.lines)
        if (line.number >= link.line && line.number < link.line + kLinesOfParagraph &&
            line.text.find(link.target) != std::string_view::npos)
            return line.number;
    return checked.article.includes.empty() ? link.line : 1;
}

}  // namespace firstline
