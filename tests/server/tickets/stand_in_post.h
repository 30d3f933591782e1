#pragma once

#include <atomic>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace firstline {

/// A mail server on a port of this machine that keeps what it is given, byte by byte.
class StandInPost {
public:
    struct Letter {
        std::string from;                ///< as in MAIL FROM
        std::vector<std::string> to;     ///< as in RCPT TO
        std::vector<std::string> lines;  ///< of the message, without their ends and the last dot
        /// Every line of the head, unfolded.
        std::vector<std::string> head() const;
        /// The value of the first header of this name; empty if there is none.
        std::string header(const std::string& name) const;
        /// The message in one text, lines ended by "\n".
        std::string text() const;
    };

    StandInPost();
    ~StandInPost();
    StandInPost(const StandInPost&) = delete;
    StandInPost& operator=(const StandInPost&) = delete;

    std::string url() const { return "smtp://127.0.0.1:" + std::to_string(port_); }
    /// What it says to RCPT TO from now on.
    void say_to_recipients(const std::string& reply);
    std::vector<Letter> letters() const;

private:
    void serve();
    void talk(int client);
    std::string reply_to_recipient() const;

    int socket_ = -1;
    int port_ = 0;
    mutable std::mutex mutex_;
    std::string recipient_reply_ = "250 yes";
    std::vector<Letter> letters_;
    std::thread serving_;
};

}  // namespace firstline
