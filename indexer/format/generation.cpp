#include "indexer/format/generation.h"

#include <cerrno>
#include <charconv>
#include <fstream>
#include <sstream>
#include <system_error>

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include "indexer/text/sha256.h"

namespace firstline {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view kGenerationPrefix = "gen-";

std::optional<std::string> text_of(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    if (!in)
        return std::nullopt;
    std::ostringstream text;
    text << in.rdbuf();
    return std::move(text).str();
}

[[noreturn]] void throw_errno(const fs::path& file) {
    throw std::system_error(errno, std::generic_category(), file.string());
}

/// An open file that is closed at the end.
class Descriptor {
public:
    Descriptor(const fs::path& file, int flags)
        : number_(open(file.c_str(), flags | O_CLOEXEC, 0644)) {
        if (number_ < 0)
            throw_errno(file);
    }
    ~Descriptor() { close(number_); }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    int get() const { return number_; }

private:
    int number_;
};

void sync_folder(const fs::path& folder) {
    const Descriptor descriptor(folder, O_RDONLY | O_DIRECTORY);
    if (fsync(descriptor.get()) != 0)
        throw_errno(folder);
}

}  // namespace

namespace index_files {

fs::path current(const fs::path& index) {
    return index / "current";
}

fs::path lock(const fs::path& index) {
    return index / "lock";
}

fs::path audit(const fs::path& index) {
    return index / "audit.json";
}

fs::path history(const fs::path& index) {
    return index / "history";
}

fs::path generation(const fs::path& index, std::uint64_t number) {
    return index / fmt::format("{}{:06}", kGenerationPrefix, number);
}

fs::path manifest(const fs::path& generation) {
    return generation / "manifest.json";
}

std::string database_folder(const std::string& audience_key, bool archived) {
    const std::size_t colon = audience_key.find(':');
    std::string folder = audience_key.substr(0, colon);
    if (colon != std::string::npos)
        folder += "-" + sha256_hex(audience_key).substr(0, 16);
    return archived ? folder + "-archived" : folder;
}

}  // namespace index_files

std::optional<std::uint64_t> current_generation(const fs::path& index) {
    const auto text = text_of(index_files::current(index));
    if (!text)
        return std::nullopt;
    std::string_view name = *text;
    while (!name.empty() && (name.back() == '\n' || name.back() == '\r'))
        name.remove_suffix(1);
    std::uint64_t number = 0;
    if (name.starts_with(kGenerationPrefix)) {
        name.remove_prefix(kGenerationPrefix.size());
        const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), number);
        if (error == std::errc{} && end == name.data() + name.size())
            return number;
    }
    throw CorruptIndex(fmt::format("{} does not name a generation: run kb-indexer build",
                                   index_files::current(index).string()));
}

Manifest read_manifest(const fs::path& generation) {
    const auto file = index_files::manifest(generation);
    const auto text = text_of(file);
    if (!text)
        throw CorruptIndex(fmt::format("{} is missing: run kb-indexer build", file.string()));
    return manifest_from_json(*text);
}

void replace_file(const fs::path& file, const std::string& text) {
    fs::path beside = file;
    beside += fmt::format(".new-{}", getpid());
    {
        const Descriptor descriptor(beside, O_WRONLY | O_CREAT | O_TRUNC);
        std::string_view rest = text;
        while (!rest.empty()) {
            const ssize_t written = write(descriptor.get(), rest.data(), rest.size());
            if (written < 0 && errno != EINTR)
                throw_errno(beside);
            if (written > 0)
                rest.remove_prefix(static_cast<std::size_t>(written));
        }
        if (fsync(descriptor.get()) != 0)
            throw_errno(beside);
    }
    fs::rename(beside, file);
    sync_folder(file.parent_path());
}

}  // namespace firstline
