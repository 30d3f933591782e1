#include <cerrno>
#include <filesystem>
#include <string>
#include <system_error>

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include "indexer/text/characters.h"
#include "server/tickets/ticket_systems.h"

namespace firstline {

namespace {

namespace fs = std::filesystem;

/// Programs that watch the spool pass over names with a full stop before them.
constexpr const char* kUnfinished = ".unfinished-";

[[noreturn]] void fail(const char* what, const fs::path& path) {
    const std::error_code why(errno, std::generic_category());
    throw fs::filesystem_error(what, path, why);
}

class Descriptor {
public:
    explicit Descriptor(int number) : number_(number) {}
    ~Descriptor() {
        if (number_ >= 0)
            ::close(number_);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    int get() const { return number_; }

private:
    int number_;
};

void sync_folder(const fs::path& folder) {
    const Descriptor descriptor(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (descriptor.get() < 0 || ::fsync(descriptor.get()) != 0)
        fail("cannot sync", folder);
}

void write_file(const fs::path& file, std::string_view text) {
    constexpr mode_t kOwnerAlone = 0600;
    const Descriptor descriptor(
        ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, kOwnerAlone));
    if (descriptor.get() < 0)
        fail("cannot make", file);
    while (!text.empty()) {
        const auto written = ::write(descriptor.get(), text.data(), text.size());
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            fail("cannot write", file);
        text.remove_prefix(static_cast<std::size_t>(written));
    }
    if (::fsync(descriptor.get()) != 0)
        fail("cannot sync", file);
}

bool is_file_name(std::string_view key) {
    return !key.empty() && key.front() != '.' && std::all_of(key.begin(), key.end(), [](char c) {
        return is_ascii_alnum(c) || c == '-' || c == '_' || c == '.';
    });
}

void make_private_folder(const fs::path& folder) {
    fs::create_directory(folder);
    fs::permissions(folder, fs::perms::owner_all);
}

void write_ticket(const Handoff& handoff, const HandoffRun& run, const fs::path& folder) {
    const fs::path unfinished = folder / (kUnfinished + handoff.key);
    // What an attempt that was cut off has left.
    fs::remove_all(unfinished);
    make_private_folder(unfinished);
    for (std::size_t i = 0; i < handoff.attachments.size(); ++i)
        write_file(unfinished / attachment_file(handoff, i), handoff.attachments[i].content);
    write_file(unfinished / "ticket.json", to_json(handoff, run.plan, Attached::beside));
    sync_folder(unfinished);
    fs::rename(unfinished, folder / handoff.key);
    sync_folder(folder);
}

}  // namespace

Delivery deliver_to_spool(const Handoff& handoff, const HandoffRun& run) {
    const fs::path& folder = run.settings.spool;
    if (!is_file_name(handoff.key))
        return Delivery::refused("its key cannot be the name of a folder");
    try {
        if (!fs::exists(folder)) {
            fs::create_directories(folder);
            fs::permissions(folder, fs::perms::owner_all);
        }
        if (!fs::exists(folder / handoff.key))
            write_ticket(handoff, run, folder);
        return {};
    } catch (const fs::filesystem_error& error) {
        return Delivery::later(error.what());
    }
}

}  // namespace firstline
