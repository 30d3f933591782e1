#pragma once

#include <filesystem>
#include <optional>
#include <string_view>

namespace firstline {

/// In pixels, as a browser shows an image that nothing else sizes.
struct ImageSize {
    int width = 0;
    int height = 0;

    friend bool operator==(const ImageSize&, const ImageSize&) = default;
};

/// The size that the beginning of a PNG, JPEG, GIF, WebP or SVG file declares. Nothing for others,
/// for damaged ones, and for drawings that fill whatever place they are given.
///
/// Formats: PNG 11.2.2 (IHDR), JPEG ITU-T T.81 B.2.2 with the orientation of Exif 2.3 4.6.4, GIF89a
/// 18, WebP RFC 9649, SVG 2 8.2.
std::optional<ImageSize> image_size(std::string_view head);

/// The same of a file, of which 256 KB are read at most: a JPEG's size stands behind colour
/// profiles and previews.
std::optional<ImageSize> image_size_of(const std::filesystem::path& file);

}  // namespace firstline
