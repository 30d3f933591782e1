#include "server/pages/template_set.h"

#include <cstdint>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include <fmt/format.h>

#include "indexer/text/characters.h"

namespace firstline {

namespace fs = std::filesystem;
namespace mustache = kainjow::mustache;

namespace {

constexpr std::string_view kSuffix = ".html";

/// Parts within parts; more than this is a circle.
constexpr int kDeepestPart = 8;

/// Pages grow little beyond this before their list of hits or the text of an article.
constexpr std::size_t kUsualPage = 24000;

[[noreturn]] void broken(const std::string& file, const std::string& what) {
    throw std::runtime_error(fmt::format("template {}: {}", file, what));
}

std::string read_file(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file)
        broken(path.string(), "cannot be read");
    return {std::istreambuf_iterator<char>(file), {}};
}

/// name below the folder -> content, of all regular files, in a stable order.
std::map<std::string, std::string> read_folder(const fs::path& folder) {
    std::error_code error;
    if (!fs::is_directory(folder, error))
        throw std::runtime_error("no folder of templates: " + folder.string());
    std::map<std::string, std::string> files;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        if (entry.is_regular_file())
            files.emplace(entry.path().lexically_relative(folder).generic_string(),
                          read_file(entry.path()));
    }
    return files;
}

/// FNV-1a, 64 bits: tells versions apart, guards nothing.
class Hash {
public:
    void add(std::string_view bytes) {
        for (const char c : bytes) {
            state_ ^= static_cast<unsigned char>(c);
            state_ *= 0x100000001b3U;
        }
    }
    std::string hex() const { return fmt::format("{:016x}", state_).substr(0, 12); }

private:
    std::uint64_t state_ = 0xcbf29ce484222325U;
};

/// Indentation is for those who read the templates; readers need not load it.
std::string without_indentation(std::string_view text) {
    std::string lean;
    lean.reserve(text.size());
    bool at_start = true;
    for (const char c : text) {
        if (at_start && (c == ' ' || c == '\t' || c == '\n'))
            continue;
        at_start = c == '\n';
        lean += c;
    }
    return lean;
}

/// The text of a template with the texts of its parts in their places.
std::string assembled(const std::string& file, const std::map<std::string, std::string>& files,
                      int depth) {
    const auto found = files.find(file);
    if (found == files.end())
        broken(file, "is missing");
    if (depth > kDeepestPart)
        broken(file, "its parts hold one another");
    std::string text;
    std::string_view rest = found->second;
    for (auto tag = rest.find("{{>"); tag != std::string_view::npos; tag = rest.find("{{>")) {
        const auto end = rest.find("}}", tag);
        if (end == std::string_view::npos)
            broken(file, "a {{> is never closed");
        text += rest.substr(0, tag);
        const std::string part{trimmed(rest.substr(tag + 3, end - tag - 3))};
        text += assembled(part + std::string{kSuffix}, files, depth + 1);
        rest.remove_prefix(end + 2);
    }
    return text += rest;
}

/// Refuses to print unescaped anything that did not come as Html.
void check_unescaped(const std::string& file, std::string_view text) {
    if (text.find("{{&") != std::string_view::npos)
        broken(file, "prints unescaped with {{&: use {{{..._html}}}");
    if (text.find("{{=") != std::string_view::npos)
        broken(file, "sets other delimiters");
    for (auto tag = text.find("{{{"); tag != std::string_view::npos; tag = text.find("{{{")) {
        text.remove_prefix(tag + 3);
        const std::string_view name = trimmed(text.substr(0, text.find("}}}")));
        if (!names_html(name))
            broken(file, fmt::format("prints {} unescaped: its name does not end in _html", name));
    }
}

}  // namespace

TemplateSet::TemplateSet(const fs::path& folder) : folder_(folder) {
    const auto files = read_folder(folder);
    Hash hash;
    for (const auto& [name, content] : files) {
        hash.add(fmt::format("{}:{}:", name, content.size()));
        hash.add(content);
        if (!name.ends_with(kSuffix))
            continue;
        const std::string text = without_indentation(assembled(name, files, 0));
        check_unescaped(name, text);
        auto parsed = std::make_unique<mustache::mustache>(text);
        if (!parsed->is_valid())
            broken(name, parsed->error_message());
        parsed->set_custom_escape([](const std::string& plain) { return escape(plain).markup; });
        templates_.emplace(name.substr(0, name.size() - kSuffix.size()), std::move(parsed));
    }
    version_ = hash.hex();
}

void TemplateSet::require(const std::string& name) const {
    if (!templates_.contains(name))
        broken((folder_ / (name + std::string{kSuffix})).string(), "is missing");
}

std::string TemplateSet::render(const std::string& name, const PageData& data) const {
    require(name);
    std::string page;
    page.reserve(kUsualPage);
    // kainjow's render() is not const, but changes only its error message, and that for partials
    // and lambdas alone, of which there are none here.
    templates_.at(name)->render(data.mustache(), [&](const std::string& piece) { page += piece; });
    return page;
}

}  // namespace firstline
