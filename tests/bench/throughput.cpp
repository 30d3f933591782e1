#include "tests/bench/throughput.h"

#include <fstream>

#include <fmt/format.h>

#include "tests/bench/http_client.h"
#include "tests/bench/processes.h"

namespace firstline {

namespace {

constexpr const char* kWrk = "/usr/bin/wrk";
constexpr const char* kSeconds = "4s";

std::filesystem::path write_script(const std::vector<std::string>& searches,
                                   const std::filesystem::path& folder) {
    const auto script = folder / "searches.lua";
    std::ofstream out(script);
    out << "local targets = {\n";
    for (const auto& search : searches)
        out << "  '/api/v1/search?q=" << encoded(search) << "',\n";
    out << "}\nlocal at = 0\nrequest = function()\n  at = at % #targets + 1\n"
           "  return wrk.format('GET', targets[at])\nend\n";
    return script;
}

}  // namespace

void print_throughput(int port, const std::vector<std::string>& searches,
                      const std::filesystem::path& folder) {
    if (!std::filesystem::exists(kWrk)) {
        fmt::print("\nskipped: throughput (the Debian package wrk is not installed)\n");
        return;
    }
    const auto script = write_script(searches, folder);
    fmt::print("\nthroughput, searches over kept connections (wrk, on the same cores)\n");
    for (const char* connections : {"1", "8"}) {
        const auto log = folder / "wrk.log";
        run_program({kWrk, "-t1", "-c", connections, "-d", kSeconds, "-s", script.string(),
                     fmt::format("http://127.0.0.1:{}", port)},
                    log);
        std::ifstream in(log);
        for (std::string line; std::getline(in, line);)
            if (line.find("Requests/sec") == 0 || line.find("Non-2xx") != std::string::npos)
                fmt::print("  {} connection(s): {}\n", connections, line);
    }
}

}  // namespace firstline
