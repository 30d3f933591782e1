#include <algorithm>
#include <utility>

#include <nlohmann/json.hpp>

#include "server/http/answer_from_index.h"
#include "server/http/handlers.h"
#include "server/http/params.h"
#include "server/http/problem_reply.h"
#include "server/pages/links.h"

namespace firstline {
namespace {

/// The most that a sitemap may hold (sitemaps.org).
constexpr std::size_t kMostSitemapEntries = 50000;

/// What the health check searches for: any words do, found or not.
constexpr const char* kHealthQuery = "how do I print";

Reply text_reply(std::string text, const char* content_type) {
    Reply reply;
    reply.content_type = content_type;
    reply.body = std::move(text);
    return reply;
}

std::string base_url_needed(const Site& site, const Request& request) {
    std::string base = base_url_of(site, request);
    if (base.empty())
        throw BadRequest("This address needs a Host header with a plain host name.");
    return base;
}

std::optional<Date> last_change(const ArticleRecord& article) {
    return std::max(article.updated, article.reviewed);
}

Reply status_reply(const char* status, unsigned articles) {
    const nlohmann::ordered_json json{{"status", status}, {"articles", articles}};
    Reply reply = text_reply(json.dump(), "application/json");
    reply.headers = {{"Cache-Control", "no-store"}};
    return reply;
}

}  // namespace

Reply describe_opensearch(const Site& site, const Request& request, const std::string& /*rest*/) {
    const std::string base = base_url_needed(site, request);
    return answer_from_index(site, request, [&](Reading& reading) {
        const std::string name = escape(reading.manifest().kb.name).markup;
        return text_reply(R"(<?xml version="1.0" encoding="UTF-8"?>)"
                          "\n"
                          R"(<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">)"
                          "\n<ShortName>" +
                              name + "</ShortName>\n<Description>Search " + name +
                              "</Description>\n<InputEncoding>UTF-8</InputEncoding>\n"
                              R"(<Url type="text/html" template=")" +
                              base + R"(/search?q={searchTerms}"/>)" + "\n" +
                              R"(<Url type="application/x-suggestions+json" template=")" + base +
                              R"(/api/v1/opensearch-suggest?q={searchTerms}"/>)" +
                              "\n</OpenSearchDescription>\n",
                          "application/opensearchdescription+xml");
    });
}

Reply list_sitemap(const Site& site, const Request& request, const std::string& /*rest*/) {
    const std::string base = base_url_needed(site, request);
    return answer_from_index(site, request, [&](Reading& reading) {
        std::vector<ArticleRecord> articles = reading.listed();
        if (articles.size() > kMostSitemapEntries)
            articles.resize(kMostSitemapEntries);
        std::string xml =
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n";
        for (const ArticleRecord& article : articles) {
            xml += "<url><loc>" + escape(base + article_url(article.slug)).markup + "</loc>";
            if (const auto changed = last_change(article))
                xml += "<lastmod>" + iso_date(*changed) + "</lastmod>";
            xml += "</url>\n";
        }
        return text_reply(xml + "</urlset>\n", "application/xml");
    });
}

Reply tell_robots(const Site& site, const Request& request, const std::string& /*rest*/) {
    const std::string base = base_url_of(site, request);
    std::string text = "User-agent: *\nDisallow: /search\nDisallow: /api/\n";
    if (!base.empty())
        text += "Sitemap: " + base + "/sitemap.xml\n";
    Reply reply = text_reply(std::move(text), "text/plain; charset=utf-8");
    reply.headers = {{"Cache-Control", "no-cache"}};
    return reply;
}

Reply tell_health(const Site& site, const Request& request, const std::string& /*rest*/) {
    return site.library.ask(viewer_of(request), [](Reading& reading) {
        reading.search({.query = kHealthQuery, .limit = 1});
        return status_reply("ok", reading.articles());
    });
}

Reply tell_ready(const Site& site, const Request& request, const std::string& /*rest*/) {
    if (site.stopping())
        return problem_reply(503, "The server is about to stop.");
    return site.library.ask(viewer_of(request), [](Reading& reading) {
        return status_reply("ready", reading.articles());
    });
}

}  // namespace firstline
