#include "tests/indexer/article/written_kb.h"

#include <algorithm>

namespace firstline {

LoadedArticle WrittenKb::load(const std::string& path) const {
    Problems problems;
    const auto kb = load_knowledge_base(root(), std::nullopt, everything_public, problems);
    return ArticleLoader(root(), kb, kToday).load(path);
}

LoadedArticle WrittenKb::with_fields(const std::string& fields, const std::string& body) const {
    const bool has_title = fields.find("title:") != std::string::npos;
    write("a.md",
          "---\n" + fields + "\n" + (has_title ? "" : "title: A title\n") + "---\n" + body + "\n");
    return load("a.md");
}

LoadedArticle WrittenKb::with_body(const std::string& body) const {
    write("a.md", "---\ntitle: A title\n---\n" + body);
    return load("a.md");
}

bool has_problem(const Problems& problems, std::string_view code) {
    return std::any_of(problems.begin(), problems.end(),
                       [code](const Problem& problem) { return problem.code == code; });
}

std::string problem_text(const Problems& problems, std::string_view code) {
    const auto found =
        std::find_if(problems.begin(), problems.end(),
                     [code](const Problem& problem) { return problem.code == code; });
    return found == problems.end() ? std::string() : to_text(*found);
}

std::string joined(const std::vector<std::string>& words) {
    std::string out;
    for (const auto& word : words)
        out += (out.empty() ? "" : "|") + word;
    return out;
}

std::string text_of(const Article& article) {
    std::string text;
    for (const auto& section : article.sections)
        text += section.heading + "\n" + section.text + "\n";
    return text;
}

}  // namespace firstline
