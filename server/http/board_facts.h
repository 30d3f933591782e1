#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "indexer/format/audit.h"
#include "server/http/board_memory.h"
#include "server/http/site.h"
#include "server/pages/board_view.h"
#include "server/store/proposals.h"

namespace firstline {

/// What is known of the articles that one reader may read: from the index, its audit, and what
/// people said and did. Knows nothing of people without a store. Not longer than the Reading.
class BoardFacts {
public:
    /// Throws StoreError.
    BoardFacts(const Site& site, Reading& reading);

    const std::vector<ArticleUpkeep>& articles() const { return *articles_; }
    /// With its staleness and priority. Throws StoreError.
    BoardArticle of(const ArticleUpkeep& article);
    /// Findings of an article that speak of no article that this reader may not read.
    std::vector<AuditFinding> findings_of(const ArticleUpkeep& article);
    /// Those with largely the same text.
    std::vector<const ArticleUpkeep*> alike(const ArticleUpkeep& article) const;
    const ArticleAudit& audit_of(const ArticleUpkeep& article) const;
    /// Nothing for one that this reader may not read.
    const ArticleUpkeep* named(const std::string& id) const;

private:
    /// Whether there is or was such an article for this reader: archived ones are on no board.
    bool is_known(const std::string& id);
    void read_store(std::chrono::sys_seconds now);
    void group_stamps();
    void pair_alike();
    ArticleFacts facts_of(const ArticleUpkeep& article) const;
    void add_findings(const ArticleUpkeep& article, BoardArticle& found);
    void add_said(ArticleFacts& facts, const ArticleUpkeep& article);
    void add_stamps(ArticleFacts& facts, const ArticleUpkeep& article) const;
    /// What was decided here and has yet to be merged.
    void add_decided(BoardArticle& found, const ArticleUpkeep& article) const;
    /// Whether the article will be retired by it.
    bool is_on_its_way(const Proposal& retirement) const;
    std::optional<bool> opened_when_stamped(const ArticleUpkeep& article) const;
    std::string alike_words(const std::vector<const ArticleUpkeep*>& others) const;

    const Site& site_;
    Reading& reading_;
    const Date today_;
    const BoardMemory::Articles articles_;
    const std::shared_ptr<const Audit> audit_;
    std::map<std::string, bool, std::less<>> known_;  ///< is_known()
    std::unordered_map<std::string, const ArticleUpkeep*> by_id_;
    std::map<std::string, std::vector<const ArticleUpkeep*>, std::less<>> stamp_groups_;
    std::map<std::string, std::vector<const ArticleUpkeep*>, std::less<>> alike_;  ///< by id

    std::optional<ConnectionPool::Lease> lease_;
    std::shared_ptr<const ArticlesUsed> used_;
    bool somebody_reads_ = false;  ///< so that "nobody reads this one" says something
    CountByArticle flags_;
    std::map<std::string, std::int64_t, std::less<>> proposals_;
    std::map<std::string, std::vector<ArticleUse>, std::less<>> uses_;
    std::map<std::string, Proposal, std::less<>> stamps_;   ///< by article: the latest
    std::map<std::string, Proposal, std::less<>> owners_;   ///< likewise
    std::map<std::string, Proposal, std::less<>> retired_;  ///< likewise
};

}  // namespace firstline
