#include "indexer/index/durable.h"

#include <cerrno>
#include <system_error>

#include <fcntl.h>
#include <unistd.h>

namespace firstline {

namespace {

void sync_path(const std::filesystem::path& path, int flags) {
    const int descriptor = open(path.c_str(), flags | O_CLOEXEC);
    const bool synced = descriptor >= 0 && fsync(descriptor) == 0;
    const int error = errno;
    if (descriptor >= 0)
        close(descriptor);
    if (!synced)
        throw std::system_error(error, std::generic_category(),
                                "cannot write to disk: " + path.string());
}

}  // namespace

void sync_file(const std::filesystem::path& file) {
    sync_path(file, O_RDONLY);
}

void sync_folder(const std::filesystem::path& folder) {
    sync_path(folder, O_RDONLY | O_DIRECTORY);
}

void sync_tree(const std::filesystem::path& folder) {
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        if (entry.is_directory())
            sync_tree(entry.path());
        else
            sync_path(entry.path(), O_RDONLY);
    }
    sync_folder(folder);
}

}  // namespace firstline
