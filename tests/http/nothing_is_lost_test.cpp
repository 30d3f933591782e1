// Nothing a person wrote is lost: whatever was acknowledged is there, however often the server is
// killed.

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <csignal>
#include <map>
#include <mutex>
#include <random>
#include <set>
#include <thread>

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "server/access/secrets.h"
#include "server/store/outbox.h"
#include "server/store/store.h"
#include "server/store/tickets.h"
#include "server/store/votes.h"
#include "tests/http/client.h"
#include "tests/http/server_program.h"
#include "tests/support/built_kb.h"
#include "tests/support/file_text.h"
#include "tests/support/until.h"

using namespace firstline;

namespace {

constexpr int kKills = 50;
constexpr int kWriters = 4;
constexpr const char* kBoundary = "writer-boundary";

/// Where the server is now. Writers wait here while there is none.
class Whereabouts {
public:
    void set(int port) {
        const std::lock_guard lock(mutex_);
        port_ = port;
        ++starts_;
        changed_.notify_all();
    }
    /// The port of a server that was started after the one `seen`, which becomes this one.
    int next(int& seen) {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return starts_ > seen; });
        seen = starts_;
        return port_;
    }
    /// One more thing was acknowledged.
    void acknowledge() {
        const std::lock_guard lock(mutex_);
        ++acknowledged_;
        changed_.notify_all();
    }
    /// Waits for so many acknowledgements and then for a moment in whatever follows them.
    void await(int more, std::chrono::microseconds then) {
        std::unique_lock lock(mutex_);
        const int wanted = acknowledged_ + more;
        changed_.wait(lock, [&] { return acknowledged_ >= wanted; });
        const auto end = std::chrono::steady_clock::now() + then;
        while (std::chrono::steady_clock::now() < end)
            changed_.wait_until(lock, end);
    }

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    int port_ = 0;
    int starts_ = 0;
    int acknowledged_ = 0;
};

struct SentVote {
    std::string token;
    std::string visitor;
    std::string answer;
};

struct SentTicket {
    std::string token;
    std::string subject;
    std::string file;  ///< what was attached; empty: nothing
};

/// A person after another, each from a network of their own, who votes and sends a ticket.
class Writer {
public:
    Writer(Whereabouts& server, int number) : server_(server), number_(number) {}

    void run(const std::atomic<bool>& stopped) {
        port_ = server_.next(seen_);
        while (!stopped) {
            ++people_;
            visitor_ = random_token();
            vote();
            send_ticket();
        }
    }

    std::vector<SentVote> votes;
    std::vector<SentTicket> tickets;
    std::vector<std::string> surprises;  ///< answers that nobody should get
    int cut_off = 0;                     ///< requests that a kill left without an answer

private:
    /// Nothing if the server was killed meanwhile; then there is a new one.
    std::optional<Received> ask(const std::string& method, const std::string& target,
                                const std::string& type = {}, const std::string& body = {}) {
        const std::string host = fmt::format("127.0.0.1:{}", port_);
        Headers headers{
            {"Host", host},
            {"Origin", "http://" + host},
            {"User-Agent", "Mozilla/5.0 Firefox/128.0"},
            {"Cookie", "firstline_visitor=" + visitor_},
            {"X-Forwarded-For",
             fmt::format("10.{}.{}.{}", 10 + number_, people_ / 250 % 250 + 1, people_ % 250 + 1)}};
        if (method == "POST") {
            headers.emplace_back("Content-Type", type);
            headers.emplace_back("Content-Length", std::to_string(body.size()));
        }
        try {
            if (Received answer = fetch(port_, target, headers, method, body); answer.status != 0)
                return answer;
        } catch (const std::runtime_error&) {
            // Nobody listens: it was killed before this began.
        }
        ++cut_off;
        port_ = server_.next(seen_);
        return std::nullopt;
    }
    std::optional<Received> post(const std::string& target, const std::string& body) {
        return ask("POST", target, "application/x-www-form-urlencoded", body);
    }

