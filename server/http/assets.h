#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>

namespace firstline {

/// A style sheet, script or picture of the pages.
struct Asset {
    std::string content_type;
    std::string content;
    std::string tag;  ///< strong entity tag
};

/// The files of templates/static, read once so that a request touches no disk.
class Assets {
public:
    /// Throws std::runtime_error if the folder or a file in it cannot be read.
    explicit Assets(const std::filesystem::path& folder);

    /// Nothing if there is no such file. REQUIRES: the result is not kept longer than this.
    const Asset* find(std::string_view name) const;

private:
    std::map<std::string, Asset, std::less<>> assets_;
};

/// The type a file is sent as, by its extension; `application/octet-stream` for those not known.
std::string content_type_of(const std::filesystem::path& file);

}  // namespace firstline
