#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace firstline {

/// One field of a form sent as `multipart/form-data`.
struct FormPart {
    std::string name;
    std::optional<std::string> filename;  ///< of a file, as its sender calls it
    std::string_view content;             ///< within the body
};

/// The parts of such a body (RFC 7578), in their order; at most 200. `content_type` is the header,
/// with its boundary. Nothing for what is no such body, or one that breaks off.
std::optional<std::vector<FormPart>> form_parts(std::string_view content_type,
                                                std::string_view body);

}  // namespace firstline
