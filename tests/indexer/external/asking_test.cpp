#include <doctest/doctest.h>

#include "indexer/external/ask_all.h"
#include "tests/indexer/external/stand_in_site.h"
#include "tests/support/until.h"

using namespace firstline;
using namespace std::chrono_literals;
using Outcome = Answer::Outcome;

namespace {

AskOptions on_this_machine() {
    AskOptions options;
    options.manners.pause = 0ms;
    options.timeout = 5s;
    options.private_too = true;
    options.agent = "A test";
    return options;
}

std::vector<WebAddress> addresses_of(const std::vector<std::string>& urls) {
    std::vector<WebAddress> addresses;
    for (const auto& url : urls)
        addresses.push_back(web_address(url).value());
    return addresses;
}

Answer answer_of(const std::string& url, const AskOptions& options = on_this_machine()) {
    const auto answers = ask_all(addresses_of({url}), options);
    REQUIRE(answers.size() == 1);
    return answers.begin()->second;
}

}  // namespace

TEST_CASE("what a server says of a page decides what is said of the link") {
    struct Case {
        const char* path;
        Outcome outcome;
        const char* asked;
    };
    for (const auto& [path, outcome, asked] : {
             Case{"/200", Outcome::good, "HEAD /200"},
             Case{"/204", Outcome::good, "HEAD /204"},
             Case{"/401", Outcome::good, "HEAD /401, GET /401"},
             Case{"/403", Outcome::good, "HEAD /403, GET /403"},
             Case{"/404", Outcome::dead, "HEAD /404, GET /404"},
             Case{"/410", Outcome::dead, "HEAD /410, GET /410"},
             Case{"/400", Outcome::unreachable, "HEAD /400, GET /400"},
             Case{"/500", Outcome::unreachable, "HEAD /500, GET /500"},
         }) {
        CAPTURE(std::string(path));
        const StandInSite site;
        const auto answer = answer_of(site.url(path));
        CHECK(answer.outcome == outcome);
        CHECK(answer.said == (outcome == Outcome::good ? "" : "answers " + std::string(path + 1)));
        CHECK(site.asked() == asked);
    }
}

TEST_CASE("a server that refuses HEAD is asked for one byte") {
    const StandInSite site([](const httplib::Request& request, httplib::Response& response) {
        response.status = request.method == "HEAD" ? 405 : 200;
        response.set_content(std::string(1 << 20, 'x'), "text/plain");
    });
    CHECK(answer_of(site.url("/page")).outcome == Outcome::good);
    CHECK(site.asked() == "HEAD /page, GET /page");
    CHECK(site.requests()[1].headers.find("Range")->second == "bytes=0-0");
}

TEST_CASE("the program says who it is, and sends nothing else of anybody") {
    const StandInSite site([](const httplib::Request&, httplib::Response& response) {
        response.status = 404;
        response.set_header("Set-Cookie", "a=b");
    });
    auto url = site.url("/page#part");
    url.insert(7, "user:secret@");
    CHECK(answer_of(url).outcome == Outcome::dead);
    for (const auto& request : site.requests()) {
        CHECK(request.target == "/page");
        CHECK(request.headers.find("User-Agent")->second == "A test");
        for (const char* const header : {"Cookie", "Authorization", "Referer"})
            CHECK(request.headers.find(header) == request.headers.end());
    }
}

TEST_CASE("redirects are followed, and those for good are told") {
    const StandInSite site;
    const auto moved = answer_of(site.url("/to/to/200"));
    CHECK(moved.outcome == Outcome::moved);
    CHECK(moved.moved_to == site.url("/200"));
    CHECK(answer_of(site.url("/to/200#part")).moved_to == site.url("/200#part"));
    CHECK(answer_of(site.url("/for-now/to/200")).outcome == Outcome::good);
    const auto half = answer_of(site.url("/to/for-now/200"));
    CHECK(half.outcome == Outcome::moved);
    CHECK(half.moved_to == site.url("/for-now/200"));
    const auto dead = answer_of(site.url("/to/404"));
    CHECK(dead.outcome == Outcome::dead);
    CHECK(dead.said == "leads to " + site.url("/404") + ", which answers 404");
    CHECK(answer_of(site.url("/to?ftp://x.example/")).outcome == Outcome::unreachable);
}

TEST_CASE("redirects that do not end are left") {
    const StandInSite site([](const httplib::Request& request, httplib::Response& response) {
        if (request.path == "/circle")
            response.set_redirect("/circle?", 301);
        else
            response.set_redirect(request.path + "x", 301);
    });
    const auto circle = answer_of(site.url("/circle?"));
    CHECK(circle.outcome == Outcome::unreachable);
    CHECK(circle.said == "redirects in a circle");
    const auto endless = answer_of(site.url("/x"));
    CHECK(endless.outcome == Outcome::unreachable);
    CHECK(endless.said == "redirects more than 10 times");
    CHECK(site.requests().size() == 1 + 11);
}

