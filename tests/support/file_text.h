#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace firstline {

/// All bytes of a file; empty if there is none.
inline std::string file_text(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

}  // namespace firstline
