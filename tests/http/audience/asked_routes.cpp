#include "tests/http/audience/asked_routes.h"

#include <utility>

#include "server/pages/links.h"
#include "tests/http/audience/mixed_kb.h"

namespace firstline {

namespace {

/// What finds public articles, beside which others could show.
std::vector<std::string> plain_queries() {
    return {"",           "printer", "paper jam", "paper stuck",  "pull the paper out",
            "0x80070005", "zq",      "p",         "printre papr", "how do I print"};
}

/// What people type when they look for the markers, and the others.
std::vector<std::string> queries() {
    std::vector<std::string> all = plain_queries();
    for (const std::string& word : all_markers()) {
        std::string misspelt = word;
        std::swap(misspelt[4], misspelt[5]);
        for (const std::string& query :
             {word, misspelt, word.substr(0, word.size() - 3), "printer " + word})
            all.push_back(query);
    }
    return all;
}

std::vector<std::string> with_each(const std::vector<std::string>& queries,
                                   const std::string& start) {
    std::vector<std::string> targets;
    for (const std::string& query : queries)
        targets.push_back(start + encode_component(query));
    return targets;
}

std::vector<std::string> with_facets(const std::string& start) {
    std::vector<std::string> targets;
    for (const char* facet : {"product", "type", "tag"})
        for (const std::string& word : all_markers())
            targets.push_back(start + "&" + facet + "=" + word);
    return targets;
}

/// All names by which the articles of others could be asked for.
std::vector<std::string> with_names(const std::string& start) {
    std::vector<std::string> targets{start + "printers/jam", start + "KB1"};
    for (const Readership& audience : other_audiences()) {
        const std::string path = "printers/" + audience.name + "/" + marker(audience, "path");
        for (const std::string& name :
             {"printers/" + marker(audience, "slug"), marker(audience, "id"), path, path + ".md",
              "old/" + marker(audience, "redirect"), "new/" + marker(audience, "leads"),
              "PRINTERS/" + marker(audience, "slug") + "/"})
            targets.push_back(start + name);
    }
    return targets;
}

std::vector<std::string> with_files(const std::string& start) {
    std::vector<std::string> targets{start + "printers/media/tray.png"};
    for (const Readership& audience : other_audiences())
        for (const std::string& file :
             {marker(audience, "image") + ".png", marker(audience, "attachment") + ".pdf",
              marker(audience, "path") + ".md"})
            targets.push_back(start + "printers/" + audience.name + "/" + file);
    return targets;
}

std::vector<Asked> gets(const std::vector<std::string>& targets) {
    std::vector<Asked> asked;
    for (const std::string& target : targets)
        asked.push_back({"GET", target});
    return asked;
}

const std::string kFormKey(43, 'k');

/// Beside a subject that finds what everybody may read.
std::vector<Asked> written_in_forms(const std::vector<std::string>& texts) {
    std::vector<Asked> asked;
    for (const std::string& text : texts)
        asked.push_back({"POST", "/api/v1/suggestions",
                         R"({"subject": "The printer has a paper jam", "text": ")" + text + "\"}"});
    return asked;
}

/// A word that not everybody may know: typed, in a ticket about what everybody may read, and as
/// what each result must hold.
std::vector<Asked> pasted(const std::vector<std::string>& texts) {
    std::vector<Asked> asked;
    for (const std::string& text : texts)
        for (const std::string& body :
             {R"({"text": ")" + text + R"("})",
              R"({"text": "Hello,\nthe printer has a paper jam.\n)" + text + R"(\nJane"})",
              R"({"text": "printer", "pinned": [")" + text + R"("]})"})
            asked.push_back({"POST", "/api/v1/match", body, true});
    return asked;
}

/// A form sent about each of the articles that somebody may not read, and about one that all may.
std::vector<Asked> forms_about(const char* target, const std::string& fields) {
    std::vector<Asked> asked;
    for (const std::string& name : with_names(""))
        asked.push_back({"POST", target, fields + encode_component(name), true});
    return asked;
}

/// Texts that would show the articles of others, or link to them.
std::vector<Asked> previews_naming() {
    std::vector<Asked> asked;
    for (const std::string& name : with_names(""))
        for (const std::string& text : {"[!INCLUDE [it](" + name + ")]", "[it](" + name + ")",
                                        "[!INCLUDE [it](/" + name + ")]"})
            asked.push_back(
                {"POST", "/api/v1/preview",
                 R"({"path": "drafts/mine.md", "text": "---\ntitle: Mine\naudience: [hr]\nstate: draft\n---\n\n)" +
                     text + "\"}",
                 true});
    for (const std::string& name : with_names(""))
        asked.push_back(
            {"POST", "/api/v1/preview", R"({"text": "x", "article": ")" + name + "\"}", true});
    return asked;
}

std::vector<Asked> texts_in(const char* target, const std::vector<std::string>& texts) {
    std::vector<Asked> asked;
    for (const std::string& text : texts)
        asked.push_back({"POST", target, "text=" + encode_component(text), true});
    return asked;
}

