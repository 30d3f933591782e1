#pragma once

#include <cstdio>
#include <string>
#include <vector>

#include <sys/types.h>

namespace firstline {

/// kb-server as a person starts it, its two streams read through pipes.
class ServerProgram {
public:
    explicit ServerProgram(std::vector<std::string> arguments,
                           const std::vector<std::string>& environment = {});
    ~ServerProgram();  ///< kills it if it still runs
    ServerProgram(const ServerProgram&) = delete;
    ServerProgram& operator=(const ServerProgram&) = delete;

    void signal(int number) const;
    /// The next line of standard output with its end; empty when nobody holds the stream any more.
    std::string line();
    /// The same of standard error, which the indexer it starts holds too.
    std::string error_line();
    /// Waits for its end; -1 if a signal ended it.
    int exit_code();

private:
    pid_t child_ = 0;
    std::FILE* out_ = nullptr;
    std::FILE* err_ = nullptr;
};

/// The number at the end of `... on http://127.0.0.1:8080`; 0 if there is none.
int port_in(const std::string& line);

}  // namespace firstline