    void vote() {
        const std::string answer = people_ % 3 == 0 ? "no" : "yes";
        ask("GET", "/a/wifi");
        const auto got = post("/vote", "article=wifi&answer=" + answer);
        if (!got)
            return;
        const std::string location = got->header("location");
        const auto at = location.find("?vote=");
        if (got->status != 303 || at == std::string::npos)
            return surprises.push_back(fmt::format("vote: {}", got->status));
        const auto begin = at + 6;
        votes.push_back({location.substr(begin, location.find('#') - begin), visitor_, answer});
        server_.acknowledge();
    }

    /// Begins anew with the same form, as a person does, until it is acknowledged.
    void send_ticket() {
        const std::string key = random_token();
        SentTicket ticket{.subject = fmt::format("Trouble {} of {}", people_, number_)};
        if (people_ % 2 == 0)
            ticket.file = fmt::format("log of {} {}\n", people_, number_) +
                          std::string(static_cast<std::size_t>(people_ % 7) * 5000, 'x');
        while (!keep_draft(key, ticket)) {
        }
        while (true) {
            const auto got = post("/help/send", "key=" + key);
            if (!got)
                continue;
            const std::string location = got->header("location");
            if (got->status != 303 || !location.starts_with("/ticket/"))
                return surprises.push_back(fmt::format("send: {} {}", got->status, location));
            ticket.token = location.substr(8, location.find('?') - 8);
            tickets.push_back(ticket);
            return server_.acknowledge();
        }
    }

    bool keep_draft(const std::string& key, const SentTicket& ticket) {
        std::string body;
        const auto add = [&](const std::string& name, const std::string& value) {
            body += fmt::format("--{}\r\nContent-Disposition: form-data; name=\"{}\"\r\n\r\n{}\r\n",
                                kBoundary, name, value);
        };
        add("key", key);
        add("subject", ticket.subject);
        add("affects", "me");
        add("work", "another-way");
        if (!ticket.file.empty())
            body += fmt::format(
                "--{}\r\nContent-Disposition: form-data; name=\"file\"; "
                "filename=\"log.txt\"\r\n\r\n{}\r\n",
                kBoundary, ticket.file);
        body += fmt::format("--{}--\r\n", kBoundary);
        const auto got =
            ask("POST", "/help", fmt::format("multipart/form-data; boundary={}", kBoundary), body);
        if (got && (got->status != 303 || got->header("location") != "/help/review?draft=" + key))
            surprises.push_back(fmt::format("draft: {}", got->status));
        return got.has_value();
    }

    Whereabouts& server_;
    int number_;
    int people_ = 0;
    std::string visitor_;
    int port_ = 0;
    int seen_ = 0;
};

struct Desk {
    Desk() {
        kb.article("wifi.md", "Wireless does not connect", "Turn it off and on.", "id: wifi\n");
        kb.build();
    }
    std::unique_ptr<ServerProgram> start(Whereabouts& server) const {
        auto program = std::make_unique<ServerProgram>(std::vector<std::string>{
            "--index", kb.index(), "--port", "0", "--templates", FIRSTLINE_SOURCE_DIR "/templates",
            "--store", store_file(), "--spool-dir", spool(), "--trusted-proxies", "127.0.0.1",
            "--log-level", "error"});
        const int port = port_in(program->line());
        REQUIRE(port > 0);
        server.set(port);
        return program;
    }
    std::filesystem::path store_file() const { return folder.path() / "s.db"; }
    std::filesystem::path spool() const { return folder.path() / "spool"; }

    /// What the desk's system finds: the tickets of each reference, and their files.
    std::map<std::string, std::vector<std::string>> spooled() const {
        std::map<std::string, std::vector<std::string>> files;
        for (const auto& entry : std::filesystem::directory_iterator(spool())) {
            const auto json = nlohmann::json::parse(file_text(entry.path() / "ticket.json"));
            // So many similar tickets raise each other, of which the desk is told too.
            if (json.at("event") != "created")
                continue;
            std::string content;
            for (const auto& file : json.at("attachments"))
                content += file_text(entry.path() / file.at("file").get<std::string>());
            files[json.at("reference")].push_back(content);
        }
        return files;
    }

