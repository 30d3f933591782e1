#include "server/search/chips.h"

#include <doctest/doctest.h>

#include "server/search/ranking_numbers.h"

using namespace firstline;
using Kind = Chip::Kind;

namespace {

const DeclaredNames& names() {
    static const DeclaredNames declared(
        {"Outlook", "Outlook for Mac", "Printing", "IT", "Citrix Workspace", "C++", "Word"},
        {"vpn", "help", "the", "wifi"}, Language("english"));
    return declared;
}

std::vector<Chip> chips(const std::string& text) {
    return chips_in(text, names());
}

std::string shown(const std::vector<Chip>& chips) {
    std::string all;
    for (const auto& [kind, text] : chips)
        all += (all.empty() ? "" : ", ") + std::string(name_of(kind)) + " " + text;
    return all;
}

}  // namespace

TEST_CASE("what tells exactly what a ticket is about is seen") {
    struct Case {
        const char *text, *seen;
    };
    for (const auto& [text, seen] : {
             // Codes
             Case{"It says 0x80070005.", "code 0x80070005"},
             Case{"Update failed with 800706BA today", "code 800706BA"},
             Case{"The app crashed (c0000005)", "code c0000005"},
             Case{"installer ends with error 1603", "code error 1603"},
             Case{"Error code: 1603!", "code Error code: 1603"},
             Case{"Fehler 53 beim Anmelden", "code Fehler 53"},
             Case{"error -1073741515 on start", "code error -1073741515"},
             Case{"HTTP 503 since noon", "code HTTP 503"},
             Case{"the log has Event ID 4625 twice", "code Event ID 4625"},
             Case{"exit code 3", "code exit code 3"},
             Case{"smtp; 550 5.7.1 relaying denied", "code 5.7.1"},
             Case{"Sign in fails: AADSTS50053", "code AADSTS50053"},
             Case{"after KB5034441 it hangs", "code KB5034441"},
             Case{"after KB 5034441 it hangs", "code KB 5034441"},
             Case{"ORA-00942: table or view", "code ORA-00942"},
             Case{"is CVE-2024-21412 fixed", "code CVE-2024-21412"},
             Case{"ERR_CONNECTION_RESET in the browser", "code ERR_CONNECTION_RESET"},
             Case{"a System.IO.IOException was thrown", "code System.IO.IOException"},
             Case{"java.lang.NullPointerException: null", "code java.lang.NullPointerException"},
             Case{"my H drive is gone", "code H drive"},
             // Versions
             Case{"on Windows 11 since", "version Windows 11"},
             Case{"windows 10 22H2 laptop", "version windows 10 22H2"},
             Case{"Windows Server 2012 R2", "version Windows Server 2012 R2"},
             Case{"we run v2.3.1 here", "version v2.3.1"},
             Case{"after the upgrade to 4.1.1.2", "version 4.1.1.2"},
             Case{"build 10.0.19045 of it", "version build 10.0.19045"},
             Case{"it is 10.0.19045.3803", "version 10.0.19045.3803"},
             Case{"Office 2019 and Microsoft 365", "version Office 2019, version Microsoft 365"},
             Case{"iPad on iOS 17.2", "version iOS 17.2"},
             Case{"Outlook 2016", "version Outlook 2016"},
             Case{"Version 5.7.1 is installed", "version Version 5.7.1"},
             // Devices
             Case{"Host: LAPTOP-3F2K91", "device LAPTOP-3F2K91"},
             Case{"laptop-3f2k91 is slow", "device laptop-3f2k91"},
             Case{"printer PRN-4-02, tray 2", "device PRN-4-02"},
             Case{"the MX-3070 on floor 3", "device MX-3070"},
             Case{"my HP LaserJet 4250 jams", "device HP LaserJet 4250"},
             Case{"ThinkPad T14 dock", "device ThinkPad T14"},
             Case{"iPhone 13 has no mail", "device iPhone 13"},
             Case{"\\\\SRV01\\share", "device SRV01"},
             Case{"it is PC12345", "device PC12345"},
             // Products
             Case{"outlook does not start", "product outlook"},
             Case{"Outlook for\nMac does not start", "product Outlook for Mac"},
             Case{"printing over the vpn", "product printing, product vpn"},
             Case{"Citrix workspace", "product Citrix workspace"},
             Case{"learn C++ here", "product C++"},
             Case{"ask IT about it", "product IT"},
             // Other languages
             Case{"起動するとエラー0x80070005が出ます", "code 0x80070005"},
             Case{"يظهر الخطأ 0x80070005 عند التشغيل", "code 0x80070005"},
             Case{"Das Gerät meldet „0x80070005“", "code 0x80070005"},
         }) {
        CAPTURE(std::string{text});
        CHECK(shown(chips(text)) == seen);
    }
}

