#include "indexer/index/writer_lock.h"

#include <array>
#include <cerrno>
#include <system_error>
#include <thread>

#include <fcntl.h>
#include <fmt/chrono.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include "indexer/format/generation.h"

namespace firstline {

namespace {

constexpr std::chrono::milliseconds kBetweenTries{10};

std::string text_in(int descriptor) {
    std::array<char, 256> buffer{};
    const ssize_t size = pread(descriptor, buffer.data(), buffer.size(), 0);
    std::string text(buffer.data(), size > 0 ? static_cast<std::size_t>(size) : 0);
    while (!text.empty() && text.back() == '\n')
        text.pop_back();
    return text;
}

/// Whether the lock was got within `patience`.
bool get_lock(int descriptor, std::chrono::milliseconds patience) {
    const auto deadline = std::chrono::steady_clock::now() + patience;
    while (flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
        if (errno != EWOULDBLOCK && errno != EINTR)
            throw std::system_error(errno, std::generic_category(), "cannot lock the index");
        if (std::chrono::steady_clock::now() >= deadline)
            return false;
        std::this_thread::sleep_for(kBetweenTries);
    }
    return true;
}

}  // namespace

WriterLock::WriterLock(const std::filesystem::path& index, const Claim& claim)
    : descriptor_(open(index_files::lock(index).c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644)) {
    if (descriptor_ < 0)
        throw std::system_error(errno, std::generic_category(), index_files::lock(index).string());
    if (!get_lock(descriptor_, claim.patience)) {
        const std::string holder = text_in(descriptor_);
        close(descriptor_);
        throw IndexBusy(fmt::format("an indexer is already running on {}: {}", index.string(),
                                    holder.empty() ? "it does not say which" : holder));
    }
    const std::string text = fmt::format("process {}, {}, since {:%Y-%m-%d %H:%M:%S} UTC\n",
                                         getpid(), claim.holder, claim.since);
    // Only for people: a failure to say who holds the lock does not weaken it.
    if (ftruncate(descriptor_, 0) != 0 || pwrite(descriptor_, text.data(), text.size(), 0) < 0)
        return;
}

WriterLock::~WriterLock() {
    if (ftruncate(descriptor_, 0) != 0)
        errno = 0;
    close(descriptor_);
}

}  // namespace firstline
