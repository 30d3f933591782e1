#include "tests/server/insight/simulation.h"

#include <algorithm>
#include <array>
#include <utility>

namespace firstline {
namespace {

using namespace std::chrono_literals;

struct Trouble {
    const char* query;
    const char* topic;
    const char* article;
    const char* category;
};

constexpr auto kTroubles = std::to_array<Trouble>({
    {"printer wont print", "printer print", "KB0030", "printing"},
    {"forgot my password", "forgot password", "KB0010", "accounts"},
    {"monitor flickers", "monitor flicker", "KB0050", "devices"},
    {"shared drive gone", "share drive", "KB0080", "files"},
    {"vpn keeps dropping", "vpn drop", "KB0071", "network"},
    {"change the font", "font", "KB0120", "display"},
    {"calendar not syncing", "calendar sync", "KB0104", "email"},
});
constexpr auto kPriorities = std::to_array<const char*>({"P4", "P3", "P3", "P3", "P2", "P2", "P1"});
constexpr auto kReasons =
    std::to_array<const char*>({"outdated", "step", "not-mine", "unclear", "disagree"});

class Simulation {
public:
    Simulation(const World& world, std::chrono::sys_seconds from, unsigned weeks, Chance& chance)
        : world_(world), from_(from), seconds_(weeks * 7 * 24 * 3600), chance_(chance) {}

    SimulatedDesk run() {
        desk_.input.from = from_;
        desk_.input.until = from_ + std::chrono::seconds{seconds_};
        for (unsigned i = 0; i < world_.problems; ++i)
            add_alone();
        for (unsigned i = 0; i < world_.incidents; ++i)
            add_incident("incident-" + std::to_string(i),
                         chance_.between(world_.incident_least, world_.incident_most));
        if (world_.dominant > 0)
            add_incident("file server down", world_.dominant);
        for (unsigned i = 0; i < world_.readers; ++i)
            add_reader();
        const auto by_time = [](auto& all, const auto& when) {
            std::stable_sort(all.begin(), all.end(),
                             [&](const auto& a, const auto& b) { return when(a) < when(b); });
        };
        by_time(desk_.input.events, [](const Event& event) { return event.at; });
        by_time(desk_.input.votes, [](const Vote& vote) { return vote.at; });
        by_time(desk_.input.tickets, [](const Ticket& ticket) { return ticket.created; });
        return std::move(desk_);
    }

private:
    std::chrono::sys_seconds some_time() {
        return from_ + std::chrono::seconds{chance_.below(seconds_)};
    }

    std::string somebody() { return "visitor-" + std::to_string(visitors_++); }

    void add_alone() {
        const unsigned trouble = chance_.below(kTroubles.size());
        // Somebody who comes back has another trouble: the same one would be the same problem.
        if (!desk_.truth.empty() && chance_.below(100) < world_.returning) {
            const Truth& before =
                desk_.truth[chance_.below(static_cast<unsigned>(desk_.truth.size()))];
            const std::string visitor = before.visitor;
            const auto next = (troubles_of_[visitor] + 1) % kTroubles.size();
            if (next != 0) {
                troubles_of_[visitor] = static_cast<unsigned>(next);
                add(visitor, "", kTroubles[next], skills_of_[visitor] * world_.solves, some_time());
                return;
            }
        }
        const std::string visitor = somebody();
        troubles_of_[visitor] = trouble;
        // Some manage with an article, others hardly ever do.
        skills_of_[visitor] = chance_.happens(.5) ? 1.5 : .5;
        add(visitor, "", kTroubles[trouble], skills_of_[visitor] * world_.solves, some_time());
    }

    /// Everybody has the same trouble in the same hours, and the article fits all of them or none.
    void add_incident(const std::string& key, unsigned problems) {
        const Trouble& trouble = kTroubles[chance_.below(kTroubles.size())];
        const double solves = chance_.happens(.5) ? 2 * world_.solves : 0;
        const auto begin = some_time();
        for (unsigned i = 0; i < problems; ++i)
            add(somebody(), key, trouble, solves,
                std::min(begin + std::chrono::seconds{chance_.below(4 * 3600)},
                         desk_.input.until - 1s));
    }

    void add_reader() {
        const Trouble& trouble = kTroubles[chance_.below(kTroubles.size())];
        const std::string visitor = somebody();
        const auto at = some_time();
        if (chance_.happens(.08)) {
            Event& nothing = search(visitor, trouble, at);
            nothing.query = chance_.happens(.5) ? "parking permit" : "coffee machine " + visitor;
            nothing.topic = nothing.query;
            nothing.shown.clear();
            nothing.total = 0;
            return;
        }
        search(visitor, trouble, at).sure = chance_.happens(.9);
        if (!chance_.happens(world_.reads))
            return;
        read(visitor, trouble, at + 20s);
        if (!chance_.happens(.2))
            return;
        const bool solved = chance_.happens(1.5 * world_.solves);
        add_vote(visitor, solved ? Outcome::confirmed : Outcome::no_or_partly, trouble, at + 240s);
        if (chance_.happens(.1))
            desk_.input.votes.back().visitor = std::nullopt;
    }

    Event& event(const std::string& visitor, const Trouble& trouble, Event::Kind kind,
                 std::chrono::sys_seconds at) {
        Event& added = desk_.input.events.emplace_back();
        added.kind = kind;
        added.at = at;
        added.visitor = visitor;
        added.topic = trouble.topic;
        return added;
    }

