#include "tests/indexer/checks/checked_kb.h"

#include <fmt/format.h>

namespace firstline {

void CheckedKb::article(const std::string& path, const std::string& fields,
                        const std::string& body) const {
    const bool has_title = fields.find("title:") != std::string::npos;
    write(path, "---\n" + (has_title ? "" : "title: About " + path + "\n") + fields + "---\n" +
                    body + "\n");
}

CheckResult CheckedKb::check() const {
    using namespace std::chrono;
    CheckOptions options;
    options.root = root();
    options.today = Date{year{2026} / March / day{12}};
    return check_folder(options);
}

std::vector<std::string> CheckedKb::found(std::string_view code) const {
    std::vector<std::string> lines;
    for (const auto& problem : check().problems)
        if (problem.code == code)
            lines.push_back(fmt::format("{}:{}: {}", problem.path, problem.line, problem.message));
    return lines;
}

}  // namespace firstline
