#include "server/tickets/attachments.h"

#include <array>

#include <doctest/doctest.h>

#include "indexer/text/characters.h"

using namespace firstline;
using namespace std::string_literals;

namespace {

const std::string kPng =
    "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89"s;
const std::string kPdf = "%PDF-1.7\n%\xE2\xE3\xCF\xD3\n1 0 obj\n<<>>\nendobj\n";
const std::string kElf =
    "\x7F"
    "ELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0\x3E\0\x01\0\0\0"s;

void add_number(std::string& out, std::uint32_t number, int bytes) {
    for (int i = 0; i < bytes; ++i)
        out += static_cast<char>(number >> (8 * i) & 0xFFU);
}

/// A file in a ZIP archive, stored as it is.
std::string zip_entry(const std::string& name, const std::string& content) {
    std::string out = "PK\x03\x04";
    add_number(out, 20, 2);
    out += std::string(12, '\0');
    add_number(out, static_cast<std::uint32_t>(content.size()), 4);
    add_number(out, static_cast<std::uint32_t>(content.size()), 4);
    add_number(out, static_cast<std::uint32_t>(name.size()), 2);
    add_number(out, 0, 2);
    return out + name + content;
}

/// As word processors write it: these parts first.
std::string docx() {
    return zip_entry("[Content_Types].xml", std::string(400, ' ')) +
           zip_entry("_rels/.rels", std::string(300, ' ')) +
           zip_entry("word/document.xml", "<w:document/>");
}

/// The head of a program for Windows.
std::string exe() {
    std::string out = "MZ";
    out.resize(0x3C, '\0');
    add_number(out, 0x80, 4);
    out.resize(0x80, '\0');
    out += "PE\0\0\x4C\x01\x01\0"s;
    out.resize(0x200, '\0');
    return out;
}

}  // namespace

