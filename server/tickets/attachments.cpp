#include "server/tickets/attachments.h"

#include <algorithm>
#include <array>
#include <memory>
#include <stdexcept>

#include <fmt/format.h>
#include <magic.h>

#include "indexer/text/characters.h"

namespace firstline {

namespace {

constexpr std::size_t kLongestName = 100;

struct TakenType {
    std::string_view type;
    std::string_view endings;  ///< of names of such files; the first is the usual one
};

constexpr auto kTaken = std::to_array<TakenType>({
    {"application/json", "json txt log har map"},
    {"application/msword", "doc dot"},
    {"application/pdf", "pdf"},
    {"application/rtf", "rtf doc"},
    {"application/vnd.ms-excel", "xls xlt"},
    {"application/vnd.ms-outlook", "msg"},
    {"application/vnd.ms-powerpoint", "ppt"},
    {"application/vnd.oasis.opendocument.presentation", "odp"},
    {"application/vnd.oasis.opendocument.spreadsheet", "ods"},
    {"application/vnd.oasis.opendocument.text", "odt"},
    {"application/vnd.openxmlformats-officedocument.presentationml.presentation", "pptx"},
    {"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"},
    {"application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"},
    {"application/vnd.tcpdump.pcap", "pcap cap pcapng"},
    {"application/x-ms-evtx", "evtx"},
    {"image/bmp", "bmp"},
    {"image/gif", "gif"},
    {"image/heic", "heic"},
    {"image/heif", "heif heic"},
    {"image/jpeg", "jpg jpeg jpe jfif"},
    {"image/png", "png"},
    {"image/tiff", "tif tiff"},
    {"image/webp", "webp"},
    {"message/rfc822", "eml txt"},
    {"text/csv", "csv tsv txt log"},
    {"text/plain", "txt log csv tsv json md ini conf cfg cnf yml yaml properties out err trace"},
    {"text/rtf", "rtf doc"},
    {"video/mp4", "mp4 m4v"},
    {"video/quicktime", "mov qt"},
    {"video/webm", "webm"},
});

struct Closer {
    void operator()(magic_t magic) const { magic_close(magic); }
};
using Magic = std::unique_ptr<magic_set, Closer>;

/// libmagic's handle serves one thread, and loading its list takes milliseconds: one a thread.
magic_t magic() {
    thread_local const Magic handle = [] {
        Magic opened(magic_open(MAGIC_MIME_TYPE));
        if (!opened || magic_load(opened.get(), nullptr) != 0)
            throw std::runtime_error("the list of file types (libmagic) cannot be read");
        return opened;
    }();
    return handle.get();
}

std::string type_of(std::string_view content) {
    const char* const type = magic_buffer(magic(), content.data(), content.size());
    return type == nullptr ? std::string{"application/octet-stream"} : std::string{type};
}

/// How many bytes at the beginning of `text` show nothing, or turn round what follows them:
/// control characters (C0, C1) and marks of direction.
std::size_t hidden_bytes(std::string_view text) {
    const auto byte = [&](std::size_t at) {
        return at < text.size() ? static_cast<unsigned char>(text[at]) : 0U;
    };
    if (byte(0) < ' ' || byte(0) == 0x7F)
        return 1;
    if (byte(0) == 0xC2 && byte(1) >= 0x80 && byte(1) <= 0x9F)
        return 2;
    if (byte(0) != 0xE2)
        return 0;
    const auto last = byte(2);
    const bool mark = byte(1) == 0x80
                          ? (last >= 0xAA && last <= 0xAE) || last == 0x8E || last == 0x8F
                          : byte(1) == 0x81 && last >= 0xA6 && last <= 0xA9;
    return mark ? 3 : 0;
}

/// The end of a name, which tells its kind; whole characters.
std::string_view shortened(std::string_view name, std::size_t longest) {
    if (name.size() > longest)
        name.remove_prefix(name.size() - longest);
    while (!name.empty() && (static_cast<unsigned char>(name.front()) & 0xC0U) == 0x80)
        name.remove_prefix(1);
    name.remove_prefix(std::min(name.find_first_not_of(". "), name.size()));
    return name;
}

/// A text that is called `run.vbs` would be run by a click: it becomes `run.vbs.txt`.
std::string name_by_type(const std::string& name, const TakenType& taken) {
    const auto dot = name.rfind('.');
    if (dot == std::string::npos)
        return name;
    const std::string ending = lower_ascii(std::string_view{name}.substr(dot + 1));
    const std::string all = fmt::format(" {} ", taken.endings);
    if (all.find(fmt::format(" {} ", ending)) != std::string::npos)
        return name;
    const std::string usual = fmt::format(".{}", taken.endings.substr(0, taken.endings.find(' ')));
    return std::string{shortened(name, kLongestName - usual.size())} + usual;
}

}  // namespace

std::string file_name(std::string_view path) {
    const auto slash = path.find_last_of("/\\");
    if (slash != std::string_view::npos)
        path.remove_prefix(slash + 1);
    std::string name;
    while (!path.empty()) {
        const auto hidden = hidden_bytes(path);
        if (hidden == 0 &&
            std::string_view{"\"<>|:*?"}.find(path.front()) == std::string_view::npos)
            name += path.front();
        path.remove_prefix(std::max<std::size_t>(hidden, 1));
    }
    name = shortened(name, kLongestName);
    return name.empty() ? "file" : name;
}

CheckedFile check_file(std::string_view name, std::string_view content) {
    CheckedFile checked{.file = {.name = file_name(name), .media_type = {}, .content = {}},
                        .trouble = {}};
    const auto refuse = [&](const std::string& why) {
        checked.trouble = fmt::format("{} was not taken: {}", checked.file.name, why);
        return checked;
    };
    if (content.empty())
        return refuse("it is empty.");
    if (content.size() > kLargestFile)
        return refuse(fmt::format("it is larger than {} MB.", kLargestFile >> 20U));
    const std::string type = type_of(content);
    const auto* const taken = std::find_if(kTaken.begin(), kTaken.end(),
                                           [&](const TakenType& row) { return row.type == type; });
    if (taken == kTaken.end())
        return refuse("we take pictures, PDF, text, mails and office documents.");
    checked.file.name = name_by_type(checked.file.name, *taken);
    checked.file.media_type = type;
    checked.file.content = content;
    return checked;
}

}  // namespace firstline
