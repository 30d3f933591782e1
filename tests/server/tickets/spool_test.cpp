#include <algorithm>
#include <csignal>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/server/tickets/outbox_sample.h"
#include "tests/support/file_text.h"

using namespace firstline;

namespace {

namespace fs = std::filesystem;

std::vector<std::string> names_in(const fs::path& folder) {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder))
        names.push_back(entry.path().filename());
    std::sort(names.begin(), names.end());
    return names;
}

Delivery spool(const Handoff& handoff, const fs::path& folder) {
    const TicketSystemSettings settings{.spool = folder};
    const std::function<bool()> stopping = [] { return false; };
    return deliver_to_spool(handoff, {settings, larkfield(), at(5), stopping});
}

}  // namespace

TEST_CASE("a spooled ticket is a folder with its JSON and its attachments") {
    OutboxSample desk;
    desk.send(ticket_of("FL-7KQ2-9DTM"), {{"smoke.png", "image/png", "bytes"},
                                          {"../../etc/passwd", "text/plain", "x"},
                                          {"smoke.png", "image/png", "other"},
                                          {std::string(300, 'a') + ".txt", "text/plain", ""}});
    desk.deliver();
    const auto folder = desk.folder.path() / "spool/ticket-FL-7KQ2-9DTM";
    CHECK(names_in(desk.folder.path() / "spool") ==
          std::vector<std::string>{"ticket-FL-7KQ2-9DTM"});
    CHECK(names_in(folder) ==
          std::vector<std::string>{"1-smoke.png", "2-.._.._etc_passwd", "3-smoke.png",
                                   "4-" + std::string(96, 'a') + ".txt", "ticket.json"});
    CHECK(file_text(folder / "3-smoke.png") == "other");
    const auto json = nlohmann::json::parse(file_text(folder / "ticket.json"));
    CHECK(json.at("attachments").at(1).at("file") == "2-.._.._etc_passwd");
    CHECK_FALSE(json.at("attachments").at(1).contains("content_base64"));
    CHECK(json.at("description") == "It smells.\nAnd it burns.");
    const auto others = fs::perms::group_all | fs::perms::others_all;
    CHECK((fs::status(desk.folder.path() / "spool").permissions() & others) == fs::perms::none);
    CHECK((fs::status(folder / "ticket.json").permissions() & others) == fs::perms::none);
}

TEST_CASE("a ticket that is spooled twice is there once, as it was first") {
    const TemporaryFolder folder;
    Handoff handoff{.key = "ticket-1", .ticket = ticket_of("FL-1")};
    REQUIRE(spool(handoff, folder.path()).outcome == Delivery::Outcome::delivered);
    handoff.ticket.subject = "Another";
    CHECK(spool(handoff, folder.path()).outcome == Delivery::Outcome::delivered);
    CHECK(names_in(folder.path()) == std::vector<std::string>{"ticket-1"});
    CHECK(file_text(folder.path() / "ticket-1/ticket.json").find("Another") == std::string::npos);
}

TEST_CASE(
    "a spool that is killed half-way leaves no half ticket, and the next attempt none of it") {
    const TemporaryFolder folder;
    Handoff handoff{.ticket = ticket_of("FL-1")};
    handoff.attachments = {
        {"big.bin", "application/octet-stream", std::string(std::size_t{1} << 20U, 'x')}};
    unsigned whole = 0;
    for (int round = 0; round < 20; ++round) {
        handoff.key = "ticket-" + std::to_string(round);
        const pid_t child = ::fork();
        if (child == 0) {
            spool(handoff, folder.path());
            ::_exit(0);
        }
        ::usleep(static_cast<useconds_t>(1500 * round));
        ::kill(child, SIGKILL);
        ::waitpid(child, nullptr, 0);
        const auto ticket = folder.path() / handoff.key;
        if (fs::exists(ticket)) {
            ++whole;
            CHECK(fs::file_size(ticket / "1-big.bin") == handoff.attachments[0].content.size());
            CHECK(nlohmann::json::accept(file_text(ticket / "ticket.json")));
        }
        CHECK(spool(handoff, folder.path()).outcome == Delivery::Outcome::delivered);
        CHECK(fs::file_size(ticket / "1-big.bin") == handoff.attachments[0].content.size());
    }
    MESSAGE("whole when killed: ", whole, " of 20");
    // No attempt has left anything behind.
    CHECK(names_in(folder.path()).size() == 20);
}

TEST_CASE("a spool that cannot be written is tried again, and a key that is no name is refused") {
    const TemporaryFolder folder;
    folder.write("file", "");
    CHECK(spool({.key = "t"}, folder.path() / "file").outcome == Delivery::Outcome::later);
    CHECK(spool({.key = "t"}, "/proc/nowhere").outcome == Delivery::Outcome::later);
    for (const char* key : {"", "..", ".t", "a/b", "a\nb"}) {
        CAPTURE(key);
        CHECK(spool({.key = key}, folder.path() / "spool").outcome == Delivery::Outcome::refused);
    }
}