TEST_CASE("pictures, documents and text are taken as what their bytes say") {
    struct Case {
        std::string name, content, type;
    };
    for (const auto& [name, content, type] : std::initializer_list<Case>{
             {"screen.png", kPng, "image/png"},
             {"SCREEN.PNG", kPng, "image/png"},
             {"manual.pdf", kPdf, "application/pdf"},
             {"log.txt", "2024-01-15 09:30 error 1603\n", "text/plain"},
             {"agent.log", "Gerät nicht bereit\n", "text/plain"},
             {"noname", "just text\n", "text/plain"},
             {"systeminfo.txt", "\xFF\xFEH\0o\0s\0t\0\r\0\n\0"s, "text/plain"},
             {"list.csv", "a,b,c\n1,2,3\n4,5,6\n", "text/csv"},
             {"trace.json", "{\"a\": [1, 2, 3]}", "application/json"},
             {"letter.docx", docx(),
              "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
             {"bounce.eml",
              "From: a@example.com\nTo: b@example.com\nSubject: x\nDate: Mon, 1 Jan 2024 00:00:00 "
              "+0000\nMessage-ID: <1@example.com>\n\nText\n",
              "message/rfc822"},
         }) {
        CAPTURE(name);
        const auto checked = check_file(name, content);
        CHECK(checked.trouble.empty());
        CHECK(checked.file.name == name);
        CHECK(checked.file.media_type == type);
        CHECK(checked.file.content == content);
    }
}

TEST_CASE("what a browser or a desktop would run is not taken, whatever it is called") {
    struct Case {
        std::string name, content;
    };
    for (const auto& [name, content] : std::initializer_list<Case>{
             {"tool", kElf},
             {"screen.png", kElf},
             {"setup.exe", exe()},
             {"invoice.pdf", exe()},
             {"screen.png", "<!DOCTYPE html><html><script>alert(1)</script></html>"},
             {"page.txt", "<html><body>x</body></html>"},
             {"picture.svg", "<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\"/>"},
             {"picture.png", "<svg xmlns=\"http://www.w3.org/2000/svg\"><script/></svg>"},
             {"fix.sh", "#!/bin/sh\nrm -rf /\n"},
             {"fix.txt", "#!/usr/bin/env python3\nimport os\n"},
             {"fix.bat", "@echo off\r\nformat c:\r\n"},
             {"files.zip", zip_entry("a.txt", "x")},
             {"library.jar", zip_entry("META-INF/MANIFEST.MF", "x")},
             {"noise.png", "\0\x01\x02\x03\x04\x05"s},
         }) {
        CAPTURE(name);
        CAPTURE(content.substr(0, 20));
        const auto checked = check_file(name, content);
        CHECK(checked.trouble == name +
                                     " was not taken: we take pictures, PDF, text, mails and "
                                     "office documents.");
        CHECK(checked.file.name == name);
        CHECK(checked.file.content.empty());
    }
}

TEST_CASE("a file is called what it is, so that opening it runs nothing") {
    struct Case {
        std::string name, content, kept;
    };
    for (const auto& [name, content, kept] : std::initializer_list<Case>{
             {"run.vbs", "Set x = 1\n", "run.vbs.txt"},
             {"run.PS1", "Get-Item x\n", "run.PS1.txt"},
             {"settings.reg", "Windows Registry\n", "settings.reg.txt"},
             {"link.hta", kPng, "link.hta.png"},
             {"photo.jpg", kPng, "photo.jpg.png"},
             {"manual.exe", kPdf, "manual.exe.pdf"},
             {"log.2024-01-15", "text\n", "log.2024-01-15.txt"},
             {"picture", kPng, "picture"},
             {"server.conf", "port = 80\n", "server.conf"},
         }) {
        CAPTURE(name);
        CHECK(check_file(name, content).file.name == kept);
    }
    const auto longest = check_file(std::string(150, 'a') + ".vbs", "x\n").file.name;
    CHECK(longest.size() <= 100);
    CHECK(longest.ends_with(".vbs.txt"));
}

TEST_CASE("an empty or a huge file is not taken, and it is said why") {
    CHECK(check_file("a.txt", "").trouble == "a.txt was not taken: it is empty.");
    CHECK(check_file("a.txt", std::string(kLargestFile + 1, 'a')).trouble ==
          "a.txt was not taken: it is larger than 8 MB.");
    CHECK(check_file("a.txt", std::string(kLargestFile, 'a')).trouble.empty());
}

TEST_CASE("a name leads to no folder, and shows what it is") {
    struct Case {
        std::string path, name;
    };
    for (const auto& [path, name] : std::initializer_list<Case>{
             {"a.png", "a.png"},
             {"../../etc/passwd", "passwd"},
             {"C:\\Users\\anna\\a b.png", "a b.png"},
             {"/", "file"},
             {"", "file"},
             {"..", "file"},
             {". . .", "file"},
             {".bashrc", "bashrc"},
             {"a\r\nBcc: x.png", "aBcc x.png"},
             {"a\0b\x1b[2J\x7F.png"s, "ab[2J.png"},
             {"<img src=x onerror=alert(1)>.png", "img src=x onerror=alert(1).png"},
             {"a\"; filename=\"b.png", "a; filename=b.png"},
             {"Büro 日本.png", "Büro 日本.png"},
             {"a\u202Egnp.exe", "agnp.exe"},
             {"a\u2066b\u0085c.png", "abc.png"},
         }) {
        CAPTURE(path);
        CHECK(file_name(path) == name);
    }
}

TEST_CASE("a long name keeps its end, in whole characters, and no dot at its beginning") {
    CHECK(file_name(std::string(200, 'a') + ".png") == std::string(96, 'a') + ".png");
    for (int more = 0; more < 3; ++more) {
        std::string name(static_cast<std::size_t>(more), 'x');
        for (int i = 0; i < 80; ++i)
            name += "\xE6\x97\xA5";
        const auto kept = file_name(name + ".png");
        CHECK(kept.size() <= 100);
        CHECK(kept.size() >= 97);
        CHECK_FALSE(find_invalid_utf8(kept));
    }
    CHECK(file_name("a" + std::string(150, '.') + "png").front() == 'p');
}
