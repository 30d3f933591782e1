#include "indexer/index/spill.h"

#include <cerrno>
#include <cstdlib>
#include <system_error>

#include <fcntl.h>
#include <unistd.h>

namespace firstline {

namespace {

int nameless_file(const std::filesystem::path& folder) {
    const int descriptor = open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (descriptor >= 0 || (errno != EOPNOTSUPP && errno != EISDIR && errno != EINVAL))
        return descriptor;
    std::string name = (folder / "spill-XXXXXX").string();  // network and stacked file systems
    const int named = mkostemp(name.data(), O_CLOEXEC);
    if (named >= 0)
        unlink(name.c_str());
    return named;
}

[[noreturn]] void throw_errno(const char* what) {
    throw std::system_error(errno, std::generic_category(), what);
}

}  // namespace

Spill::Spill(const std::filesystem::path& folder) : descriptor_(nameless_file(folder)) {
    if (descriptor_ < 0)
        throw_errno("cannot make a temporary file in the index folder");
}

Spill::~Spill() {
    close(descriptor_);
}

Spill::Place Spill::append(const std::string& bytes) {
    const Place place{end_.fetch_add(bytes.size()), bytes.size()};
    for (std::size_t done = 0; done < bytes.size();) {
        const ssize_t written = pwrite(descriptor_, bytes.data() + done, bytes.size() - done,
                                       static_cast<off_t>(place.offset + done));
        if (written < 0 && errno != EINTR)
            throw_errno("cannot write a temporary file in the index folder");
        if (written > 0)
            done += static_cast<std::size_t>(written);
    }
    return place;
}

std::string Spill::read(Place place) const {
    std::string bytes(place.size, '\0');
    for (std::size_t done = 0; done < bytes.size();) {
        const ssize_t got = pread(descriptor_, bytes.data() + done, bytes.size() - done,
                                  static_cast<off_t>(place.offset + done));
        if (got == 0 || (got < 0 && errno != EINTR))
            throw_errno("cannot read a temporary file in the index folder");
        if (got > 0)
            done += static_cast<std::size_t>(got);
    }
    return bytes;
}

}  // namespace firstline
