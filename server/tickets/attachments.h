#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "server/store/tickets.h"

namespace firstline {

inline constexpr std::size_t kMostFiles = 5;
inline constexpr std::size_t kLargestFile = std::size_t{8} << 20U;  ///< in bytes
inline constexpr std::size_t kLargestTogether = std::size_t{15} << 20U;

/// A file as somebody sent it, looked at.
struct CheckedFile {
    Attachment file;
    std::string trouble;  ///< why it is not taken, a sentence; then `file` has only its name
};

/// Looks at the bytes of a file, not at what its name or its sender says of them: pictures, PDF,
/// plain text, mails and office documents are taken. What a browser or a desktop would run is not;
/// a name that would have it run gets the ending of what the file is: `run.vbs.txt`.
CheckedFile check_file(std::string_view name, std::string_view content);

/// The last part of a path as a name that is safe to store and to show: no folder, no control
/// character or mark of direction, no leading dot, at most 100 bytes; `file` if nothing is left.
std::string file_name(std::string_view path);

}  // namespace firstline
