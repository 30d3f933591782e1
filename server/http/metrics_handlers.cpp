#include <cstdint>
#include <string>

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include "server/http/answer_from_index.h"
#include "server/http/client.h"
#include "server/http/handlers.h"
#include "server/http/problem_reply.h"
#include "server/store/outbox.h"

namespace firstline {
namespace {

/// The text format of Prometheus: nothing in it tells of what anybody searched for or wrote.
class Metrics {
public:
    void add(const char* name, const char* type, const char* help, std::int64_t value) {
        text_ += fmt::format("# HELP {0} {2}\n# TYPE {0} {1}\n{0} {3}\n", name, type, help, value);
    }
    std::string take() { return std::move(text_); }

private:
    std::string text_;
};

void add_listening(Metrics& metrics, const Recorder& recorder) {
    metrics.add("firstline_events_written_total", "counter",
                "Events of readers kept since the server began.",
                static_cast<std::int64_t>(recorder.written()));
    metrics.add("firstline_events_shed_total", "counter",
                "Events that could not be kept since the server began.",
                static_cast<std::int64_t>(recorder.shed()));
}

void add_outbox(Metrics& metrics, const OutboxHealth& health, std::chrono::sys_seconds now) {
    metrics.add("firstline_outbox_waiting", "gauge", "Tickets and mails that wait to be delivered.",
                static_cast<std::int64_t>(health.waiting));
    metrics.add("firstline_outbox_dead", "gauge",
                "Tickets and mails that were given up: a person has to look.",
                static_cast<std::int64_t>(health.dead));
    metrics.add("firstline_outbox_oldest_seconds", "gauge",
                "How long the oldest of those that wait has waited.",
                health.oldest_waiting ? (now - *health.oldest_waiting).count() : 0);
}

}  // namespace

Reply tell_metrics(const Site& site, const Request& request, const std::string& /*rest*/) {
    if (!is_local(request) && request.caller.way != Caller::Way::token)
        return problem_reply(404, "There is nothing at this address.");
    Metrics metrics;
    metrics.add("firstline_articles", "gauge", "Articles that anybody may read.",
                site.library.ask(Viewer{}, [](Reading& reading) {
                    return static_cast<std::int64_t>(reading.articles());
                }));
    if (site.listening != nullptr) {
        add_listening(metrics, site.listening->recorder());
        const auto lease = site.listening->store();
        add_outbox(metrics, OutboxTable(*lease).health(), site.now());
    }
    Reply reply;
    reply.content_type = "text/plain; version=0.0.4; charset=utf-8";
    reply.body = metrics.take();
    reply.headers = {{"Cache-Control", "no-store"}};
    return reply;
}

}  // namespace firstline
