#include "indexer/checks/audit_of.h"

#include <algorithm>
#include <set>
#include <string>

#include "indexer/checks/stamp_groups.h"

static_assert(firstline::FileHistory::kMostChanges == firstline::ArticleAudit::kMostChanges);

namespace firstline {

namespace {

void add_findings(const Collection& articles, const Findings& findings, Audit& audit) {
    for (const auto& [problem, other] : findings)
        if (const auto* const checked = articles.at_path(problem.path))
            audit.articles[checked->article.id].findings.push_back(
                {problem.code, problem.severity, problem.line, problem.message, other});
}

void add_links(const Collection& articles, Audit& audit) {
    for (const auto& from : articles.articles) {
        if (from.article.state == State::archived)
            continue;
        for (const auto* const to : articles.led_to_by(from))
            audit.articles[to->article.id].linked_from.push_back(from.article.id);
    }
    for (auto& [id, article] : audit.articles)
        std::sort(article.linked_from.begin(), article.linked_from.end());
}

void add_history(const Collection& articles, Audit& audit) {
    audit.commit = articles.commit;
    for (const auto& checked : articles.articles) {
        auto& article = audit.articles[checked.article.id];
        article.written = checked.history.written;
        for (const auto& change : checked.history.changes)
            article.changes.push_back({change.on, change.author, change.id,
                                       change.touched_others ? "" : change.subject,
                                       change.touched_others});
    }
    for (const auto& group : stamp_groups(articles))
        for (const auto* const checked : group.articles)
            audit.articles[checked->article.id].stamp_group = group.key;
}

/// Of an id that several files claim nobody can say what belongs to whom, and they may be for
/// different readers.
void drop_claimed_twice(const Collection& articles, Audit& audit) {
    std::set<std::string> seen;
    std::set<std::string> twice;
    for (const auto& checked : articles.articles)
        if (!seen.insert(checked.article.id).second)
            twice.insert(checked.article.id);
    if (twice.empty())
        return;
    for (auto& [id, article] : audit.articles) {
        std::erase_if(article.findings,
                      [&](const AuditFinding& finding) { return twice.contains(finding.other); });
        std::erase_if(article.linked_from,
                      [&](const std::string& from) { return twice.contains(from); });
    }
    for (const std::string& id : twice)
        audit.articles.erase(id);
}

}  // namespace

Audit audit_of(const Collection& articles, const CheckResult& result) {
    Audit audit;
    audit.made_on = articles.today;
    add_findings(articles, result.findings, audit);
    add_links(articles, audit);
    add_history(articles, audit);
    drop_claimed_twice(articles, audit);
    std::erase_if(audit.articles, [](const auto& entry) { return entry.second == ArticleAudit{}; });
    return audit;
}

}  // namespace firstline
