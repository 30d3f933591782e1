#include "indexer/index/directory_watch.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <system_error>
#include <vector>

#include <poll.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

namespace firstline {

namespace fs = std::filesystem;

struct DirectoryWatch::Event {
    int watch;
    std::uint32_t mask;
    std::string name;
};

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::uint32_t kInFolder = IN_CLOSE_WRITE | IN_MOVED_FROM | IN_MOVED_TO | IN_CREATE |
                                    IN_DELETE | IN_ATTRIB | IN_DELETE_SELF | IN_MOVE_SELF |
                                    IN_ONLYDIR;
constexpr std::uint32_t kEntry =
    IN_CLOSE_WRITE | IN_MOVED_FROM | IN_MOVED_TO | IN_CREATE | IN_DELETE | IN_ONLYDIR | IN_MASK_ADD;

std::string joined(const std::string& folder, const std::string& name) {
    return folder.empty() ? name : folder + "/" + name;
}

bool is_below(const std::string& path, const std::string& folder) {
    return folder.empty() || path == folder || path.starts_with(folder + "/");
}

int milliseconds_until(Clock::time_point time) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(time - Clock::now());
    return static_cast<int>(std::max<std::int64_t>(left.count(), 0));
}

}  // namespace

DirectoryWatch::DirectoryWatch(Options options)
    : options_(std::move(options)), inotify_(inotify_init1(IN_NONBLOCK | IN_CLOEXEC)) {
    if (inotify_ < 0)
        throw std::system_error(errno, std::generic_category(), "cannot watch folders");
    watch_everything();
}

DirectoryWatch::~DirectoryWatch() {
    close(inotify_);
}

void DirectoryWatch::watch_everything() {
    close(inotify_);
    inotify_ = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    if (inotify_ < 0)
        throw std::system_error(errno, std::generic_category(), "cannot watch folders");
    folders_.clear();
    entries_.clear();
    blind_ = false;
    watch_entry_of(options_.root);
    if (options_.also)
        watch_entry_of(*options_.also);
    watch_tree("");
}

/// Watches for a name to be taken by something else: the folder in which it stands tells.
void DirectoryWatch::watch_entry_of(const fs::path& file) {
    fs::path path = fs::absolute(file).lexically_normal();
    if (!path.has_filename())
        path = path.parent_path();
    const int watch = inotify_add_watch(inotify_, path.parent_path().c_str(), kEntry);
    if (watch >= 0)
        entries_[watch].insert(path.filename().string());
}

void DirectoryWatch::watch_tree(const std::string& start) {
    std::vector<std::string> open{start};
    while (!open.empty()) {
        const std::string folder = std::move(open.back());
        open.pop_back();
        const fs::path path = options_.root / folder;
        const int watch = inotify_add_watch(inotify_, path.c_str(), kInFolder | IN_MASK_ADD);
        if (watch < 0) {
            blind_ |= errno == ENOSPC || errno == ENOMEM;
            continue;
        }
        // A watch that is known already belongs to a folder that was moved: this is its name now.
        folders_[watch] = folder;
        std::error_code ignored;  // a folder that went away meanwhile tells by an event
        fs::directory_iterator entries(path, ignored);
        for (; !ignored && entries != fs::directory_iterator(); entries.increment(ignored)) {
            const std::string name = entries->path().filename().string();
            std::error_code unknown;
            if (!name.starts_with('.') && entries->is_directory(unknown) &&
                !entries->is_symlink(unknown))
                open.push_back(joined(folder, name));
        }
    }
}

void DirectoryWatch::forget_tree(const std::string& folder) {
    for (auto it = folders_.begin(); it != folders_.end();) {
        if (!is_below(it->second, folder)) {
            ++it;
            continue;
        }
        inotify_rm_watch(inotify_, it->first);
        it = folders_.erase(it);
    }
}

void DirectoryWatch::take_file(const Event& event, const std::string& path,
                               FolderChanges& changes) {
    // A name that comes without being written is a link; what is being written will be closed.
    struct stat status {};
    if ((event.mask & IN_CREATE) != 0 && lstat((options_.root / path).c_str(), &status) == 0 &&
        S_ISREG(status.st_mode) && status.st_nlink == 1)
        return;
    if ((event.mask & (IN_CREATE | IN_DELETE | IN_MOVED_FROM)) != 0)
        changes.everything = true;
    else
        changes.saved.insert(path);
}

