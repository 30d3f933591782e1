#include "server/search/name_lookup.h"

#include <array>

#include "indexer/format/schema.h"
#include "indexer/format/terms.h"
#include "indexer/text/web_url.h"

namespace firstline {

namespace {

constexpr std::array kPrefixes{schema::kSlugName, schema::kIdName, schema::kPathName,
                               schema::kOldName};

std::optional<Xapian::docid> named(const Xapian::Database& articles, const std::string& folded) {
    for (const auto prefix : kPrefixes) {
        std::optional<Xapian::docid> first;
        std::string first_path;
        const std::string name = term(prefix, folded);
        for (auto it = articles.postlist_begin(name); it != articles.postlist_end(name); ++it) {
            std::string path = articles.get_document(*it).get_value(schema::kPathSlot);
            if (!first || path < first_path) {
                first = *it;
                first_path = std::move(path);
            }
        }
        if (first)
            return first;
    }
    return std::nullopt;
}

/// The slug of the article that `name` leads to, if this viewer may read it.
std::optional<std::string> slug_of(std::string_view name, const OpenIndex& index) {
    const auto document = document_named(name, index);
    if (!document)
        return std::nullopt;
    return decode_record(index.articles.get_document(*document).get_data()).slug;
}

/// Where `name` leads this viewer, by way of what was retired in turn: a slug or an outer address,
/// empty for nowhere.
std::string end_of(std::string name, const OpenIndex& index) {
    // More than anybody retires one after the other; a circle ends here, too.
    constexpr int kMostSteps = 16;
    for (int step = 0; step < kMostSteps; ++step) {
        if (is_web_url(name))
            return name;
        if (auto slug = slug_of(name, index))
            return std::move(*slug);
        const std::string folded = folded_name(name);
        const auto document = folded.empty() ? std::nullopt : named(index.archived, folded);
        if (!document)
            return {};
        name = decode_record(index.archived.get_document(*document).get_data()).redirect_to;
    }
    return {};
}

Found retired(Xapian::docid document, const OpenIndex& index) {
    Found found;
    found.archived = decode_record(index.archived.get_document(document).get_data());
    found.target = end_of(found.archived.redirect_to, index);
    found.kind = found.target.empty() ? Found::Kind::retired : Found::Kind::moved;
    return found;
}

/// `redirections.json` names no audience, so an outer address in it is shown only to those who may
/// read what declares none.
Found redirected(const std::string& folded, const OpenIndex& index) {
    const auto& kb = index.manifest.kb;
    const auto redirection = kb.redirections.find(folded);
    if (redirection == kb.redirections.end())
        return {};
    Found found;
    if (is_web_url(redirection->second) && !index.scope.undeclared)
        return found;
    found.target = end_of(redirection->second, index);
    if (!found.target.empty())
        found.kind = Found::Kind::moved;
    return found;
}

}  // namespace

std::optional<Xapian::docid> document_named(std::string_view name, const OpenIndex& index) {
    const std::string folded = folded_name(name);
    return folded.empty() ? std::nullopt : named(index.articles, folded);
}

Found find_name(std::string_view name, const OpenIndex& index) {
    const std::string folded = folded_name(name);
    if (folded.empty())
        return {};
    if (const auto document = named(index.articles, folded)) {
        Found found;
        found.article = decode_article(index.articles.get_document(*document).get_data());
        const bool canonical = name == found.article.record.slug;
        found.kind = canonical ? Found::Kind::article : Found::Kind::moved;
        found.target = found.article.record.slug;
        return found;
    }
    if (const auto document = named(index.archived, folded))
        return retired(*document, index);
    return redirected(folded, index);
}

}  // namespace firstline
