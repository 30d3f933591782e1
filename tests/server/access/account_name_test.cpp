#include "server/access/account_name.h"

#include <doctest/doctest.h>

using namespace firstline;

TEST_CASE("names of accounts are plain, and case does not tell two apart") {
    CHECK(account_name("Anna.Berg") == "anna.berg");
    CHECK(account_name("anna+desk@example.com") == "anna+desk@example.com");
    CHECK(account_name("7of9_x-y") == "7of9_x-y");
    CHECK(account_name(std::string(64, 'a')) == std::string(64, 'a'));
    for (const std::string wrong :
         {"", " anna", "anna berg", ".anna", "-a", "änna", "a,b", "a/b", "a\nb", "a\x1b[31m"}) {
        CAPTURE(wrong);
        CHECK(account_name(wrong).empty());
    }
    CHECK(account_name(std::string(65, 'a')).empty());
    CHECK(account_name(std::string("a\0b", 3)).empty());
}
