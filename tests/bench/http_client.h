#pragma once

#include <string>
#include <string_view>

namespace firstline {

/// One kept connection to a server on this machine.
class HttpClient {
public:
    explicit HttpClient(int port) : port_(port) {}
    ~HttpClient();
    HttpClient(const HttpClient&) = delete;
    HttpClient& operator=(const HttpClient&) = delete;

    /// Asks and reads the whole answer; connects when there is no connection. Returns its body.
    /// Throws std::runtime_error for any status but 200.
    std::string get(const std::string& target);

    void disconnect();

private:
    void connect();
    bool was_closed() const;
    void send(std::string_view text) const;
    /// Appends what came to `received_`; false at the end.
    bool receive();
    /// Takes one answer from the connection.
    std::string read_answer();

    int port_;
    int socket_ = -1;
    std::string received_;
};

/// As the value of a parameter in an address.
std::string encoded(std::string_view text);

}  // namespace firstline
