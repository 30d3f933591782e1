#include <utility>

#include "indexer/text/characters.h"
#include "server/http/article_stub.h"
#include "server/http/form.h"
#include "server/http/handlers.h"
#include "server/http/private_page.h"
#include "server/pages/stub_view.h"
#include "server/store/ticket_links.h"

namespace firstline {
namespace {

constexpr unsigned kNear = 3;

/// A file's name that every system takes.
std::string download_name(std::string_view path) {
    std::string name{path.substr(path.rfind('/') + 1)};
    for (char& c : name)
        if (!is_ascii_alnum(c) && c != '-' && c != '.')
            c = '-';
    return name.empty() || name.front() == '.' ? "new-article.md" : name.substr(0, 80);
}

}  // namespace

Reply show_stub(const Site& site, const Request& request, const std::string& /*rest*/) {
    const Target fields = fields_of(request);
    std::vector<std::string> without;
    for (const std::string_view chip : fields.all("without"))
        without.emplace_back(chip);
    const std::string text = valid_utf8(field(fields, "text"));
    return private_page(site, request, 200, [&](const Frame& frame, Reading& reading) {
        Match match = match_text(reading, {.text = text, .limit = kNear, .without = without});
        ArticleStub stub = stub_of(match.telling, match.chips, without);
        StubView view;
        view.path = std::move(stub.path);
        view.text = std::move(stub.text);
        if (std::string ticket{trimmed(field(fields, "ticket"))};
            ticket.size() <= kLongestTicketReference)
            view.ticket = std::move(ticket);
        view.near = std::move(match.results.hits);
        view.can_edit = site.source != nullptr && site.listening != nullptr;
        return stub_page(site.pages, frame, view);
    });
}

Reply download_stub(const Site& /*site*/, const Request& request, const std::string& /*rest*/) {
    const Target fields = fields_of(request);
    Reply reply;
    reply.content_type = "text/markdown; charset=utf-8";
    reply.body = valid_utf8(field(fields, "text"));
    std::erase(reply.body, '\r');
    reply.headers = {{"Content-Disposition",
                      "attachment; filename=\"" + download_name(field(fields, "path")) + "\""},
                     {"Cache-Control", "private, no-store"}};
    return reply;
}

}  // namespace firstline
