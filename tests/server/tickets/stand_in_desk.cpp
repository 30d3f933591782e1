#include "tests/server/tickets/stand_in_desk.h"

#include <stdexcept>

#include "tests/support/until.h"

namespace firstline {

StandInDesk::StandInDesk() {
    come_up();
}

StandInDesk::~StandInDesk() {
    go_down();
}

void StandInDesk::come_up() {
    going_down_ = false;
    server_ = std::make_unique<httplib::Server>();
    server_->Post("/tickets", [this](const httplib::Request& request, httplib::Response& response) {
        answer(request, response);
    });
    server_->Post("/elsewhere",
                  [this](const httplib::Request&, httplib::Response&) { ++redirected_; });
    if (port_ == 0)
        port_ = server_->bind_to_any_port("127.0.0.1");
    else if (!server_->bind_to_port("127.0.0.1", port_))
        throw std::runtime_error("the stand-in's port is taken");
    serving_ = std::thread([this] { server_->listen_after_bind(); });
    until([this] { return server_->is_running(); });
}

void StandInDesk::go_down() {
    going_down_ = true;
    if (!serving_.joinable())
        return;
    server_->stop();
    serving_.join();
    server_.reset();
}

void StandInDesk::answer(const httplib::Request& request, httplib::Response& response) {
    const Request got{request.get_header_value("Idempotency-Key"),
                      request.get_header_value("Firstline-Timestamp"),
                      request.get_header_value("Firstline-Signature"), request.body};
    const Mood mood = mood_;
    const bool takes =
        mood == Mood::takes || mood == Mood::takes_and_cuts_off || mood == Mood::takes_and_hangs;
    {
        const std::scoped_lock lock(mutex_);
        requests_.push_back(got);
        if (takes)
            tickets_.emplace(got.key, got);
    }
    switch (mood) {
        case Mood::takes:
            response.set_content(R"({"reference": "INC-77"})", "application/json");
            break;
        case Mood::fails: response.status = 500; break;
        case Mood::busy:
            response.status = 429;
            response.set_header("Retry-After", "100");
            break;
        case Mood::refuses: response.status = 422; break;
        case Mood::forbids_redirect: response.set_redirect("/elsewhere"); break;
        case Mood::takes_and_cuts_off:
            response.set_content_provider(
                10, "text/plain",
                [](std::size_t, std::size_t, httplib::DataSink&) { return false; });
            break;
        case Mood::takes_and_hangs:
            until([this] { return going_down_ || mood_ != Mood::takes_and_hangs; });
            break;
    }
}

std::map<std::string, StandInDesk::Request> StandInDesk::tickets() const {
    const std::scoped_lock lock(mutex_);
    return tickets_;
}

std::vector<StandInDesk::Request> StandInDesk::requests() const {
    const std::scoped_lock lock(mutex_);
    return requests_;
}

}  // namespace firstline
