#include "tests/bench/served_index.h"

#include <chrono>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <thread>

namespace firstline {

namespace {

constexpr std::chrono::seconds kStartsWithin{60};
constexpr std::chrono::milliseconds kBetweenLooks{10};

std::string text_of(const std::filesystem::path& file) {
    std::ifstream in(file);
    return {std::istreambuf_iterator<char>(in), {}};
}

/// The port in "serves N articles on http://127.0.0.1:PORT", or 0.
int port_in(const std::string& text) {
    static constexpr std::string_view kBefore = "http://127.0.0.1:";
    const std::size_t at = text.find(kBefore);
    if (at == std::string::npos || text.find('\n', at) == std::string::npos)
        return 0;
    return std::atoi(text.c_str() + at + kBefore.size());
}

}  // namespace

ServedIndex::ServedIndex(const std::filesystem::path& programs, const std::filesystem::path& index,
                         const std::filesystem::path& log) {
    const auto templates = programs.parent_path().parent_path() / "templates";
    process_ = std::make_unique<Process>(
        std::vector<std::string>{(programs / "kb-server").string(), "--index", index.string(),
                                 "--templates", templates.string(), "--host", "127.0.0.1", "--port",
                                 "0"},
        log);
    const auto deadline = std::chrono::steady_clock::now() + kStartsWithin;
    while ((port_ = port_in(text_of(log))) == 0) {
        if (std::chrono::steady_clock::now() > deadline)
            throw std::runtime_error("the server did not start: see " + log.string());
        std::this_thread::sleep_for(kBetweenLooks);
    }
}

std::uint64_t ServedIndex::own_memory() const {
    std::ifstream status("/proc/" + std::to_string(process_->id()) + "/status");
    for (std::string line; std::getline(status, line);)
        if (line.starts_with("RssAnon:"))
            return std::strtoull(line.c_str() + line.find_first_of("0123456789"), nullptr, 10) *
                   1024;
    return 0;
}

}  // namespace firstline
