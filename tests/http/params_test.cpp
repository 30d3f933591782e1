#include "server/http/params.h"

#include <doctest/doctest.h>

using namespace firstline;

namespace {

SearchRequest read(const std::string& query, Asker asker) {
    return search_request_from(parse_target("/api/v1/search?" + query).value(), asker);
}

}  // namespace

TEST_CASE("a search request is read with all it may hold") {
    const SearchRequest request = read(
        "q=vpn+drops&limit=100&offset=20&product=VPN&product=Wi-Fi&type=fix&tag=a&as_typed=1&"
        "explain=1&ops=1",
        Asker::program);
    CHECK(request.query == "vpn drops");
    CHECK(request.limit == 100);
    CHECK(request.offset == 20);
    CHECK(request.filter.product == std::vector<std::string>{"VPN", "Wi-Fi"});
    CHECK(request.filter.type == std::vector<std::string>{"fix"});
    CHECK(request.filter.tag == std::vector<std::string>{"a"});
    CHECK(request.as_typed);
    CHECK(request.explain);
    CHECK(request.operators);
}

TEST_CASE("what is not said has its usual value") {
    const SearchRequest request = read("", Asker::program);
    CHECK(request.query.empty());
    CHECK(request.limit == 10);
    CHECK(request.offset == 0);
    CHECK(request.filter.empty());
    CHECK_FALSE(request.operators);
    CHECK_FALSE(request.as_typed);
    CHECK_FALSE(read("as_typed=0&explain=", Asker::program).explain);
}

TEST_CASE("a program is told of numbers that cannot be, a person gets the nearest") {
    for (const char* bad : {"limit=101", "limit=-1", "limit=ten", "limit=", "limit=1e2", "limit=+5",
                            "offset=1001", "offset=99999999999999999999"}) {
        CAPTURE(bad);
        CHECK_THROWS_AS(read(bad, Asker::program), BadRequest);
        CHECK_NOTHROW(read(bad, Asker::person));
    }
    CHECK(read("limit=0", Asker::program).limit == 0);
    CHECK(read("offset=5000", Asker::person).offset == 1000);
    CHECK(read("offset=x", Asker::person).offset == 0);
}

TEST_CASE("a query of a thousand characters is read, a longer one refused or cut") {
    std::string thousand;
    for (int i = 0; i < 1000; ++i)
        thousand += "%C3%BC";
    CHECK(read("q=" + thousand, Asker::program).query.size() == 2000);
    CHECK_THROWS_AS(read("q=" + thousand + "x", Asker::program), BadRequest);
    CHECK(read("q=" + thousand + "xyz", Asker::person).query.size() == 2000);
}

TEST_CASE("more facet values than a page offers are left out") {
    std::string many = "q=x";
    for (int i = 0; i < 500; ++i)
        many += "&tag=t" + std::to_string(i);
    CHECK(read(many, Asker::program).filter.tag.size() == 20);
}
