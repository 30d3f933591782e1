#include "server/http/kb_source.h"

#include <algorithm>

#include <unistd.h>

#include "indexer/text/characters.h"

namespace firstline {
namespace {

std::optional<std::string> all_of(const KbFiles::Opened& opened) {
    std::string text(opened.size, '\0');
    std::size_t size = 0;
    while (size < text.size()) {
        const auto got = ::pread(*opened.descriptor, text.data() + size, text.size() - size,
                                 static_cast<off_t>(size));
        if (got <= 0)
            return std::nullopt;
        size += static_cast<std::size_t>(got);
    }
    return text;
}

Standing standing_of(Role role) {
    if (role >= Role::writer)
        return Standing::writers;
    if (role == Role::agent)
        return Standing::agents;
    return role == Role::employee ? Standing::employees : Standing::anyone;
}

}  // namespace

std::optional<std::string> KbSource::text(std::string_view path) const {
    const auto opened = files_.open(path);
    if (!opened || opened->size > kLargestText)
        return std::nullopt;
    auto text = all_of(*opened);
    if (text && (text->find('\0') != std::string::npos || find_invalid_utf8(*text)))
        return std::nullopt;
    return text;
}

std::string reader_key(const Viewer& viewer) {
    if (viewer.role == Role::admin)
        return {};
    Audience audience{standing_of(viewer.role), viewer.groups};
    std::sort(audience.groups.begin(), audience.groups.end());
    audience.groups.erase(std::unique(audience.groups.begin(), audience.groups.end()),
                          audience.groups.end());
    std::erase(audience.groups, "");
    return audience_key(audience);
}

}  // namespace firstline