std::vector<Asked> links_to() {
    std::vector<Asked> asked;
    for (const std::string& name : with_names(""))
        asked.push_back(
            {"POST", "/api/v1/links", R"({"ticket":"T-1","article":")" + name + "\"}", true});
    return asked;
}

std::vector<Asked> events_about() {
    std::vector<Asked> asked;
    for (const std::string& name : with_names(""))
        asked.push_back({"POST", "/api/v1/events",
                         R"([{"kind":"dwell","seconds":5,"article":")" + name + "\"}]", true});
    return asked;
}

std::vector<std::string> joined(const std::vector<std::vector<std::string>>& parts) {
    std::vector<std::string> all;
    for (const auto& part : parts)
        all.insert(all.end(), part.begin(), part.end());
    return all;
}

/// `text` without what stands between `begin` and the next `end`, wherever that is.
std::string without(std::string text, std::string_view begin, std::string_view end) {
    for (auto at = text.find(begin); at != std::string::npos; at = text.find(begin, at + 1)) {
        const std::size_t from = at + begin.size();
        text.erase(from, text.find_first_of(end, from) - from);
    }
    return text;
}

}  // namespace

std::map<std::string, std::vector<Asked>> asked_by_route() {
    const auto all = queries();
    const auto plain = plain_queries();
    const auto post = [](const char* path) { return std::vector<Asked>{{"POST", path}}; };
    return {
        {"GET /", gets({"/"})},
        {"GET /search",
         gets(joined({with_each(all, "/search?q="), with_each(plain, "/search?part=1&q="),
                      with_each(plain, "/search?as_typed=1&q="),
                      with_each(plain, "/search?ops=1&explain=1&q="), with_facets("/search?q=")}))},
        {"GET /a/{rest}", gets(with_names("/a/"))},
        {"GET /help", gets(joined({with_each(plain, "/help?q="), with_names("/help?from=")}))},
        {"POST /help", forms_about("/help", "key=" + kFormKey + "&subject=paper&article=")},
        {"GET /help/review", gets({"/help/review?draft=" + kFormKey})},
        {"POST /help/send", {{"POST", "/help/send", "key=" + kFormKey, true}}},
        {"GET /ticket/{rest}", gets({"/ticket/none"})},
        {"POST /ticket/solved", {{"POST", "/ticket/solved", "ticket=none&answer=yes", true}}},
        {"GET /incidents/{rest}", gets({"/incidents/none"})},
        {"POST /incidents/join", {{"POST", "/incidents/join", "incident=none", true}}},
        {"POST /vote", forms_about("/vote", "answer=no&article=")},
        {"POST /vote/more", {{"POST", "/vote/more", "vote=none&reason=step", true}}},
        {"POST /api/v1/events", events_about()},
        {"GET /agent", gets({"/agent", "/agent?ticket=FL-7KQ2-9DTM"})},
        {"POST /agent", texts_in("/agent", all)},
        {"GET /agent/panel", gets({"/agent/panel"})},
        {"POST /agent/panel", texts_in("/agent/panel", plain)},
        {"GET /agent/ticket", gets({"/agent/ticket"})},
        {"POST /agent/ticket", post("/agent/ticket")},
        {"POST /agent/draft", texts_in("/agent/draft", plain)},
        {"POST /agent/draft/download", texts_in("/agent/draft/download", {"text"})},
        {"POST /reviewed", forms_about("/reviewed", "article=")},
        {"POST /api/v1/links", links_to()},
        {"GET /agent/mine", gets({"/agent/mine"})},
        {"POST /used", forms_about("/used", "article=")},
        {"GET /flag/{rest}", gets(with_names("/flag/"))},
        {"POST /flag", forms_about("/flag", "reason=wrong&article=")},
        {"GET /flags", gets(joined({{"/flags"}, with_names("/flags?article=")}))},
        {"POST /flags/answer", {{"POST", "/flags/answer", "flag=1&do=mended", true}}},
        {"GET /edit", gets({"/edit?new=1", "/edit?again=1", "/edit?both=1"})},
        {"GET /edit/{rest}", gets(with_names("/edit/"))},
        {"POST /edit",
         forms_about("/edit", "do=propose&why=x&text=x&base=&key=" + kFormKey + "&article=")},
        {"GET /proposals", gets({"/proposals", "/proposals?own=1"})},
        {"GET /proposals/{rest}", gets({"/proposals/1"})},
        {"POST /proposals/{rest}", {{"POST", "/proposals/1", "do=reject&word=no", true}}},
        {"GET /proposal-files/{rest}", gets({"/proposal-files/1"})},
        {"POST /api/v1/preview", previews_naming()},
        {"POST /api/v1/proposal-files",
         {{"POST", "/api/v1/proposal-files?key=" + kFormKey, "{}", true}}},
        {"GET /writer", gets({"/writer", "/writer?view=all", "/writer?reason=links"})},
        {"GET /writer/gaps", gets({"/writer/gaps"})},
        {"POST /writer/gaps", {{"POST", "/writer/gaps", "topic=none&reason=x", true}}},
        {"POST /writer/gaps/alias", forms_about("/writer/gaps/alias", "topic=none&article=")},
        {"POST /writer/aliases", {{"POST", "/writer/aliases", "pair=1&do=add", true}}},
        {"GET /writer/publish/{rest}", gets(with_names("/writer/publish/"))},
        {"POST /writer/publish/{rest}", {{"POST", "/writer/publish/KB1", "then=public", true}}},
        {"GET /writer/retire/{rest}", gets(with_names("/writer/retire/"))},
        {"POST /writer/retire/{rest}",
         {{"POST", "/writer/retire/KB1", "target=none&reason=old", true}}},
        {"POST /writer/assign", forms_about("/writer/assign", "owner=print&id=")},
        {"GET /writer/failing", gets({"/writer/failing"})},
        {"GET /writer/trends", gets({"/writer/trends"})},
        {"GET /writer/article/{rest}", gets(with_names("/writer/article/"))},
        {"GET /writer/compare", gets(with_names("/writer/compare?a=KB1&b="))},
        {"GET /writer.csv", gets({"/writer.csv"})},
        {"GET /writer.atom", gets({"/writer.atom", "/writer.atom?owner=-"})},
        {"GET /api/v1/writer", gets({"/api/v1/writer"})},
        {"GET /insight", gets({"/insight"})},
        {"GET /insight.csv", gets({"/insight.csv"})},
        {"GET /api/v1/insight", gets({"/api/v1/insight"})},
        {"GET /sample", gets({"/sample"})},
        {"POST /sample", post("/sample")},
        {"POST /api/v1/desk/tickets", {{"POST", "/api/v1/desk/tickets", "{}"}}},
        {"POST /api/v1/desk/incidents", {{"POST", "/api/v1/desk/incidents", "{}"}}},
        {"GET /sign-in", gets({"/sign-in", "/sign-in?to=/a/printers/jam"})},
        {"POST /sign-in", post("/sign-in")},
        {"POST /sign-out", post("/sign-out")},
        {"GET /account", gets({"/account"})},
        {"POST /account/sessions", post("/account/sessions")},
        {"POST /account/sign-out-all", post("/account/sign-out-all")},
        {"POST /account/password", post("/account/password")},
        {"GET /files/{rest}", gets(with_files("/files/"))},
        {"GET /static/{rest}", gets({"/static/app.css", "/static/app.js"})},
        {"GET /favicon.ico", gets({"/favicon.ico"})},
        {"GET /opensearch.xml", gets({"/opensearch.xml"})},
        {"GET /sitemap.xml", gets({"/sitemap.xml"})},
        {"GET /robots.txt", gets({"/robots.txt"})},
        {"GET /api/v1/search", gets(joined({with_each(all, "/api/v1/search?explain=1&q="),
                                            with_each(plain, "/api/v1/search?limit=1&offset=1&q="),
                                            with_each(plain, "/api/v1/search?limit=0&q="),
                                            with_facets("/api/v1/search?q=printer")}))},
        {"GET /api/v1/suggest", gets(joined({with_each(all, "/api/v1/suggest?q="),
                                             with_each(plain, "/api/v1/suggest?limit=20&q=")}))},
        {"POST /api/v1/suggestions", written_in_forms(all)},
        {"POST /api/v1/match", pasted(all)},
        {"OPTIONS /api/v1/suggestions", {{"OPTIONS", "/api/v1/suggestions"}}},
        {"GET /api/v1/articles/{rest}", gets(with_names("/api/v1/articles/"))},
        {"GET /api/v1/opensearch-suggest", gets(with_each(plain, "/api/v1/opensearch-suggest?q="))},
        {"GET /openapi.json", gets({"/openapi.json"})},
        {"GET /healthz", gets({"/healthz"})},
        {"GET /readyz", gets({"/readyz"})},
        {"GET /metrics", gets({"/metrics"})},
    };
}

std::vector<Asked> all_asked() {
    std::vector<Asked> all = gets(joined({with_names("/"), with_names("/none/")}));
    for (const auto& [route, asked] : asked_by_route())
        all.insert(all.end(), asked.begin(), asked.end());
    return all;
}

std::string comparable(const Received& answer) {
    std::string text = std::to_string(answer.status) + "\n";
    for (const auto& [name, value] : answer.headers)
        if (name != "etag" && name != "content-length" && name != "set-cookie")
            text += name + ": " + value + "\n";
    text += answer.body;
    for (const auto& [begin, end] :
         {std::pair{"\"took_ms\":", ",}"}, std::pair{"name=\"form_token\" value=\"", "\""},
          std::pair{"name=\"key\" value=\"", "\""}, std::pair{"?vote=", "#"}})
        text = without(std::move(text), begin, end);
    return text;
}

}  // namespace firstline