void DirectoryWatch::take_in_folder(const Event& event, const std::string& folder,
                                    FolderChanges& changes) {
    if ((event.mask & (IN_DELETE_SELF | IN_MOVE_SELF)) != 0 && folder.empty()) {
        changes.everything = true;
        return;
    }
    if (event.name.empty() || event.name.starts_with('.'))
        return;
    const std::string path = joined(folder, event.name);
    if ((event.mask & IN_ISDIR) == 0) {
        take_file(event, path, changes);
        return;
    }
    if ((event.mask & IN_ATTRIB) != 0)
        changes.everything = true;
    if ((event.mask & (IN_DELETE | IN_MOVED_FROM)) != 0) {
        forget_tree(path);
        changes.everything = true;
    }
    if ((event.mask & (IN_CREATE | IN_MOVED_TO)) != 0) {
        // Whatever was put there before it could be watched is found by looking at everything.
        watch_tree(path);
        changes.everything = true;
    }
}

void DirectoryWatch::take(const Event& event, FolderChanges& changes) {
    if ((event.mask & IN_Q_OVERFLOW) != 0) {
        watch_everything();
        changes.everything = true;
        return;
    }
    if (const auto entry = entries_.find(event.watch);
        entry != entries_.end() && entry->second.contains(event.name)) {
        watch_everything();
        changes.everything = true;
        return;
    }
    const auto folder = folders_.find(event.watch);
    if (folder == folders_.end())
        return;
    if ((event.mask & IN_IGNORED) != 0)
        folders_.erase(folder);
    else
        take_in_folder(event, std::string(folder->second), changes);
}

/// Whether anything was read.
bool DirectoryWatch::read_events(FolderChanges& changes) {
    alignas(inotify_event) std::array<char, std::size_t{64} * 1024> buffer{};
    bool any = false;
    for (;;) {
        const int descriptor = inotify_;
        const ssize_t size = read(descriptor, buffer.data(), buffer.size());
        if (size <= 0)
            return any;
        for (ssize_t at = 0; at < size;) {
            inotify_event event{};
            std::memcpy(&event, buffer.data() + at, sizeof event);
            const char* const name = buffer.data() + at + sizeof event;
            any = true;
            take({event.wd, event.mask, event.len > 0 ? name : ""}, changes);
            if (descriptor != inotify_)
                break;  // begun anew: what is left is about watches that are gone
            at += static_cast<ssize_t>(sizeof event + event.len);
        }
    }
}

FolderChanges DirectoryWatch::wait(std::optional<std::chrono::milliseconds> patience) {
    FolderChanges changes;
    std::optional<Clock::time_point> first, last, end;
    if (patience)
        end = Clock::now() + *patience;
    for (;;) {
        int timeout = blind_ ? static_cast<int>(options_.poll_interval.count()) : -1;
        if (end)
            timeout =
                blind_ ? std::min(timeout, milliseconds_until(*end)) : milliseconds_until(*end);
        const bool waiting = changes.everything || !changes.saved.empty();
        if (waiting)
            timeout =
                milliseconds_until(std::min(*last + options_.quiet, *first + options_.longest));
        if (waiting && timeout == 0)
            return changes;
        std::array<pollfd, 2> ready{
            {{.fd = inotify_, .events = POLLIN}, {.fd = options_.stop, .events = POLLIN}}};
        const int count = poll(ready.data(), ready.size(), timeout);
        if (count < 0 && errno != EINTR)
            throw std::system_error(errno, std::generic_category(), "cannot watch folders");
        if (count > 0 && ready[1].revents != 0) {
            changes.stop = true;
            return changes;
        }
        if (count == 0 && !waiting) {
            if (end && Clock::now() >= *end)
                return changes;
            if (!blind_)
                continue;
            changes.everything = true;  // cannot see everything: look again
            return changes;
        }
        if (count > 0 && read_events(changes)) {
            last = Clock::now();
            first = first ? first : last;
        }
    }
}

}  // namespace firstline
