#include "server/access/passwords.h"

#include <doctest/doctest.h>

using namespace firstline;

namespace {

constexpr PasswordCost kCheap{.passes = 1, .memory = 8192};

}  // namespace

TEST_CASE("a hash knows its password and no other") {
    PasswordHasher hasher(kCheap);
    const std::string hash = hasher.hash("correct horse");
    CHECK(hasher.verify(hash, "correct horse"));
    CHECK_FALSE(hasher.verify(hash, "correct hors"));
    CHECK_FALSE(hasher.verify(hash, "correct horse "));
    CHECK_FALSE(hasher.verify(hash, "Correct horse"));
    CHECK_FALSE(hasher.verify(hash, ""));
    CHECK(hasher.hash("correct horse") != hash);
}

TEST_CASE("what is no hash has no password") {
    PasswordHasher hasher(kCheap);
    CHECK_FALSE(hasher.verify("", ""));
    CHECK_FALSE(hasher.verify("correct horse", "correct horse"));
    CHECK_FALSE(hasher.verify("$argon2id$v=19$m=8,t=1,p=1$", "correct horse"));
}

TEST_CASE("a hash says that it is Argon2id with 64 MB in two passes") {
    PasswordHasher hasher;
    CHECK(hasher.hash("correct horse").starts_with("$argon2id$v=19$m=65536,t=2,p=1$"));
}

TEST_CASE("a hash of another cost is still verified") {
    const std::string hash = PasswordHasher({.passes = 2, .memory = 16384}).hash("correct horse");
    CHECK(PasswordHasher(kCheap).verify(hash, "correct horse"));
}

TEST_CASE("a password beyond all measure is wrong without being hashed") {
    PasswordHasher hasher(kCheap);
    const std::string longest(kLongestPassword, 'p');
    CHECK(hasher.verify(hasher.hash(longest), longest));
    CHECK_FALSE(hasher.verify(hasher.hash(longest + "p"), longest + "p"));
}

TEST_CASE("weak passwords are refused, and the reason said") {
    CHECK(weakness_of("short", "anna") == "it has 5 characters and must have at least 10");
    CHECK(weakness_of("123456789", "anna") == "it has 9 characters and must have at least 10");
    CHECK(weakness_of("äöüäöüäöü", "anna") == "it has 9 characters and must have at least 10");
    CHECK(weakness_of("Anna.Berg@x", "anna.berg@x") == "it is the name of the account");
    CHECK(weakness_of("xxxxxxxxxxxx", "anna") == "it is one character again and again");
    CHECK(weakness_of(std::string(1025, 'a') + "b", "anna") == "it is longer than 1024 bytes");
    CHECK(weakness_of("äöüäöüäöüä", "anna").empty());
    CHECK(weakness_of("1234567890", "anna").empty());
    CHECK(weakness_of("anna.berg@x!", "anna.berg@x").empty());
}
