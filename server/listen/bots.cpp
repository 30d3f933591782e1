#include "server/listen/bots.h"

#include <algorithm>
#include <array>

#include "indexer/text/characters.h"

namespace firstline {

namespace {

constexpr auto kSigns = std::to_array<std::string_view>(
    {"bot",     "crawl",    "spider",     "slurp",  "curl/",       "wget/",
     "python",  "java/",    "go-http",    "okhttp", "monitor",     "uptime",
     "pingdom", "probe",    "preview",    "scrapy", "libwww-perl", "facebookexternalhit",
     "axios",   "exporter", "httpclient", "zabbix", "node-fetch",  "apachebench",
     "postman", "whatsapp", "prometheus", "httpie"});
/// Programs of which the first word is all that tells.
constexpr auto kNames = std::to_array<std::string_view>({"ruby", "perl", "php"});
/// Makes telephones.
constexpr std::string_view kNoBot = "cubot";

}  // namespace

bool is_bot(std::string_view user_agent) {
    std::string lower = lower_ascii(user_agent);
    for (auto at = lower.find(kNoBot); at != std::string::npos; at = lower.find(kNoBot, at))
        lower.erase(at, kNoBot.size());
    return trimmed(lower).empty() ||
           std::any_of(kNames.begin(), kNames.end(),
                       [&](std::string_view name) { return lower.starts_with(name); }) ||
           std::any_of(kSigns.begin(), kSigns.end(), [&](std::string_view sign) {
               return lower.find(sign) != std::string::npos;
           });
}

}  // namespace firstline