TEST_CASE("what is personal, or tells nothing, is no chip") {
    for (const char* text : {
             "write to jane.doe42@example.com",
             "JANE-DOE-42@EXAMPLE.COM",
             "call +44 20 5550 142 or 555-0142 or (020) 5550-142",
             "EXT-4021, TEL-5550142",
             "https://portal.example.com/PRN-4-02/0x80070005",
             "www.example.com/KB5034441",
             "Jane Doe, Anne-Marie O'Neil",
             "on 12.03.2026 at 10.30, on 2026-03-12, since MAR-2026",
             "the address is 192.168.0.12",
             "the name server is 8.8.8.8",
             "my ticket INC0012345, case TKT-4711",
             "the password is ABC12345",
             "password: SUMMER-2026",
             "PIN 48291, user name E104729",
             "my code 482913",
             "we need 3 printers and 25 chairs",
             "UTF-8, SHA-256, COVID-19",
             "please help: the answer is late, and it is urgent",
             "DE89370400440532013000",
             "A4 paper, a USB3 port, B12",
             "IMPORTANT PLEASE READ",
             "class not_found, some_name",
             "",
             "\xff\xfe\x00\x80",
         }) {
        CAPTURE(std::string{text});
        CHECK(shown(chips(text)) == "");
    }
}

TEST_CASE("a chip comes once, where it first stands") {
    CHECK(
        shown(chips("Outlook on Windows 11: 0x80070005. OUTLOOK says 0X80070005 on windows 11")) ==
        "product Outlook, version Windows 11, code 0x80070005");
}

TEST_CASE("of very many chips the exact ones stay") {
    std::string text = "Outlook and vpn. ";
    for (int i = 0; i < 11; ++i)
        text += "error " + std::to_string(1600 + i) + ", ";
    const auto all = chips(text);
    REQUIRE(all.size() == kMostChips);
    CHECK(all[0] == Chip{Kind::product, "Outlook"});
    CHECK(all[1] == Chip{Kind::code, "error 1600"});
    CHECK(all[11] == Chip{Kind::code, "error 1610"});
    for (const Chip& chip : chips(std::string(20, ' ') + "ERROR_" + std::string(200, 'A')))
        CHECK(chip.text.size() <= kLongestChip);
}

TEST_CASE("the words of a chip are taken out as whole words") {
    const auto without = [](const std::string& text, const std::vector<std::string>& chips) {
        return folded_words(without_chips(text, chips));
    };
    CHECK(without("Outlook, outlook and outlooks", {"Outlook"}) == "and outlooks");
    CHECK(without("on Windows\n  11 today", {"windows 11"}) == "on today");
    CHECK(without("on windows 110", {"windows 11"}) == "on windows 110");
    CHECK(without("C++ and C", {"C++"}) == "and c");
    CHECK(without("0x80070005", {"0x80070005"}) == "");
    CHECK(without("nothing of it", {"", " ", "else"}) == "nothing of it");
}

TEST_CASE("what articles must hold of an error's number is the number") {
    CHECK(held_by_articles("Error code: 1603") == "1603");
    CHECK(held_by_articles("HTTP 503") == "503");
    CHECK(held_by_articles("Windows 11") == "Windows 11");
    CHECK(held_by_articles("0x80070005") == "0x80070005");
    CHECK(held_by_articles("") == "");
}
