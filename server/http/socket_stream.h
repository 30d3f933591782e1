#pragma once

#include <chrono>
#include <cstddef>
#include <string>

#include <httplib.h>

namespace firstline {

/// A connection as httplib reads and writes it, with bounds in time and size that httplib has not:
/// a request's head must be whole within kHeadTime and kLargestHead bytes, and a client must take
/// some of an answer every kStallTime. Does not own the socket.
class SocketStream final : public httplib::Stream {
public:
    static constexpr std::size_t kLargestHead = 16U << 10U;
    static constexpr std::chrono::seconds kHeadTime{10};
    static constexpr std::chrono::seconds kStallTime{10};
    /// A picture from a telephone on a poor line still comes through. In bytes a second.
    static constexpr std::size_t kSlowest = 32U << 10U;

    explicit SocketStream(int socket, std::chrono::milliseconds stall_time = kStallTime)
        : socket_(socket), stall_time_(stall_time) {}

    /// What has been read ahead belongs to the next request.
    bool has_buffered() const { return next_ < incoming_.size(); }
    void begin_request();
    /// Reads exactly so many bytes that follow the head, within kHeadTime of the request's
    /// beginning and the time that they take at kSlowest. False if they do not come.
    bool read_body(std::string& body, std::size_t length);
    /// Sends what has been written. False if the client does not take it.
    bool flush();
    /// Says that nothing more will come and reads what is still under way, for a second at most: a
    /// socket closed with unread data would take the answer back.
    void finish_politely();

    bool is_readable() const override;
    bool is_writable() const override;
    ssize_t read(char* to, std::size_t size) override;
    ssize_t write(const char* from, std::size_t size) override;
    void get_remote_ip_and_port(std::string& ip, int& port) const override;
    void get_local_ip_and_port(std::string& ip, int& port) const override;
    socket_t socket() const override { return socket_; }

private:
    bool fill();

    int socket_;
    std::chrono::milliseconds stall_time_;
    std::string incoming_;
    std::size_t next_ = 0;
    std::size_t taken_ = 0;  ///< bytes of this request
    std::chrono::steady_clock::time_point deadline_;
    std::string outgoing_;
    bool broken_ = false;
};

}  // namespace firstline
