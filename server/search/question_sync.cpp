#include "server/search/question_sync.h"

#include <algorithm>
#include <map>
#include <optional>
#include <unordered_map>

#include <fmt/format.h>
#include <xapian.h>

#include "indexer/format/schema.h"
#include "indexer/format/terms.h"
#include "indexer/text/language.h"
#include "indexer/text/sha256.h"
#include "server/search/question_index.h"
#include "server/search/question_profiles.h"

namespace firstline {

namespace fs = std::filesystem;

namespace {

/// Hash of what the document was made from.
constexpr unsigned kHashSlot = 0;

/// What one document is made from: a question, or all those of an article.
using Sources = std::vector<const StoredQuestion*>;

/// What a database holds, by hash, so that what is there already is known without reading it.
using Contents = std::map<std::string, Sources>;

/// One question and article, whoever said so.
struct Merged {
    StoredQuestion stored;
    unsigned count = 0;
    unsigned contradicted = 0;
};

/// Where the articles are. An id that two articles claim counts as the one fewer people may read.
class Places {
public:
    Places(const fs::path& generation, const Manifest& manifest) {
        for (const auto& database : manifest.databases)
            if (!database.archived)
                parts_.push_back({audience_from_key(database.audience), database.folder,
                                  Xapian::Database((generation / database.folder).string())});
        std::sort(parts_.begin(), parts_.end(),
                  [](const Part& a, const Part& b) { return a.audience > b.audience; });
    }

    /// Folder of the database that holds the article; empty if none does.
    const std::string& of(const std::string& article) {
        const auto [at, is_new] = known_.try_emplace(article);
        if (is_new) {
            const std::string name = term(schema::kIdName, folded_name(article));
            for (const Part& part : parts_)
                if (at->second.empty() && part.articles.term_exists(name))
                    at->second = part.folder;
        }
        return at->second;
    }

private:
    struct Part {
        Audience audience;
        std::string folder;
        Xapian::Database articles;
    };
    std::vector<Part> parts_;
    std::unordered_map<std::string, std::string> known_;
};

std::string stems_of(const std::string& question, Language& language) {
    std::string stems;
    for (const auto& token : tokens_of(question, false))
        stems += (stems.empty() ? "" : " ") + language.stem(token.word);
    return stems;
}

/// The questions of each database, in an order that does not change.
std::map<std::string, std::vector<StoredQuestion>> wanted(const std::vector<LearnedPair>& pairs,
                                                          Places places, Language& language) {
    std::map<std::pair<std::string, std::string>, Merged> merged;
    for (const auto& pair : pairs) {
        Merged& one = merged[{pair.normalised, pair.article}];
        one.stored.article = pair.article;
        one.stored.question = pair.question;
        one.count += pair.count;
        one.contradicted += pair.contradicted;
    }
    std::map<std::string, std::vector<StoredQuestion>> by_folder;
    for (auto& [key, one] : merged) {
        const std::string& folder = places.of(one.stored.article);
        if (folder.empty())
            continue;
        one.stored.stems = stems_of(one.stored.question, language);
        one.stored.trust = trust_in(one.count, one.contradicted);
        by_folder[folder].push_back(std::move(one.stored));
    }
    return by_folder;
}

Contents each(const std::vector<StoredQuestion>& questions) {
    Contents contents;
    for (const auto& question : questions)
        contents.emplace(sha256_hex(encode(question)), Sources{&question});
    return contents;
}

Contents by_article(const std::vector<StoredQuestion>& questions) {
    std::map<std::string_view, Sources> articles;
    for (const auto& question : questions)
        articles[question.article].push_back(&question);
    Contents contents;
    for (auto& [article, sources] : articles) {
        std::string all;
        for (const auto* question : sources)
            all += encode(*question) + '\n';
        contents.emplace(sha256_hex(all), std::move(sources));
    }
    return contents;
}

Xapian::Document question_document(const Sources& sources) {
    const StoredQuestion& question = *sources.front();
    Xapian::Document document;
    document.set_data(encode(question));
    const auto stems = split_stems(question.stems);
    for (const auto& stem : stems)
        document.add_term(term(schema::kBody, stem));
    for (const auto& pair : neighbours(stems))
        document.add_term(term(schema::kPair, pair));
    return document;
}

struct Kind {
    const char* folder;
    Contents (*contents)(const std::vector<StoredQuestion>&);
    Xapian::Document (*document)(const Sources&);
};
constexpr Kind kKinds[] = {{kQuestionsFolder, each, question_document},
                           {kProfilesFolder, by_article, profile_of}};

/// A database and what has to change in it.
struct Change {
    const Kind* kind;
    fs::path folder;
    std::vector<Xapian::docid> removed;
    Contents added;
    bool reopen = false;  ///< it comes into being, or was thrown away
};

/// Hash of each document that a database holds. Nothing if there is none that can be read.
std::optional<std::map<std::string, Xapian::docid>> held_in(const fs::path& folder) {
    if (!fs::exists(folder))
        return std::nullopt;
    try {
        std::map<std::string, Xapian::docid> held;
        const Xapian::Database database(folder.string());
        for (auto it = database.valuestream_begin(kHashSlot);
             it != database.valuestream_end(kHashSlot); ++it)
            held.emplace(*it, it.get_docid());
        return held;
    } catch (const Xapian::DatabaseError&) {
        return std::nullopt;
    }
}

Change change_of(const Kind& kind, const fs::path& folder, Contents contents) {
    Change change{&kind, folder, {}, std::move(contents), false};
    const auto held = held_in(folder);
    if (!held) {
        change.reopen = fs::remove_all(folder) > 0 || !change.added.empty();
        return change;
    }
    for (const auto& [hash, document] : *held)
        if (change.added.erase(hash) == 0)
            change.removed.push_back(document);
    return change;
}

void write(const Change& change, bool removals) {
    if (removals ? change.removed.empty() : change.added.empty())
        return;
    Xapian::WritableDatabase database(change.folder.string(), Xapian::DB_CREATE_OR_OPEN);
    if (removals)
        for (const auto document : change.removed)
            database.delete_document(document);
    else
        for (const auto& [hash, sources] : change.added) {
            auto document = change.kind->document(sources);
            document.add_value(kHashSlot, hash);
            database.add_document(document);
        }
    database.commit();
}

}  // namespace

bool write_questions(const std::vector<LearnedPair>& pairs, const fs::path& generation,
                     const Manifest& manifest, const fs::path& folder) {
    Language language(manifest.kb.language);
    auto questions = wanted(pairs, Places(generation, manifest), language);
    std::vector<Change> changes;
    for (const Kind& kind : kKinds) {
        fs::create_directories(folder / kind.folder);
        for (const auto& entry : fs::directory_iterator(folder / kind.folder))
            questions.try_emplace(entry.path().filename().string());
        for (const auto& [name, wanted_there] : questions)
            changes.push_back(
                change_of(kind, folder / kind.folder / name, kind.contents(wanted_there)));
    }
    for (const bool removals : {true, false})
        for (const auto& change : changes)
            write(change, removals);
    return std::any_of(changes.begin(), changes.end(),
                       [](const Change& change) { return change.reopen; });
}

}  // namespace firstline