    BuiltKb kb;
    TemporaryFolder folder;
};

/// Has all writers write while the server is killed again and again; ends with a server that runs.
std::unique_ptr<ServerProgram> write_and_kill(const Desk& desk, std::vector<Writer>& writers,
                                              Whereabouts& server) {
    std::mt19937 random(20260312);
    std::atomic<bool> stopped{false};
    auto program = desk.start(server);
    std::vector<std::thread> threads;
    threads.reserve(writers.size());
    for (Writer& writer : writers)
        threads.emplace_back([&] { writer.run(stopped); });
    for (int i = 0; i < kKills; ++i) {
        server.await(1 + static_cast<int>(random() % 12),
                     std::chrono::microseconds{random() % 20'000});
        program->signal(SIGKILL);
        CHECK(program->exit_code() == -1);
        program = desk.start(server);
    }
    stopped = true;
    for (std::thread& thread : threads)
        thread.join();
    return program;
}

std::size_t check_votes(Connection& connection, const std::vector<Writer>& writers) {
    VoteTable table(connection);
    std::size_t acknowledged = 0;
    for (const Writer& writer : writers)
        for (const SentVote& sent : writer.votes) {
            ++acknowledged;
            const auto kept = table.by_token(sent.token);
            REQUIRE(kept);
            CHECK(kept->visitor == sent.visitor);
            CHECK(name_of(kept->answer) == sent.answer);
        }
    return acknowledged;
}

std::size_t check_tickets(Connection& connection, const std::vector<Writer>& writers,
                          std::map<std::string, std::vector<std::string>> spooled) {
    TicketTable table(connection);
    std::size_t acknowledged = 0;
    for (const Writer& writer : writers)
        for (const SentTicket& sent : writer.tickets) {
            ++acknowledged;
            const auto kept = table.by_secret(hash_of_token(sent.token));
            REQUIRE(kept);
            CHECK(kept->subject == sent.subject);
            const auto files = table.attachments(kept->id);
            REQUIRE(files.size() == (sent.file.empty() ? 0 : 1));
            CHECK((sent.file.empty() || files[0].content == sent.file));
            const auto& at_desk = spooled[kept->reference];
            REQUIRE(at_desk.size() == 1);
            CHECK(at_desk[0] == sent.file);
        }
    CHECK(spooled.size() == acknowledged);
    return acknowledged;
}

}  // namespace

TEST_CASE("of a server that is killed 50 times under load no acknowledged vote or ticket is lost") {
    const Desk desk;
    Whereabouts server;
    std::vector<Writer> writers;
    for (int i = 0; i < kWriters; ++i)
        writers.emplace_back(server, i);
    const auto program = write_and_kill(desk, writers, server);

    Store store(desk.store_file());
    OutboxTable outbox(store.connection());
    CHECK(until([&] { return outbox.health().waiting == 0; }));
    CHECK(outbox.health().dead == 0);
    const auto votes = check_votes(store.connection(), writers);
    const auto tickets = check_tickets(store.connection(), writers, desk.spooled());
    CHECK(store.connection().number("SELECT count(*) FROM tickets") ==
          static_cast<std::int64_t>(tickets));
    // What was sent is no draft any more.
    CHECK(store.connection().number("SELECT count(*) FROM drafts") == 0);
    Statement check(store.connection(), "PRAGMA integrity_check");
    REQUIRE(check.step());
    CHECK(check.text(0) == "ok");

    const auto unacknowledged =
        store.connection().number("SELECT count(*) FROM votes") - static_cast<std::int64_t>(votes);
    int cut_off = 0;
    for (const Writer& writer : writers) {
        cut_off += writer.cut_off;
        for (const std::string& surprise : writer.surprises)
            FAIL_CHECK(surprise);
    }
    CHECK(cut_off >= kKills);
    CHECK(votes >= kKills);
    CHECK(tickets >= kKills);
    MESSAGE(kKills << " kills, " << cut_off << " requests cut off; acknowledged and kept: " << votes
                   << " votes, " << tickets << " tickets, each once at the desk; kept without an "
                   << "acknowledgement: " << unacknowledged << " votes");
}
