#pragma once

#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include <httplib.h>

namespace firstline {

/// A desk's system on a port of this machine. Honours idempotency keys: what it has it keeps once.
class StandInDesk {
public:
    enum class Mood {
        takes,
        fails,               ///< 500, and has nothing
        busy,                ///< 429, and asks to be left alone for 100 seconds
        refuses,             ///< 422
        forbids_redirect,    ///< 302 to another address of its own
        takes_and_cuts_off,  ///< has it, but the answer breaks off
        takes_and_hangs      ///< has it, but does not answer before it is told to go on
    };

    StandInDesk();
    ~StandInDesk();
    StandInDesk(const StandInDesk&) = delete;
    StandInDesk& operator=(const StandInDesk&) = delete;

    std::string url() const { return "http://127.0.0.1:" + std::to_string(port_) + "/tickets"; }
    /// Nobody listens any more.
    void go_down();
    /// Listens again, on the same port.
    void come_up();
    void become(Mood mood) { mood_ = mood; }

    struct Request {
        std::string key, timestamp, signature, body;
    };
    /// By key.
    std::map<std::string, Request> tickets() const;
    std::vector<Request> requests() const;
    unsigned redirected() const { return redirected_; }

private:
    void answer(const httplib::Request& request, httplib::Response& response);

    int port_ = 0;
    std::atomic<Mood> mood_{Mood::takes};
    std::atomic<bool> going_down_{false};
    std::atomic<unsigned> redirected_{0};
    mutable std::mutex mutex_;
    std::vector<Request> requests_;
    std::map<std::string, Request> tickets_;
    std::unique_ptr<httplib::Server> server_;
    std::thread serving_;
};

}  // namespace firstline
