#include "server/listen/redaction.h"

#include <doctest/doctest.h>

#include "indexer/text/characters.h"

using namespace firstline;
using namespace std::string_literals;

namespace {

struct Case {
    std::string text, kept;
};

void check_all(std::initializer_list<Case> cases) {
    for (const auto& [text, kept] : cases) {
        CAPTURE(text);
        CHECK(redacted(text) == kept);
    }
}

}  // namespace

TEST_CASE("addresses of mail are put out of sight") {
    check_all({
        {"mail to anna.smith@example.com bounces", "mail to [e-mail] bounces"},
        {"a.b+c@sub.example.co.uk, x_y@example.org", "[e-mail], [e-mail]"},
        {"<jürgen@müller.example>", "<[e-mail]>"},
        {"mailto:anna@example.com?subject=x", "mailto:[e-mail]?subject=x"},
        {"0171.anna@example.com", "[e-mail]"},
        {"\"anna@example.com\" 5.7.1", "\"[e-mail]\" 5.7.1"},
        {"why does @all not work in teams", "why does @all not work in teams"},
    });
}

TEST_CASE("telephone numbers are put out of sight as people of many countries write them") {
    check_all({
        {"call +44 20 7946 0958 please", "call [telephone] please"},
        {"call 020 7946 0958 please", "call [telephone] please"},
        {"+44 (0)20 7946 0958", "[telephone]"},
        {"(555) 010-0199 rings", "[telephone] rings"},
        {"1-800-555-0199", "[telephone]"},
        {"555-010-0199 or 555.010.0199", "[telephone] or [telephone]"},
        {"+1 555 010 0199 ext. 12", "[telephone] ext. 12"},
        {"tel:+15550100199", "tel:[telephone]"},
        {"my desk is 555-0142", "my desk is [telephone]"},
        {"0171 1234567", "[telephone]"},
        {"+49 (0)30 901820", "[telephone]"},
        {"030/901820 und 0049 30 901820", "[telephone] und [telephone]"},
        {"0171.1234567", "[telephone]"},
        {"01 23 45 67 89", "[telephone]"},
        {"06.12.34.56.78", "[telephone]"},
        {"601 123 456", "[telephone]"},
        {"12 34 56 78", "[telephone]"},
        {"(02) 9374 4000", "[telephone]"},
        {"010-1234-5678", "[telephone]"},
        {"020\u00A07946\u00A00958", "[telephone]"},
        {"555\u2011010\u20110199", "[telephone]"},
        {"91 123 45 67", "[number]"},
    });
}

TEST_CASE("numbers of cards, accounts and people are put out of sight") {
    check_all({
        {"card 4111 1111 1111 1111 declined", "card [number] declined"},
        {"card 4111-1111-1111-1111", "card [number]"},
        {"4111111111111111", "[number]"},
        {"3782 822463 10005", "[number]"},
        {"account 12345678", "account [number]"},
        {"IBAN DE89 3704 0044 0532 0130 00", "IBAN [number]"},
        {"GB29NWBK60161331926819", "[number]"},
        {"ssn 123-45-6789", "ssn [number]"},
        {"recovery key 123456-234567-345678-456789", "recovery key [number]"},
        {"employee 1234567", "employee [number]"},
        {"imei:356938035643809", "imei:[number]"},
        {"x356938035643809", "x[number]"},
    });
}

TEST_CASE("passwords are put out of sight however they are told") {
    check_all({
        {"my password is hunter2 and it fails", "my password is [password] and it fails"},
        {"Password: hunter2", "Password: [password]"},
        {"password is: hunter2", "password is: [password]"},
        {"pwd=hunter2;", "pwd=[password]"},
        {"PASS = x", "PASS = [password]"},
        {"pw: sunshine", "pw: [password]"},
        {"password -> sunshine", "password -> [password]"},
        {"my password is sunshine", "my password is [password]"},
        {"the password was \"correct horse battery\" before", "the password was [password] before"},
        {"password: 'two words' fails", "password: [password] fails"},
        {"passphrase is “two words”", "passphrase is [password]"},
        {"login anna password hunter2", "login anna password [password]"},
        {"changed my password to Winter2024!", "changed my password to [password]"},
        {"password is now Winter2024", "password is now [password]"},
        {"Passwort lautet Geheim1", "Passwort lautet [password]"},
        {"mein Kennwort ist geheim", "mein Kennwort ist [password]"},
        {"mot de passe : soleil", "mot de passe : [password]"},
        {"contraseña: sol", "contraseña: [password]"},
        {"https://anna:hunter2@git.example.com/x", "https://[password]@git.example.com/x"},
        {"pin 4711", "pin [password]"},
        {"my PIN is 4711", "my PIN is [password]"},
        {"verification code is 482913", "verification code is [password]"},
    });
}

TEST_CASE("keys and tokens are put out of sight") {
    check_all({
        {"token=abcdef0123", "token=[key]"},
        {"api key: Zm9vYmFyYmF6", "api key: [key]"},
        {"client_secret = q1w2e3r4", "client_secret = [key]"},
        {"Authorization: Bearer abc.def.ghi", "Authorization: Bearer [key]"},
        {"eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln", "[key]"},
        {"use ghp_0123456789abcdefghij now", "use [key] now"},
        {"AKIAIOSFODNN7EXAMPLE", "[key]"},
        {"sk-abcdefgh12345678", "[key]"},
        {"VK7JG-NPHTM-C97JM-9MPGT-3V66T", "[key]"},
        {"9f86d081884c7d659a2feaa0c55ad015", "[key]"},
        {"q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQ==", "[key]"},
        {"see /ticket/9f86d081884c7d659a2feaa0c55ad015?sent=1", "see /[key]?sent=1"},
        {"a -----BEGIN RSA PRIVATE KEY-----\nMIIB\n-----END RSA PRIVATE KEY----- b", "a [key] b"},
        {"-----BEGIN PRIVATE KEY-----\nMIIB and so on", "[key]"},
    });
}

