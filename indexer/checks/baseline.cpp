#include "indexer/checks/baseline.h"

#include <fstream>
#include <map>
#include <stdexcept>
#include <string>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "indexer/article/read_file.h"
#include "indexer/checks/report_formats.h"

namespace firstline {

namespace {

constexpr std::size_t kLargestBaseline = std::size_t{256} << 20U;

Problem problem_of(const nlohmann::json& entry) {
    Problem problem;
    problem.code = entry.at("code").get<std::string>();
    problem.path = entry.at("path").get<std::string>();
    problem.message = entry.at("message").get<std::string>();
    return problem;
}

std::map<std::string, std::size_t> known_in(const std::filesystem::path& file) {
    std::string why;
    const auto text = read_bytes(file, kLargestBaseline, why);
    if (!text)
        throw std::runtime_error(
            fmt::format("cannot read the baseline {}: {}", file.string(), why));
    std::map<std::string, std::size_t> known;
    try {
        const auto document = nlohmann::json::parse(*text);
        for (const auto& entry : document.at("known"))
            known[fingerprint_text(problem_of(entry))] += entry.value("count", std::size_t{1});
    } catch (const nlohmann::json::exception&) {
        throw std::runtime_error(
            fmt::format("{} is no baseline; --update-baseline writes one", file.string()));
    }
    return known;
}

}  // namespace

void leave_out_known(const std::filesystem::path& file, CheckResult& result) {
    auto known = known_in(file);
    const auto all = result.problems.size();
    std::erase_if(result.problems, [&](const Problem& problem) {
        const auto found = known.find(fingerprint_text(problem));
        if (found == known.end() || found->second == 0)
            return false;
        --found->second;
        return true;
    });
    result.known += all - result.problems.size();
}

void write_baseline(const std::filesystem::path& file, const CheckResult& result) {
    std::map<std::string, std::pair<const Problem*, std::size_t>> counts;
    for (const auto& problem : result.problems) {
        auto& entry = counts[fingerprint_text(problem)];
        entry.first = entry.first == nullptr ? &problem : entry.first;
        ++entry.second;
    }
    auto known = nlohmann::ordered_json::array();
    for (const auto& [fingerprint, entry] : counts) {
        nlohmann::ordered_json one{{"code", entry.first->code},
                                   {"path", entry.first->path},
                                   {"message", entry.first->message}};
        if (entry.second > 1)
            one["count"] = entry.second;
        known.push_back(std::move(one));
    }
    std::ofstream out(file, std::ios::binary | std::ios::trunc);
    out << nlohmann::ordered_json{{"known", known}}.dump(1, ' ', false,
                                                         nlohmann::json::error_handler_t::replace)
        << "\n";
    if (!out.flush())
        throw std::runtime_error(fmt::format("cannot write the baseline {}", file.string()));
}

}  // namespace firstline