TEST_CASE("silence, a hang-up, no TLS and a closed port are no proof of death") {
    std::atomic<bool> released{false};
    const StandInSite slow([&](const httplib::Request&, httplib::Response&) {
        until([&] { return released.load(); });
    });
    auto options = on_this_machine();
    options.timeout = 200ms;
    CHECK(answer_of(slow.url("/slow"), options).said == "does not answer in time");
    released = true;
    const HangUp hang_up;
    CHECK(answer_of(hang_up.url()).said == "hangs up without an answer");
    auto secure = slow.url("/200");
    secure.insert(4, "s");
    CHECK(answer_of(secure).outcome == Outcome::unreachable);
    std::string closed;
    {
        const StandInSite site;
        closed = site.url();
    }
    const auto refused = answer_of(closed);
    CHECK(refused.outcome == Outcome::unreachable);
    CHECK(refused.said == "takes no connection");
}

TEST_CASE("a host that is not there is dead, unless none is") {
    const StandInSite site;
    const std::string nowhere = "http://nowhere.invalid/";
    CHECK(answer_of(nowhere).outcome == Outcome::unreachable);
    const auto answers = ask_all(addresses_of({nowhere, site.url()}), on_this_machine());
    // Without a name server nobody can tell that there is no such host.
    const auto& answer = answers.at(nowhere);
    CHECK((answer.outcome == Outcome::dead || answer.said == "could not be looked up"));
}

TEST_CASE("a host that is down is asked three times, however many pages of it are linked") {
    const HangUp there;
    std::string closed;
    {
        const StandInSite site;
        closed = site.url("/");
    }
    std::vector<std::string> urls;
    for (int i = 0; i < 50; ++i)
        urls.push_back(closed + std::to_string(i));
    const auto answers = ask_all(addresses_of(urls), on_this_machine());
    CHECK(answers.size() == 50);
    for (const auto& [url, answer] : answers)
        CHECK(answer.said == "takes no connection");
}

TEST_CASE("this machine and private networks are not asked unless that is allowed") {
    const StandInSite site;
    auto options = on_this_machine();
    options.private_too = false;
    for (std::string url : {site.url(), site.url("/404")}) {
        CHECK(answer_of(url, options).outcome == Outcome::private_);
        CHECK(answer_of(url.replace(7, 9, "localhost"), options).outcome == Outcome::private_);
    }
    CHECK(answer_of("http://169.254.169.254/latest/meta-data/", options).outcome ==
          Outcome::private_);
    CHECK(answer_of("http://[::1]:1/", options).outcome == Outcome::private_);
    CHECK(answer_of("http://0x7f000001/", options).outcome == Outcome::private_);
    CHECK(site.asked().empty());
}

TEST_CASE("a host is asked by one at a time, with a pause, whoever redirects to it") {
    const StandInSite asked;
    const StandInSite one;
    const StandInSite two;
    auto options = on_this_machine();
    options.manners.pause = 40ms;
    std::vector<std::string> urls;
    for (const auto* const site : {&one, &two, &asked})
        for (const char* const path : {"/200", "/204", "/206"})
            urls.push_back(site == &asked ? site->url(path) : site->url("/to?" + asked.url(path)));
    const auto answers = ask_all(addresses_of(urls), options);
    CHECK(answers.size() == 9);
    const auto requests = asked.requests();
    REQUIRE(requests.size() == 9);
    for (std::size_t i = 1; i < requests.size(); ++i)
        CHECK(requests[i].at - requests[i - 1].at >= 39ms);
}

TEST_CASE("a server that asks for quiet has it, and is asked once more") {
    std::atomic<int> times{0};
    const StandInSite site([&](const httplib::Request&, httplib::Response& response) {
        response.status = times++ == 0 ? 429 : 200;
        response.set_header("Retry-After", "1");
    });
    CHECK(answer_of(site.url("/page")).outcome == Outcome::good);
    const auto requests = site.requests();
    REQUIRE(requests.size() == 2);
    CHECK(requests[1].at - requests[0].at >= 1s);
}

TEST_CASE("a server that asks for long quiet is not asked for anything else, and nothing is dead") {
    for (const int status : {429, 503}) {
        const StandInSite site([&](const httplib::Request&, httplib::Response& response) {
            response.status = status;
            response.set_header("Retry-After", "3600");
        });
        const auto answers = ask_all(addresses_of({site.url("/a"), site.url("/b"), site.url("/c")}),
                                     on_this_machine());
        CHECK(answers.size() == 3);
        for (const auto& [url, answer] : answers)
            CHECK(answer.outcome == Outcome::unknown);
        CHECK(site.asked() == "HEAD /a");
    }
}

TEST_CASE("whoever tells it to stop has what is known by then") {
    std::atomic<bool> released{false};
    const StandInSite site([&](const httplib::Request&, httplib::Response&) {
        until([&] { return released.load(); });
    });
    auto options = on_this_machine();
    options.hosts_at_once = 1;
    options.stopping = [&] { return site.requests().size() >= 2; };
    std::size_t told = 0;
    options.progress = [&](std::size_t, std::size_t total) { told = total; };
    const auto answers =
        ask_all(addresses_of({site.url("/200"), site.url("/slow"), site.url("/x")}), options);
    released = true;
    CHECK(told == 3);
    CHECK(answers.size() == 1);
    CHECK(answers.contains(site.url("/200")));
}
