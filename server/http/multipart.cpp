#include "server/http/multipart.h"

#include <algorithm>

#include "indexer/text/characters.h"

namespace firstline {
namespace {

constexpr std::size_t kMostParts = 200;
constexpr std::size_t kLongestBoundary = 70;
constexpr std::size_t kLongestHead = 4096;
constexpr std::string_view kLine = "\r\n";

/// The value of `name="..."` among the parameters of a header; browsers write `"` as `%22` in it.
std::optional<std::string> parameter(std::string_view header, std::string_view name) {
    const std::string wanted = std::string{name} + "=";
    bool quoted = false;
    for (std::size_t at = 0; at < header.size(); ++at) {
        if (header[at] == '"')
            quoted = !quoted;
        const bool begins = !quoted && (at == 0 || header[at - 1] == ';' || header[at - 1] == ' ');
        if (!begins || lower_ascii(header.substr(at, wanted.size())) != wanted)
            continue;
        std::string_view value = header.substr(at + wanted.size());
        if (value.starts_with('"')) {
            value.remove_prefix(1);
            return std::string{value.substr(0, value.find('"'))};
        }
        return std::string{trimmed(value.substr(0, value.find(';')))};
    }
    return std::nullopt;
}

std::string boundary_of(std::string_view content_type) {
    if (!lower_ascii(content_type).starts_with("multipart/form-data"))
        return {};
    std::string boundary = parameter(content_type, "boundary").value_or("");
    return boundary.size() <= kLongestBoundary ? boundary : std::string{};
}

/// Reads the head of a part. False if it has no name.
bool read_head(std::string_view head, FormPart& part) {
    while (!head.empty()) {
        const std::string_view line = head.substr(0, head.find(kLine));
        head.remove_prefix(std::min(head.size(), line.size() + kLine.size()));
        constexpr std::string_view kDisposition = "content-disposition:";
        if (lower_ascii(line.substr(0, kDisposition.size())) != kDisposition)
            continue;
        const auto rest = line.substr(kDisposition.size());
        const auto name = parameter(rest, "name");
        if (!name)
            return false;
        part.name = *name;
        part.filename = parameter(rest, "filename");
        return true;
    }
    return false;
}

}  // namespace

std::optional<std::vector<FormPart>> form_parts(std::string_view content_type,
                                                std::string_view body) {
    const std::string boundary = boundary_of(content_type);
    if (boundary.empty())
        return std::nullopt;
    const std::string first = "--" + boundary;
    const std::string next = std::string{kLine} + first;
    if (!body.starts_with(first))
        return std::nullopt;
    body.remove_prefix(first.size());
    std::vector<FormPart> parts;
    while (!body.starts_with("--")) {
        constexpr std::string_view kHeadEnd = "\r\n\r\n";
        const auto head_end = body.substr(0, kLongestHead).find(kHeadEnd);
        if (!body.starts_with(kLine) || head_end == std::string_view::npos ||
            parts.size() == kMostParts)
            return std::nullopt;
        FormPart part;
        if (!read_head(body.substr(kLine.size(), head_end), part))
            return std::nullopt;
        body.remove_prefix(head_end + kHeadEnd.size());
        const auto end = body.find(next);
        if (end == std::string_view::npos)
            return std::nullopt;
        part.content = body.substr(0, end);
        body.remove_prefix(end + next.size());
        parts.push_back(std::move(part));
    }
    return parts;
}

}  // namespace firstline
