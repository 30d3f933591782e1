#include "server/http/multipart.h"

#include <cstring>
#include <memory>

#include <doctest/doctest.h>

using namespace firstline;
using namespace std::string_literals;

namespace {

const std::string kType = "multipart/form-data; boundary=b";

std::string part(const std::string& disposition, const std::string& content,
                 const std::string& more = {}) {
    return "--b\r\nContent-Disposition: form-data; " + disposition + "\r\n" + more + "\r\n" +
           content + "\r\n";
}

/// `name=content` of each part, with `(filename)` of files.
std::string read(const std::string& body, const std::string& type = kType) {
    const auto parts = form_parts(type, body);
    if (!parts)
        return "refused";
    std::string all;
    for (const FormPart& one : *parts)
        all += one.name + (one.filename ? "(" + *one.filename + ")" : "") + "=" +
               std::string{one.content} + ";";
    return all;
}

/// Reads it from memory of its very size, so that a sanitizer notices a byte beyond.
bool is_form(std::string_view body) {
    const auto copy = std::make_unique<char[]>(body.size());
    std::memcpy(copy.get(), body.data(), body.size());
    const auto parts = form_parts(kType, {copy.get(), body.size()});
    if (!parts)
        return false;
    for (const FormPart& one : *parts) {
        REQUIRE(one.content.data() >= copy.get());
        REQUIRE(one.content.data() + one.content.size() <= copy.get() + body.size());
    }
    return true;
}

}  // namespace

TEST_CASE("fields and files are read in their order, to the last byte") {
    const std::string bytes = "\x89PNG\r\n\x1a\n\0\xFF--b\r\n"s;
    CHECK(read(part("name=\"a\"", "1") + part("name=\"a\"", "") +
               part("name=\"f\"; filename=\"p.png\"", bytes, "Content-Type: image/png\r\n") +
               part("name=\"g\"; filename=\"\"", "") + "--b--\r\n") ==
          "a=1;a=;f(p.png)=" + bytes + ";g()=;");
    CHECK(read("--b--\r\n").empty());
    CHECK(read("--b--").empty());
    CHECK(read(part("name=\"a\"", "1") + "--b--\r\nan epilogue") == "a=1;");
}

TEST_CASE("the boundary is read as the header gives it") {
    const std::string body = part("name=\"a\"", "1") + "--b--\r\n";
    for (const std::string& type : std::initializer_list<std::string>{
             "multipart/form-data; boundary=b",
             "Multipart/Form-Data; Boundary=b",
             "multipart/form-data;boundary=\"b\"",
             "multipart/form-data; charset=utf-8; boundary=b",
             "multipart/form-data; boundary=b; charset=utf-8",
             "multipart/form-data; x=\"; boundary=no\"; boundary=b",
         }) {
        CAPTURE(type);
        CHECK(read(body, type) == "a=1;");
    }
    for (const std::string& type : std::initializer_list<std::string>{
             "",
             "multipart/form-data",
             "multipart/form-data; boundary=",
             "multipart/form-data; boundary=c",
             "multipart/mixed; boundary=b",
             "application/x-www-form-urlencoded",
             "multipart/form-data; boundary=" + std::string(71, 'b'),
         }) {
        CAPTURE(type);
        CHECK(read(body, type) == "refused");
    }
    const std::string longest(70, 'b');
    CHECK(read("--" + longest + "--", "multipart/form-data; boundary=" + longest).empty());
}

TEST_CASE("names are taken as they are quoted") {
    CHECK(read(part("name=\"a; b\"; filename=\"c; name=d.txt\"", "1") + "--b--") ==
          "a; b(c; name=d.txt)=1;");
    CHECK(read(part("filename=\"name=x\"; name=\"a\"", "1") + "--b--") == "a(name=x)=1;");
    CHECK(read(part("name=plain; filename=f.txt", "1") + "--b--") == "plain(f.txt)=1;");
    CHECK(read(part("NAME=\"a\"", "1") + "--b--") == "a=1;");
    CHECK(read(part("name=\"%22\xC3\xA4\"", "1") + "--b--") == "%22\xC3\xA4=1;");
    CHECK(read(part("name=\"..\"; filename=\"../../etc/passwd\"", "1") + "--b--") ==
          "..(../../etc/passwd)=1;");
}

TEST_CASE("a line end in a name ends the line, and adds no field") {
    CHECK(read("--b\r\nContent-Disposition: form-data; name=\"a\r\nb\"\r\n\r\n1\r\n--b--") ==
          "a=1;");
    CHECK(read("--b\r\nContent-Disposition: form-data; name=\"a\"\r\n"
               "Content-Disposition: form-data; name=\"key\"\r\n\r\n1\r\n--b--") == "a=1;");
    CHECK(read("--b\r\nX: y\r\ncontent-disposition:form-data;name=a\r\n\r\n1\r\n--b--") == "a=1;");
}

TEST_CASE("a part without a name, or a body without an end, is no form") {
    for (const std::string& body : std::initializer_list<std::string>{
             "",
             "--",
             "--b",
             "--b\r\n",
             "--b\r\n\r\n",
             "--b\r\n\r\n1\r\n--b--",
             "--bb\r\n",
             "\r\n--b--",
             "preamble\r\n--b--",
             "--b\r\nContent-Disposition: form-data\r\n\r\n1\r\n--b--",
             "--b\nContent-Disposition: form-data; name=a\n\n1\n--b--",
             "--b\r\nContent-Disposition: form-data; name=a\r\n\r\n1",
             "--b\r\nContent-Disposition: form-data; name=a\r\n\r\n1\r\n--b",
             "--b\r\nContent-Disposition: form-data; name=a\r\n\r\n1\r\n--b-",
             "--b\r\nContent-Disposition: form-data; name=a\r\n\r\n1\r\n--bX--",
             "--b\r\nContent-Disposition: form-data; name=a\r\n1\r\n--b--",
         }) {
        CAPTURE(body);
        CHECK_FALSE(is_form(body));
    }
}

TEST_CASE("a form has 200 parts and a head 4,096 bytes at most") {
    std::string many;
    for (int i = 0; i < 200; ++i)
        many += part("name=\"a\"", "1");
    CHECK(form_parts(kType, many + "--b--")->size() == 200);
    CHECK_FALSE(form_parts(kType, many + part("name=\"a\"", "1") + "--b--"));

    const auto with_head = [](std::size_t size) {
        return part("name=\"a\"", "1", "X: " + std::string(size, 'x') + "\r\n") + "--b--";
    };
    CHECK(read(with_head(3900)) == "a=1;");
    CHECK(read(with_head(4100)) == "refused");
    CHECK(read(part("name=\"" + std::string(100'000, 'a') + "\"", "1") + "--b--") == "refused");
}

TEST_CASE("a body that breaks off at any byte is no form, and nothing beyond it is read") {
    const std::string whole =
        part("name=\"a\"", "one") +
        part("name=\"f\"; filename=\"p.png\"", "\0\r\n-\r\n--"s, "Content-Type: image/png\r\n") +
        part("name=b", "") + "--b--";
    REQUIRE(is_form(whole));
    for (std::size_t size = 0; size < whole.size(); ++size) {
        CAPTURE(size);
        CHECK_FALSE(is_form(std::string_view{whole}.substr(0, size)));
    }
    for (std::size_t at = 0; at < whole.size(); ++at)
        for (const char c : {'\0', '\r', '\n', '"', '-', ';', '\xFF'}) {
            std::string damaged = whole;
            damaged[at] = c;
            is_form(damaged);
            is_form(std::string_view{damaged}.substr(at));
        }
}