TEST_CASE("what a help desk needs to find an answer stays") {
    for (const std::string& text : std::initializer_list<std::string>{
             "0x80070005",
             "error 80070005",
             "-2147024891",
             "error code: 2147942405",
             "5.7.1",
             "smtp 550 5.7.1",
             "MX-3070",
             "error 1603",
             "10.0.19045",
             "10.0.22631.3007",
             "acrobat 23.008.20470",
             "version 1.01.12345",
             "v16.0.17126.20132",
             "192.168.0.1",
             "169.254.12.7 no network",
             "10.20.30.40",
             "KB5034441",
             "KB 5034441",
             "Windows 11 23H2",
             "windows 10 22621",
             "windows server 2016 2019 2022",
             "office 365 2019 16.0",
             "on 2024-01-15 09:30:12",
             "15.01.2024",
             "01/15/2024",
             "5/6/24",
             "FL-7KQ2-9DTM",
             "INC0012345",
             "LAPTOP-4821973",
             "H: drive",
             "C++ 2015-2022",
             "64-bit",
             "1920x1080",
             "port 3389",
             "00:1A:2B:3C:4D:5E",
             "password expired",
             "my password is expired",
             "password is not accepted",
             "the password was changed yesterday",
             "password is wrong 0x80070005",
             "reset password MX-3070",
             "Passwort ist abgelaufen",
             "pin 5 of the plug",
             "pin blocked",
             "api key expired",
             "visual basic runtime",
             "/usr/lib/x86_64-linux-gnu/libssl3",
             "https://kb.example.com/a/how-to-reset-a-password-2",
             "WeWriteTogetherInOneDocument2",
             "Donaudampfschifffahrtsgesellschaft1",
             "sk-learn-package",
             "日本語 プリンター",
             "",
         }) {
        CAPTURE(text);
        CHECK(redacted(text) == text);
    }
}

TEST_CASE("what cannot be an account by its check digits is looked at as any other text") {
    CHECK(redacted("GB29NWBK60161331926819") == "[number]");
    CHECK(redacted("GB28NWBK6016ABCDEFGHIJ") == "GB28NWBK6016ABCDEFGHIJ");
}

TEST_CASE("a text of several secrets keeps only what is between them") {
    CHECK(redacted("I am anna@example.com, 020 7946 0958, password: x1. Outlook says 0x80070005 "
                   "since 2024-01-15, KB5034441 is in.") ==
          "I am [e-mail], [telephone], password: [password] Outlook says 0x80070005 since "
          "2024-01-15, KB5034441 is in.");
}

TEST_CASE("what is kept is at most 1,000 bytes of whole characters") {
    std::string long_text;
    for (int i = 0; i < 1000; ++i)
        long_text += "\xC3\xA4";
    for (const char* before : {"", "x", "xy", "xyz"}) {
        const std::string kept = redacted(before + long_text);
        CHECK(kept.size() <= 1000);
        CHECK(kept.size() >= 998);
        CHECK_FALSE(find_invalid_utf8(kept));
    }
    CHECK(redacted(std::string(1000, 'a')).size() == 1000);
}

TEST_CASE("a secret that is cut at the end is still one") {
    for (const std::string& secret : std::initializer_list<std::string>{
             "anna.smith@example.com", "4111 1111 1111 1111", "9f86d081884c7d659a2feaa0c55ad015",
             "+44 20 7946 0958"}) {
        CAPTURE(secret);
        for (std::size_t before = 960; before <= 1001; ++before) {
            std::string text;
            while (text.size() < before)
                text += text.size() % 8 == 7 ? ' ' : 'w';
            text.back() = ' ';
            const std::string kept = redacted(text + secret + " and more");
            CHECK(kept.find("smith") == std::string::npos);
            CHECK(kept.find("4111") == std::string::npos);
            CHECK(kept.find("9f86") == std::string::npos);
            CHECK(kept.find("7946") == std::string::npos);
        }
    }
    // Secrets that shrink bring what was far behind to the front.
    std::string many;
    while (many.size() < 3990)
        many += "a.very.long.name.of.somebody@department.example.com ";
    many.resize(3990);
    many += " 9f86d081884c7d659a2feaa0c55ad015";
    CHECK(redacted(many).find("9f86") == std::string::npos);
}

TEST_CASE("bytes that are no text, and texts made to be slow, are taken as they come") {
    CHECK(redacted("\xFF\xFE 0171 1234567").find("1234567") == std::string::npos);
    CHECK(redacted("a\0b"s) == "a\0b"s);
    for (const std::string& piece : std::initializer_list<std::string>{
             "a", "1", "1 ", "0-", "a.", "a@", "password is ", "\"", "(", "+1", "-----BEGIN ",
             "://a:", "password: \"", "A1", "a1-"}) {
        std::string text;
        while (text.size() < 1'000'000)
            text += piece;
        CAPTURE(piece);
        CHECK(redacted(text).size() <= 1000);
    }
}
