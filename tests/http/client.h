#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace firstline {

struct Received {
    int status = 0;
    std::multimap<std::string, std::string> headers;  ///< names in lower case
    std::string body;

    /// Empty if there is none.
    std::string header(const std::string& name) const;
};

/// Whether the body has this text in it.
bool holds(const Received& answer, std::string_view text);

/// A connection to this machine that sends exactly what it is given: also what no proper client
/// would.
class ClientConnection {
public:
    /// Throws std::runtime_error if nobody listens.
    explicit ClientConnection(int port);
    ~ClientConnection();
    ClientConnection(const ClientConnection&) = delete;
    ClientConnection& operator=(const ClientConnection&) = delete;

    /// Whether something can be received, or the server has hung up.
    bool has_input() const;

    /// What the server does not take because it has hung up is dropped.
    void send(std::string_view bytes) const;
    /// Reads one answer. Status 0 if the server hung up before it was whole.
    Received receive(bool to_head = false);
    /// Whether the server hangs up without another byte.
    bool closed();

private:
    bool fill();

    int socket_ = -1;
    std::string buffer_;
};

using Headers = std::vector<std::pair<std::string, std::string>>;

/// One well-formed request on a connection of its own. `Host` is added unless given.
Received fetch(int port, const std::string& target, const Headers& headers = {},
               const std::string& method = "GET", const std::string& body = {});

}  // namespace firstline
