#include "indexer/format/audit.h"

#include <fstream>
#include <string_view>

#include <nlohmann/json.hpp>

#include "indexer/format/generation.h"
#include "indexer/text/dates.h"

namespace firstline {

namespace {

using Json = nlohmann::json;

/// 1 kept the words of commits that touched articles for other readers.
constexpr int kVersion = 2;

Json json_of(const TextChange& change) {
    Json json{{"on", iso_date(change.on)}, {"author", change.author}, {"commit", change.commit}};
    if (change.touched_others)
        json["touched_others"] = true;
    else
        json["subject"] = change.subject;
    return json;
}

Json json_of(const AuditFinding& finding) {
    Json json{{"code", finding.code},
              {"severity", severity_name(finding.severity)},
              {"line", finding.line},
              {"message", finding.message}};
    if (!finding.other.empty())
        json["other"] = finding.other;
    return json;
}

Json json_of(const ArticleAudit& article) {
    Json json = Json::object();
    for (const auto& finding : article.findings)
        json["findings"].push_back(json_of(finding));
    if (!article.linked_from.empty())
        json["linked_from"] = article.linked_from;
    for (const auto& change : article.changes)
        json["changes"].push_back(json_of(change));
    if (article.written)
        json["written"] = iso_date(*article.written);
    if (!article.stamp_group.empty())
        json["stamp_group"] = article.stamp_group;
    return json;
}

Date date_of(const Json& json) {
    const auto date = parse_date(json.get<std::string>());
    if (!date)
        throw CorruptIndex("a date cannot be read");
    return *date;
}

Severity severity_of(const Json& json) {
    for (const auto severity : {Severity::info, Severity::warning, Severity::error})
        if (json == severity_name(severity))
            return severity;
    throw CorruptIndex("a severity is unknown");
}

AuditFinding finding_of(const Json& json) {
    return {.code = json.at("code"),
            .severity = severity_of(json.at("severity")),
            .line = json.at("line"),
            .message = json.at("message"),
            .other = json.value("other", "")};
}

ArticleAudit article_of(const Json& json) {
    ArticleAudit article;
    for (const auto& finding : json.value("findings", Json::array()))
        article.findings.push_back(finding_of(finding));
    article.linked_from = json.value("linked_from", std::vector<std::string>{});
    for (const auto& change : json.value("changes", Json::array()))
        article.changes.push_back({.on = date_of(change.at("on")),
                                   .author = change.at("author"),
                                   .commit = change.at("commit"),
                                   .subject = change.value("subject", ""),
                                   .touched_others = change.value("touched_others", false)});
    if (json.contains("written"))
        article.written = date_of(json["written"]);
    article.stamp_group = json.value("stamp_group", "");
    return article;
}

Audit audit_of(const Json& json) {
    Audit audit{
        .made_on = date_of(json.at("made_on")), .commit = json.at("commit"), .articles = {}};
    for (const auto& [id, article] : json.at("articles").items())
        audit.articles.emplace(id, article_of(article));
    return audit;
}

}  // namespace

const ArticleAudit& Audit::of(std::string_view id) const {
    static const ArticleAudit kNothing;
    const auto found = articles.find(id);
    return found == articles.end() ? kNothing : found->second;
}

std::optional<Audit> read_audit(const std::filesystem::path& index) {
    std::ifstream in(index_files::audit(index), std::ios::binary);
    if (!in)
        return std::nullopt;
    try {
        const Json json = Json::parse(in);
        if (json.at("version") != kVersion)
            return std::nullopt;
        return audit_of(json);
    } catch (const Json::exception& error) {
        throw CorruptIndex(std::string{"the audit cannot be read: "} + error.what());
    }
}

void write_audit(const std::filesystem::path& index, const Audit& audit) {
    Json json{{"version", kVersion},
              {"made_on", iso_date(audit.made_on)},
              {"commit", audit.commit},
              {"articles", Json::object()}};
    for (const auto& [id, article] : audit.articles)
        json["articles"][id] = json_of(article);
    // What authors wrote may be no UTF-8, and a commit's message is in any encoding.
    replace_file(index_files::audit(index),
                 json.dump(-1, ' ', false, Json::error_handler_t::replace));
}

}  // namespace firstline
