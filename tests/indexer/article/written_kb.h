#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "indexer/article/article_loader.h"
#include "tests/support/temporary_folder.h"

namespace firstline {

/// A knowledge base that a test writes and loads. Today is 12 March 2026.
class WrittenKb {
public:
    void write(const std::string& path, std::string_view text) const { folder_.write(path, text); }

    LoadedArticle load(const std::string& path) const;

    /// An article `a.md` with these lines of front matter.
    LoadedArticle with_fields(const std::string& fields, const std::string& body = "Text.") const;
    /// An article `a.md` with a title and this body.
    LoadedArticle with_body(const std::string& body) const;

    std::filesystem::path root() const { return folder_.path(); }

    bool everything_public = false;

private:
    TemporaryFolder folder_;
};

inline constexpr Date kToday =
    Date{std::chrono::year{2026} / std::chrono::March / std::chrono::day{12}};

bool has_problem(const Problems& problems, std::string_view code);
/// The first problem with this code; its text is empty without one.
std::string problem_text(const Problems& problems, std::string_view code);
/// `a|b`
std::string joined(const std::vector<std::string>& words);
/// The text of all sections.
std::string text_of(const Article& article);

}  // namespace firstline
