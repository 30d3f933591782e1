#pragma once

#include <filesystem>

namespace firstline {

/// Has the system put a file on disk. Throws std::system_error.
void sync_file(const std::filesystem::path& file);

/// Has the system put the entries of a folder on disk. Throws std::system_error.
void sync_folder(const std::filesystem::path& folder);

/// Has the system put a folder with all its files and folders on disk. Throws std::system_error.
void sync_tree(const std::filesystem::path& folder);

}  // namespace firstline
