#include "indexer/article/image_size.h"

#include <charconv>
#include <cmath>
#include <cstdint>
#include <string>

#include "indexer/article/read_file.h"
#include "indexer/text/characters.h"

namespace firstline {

namespace {

/// A browser lays out no image that is larger.
constexpr std::uint32_t kLargest = 32767;

constexpr std::size_t kUsualHead = std::size_t{8} << 10U;
constexpr std::size_t kLongestHead = std::size_t{256} << 10U;

constexpr std::string_view kJpeg = "\xFF\xD8";

std::optional<ImageSize> sound(std::uint32_t width, std::uint32_t height) {
    if (width == 0 || height == 0 || width > kLargest || height > kLargest)
        return std::nullopt;
    return ImageSize{static_cast<int>(width), static_cast<int>(height)};
}

/// Numbers in a file. What lies behind its end is 0, which no size is.
class Bytes {
public:
    explicit Bytes(std::string_view bytes) : bytes_(bytes) {}

    std::uint32_t at(std::size_t i) const {
        return i < bytes_.size() ? static_cast<unsigned char>(bytes_[i]) : 0U;
    }
    std::uint32_t big2(std::size_t i) const { return at(i) << 8U | at(i + 1); }
    std::uint32_t big4(std::size_t i) const { return big2(i) << 16U | big2(i + 2); }
    std::uint32_t little2(std::size_t i) const { return at(i + 1) << 8U | at(i); }
    std::uint32_t little3(std::size_t i) const { return at(i + 2) << 16U | little2(i); }
    std::uint32_t little4(std::size_t i) const { return little2(i + 2) << 16U | little2(i); }
    bool holds(std::size_t i, std::string_view text) const {
        return i <= bytes_.size() && bytes_.substr(i, text.size()) == text;
    }
    std::string_view part(std::size_t i, std::size_t size) const {
        return i < bytes_.size() ? bytes_.substr(i, size) : std::string_view();
    }
    std::size_t size() const { return bytes_.size(); }

private:
    std::string_view bytes_;
};

std::optional<ImageSize> webp_size(const Bytes& file) {
    constexpr std::uint32_t kFourteenBits = 0x3FFF;
    if (file.holds(12, "VP8X"))
        return sound(file.little3(24) + 1, file.little3(27) + 1);
    if (file.holds(12, "VP8 ") && file.holds(23, "\x9D\x01\x2A"))
        return sound(file.little2(26) & kFourteenBits, file.little2(28) & kFourteenBits);
    if (file.holds(12, "VP8L") && file.at(20) == 0x2F) {
        const std::uint32_t bits = file.little4(21);
        return sound((bits & kFourteenBits) + 1, (bits >> 14U & kFourteenBits) + 1);
    }
    return std::nullopt;
}

/// Whether a camera was held upright: browsers turn such images.
bool is_turned(std::string_view exif) {
    constexpr std::uint32_t kOrientation = 0x0112;
    if (!exif.starts_with(std::string_view("Exif\0\0", 6)))
        return false;
    const Bytes tiff(exif.substr(6));
    const bool little = tiff.holds(0, "II");
    const auto two = [&](std::size_t i) { return little ? tiff.little2(i) : tiff.big2(i); };
    const std::size_t directory = little ? tiff.little4(4) : tiff.big4(4);
    if (directory >= tiff.size())
        return false;
    const std::size_t entries = two(directory);
    for (std::size_t i = 0; i < entries; ++i) {
        const std::size_t entry = directory + 2 + i * 12;
        if (two(entry) == kOrientation)
            return two(entry + 8) >= 5 && two(entry + 8) <= 8;
    }
    return false;
}

std::optional<ImageSize> jpeg_size(const Bytes& file) {
    bool turned = false;
    for (std::size_t at = 2; at + 4 <= file.size() && file.at(at) == 0xFF;) {
        const std::uint32_t marker = file.at(at + 1);
        if (marker == 0xFF) {
            ++at;
            continue;
        }
        const std::size_t length = file.big2(at + 2);
        const bool is_frame =
            marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
        if (is_frame && turned)
            return sound(file.big2(at + 5), file.big2(at + 7));
        if (is_frame)
            return sound(file.big2(at + 7), file.big2(at + 5));
        if (length < 2)
            return std::nullopt;
        if (marker == 0xE1)
            turned = turned || is_turned(file.part(at + 4, length - 2));
        at += 2 + length;
    }
    return std::nullopt;
}

/// `name="value"` of the tag; empty without it.
std::string_view value_in(std::string_view tag, std::string_view name) {
    for (std::size_t at = tag.find(name); at != std::string_view::npos;
         at = tag.find(name, at + 1)) {
        std::size_t next = at + name.size();
        while (next < tag.size() && is_ascii_space(tag[next]))
            ++next;
        if (!is_ascii_space(tag[at - 1]) || next >= tag.size() || tag[next] != '=')
            continue;
        const std::size_t quote = tag.find_first_of("\"'", next);
        const std::size_t end =
            quote == std::string_view::npos ? quote : tag.find(tag[quote], quote + 1);
        return end == std::string_view::npos ? std::string_view()
                                             : tag.substr(quote + 1, end - quote - 1);
    }
    return {};
}

/// Pixels rounded; 0 for other units and anything else.
std::uint32_t pixels(std::string_view text) {
    text = trimmed(text);
    double number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const std::string_view unit = text.substr(static_cast<std::size_t>(end - text.data()));
    if (error != std::errc{} || !(unit.empty() || unit == "px") || !(number >= 0) ||
        number > kLargest)
        return 0;
    return static_cast<std::uint32_t>(std::lround(number));
}

std::optional<ImageSize> svg_size(std::string_view file) {
    // A comment before the root may hold anything.
    std::size_t at = file.find("<svg");
    for (std::size_t comment = file.find("<!--"); comment < at;) {
        const std::size_t end = file.find("-->", comment);
        if (end == std::string_view::npos)
            return std::nullopt;
        at = file.find("<svg", end);
        comment = file.find("<!--", end);
    }
    if (at == std::string_view::npos)
        return std::nullopt;
    const std::string_view tag = file.substr(at, file.find('>', at) - at);
    return sound(pixels(value_in(tag, "width")), pixels(value_in(tag, "height")));
}

}  // namespace

std::optional<ImageSize> image_size(std::string_view head) {
    const Bytes file(head);
    if (file.holds(0, "\x89PNG\r\n\x1A\n") && file.holds(12, "IHDR"))
        return sound(file.big4(16), file.big4(20));
    if (file.holds(0, "GIF87a") || file.holds(0, "GIF89a"))
        return sound(file.little2(6), file.little2(8));
    if (file.holds(0, "RIFF") && file.holds(8, "WEBP"))
        return webp_size(file);
    if (file.holds(0, kJpeg))
        return jpeg_size(file);
    return svg_size(head);
}

std::optional<ImageSize> image_size_of(const std::filesystem::path& file) {
    auto head = read_head(file, kUsualHead);
    if (!head)
        return std::nullopt;
    auto size = image_size(*head);
    if (size || head->size() < kUsualHead || !head->starts_with(kJpeg))
        return size;
    head = read_head(file, kLongestHead);
    return head ? image_size(*head) : std::nullopt;
}

}  // namespace firstline
