#include "indexer/article/image_size.h"

#include <string>

#include <doctest/doctest.h>

#include "tests/indexer/article/written_kb.h"

using namespace firstline;
using namespace std::string_literals;

namespace {

const std::string kPng = "\x89PNG\r\n\x1A\n\0\0\0\rIHDR\0\0\x02\x80\0\0\x01\xE0\x08\x06"s;
const std::string kFrame = "\xFF\xC0\0\x11\x08\x01\xE0\x02\x80\x03"s;

/// A JPEG whose camera was held as this value of Exif says, in the byte order of `exif`.
std::string jpeg_held(char orientation) {
    const std::string exif = "Exif\0\0MM\0\x2A\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0"s +
                             orientation + "\0\0\0\0\0\0"s;
    return "\xFF\xD8\xFF\xE1\0"s + static_cast<char>(exif.size() + 2) + exif + kFrame;
}

}  // namespace

TEST_CASE("the size of an image is read from its first bytes") {
    struct Case {
        const char* what;
        std::string head;
        ImageSize size;
    };
    for (const auto& [what, head, size] : {
             Case{"PNG", kPng, {640, 480}},
             Case{"GIF", "GIF89a\x80\x02\xE0\x01\xF7"s, {640, 480}},
             Case{"GIF of 1987", "GIF87a\x01\x00\x02\x00"s, {1, 2}},
             Case{"JPEG", "\xFF\xD8\xFF\xE0\0\x04JF"s + kFrame, {640, 480}},
             Case{"progressive JPEG with filling",
                  "\xFF\xD8\xFF\xFF\xC2\0\x11\x08\0\x01\0\x02"s,
                  {2, 1}},
             Case{"JPEG held upright", jpeg_held(6), {480, 640}},
             Case{"JPEG held upside down", jpeg_held(3), {640, 480}},
             Case{"lossy WebP", "RIFF....WEBPVP8 ....abc\x9D\x01\x2A\x80\x02\xE0\x01"s, {640, 480}},
             Case{"lossless WebP", "RIFF....WEBPVP8L....\x2F\x7F\xC2\x77\0"s, {640, 480}},
             Case{"extended WebP",
                  "RIFF....WEBPVP8X....\x10\0\0\0\x7F\x02\0\xDF\x01\0"s,
                  {640, 480}},
             Case{"SVG",
                  "<?xml version='1.0'?>\n<!-- <svg width='1'> -->\n<svg xmlns='x' "
                  "stroke-width='3' width = \"640px\" height='479.6'>",
                  {640, 480}},
         }) {
        CAPTURE(what);
        CHECK(image_size(head) == size);
    }
}

TEST_CASE("an image that does not tell its size has none") {
    for (const std::string& head :
         {""s, "text"s, "GIF89a"s, kPng.substr(0, 20), "\xFF\xD8\xFF\xD9"s, "\xFF\xD8\xFF\xE0\0\0"s,
          "\xFF\xD8\xFF\xC4\0\x11\x08\x01\xE0\x02\x80\x03"s, "RIFF....WEBPVP9 "s,
          "\x89PNG\r\n\x1A\n\0\0\0\rIHDR\xFF\0\x02\x80\0\0\x01\xE0"s,
          "<svg viewBox='0 0 640 480'>"s, "<svg width='100%' height='50%'>"s,
          "<svg width='10cm' height='5cm'>"s, "<svg width='nan' height='-4'>"s, "<svg width='4"s,
          "<!-- <svg width='4' height='4'>"s}) {
        CAPTURE(head);
        CHECK_FALSE(image_size(head));
    }
    CHECK_FALSE(image_size_of("/nowhere/image.png"));
}

TEST_CASE("an article says how large its images are, unless its writer did") {
    const WrittenKb kb;
    kb.write("a.png", kPng);
    kb.write("far.jpg", "\xFF\xD8"s + "\xFF\xE2\xFF\xFF"s + std::string(0xFFFD, 'x') + kFrame);
    kb.write("none.png", "no image");
    kb.write(
        "article.md",
        "# T\n\n![a](a.png) ![far](far.jpg) ![none](none.png)\n<img src=\"a.png\" width=\"9\"> "
        "![web](https://example.com/a.png)\n");
    const auto loaded = kb.load("article.md");
    REQUIRE(loaded.article);
    const std::string& html = loaded.article->html;
    CAPTURE(html);
    const auto holds = [&](const char* part) { return html.find(part) != std::string::npos; };
    CHECK(holds("<img src=\"/files/a.png\" loading=\"lazy\" width=\"640\" height=\"480\""));
    CHECK(holds("<img src=\"/files/far.jpg\" loading=\"lazy\" width=\"640\" height=\"480\""));
    CHECK(holds("<img src=\"/files/none.png\" loading=\"lazy\" alt=\"none\">"));
    CHECK(holds("loading=\"lazy\" alt=\"\" width=\"9\">"));
    CHECK(holds("referrerpolicy=\"no-referrer\" alt=\"web\">"));
    CHECK(loaded.depends_on == std::vector<std::string>{"_defaults.yml", "a.png", "far.jpg"});
}