    Event& search(const std::string& visitor, const Trouble& trouble, std::chrono::sys_seconds at) {
        Event& added = event(visitor, trouble, Event::Kind::search, at);
        added.query = trouble.query;
        added.shown = {trouble.article, "KB0199"};
        added.total = 2;
        added.sure = true;
        return added;
    }

    void read(const std::string& visitor, const Trouble& trouble, std::chrono::sys_seconds at) {
        Event& view = event(visitor, trouble, Event::Kind::view, at);
        view.query = trouble.query;
        view.article = trouble.article;
        view.type = "fix";
        view.rank = 1;
        Event& dwell = event(visitor, trouble, Event::Kind::dwell, at + 180s);
        dwell.article = trouble.article;
        dwell.type = "fix";
        dwell.dwell = 120s;
    }

    Truth decide(double solves) {
        Truth truth;
        truth.read = chance_.happens(world_.reads);
        truth.solved = truth.read && chance_.happens(solves);
        if (truth.solved) {
            if (chance_.happens(world_.says_yes))
                truth.outcome = Outcome::confirmed;
            else if (chance_.happens(world_.sends_yet))
                truth.outcome = Outcome::failed;
            return truth;
        }
        if (truth.read && chance_.happens(world_.lies))
            truth.outcome = Outcome::confirmed;
        else if (truth.read && chance_.happens(world_.says_no))
            truth.outcome = Outcome::no_or_partly;
        else if (chance_.happens(world_.sends))
            truth.outcome = Outcome::failed;
        truth.telephoned = truth.outcome != Outcome::failed && chance_.happens(world_.telephones);
        return truth;
    }

    void add(const std::string& visitor, const std::string& incident, const Trouble& trouble,
             double solves, std::chrono::sys_seconds door) {
        Truth truth = decide(solves);
        truth.visitor = visitor;
        truth.incident = incident;
        search(visitor, trouble, door - 300s);
        if (truth.read)
            read(visitor, trouble, door - 280s);
        event(visitor, trouble, Event::Kind::door, door).incident = incident;
        if (truth.outcome == Outcome::confirmed || truth.outcome == Outcome::no_or_partly)
            add_vote(visitor, truth.outcome, trouble, door + 60s);
        if (truth.outcome == Outcome::failed)
            add_ticket(truth, trouble, door + 240s);
        desk_.truth.push_back(std::move(truth));
    }

    void add_vote(const std::string& visitor, Outcome outcome, const Trouble& trouble,
                  std::chrono::sys_seconds at) {
        Vote& vote = desk_.input.votes.emplace_back();
        vote.token = "vote-" + std::to_string(desk_.input.votes.size());
        vote.visitor = visitor;
        vote.article = trouble.article;
        vote.text_hash = trouble.article;
        vote.query = trouble.query;
        vote.topic = trouble.topic;
        vote.type = "fix";
        vote.rank = 1;
        vote.seen = true;
        vote.at = at;
        vote.changed = at;
        if (outcome == Outcome::confirmed) {
            vote.asked = chance_.below(10) == 0;
            if (vote.asked)
                vote.would_have_asked = chance_.happens(.6) ? "yes" : "no";
            return;
        }
        vote.answer = chance_.happens(.3) ? Vote::Answer::partly : Vote::Answer::no;
        vote.reason = kReasons[chance_.below(kReasons.size())];
        if (vote.reason == "step")
            vote.step = "Step " + std::to_string(chance_.between(2, 4));
    }

    void add_ticket(const Truth& truth, const Trouble& trouble, std::chrono::sys_seconds at) {
        Ticket& ticket = desk_.input.tickets.emplace_back();
        const std::string number = std::to_string(desk_.input.tickets.size());
        ticket.reference = "FL-" + number;
        ticket.secret_hash = "secret-" + number;
        ticket.form_key = "form-" + number;
        ticket.created = at;
        ticket.visitor = truth.visitor;
        ticket.topic = trouble.topic;
        ticket.incident = truth.incident;
        ticket.subject = trouble.query;
        ticket.category = trouble.category;
        ticket.priority = kPriorities[chance_.below(kPriorities.size())];
        if (!chance_.happens(.9))
            return;
        ticket.answered = at + std::chrono::minutes{chance_.between(5, 400)};
        ticket.solved = *ticket.answered + std::chrono::minutes{chance_.between(10, 2000)};
        ticket.state = Ticket::State::solved;
        if (chance_.happens(.5))
            ticket.solved_by = chance_.happens(.7) ? trouble.article : "KB0051";
        if (chance_.happens(.1)) {
            ticket.reopened = *ticket.solved + std::chrono::hours{chance_.between(1, 200)};
            ticket.state = Ticket::State::reopened;
        }
        if (chance_.happens(.3))
            ticket.really_solved = chance_.happens(.75)  ? "yes"
                                   : chance_.happens(.5) ? "partly"
                                                         : "no";
    }

    const World& world_;
    std::chrono::sys_seconds from_;
    unsigned seconds_;
    Chance& chance_;
    SimulatedDesk desk_;
    unsigned visitors_ = 0;
    std::map<std::string, unsigned> troubles_of_;
    std::map<std::string, double> skills_of_;
};

}  // namespace

SimulatedDesk simulate(const World& world, std::chrono::sys_seconds from, unsigned weeks,
                       Chance& chance) {
    return Simulation(world, from, weeks, chance).run();
}

// An incident's article solves twice as much or nothing, a person half as much again or half, with
// even chances: on the average as much.
double confirmed_share(const World& world) {
    const double solved = solved_share(world);
    return solved * world.says_yes + (world.reads - solved) * world.lies;
}

double solved_share(const World& world) {
    return world.reads * world.solves;
}

}  // namespace firstline
