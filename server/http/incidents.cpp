#include "server/http/incidents.h"

#include "server/access/secrets.h"
#include "server/search/notices.h"

namespace firstline {
namespace {

constexpr std::size_t kKeyLength = 16;

Notice notice_of(const Incident& incident) {
    return {.title = incident.title,
            .text = incident.text,
            .words = incident.words,
            .from = incident.from,
            .until = incident.until,
            .link = incident.link,
            .key = incident.key};
}

}  // namespace

std::string notice_key(const Notice& notice) {
    const auto from = notice.from ? notice.from->time_since_epoch().count() : 0;
    return "kb-" + hash_of_token(notice.title + "\n" + std::to_string(from)).substr(0, kKeyLength);
}

std::vector<Notice> open_notices(const Site& site, const KnowledgeBase& kb) {
    const auto now = site.now();
    std::vector<Notice> notices;
    if (site.listening != nullptr)
        for (const Incident& incident : site.listening->open_incidents(now))
            notices.push_back(notice_of(incident));
    for (Notice& notice : current_notices(kb, now)) {
        if (site.listening != nullptr)
            notice.key = notice_key(notice);
        notices.push_back(std::move(notice));
    }
    return notices;
}

std::vector<Notice> incidents_about(const Site& site, std::string_view text,
                                    const KnowledgeBase& kb) {
    return notices_about(text, open_notices(site, kb), kb.language);
}

}  // namespace firstline
