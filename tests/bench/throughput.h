#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace firstline {

/// Lets wrk ask a server on this machine the searches in turn, over 1 and 8 connections, and prints
/// what it says. Where there is no wrk, says so and does nothing.
void print_throughput(int port, const std::vector<std::string>& searches,
                      const std::filesystem::path& folder);

}  // namespace firstline
