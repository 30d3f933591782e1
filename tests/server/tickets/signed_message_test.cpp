#include "server/tickets/signed_message.h"

#include <doctest/doctest.h>

#include "tests/support/moments.h"

using namespace firstline;
using namespace std::chrono_literals;

namespace {

constexpr const char* kSecret = "a secret of the desk";
constexpr const char* kBody = R"({"event":"solved"})";
constexpr auto kSent = std::chrono::sys_seconds{1'700'000'000s};
/// Made by another program: the recipe of the manual must go on to give it.
constexpr const char* kSignature =
    "v1=cefb353a6260e4f115455c954cd8febad7bef06c02b526f320648e1e65947e0e";

SignatureCheck check(std::string_view timestamp, std::string_view signature, std::string_view body,
                     std::chrono::sys_seconds now = kSent, std::string_view secret = kSecret) {
    return check_signature({timestamp, signature, body}, secret, now);
}

}  // namespace

TEST_CASE("the signature of a known message is the known one") {
    CHECK(signature_of(kSecret, kSent, kBody) == kSignature);
}

TEST_CASE("a message is good only with its own signature, its own time and its own body") {
    using enum SignatureCheck;
    const std::string good_one = kSignature;
    std::string last_digit = good_one;
    last_digit.back() = last_digit.back() == '0' ? '1' : '0';
    CHECK(check("1700000000", good_one, kBody) == good);
    CHECK(check("1700000000", "v1=00, " + good_one, kBody) == good);
    for (const std::string& wrong_one :
         {std::string{}, std::string{"v1="}, last_digit, good_one.substr(3),
          "v2=" + good_one.substr(3), good_one + "0", std::string{","}}) {
        CAPTURE(wrong_one);
        CHECK(check("1700000000", wrong_one, kBody) == wrong);
    }
    CHECK(check("1700000001", good_one, kBody) == wrong);
    CHECK(check("1700000000", good_one, R"({"event":"solved"} )") == wrong);
    CHECK(check("1700000000", good_one, kBody, kSent, "another secret") == wrong);
    for (const char* timestamp :
         {"", "now", "-1700000000", "1700000000x", "99999999999999999999"}) {
        CAPTURE(timestamp);
        CHECK(check(timestamp, good_one, kBody) == wrong);
    }
}

TEST_CASE("a message from long ago, or from a clock that goes wrong, is stale") {
    CHECK(check("1700000000", kSignature, kBody, kSent + 5min) == SignatureCheck::good);
    CHECK(check("1700000000", kSignature, kBody, kSent + 5min + 1s) == SignatureCheck::stale);
    CHECK(check("1700000000", kSignature, kBody, kSent - 5min) == SignatureCheck::good);
    CHECK(check("1700000000", kSignature, kBody, kSent - 5min - 1s) == SignatureCheck::stale);
}

TEST_CASE("without a secret nothing is good") {
    CHECK(check("1700000000", signature_of("", kSent, kBody), kBody, kSent, "") ==
          SignatureCheck::wrong);
}
