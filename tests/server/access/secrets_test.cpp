#include "server/access/secrets.h"

#include <set>

#include <doctest/doctest.h>

using namespace firstline;

TEST_CASE("tokens are 256 bits that need no escaping, never the same twice") {
    std::set<std::string> tokens;
    for (int i = 0; i < 1000; ++i) {
        const std::string token = random_token();
        CHECK(token.size() == 43);
        CHECK(token.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                      "0123456789-_") == std::string::npos);
        tokens.insert(token);
    }
    CHECK(tokens.size() == 1000);
}

TEST_CASE("a token is kept as its SHA-256") {
    // The examples of FIPS 180-4.
    CHECK(hash_of_token("abc") ==
          "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(hash_of_token("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST_CASE("secrets are equal if every byte and the length are") {
    CHECK(equal_secrets("", ""));
    CHECK(equal_secrets("token", "token"));
    CHECK_FALSE(equal_secrets("token", "Token"));
    CHECK_FALSE(equal_secrets("token", "tokem"));
    CHECK_FALSE(equal_secrets("token", "toke"));
    CHECK_FALSE(equal_secrets("", "t"));
}
