#include "indexer/index/generation_swap.h"

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <charconv>
#include <optional>
#include <string>
#include <system_error>
#include <vector>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include "indexer/format/generation.h"
#include "indexer/index/durable.h"
#include "indexer/index/kill_point.h"

namespace firstline {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view kBuilding = "building-";

/// The number of a generation's folder, by the name generation.h gives it.
std::optional<std::uint64_t> generation_number(const fs::path& folder) {
    const std::string name = folder.filename().string();
    std::uint64_t number = 0;
    const std::size_t digits = name.find_first_of("0123456789");
    if (digits == std::string::npos)
        return std::nullopt;
    std::from_chars(name.data() + digits, name.data() + name.size(), number);
    if (index_files::generation(folder.parent_path(), number) != folder)
        return std::nullopt;
    return number;
}

std::vector<std::uint64_t> generations(const fs::path& index) {
    std::vector<std::uint64_t> numbers;
    for (const auto& entry : fs::directory_iterator(index))
        if (const auto number = generation_number(entry.path()))
            numbers.push_back(*number);
    std::sort(numbers.begin(), numbers.end());
    return numbers;
}

/// A builder locks its folder, which tells also across containers whether it lives.
int open_locked(const fs::path& folder) {
    const int descriptor = open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor >= 0 && flock(descriptor, LOCK_EX | LOCK_NB) == 0)
        return descriptor;
    if (descriptor >= 0)
        close(descriptor);
    return -1;
}

void remove_dead_builds(const fs::path& index) {
    std::vector<fs::path> folders;
    for (const auto& entry : fs::directory_iterator(index))
        if (entry.path().filename().string().starts_with(kBuilding))
            folders.push_back(entry.path());
    for (const auto& folder : folders) {
        const int descriptor = open_locked(folder);
        if (descriptor < 0)
            continue;
        fs::remove_all(folder);
        close(descriptor);
    }
}

/// A folder of this build's own, locked. Another builder may take it for a dead one's between the
/// making and the locking, and remove it; then a new one is made.
int make_locked(const fs::path& index, fs::path& folder) {
    static std::atomic<unsigned> made{0};
    constexpr int kMostTries = 100;
    for (int attempt = 0; attempt < kMostTries; ++attempt) {
        folder = index / fmt::format("{}{}-{}", kBuilding, getpid(), ++made);
        fs::create_directory(folder);
        const int descriptor = open_locked(folder);
        if (descriptor >= 0 && fs::exists(folder))
            return descriptor;
        if (descriptor >= 0)
            close(descriptor);
    }
    throw std::system_error(EAGAIN, std::generic_category(), folder.string());
}

/// All but these two: `before` is what readers may still have open. Others are older, or were left
/// by builds that died just before their swap.
void remove_other_generations(const fs::path& index, std::uint64_t current,
                              std::optional<std::uint64_t> before) {
    for (const auto number : generations(index))
        if (number != current && number != before)
            fs::remove_all(index_files::generation(index, number));
}

/// Two steps, so that a test can stop between them; each is atomic.
void swap_current(const fs::path& index, const fs::path& generation) {
    fs::path next = index_files::current(index);
    next += ".next";
    replace_file(next, generation.filename().string() + "\n");
    kill_point("stub-written");
    fs::rename(next, index_files::current(index));
    sync_folder(index);
}

}  // namespace

std::optional<std::uint64_t> generation_in_use(const fs::path& index) {
    try {
        return current_generation(index);
    } catch (const CorruptIndex&) {
        return std::nullopt;
    }
}

BuildingFolder::BuildingFolder(const fs::path& index) : index_(index), descriptor_(-1) {
    fs::create_directories(index);
    remove_dead_builds(index);
    descriptor_ = make_locked(index, path_);
}

BuildingFolder::~BuildingFolder() {
    std::error_code ignored;  // what stays is removed by the next build
    fs::remove_all(path_, ignored);
    close(descriptor_);
}

fs::path BuildingFolder::publish(Manifest& manifest) {
    const auto before = generation_in_use(index_);
    const auto numbers = generations(index_);
    manifest.generation = numbers.empty() ? 1 : numbers.back() + 1;
    replace_file(index_files::manifest(path_), to_json(manifest));
    kill_point("before-fsync");
    sync_tree(path_);
    kill_point("before-rename");
    auto folder = index_files::generation(index_, manifest.generation);
    fs::rename(path_, folder);
    sync_folder(index_);
    swap_current(index_, folder);
    kill_point("after-swap");
    remove_other_generations(index_, manifest.generation, before);
    return folder;
}

}  // namespace firstline
