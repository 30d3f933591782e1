#include "server/http/flagged.h"

#include <set>
#include <utility>

#include "indexer/text/characters.h"
#include "server/http/named_article.h"
#include "server/http/target.h"
#include "server/pages/links.h"
#include "server/pages/wording.h"

namespace firstline {
namespace {

constexpr std::string_view kArticles = "/a/";

std::vector<std::string> ids_in(const std::vector<Flag>& flags) {
    std::vector<std::string> ids;
    for (const Flag& flag : flags)
        for (const std::string* const id : {&flag.article, &flag.other})
            if (!id->empty())
                ids.push_back(*id);
    return ids;
}

/// `printers/jam` of `https://kb.example.com/a/printers/jam?x=1#y`.
std::string name_in(std::string_view named) {
    const auto scheme = named.find("://");
    const auto path = scheme == std::string_view::npos ? 0 : named.find('/', scheme + 3);
    if (path == std::string_view::npos)
        return {};
    const auto target = parse_target(named.substr(path, named.find('#') - path));
    if (!target || !target->path.starts_with(kArticles))
        return std::string{named};
    return target->path.substr(kArticles.size());
}

}  // namespace

RecordsById records_by_id(const std::vector<std::string>& ids, Reading& reading) {
    const std::set<std::string> once(ids.begin(), ids.end());
    RecordsById found;
    for (ArticleRecord& record : reading.records({once.begin(), once.end()})) {
        std::string id = record.id;
        found.emplace(std::move(id), std::move(record));
    }
    return found;
}

std::vector<ShownFlag> readable_flags(std::vector<Flag> flags, Reading& reading, bool and_gone) {
    const auto& owners = reading.manifest().kb.owners;
    const RecordsById records = records_by_id(ids_in(flags), reading);
    std::vector<ShownFlag> shown;
    for (Flag& flag : flags) {
        const auto record = records.find(flag.article);
        const bool gone = record == records.end();
        if (gone && !and_gone)
            continue;
        ShownFlag item;
        item.title = gone ? flag.title : record->second.title;
        item.url = gone ? std::string{} : article_url(record->second.slug);
        if (!gone && !owner_name(record->second, owners).empty())
            item.keeper = record->second.owner;
        if (const auto other = records.find(flag.other); other != records.end()) {
            item.other_title = other->second.title;
            item.other_url = article_url(other->second.slug);
        }
        item.flag = std::move(flag);
        shown.push_back(std::move(item));
    }
    return shown;
}

std::string article_meant(std::string_view named, Reading& reading) {
    const std::string name = name_in(trimmed(named));
    if (auto found = article_named(std::string{without_outer_slashes(name)}, reading))
        return found->record.id;
    return {};
}

}  // namespace firstline
