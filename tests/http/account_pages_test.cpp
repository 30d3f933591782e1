#include <doctest/doctest.h>

#include "tests/http/served_kb.h"
#include "tests/http/visitor.h"

using namespace firstline;

namespace {

constexpr const char* kRestricted = "/a/vpn/escalation";

}  // namespace

TEST_CASE("a session ends after eight idle hours, and after seven days in any case") {
    MovedClock time{ServedKb::kNoon};
    ServedKb kb({{"a.md", "---\ntitle: A\naudience: agents\n---\n\nText.\n"}}, time.clock());
    kb.add_account("anna", "agent");
    Visitor idle(kb.port());
    Visitor busy(kb.port());
    CHECK(idle.sign_in("anna", ServedKb::kPassword).status == 303);
    CHECK(busy.sign_in("anna", ServedKb::kPassword).status == 303);
    for (int hours = 7; hours < 7 * 24; hours += 7) {
        time.now = ServedKb::kNoon + std::chrono::hours{hours};
        CHECK(busy.get("/a/a").status == 200);
        // That somebody was here is noted if the store is free: what they read is written first.
        kb.listening().recorder().flush(std::chrono::seconds{10});
    }
    CHECK(idle.get("/a/a").status == 404);
    time.now = ServedKb::kNoon + std::chrono::days{7};
    CHECK(busy.get("/a/a").status == 404);
}

TEST_CASE("one sees one's sessions and ends them, one by one or all") {
    ServedKb kb;
    kb.add_account("anna", "agent");
    kb.add_account("ben", "agent");
    Visitor desk(kb.port());
    Visitor phone(kb.port());
    Visitor ben(kb.port());
    desk.sign_in("anna", ServedKb::kPassword);
    phone.sign_in("anna", ServedKb::kPassword, {{"User-Agent", "Mozilla Firefox/133.0 (Android)"}});
    ben.sign_in("ben", ServedKb::kPassword);
    const Received page = desk.get("/account");
    CHECK(holds(page, "Firefox on Android"));
    const auto field = page.body.find("name=\"session\" value=\"");
    REQUIRE(field != std::string::npos);
    const auto value = page.body.find("value=\"", field) + 7;
    const std::string id = page.body.substr(value, page.body.find('"', value) - value);

    ben.get("/account");
    ben.post("/account/sessions", {{"session", id}});
    CHECK(phone.get("/account").status == 200);  // it is not ben's to end
    desk.get("/account");
    for (const char* wrong : {"", "x", "99999999999999999999", "1x"})
        CHECK(desk.post("/account/sessions", {{"session", wrong}}).status == 400);
    CHECK(desk.post("/account/sessions", {{"session", id}}).header("location") ==
          "/account?ended=1");
    CHECK(phone.get("/account").status == 303);
    CHECK(desk.get("/account").status == 200);

    phone.sign_in("anna", ServedKb::kPassword);
    desk.get("/account");
    CHECK(desk.post("/account/sign-out-all", {}).status == 303);
    CHECK(phone.get("/account").status == 303);
    CHECK(desk.get("/account").status == 303);
    CHECK(ben.get("/account").status == 200);
}

TEST_CASE("one changes one's password, which ends the other sessions") {
    ServedKb kb;
    kb.add_account("anna", "agent");
    Visitor desk(kb.port());
    Visitor phone(kb.port());
    desk.sign_in("anna", ServedKb::kPassword);
    phone.sign_in("anna", ServedKb::kPassword);
    const auto change = [&](const char* present, const char* wanted, const char* again) {
        desk.get("/account");
        return desk.post("/account/password",
                         {{"present", present}, {"new", wanted}, {"again", again}});
    };
    CHECK(holds(change(ServedKb::kPassword, "a new password", "another one"), "not the same"));
    CHECK(holds(change("wrong password", "a new password", "a new password"),
                "your present password is another one"));
    CHECK(holds(change(ServedKb::kPassword, "short", "short"), "must have at least 10"));
    CHECK(phone.get("/account").status == 200);
    CHECK(change(ServedKb::kPassword, "a new password", "a new password").header("location") ==
          "/account?changed=1");
    CHECK(desk.get("/account").status == 200);
    CHECK(phone.get("/account").status == 303);
    CHECK(phone.sign_in("anna", ServedKb::kPassword).status == 403);
    CHECK(phone.sign_in("anna", "a new password").status == 303);
    for (int i = 0; i < 7; ++i)
        change("wrong password", "a newer password", "a newer password");
    CHECK(change("a new password", "a newer password", "a newer password").status == 429);
}

TEST_CASE("pages for people who signed in are not there for those who may do less") {
    ServedKb kb;
    kb.add_account("anna", "employee");
    Visitor nobody(kb.port());
    CHECK(nobody.post("/sign-out", {}).status == 404);
    CHECK(nobody.post("/account/password", {}).status == 404);
    CHECK(nobody.get("/sign-out").status == 404);
    Visitor anna(kb.port());
    anna.sign_in("anna", ServedKb::kPassword);
    CHECK(anna.get("/sign-out").status == 405);
    CHECK(anna.get(kRestricted).status == 404);
    CHECK(anna.get("/sign-in").header("location") == "/");
}
