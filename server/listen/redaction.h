#pragma once

#include <string>
#include <string_view>

namespace firstline {

/// `text` with what tells of a person or opens a door put out of sight: addresses of mail become
/// `[e-mail]`, telephone numbers `[telephone]`, runs of seven digits or more `[number]`, keys and
/// tokens `[key]`, what follows "password is" and the like `[password]`. Error codes, versions and
/// names of devices stay: `0x80070005`, `5.7.1`, `MX-3070`. At most 1,000 bytes, whole characters.
std::string redacted(std::string_view text);

}  // namespace firstline
