#include "server/http/assets.h"

#include <array>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <utility>

#include "server/http/conditional.h"

namespace firstline {
namespace {

std::string read_file(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::string content{std::istreambuf_iterator<char>(in), {}};
    if (!in)
        throw std::runtime_error("cannot read " + file.string());
    return content;
}

std::string lower(std::string text) {
    for (char& c : text)
        if (c >= 'A' && c <= 'Z')
            c = static_cast<char>(c - 'A' + 'a');
    return text;
}

constexpr auto kContentTypes = std::to_array<std::pair<std::string_view, const char*>>({
    {".css", "text/css; charset=utf-8"},
    {".csv", "text/csv; charset=utf-8"},
    {".gif", "image/gif"},
    {".ico", "image/x-icon"},
    {".jpeg", "image/jpeg"},
    {".jpg", "image/jpeg"},
    {".js", "text/javascript; charset=utf-8"},
    {".json", "application/json"},
    {".mp4", "video/mp4"},
    {".pdf", "application/pdf"},
    {".png", "image/png"},
    {".svg", "image/svg+xml"},
    {".txt", "text/plain; charset=utf-8"},
    {".webm", "video/webm"},
    {".webp", "image/webp"},
    {".woff2", "font/woff2"},
});

}  // namespace

Assets::Assets(const std::filesystem::path& folder) {
    if (!std::filesystem::is_directory(folder))
        throw std::runtime_error("there is no folder " + folder.string() +
                                 "; give the folder of the templates with --templates");
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        if (!entry.is_regular_file())
            continue;
        Asset asset{content_type_of(entry.path()), read_file(entry.path()), {}};
        asset.tag = strong_tag({asset.content});
        assets_.emplace(entry.path().filename().string(), std::move(asset));
    }
}

const Asset* Assets::find(std::string_view name) const {
    const auto found = assets_.find(name);
    return found == assets_.end() ? nullptr : &found->second;
}

std::string content_type_of(const std::filesystem::path& file) {
    const std::string extension = lower(file.extension().string());
    for (const auto& [known, type] : kContentTypes)
        if (known == extension)
            return type;
    return "application/octet-stream";
}

}  // namespace firstline
