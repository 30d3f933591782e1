#include "server/http/kb_source.h"

#include <algorithm>

#include <unistd.h>

#include "indexer/text/characters.h"
#include "indexer/text/sha256.h"

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

constexpr std::size_t kMostAudiences = 2000;

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
    if (text && (text->find('\0') != std::string::npos || find_invalid_utf8(*text) ||
                 std::count(text->begin(), text->end(), '\n') > kMostLines))
        return std::nullopt;
    return text;
}

Preview KbSource::preview(const PreviewJob& job) const {
    Preview preview = make_preview_(job);
    if (preview.trouble.empty())
        has_other_settings_ = preview.other_settings;
    return preview;
}

bool KbSource::is_for(const Viewer& viewer, const std::string& path,
                      const std::string& text) const {
    if (viewer.role == Role::admin)
        return true;
    const std::string hash = sha256_hex(path + '\0' + text);
    std::string audience;
    {
        const std::lock_guard lock(mutex_);
        if (const auto known = audiences_.find(hash); known != audiences_.end())
            audience = known->second;
    }
    // What is refused is asked again: the settings of the knowledge base may have changed. What
    // they narrow the index refuses.
    if (!audience.empty() && may_read(viewer, audience_from_key(audience)))
        return true;
    audience = preview({.path = path, .text = text}).audience;
    if (audience.empty() || !may_read(viewer, audience_from_key(audience)))
        return false;
    const std::lock_guard lock(mutex_);
    if (audiences_.size() >= kMostAudiences)
        audiences_.clear();
    audiences_[hash] = audience;
    return true;
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
