#include "server/listen/topic.h"

#include <algorithm>

#include <doctest/doctest.h>

using namespace firstline;

namespace {

std::string topic(const std::string& text, const std::string& language = "english") {
    Language words{language};
    return topic_of(text, words);
}

}  // namespace

TEST_CASE("a topic is what is left when chatter, small words and endings are gone") {
    CHECK(topic("Please help, my printers are printing this!") == topic("printer prints"));
    CHECK(topic("the VPN") == "vpn");
    CHECK(topic("Printer printer PRINTERS") == topic("printer"));
    CHECK(topic("error 0x80070005") == topic("ERROR 0x80070005"));
    CHECK(topic("mein Drucker, er druckt", "german") == topic("drucker, druckt", "german"));
}

TEST_CASE("a text of chatter alone is still about something") {
    CHECK(topic("please help me") != "");
    CHECK(topic("please help me") == topic("Please, help me!"));
    CHECK(topic("?!") == "");
    CHECK(topic("") == "");
}

TEST_CASE("a topic has twelve words at most, each once, parted by one blank") {
    std::string text;
    for (int i = 100; i < 140; ++i)
        text += "word" + std::to_string(i) + "  ";
    const std::string of_many = topic(text + text);
    CHECK(std::count(of_many.begin(), of_many.end(), ' ') == 11);
    CHECK(of_many.find("  ") == std::string::npos);
    CHECK(of_many.starts_with("word100 word101"));
}
