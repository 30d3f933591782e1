#include "server/http/kb_files.h"

#include <algorithm>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

namespace firstline {
namespace {

constexpr std::size_t kLongestPath = 1024;

std::shared_ptr<const int> own(int descriptor) {
    if (descriptor < 0)
        return nullptr;
    return {new int(descriptor), [](const int* held) {
                ::close(*held);
                delete held;
            }};
}

bool is_servable_name(std::string_view name) {
    return !name.empty() && name.front() != '.' && name.front() != '_';
}

}  // namespace

bool KbFiles::is_servable(std::string_view path) {
    if (path.empty() || path.size() > kLongestPath)
        return false;
    const auto forbidden = [](char c) {
        return static_cast<unsigned char>(c) < 0x20 || c == '\\' || c == 0x7F;
    };
    if (std::any_of(path.begin(), path.end(), forbidden))
        return false;
    while (true) {
        const std::size_t slash = path.find('/');
        if (!is_servable_name(path.substr(0, slash)))
            return false;
        if (slash == std::string_view::npos)
            return true;
        path.remove_prefix(slash + 1);
    }
}

// Each name is opened relative to the folder before it and never followed if it is a link, so that
// no path and no race leads out of the knowledge base or into its hidden parts.
std::optional<KbFiles::Opened> KbFiles::open(std::string_view path) const {
    if (!is_servable(path))
        return std::nullopt;
    std::shared_ptr<const int> at = own(::open(root_.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
    while (at && path.find('/') != std::string_view::npos) {
        const std::string name{path.substr(0, path.find('/'))};
        at = own(::openat(*at, name.c_str(), O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
        path.remove_prefix(name.size() + 1);
    }
    if (!at)
        return std::nullopt;
    // Without O_NONBLOCK a named pipe would hold the request until somebody writes to it.
    Opened opened;
    opened.descriptor = own(
        ::openat(*at, std::string{path}.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
    struct stat status {};
    if (!opened.descriptor || ::fstat(*opened.descriptor, &status) != 0 || !S_ISREG(status.st_mode))
        return std::nullopt;
    opened.size = static_cast<std::uint64_t>(status.st_size);
    if (opened.size > kLargest)
        return std::nullopt;
    opened.stamp = fmt::format("{:x}-{:x}-{:x}.{:x}", status.st_ino, opened.size,
                               status.st_mtim.tv_sec, status.st_mtim.tv_nsec);
    return opened;
}

}  // namespace firstline
