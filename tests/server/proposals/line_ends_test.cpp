#include "server/proposals/line_ends.h"

#include <doctest/doctest.h>

using namespace firstline;

TEST_CASE("a file that goes through a form unchanged is the same to the byte") {
    for (const char* file : {"", "one\n", "one", "one\ntwo\n", "one\r\ntwo\r\n", "one\r\ntwo",
                             "\xEF\xBB\xBFone\r\n", "\xEF\xBB\xBFone\n", "\n\none\n\n"}) {
        CAPTURE(file);
        CHECK(with_ends_of(file, in_a_form(file)) == file);
    }
}

TEST_CASE("what comes back from a form gets the line ends of its file") {
    struct Case {
        const char* file;
        const char* sent;  ///< as browsers send it
        const char* kept;
    };
    for (const auto& [file, sent, kept] :
         {Case{"a\nb\n", "a\r\nc\r\n", "a\nc\n"}, Case{"a\r\nb\r\n", "a\r\nc\r\n", "a\r\nc\r\n"},
          Case{"a\r\nb\r\nc\n", "a\nb\n", "a\r\nb\r\n"}, Case{"", "a\r\n", "a\n"},
          Case{"a\n", "a\rb\n", "a\rb\n"}}) {
        CAPTURE(sent);
        CHECK(with_ends_of(file, sent) == kept);
    }
}
