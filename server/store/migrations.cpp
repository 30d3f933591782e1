#include "server/store/migrations.h"

#include <array>

#include <fmt/format.h>

namespace firstline {

namespace {

/// Says whose file it is; SQLite keeps it in the head of the file. "FLst".
constexpr std::int64_t kApplicationId = 0x464C7374;

/// Migration n leads from schema n to n + 1. What stands here is never changed again: it has run on
/// other people's data. A change is a new row.
constexpr auto kMigrations = std::to_array<const char*>({
    // What people typed and the article that solved it. Times are seconds since 1970, UTC.
    R"(CREATE TABLE learned_pairs (
           id INTEGER PRIMARY KEY AUTOINCREMENT,
           question TEXT NOT NULL,
           normalised TEXT NOT NULL,
           article TEXT NOT NULL,
           source TEXT NOT NULL,
           first_at INTEGER NOT NULL,
           last_at INTEGER NOT NULL,
           count INTEGER NOT NULL,
           contradicted INTEGER NOT NULL DEFAULT 0,
           UNIQUE (normalised, article, source)
       ) STRICT;
       CREATE INDEX learned_pairs_by_article ON learned_pairs (article);)",
    // Who may sign in and what they did. Of secrets only hashes are kept: argon2id of passwords,
    // SHA-256 of tokens, which are too long to be guessed. Lists are joined by commas.
    R"(CREATE TABLE accounts (
           id INTEGER PRIMARY KEY AUTOINCREMENT,
           name TEXT NOT NULL UNIQUE,
           password TEXT NOT NULL,
           role TEXT NOT NULL CHECK (role IN ('employee', 'agent', 'writer', 'lead', 'admin')),
           groups TEXT NOT NULL,
           disabled INTEGER NOT NULL DEFAULT 0,
           created_at INTEGER NOT NULL,
           password_changed_at INTEGER NOT NULL
       ) STRICT;
       CREATE TABLE sessions (
           id INTEGER PRIMARY KEY AUTOINCREMENT,
           token_hash TEXT NOT NULL UNIQUE,
           account INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
           created_at INTEGER NOT NULL,
           last_seen_at INTEGER NOT NULL,
           expires_at INTEGER NOT NULL,
           user_agent TEXT NOT NULL
       ) STRICT;
       CREATE INDEX sessions_by_account ON sessions (account);
       CREATE TABLE api_tokens (
           id INTEGER PRIMARY KEY AUTOINCREMENT,
           name TEXT NOT NULL UNIQUE,
           token_hash TEXT NOT NULL UNIQUE,
           account INTEGER REFERENCES accounts (id) ON DELETE CASCADE,
           role TEXT CHECK (role IN ('employee', 'agent', 'writer', 'lead', 'admin')),
           scopes TEXT NOT NULL,
           created_at INTEGER NOT NULL,
           expires_at INTEGER NOT NULL,
           last_used_at INTEGER,
           revoked_at INTEGER,
           CHECK ((account IS NULL) <> (role IS NULL))
       ) STRICT;
       CREATE TABLE sign_in_attempts (
           account TEXT NOT NULL,
           network TEXT NOT NULL,
           failures INTEGER NOT NULL,
           last_at INTEGER NOT NULL,
           succeeded_at INTEGER,
           PRIMARY KEY (account, network)
       ) STRICT;
       CREATE INDEX sign_in_attempts_by_time ON sign_in_attempts (last_at);
       CREATE TABLE audit_trail (
           id INTEGER PRIMARY KEY AUTOINCREMENT,
           at INTEGER NOT NULL,
           who TEXT NOT NULL,
           what TEXT NOT NULL,
           about TEXT NOT NULL,
           address TEXT NOT NULL
       ) STRICT;)",
    // What people did, as far as they let us know. Analytic: may be shed and is purged. Votes,
    // tickets
    // and what was promised to people (outbox, joined incidents) are not. `visitor` is a random
    // pseudonym, or NULL for who asked not to be followed.
    R"(CREATE TABLE events (
           id INTEGER PRIMARY KEY AUTOINCREMENT,
           at INTEGER NOT NULL,
           kind TEXT NOT NULL,
           visitor TEXT NOT NULL,
           by_desk INTEGER NOT NULL,
           query TEXT NOT NULL,
           topic TEXT NOT NULL,
           article TEXT NOT NULL,
           type TEXT NOT NULL,
           text_hash TEXT NOT NULL,
           rank INTEGER NOT NULL,
           shown TEXT NOT NULL,
           total INTEGER NOT NULL,
           sure INTEGER NOT NULL,
           dwell INTEGER NOT NULL,
           incident TEXT NOT NULL
       ) STRICT;
       CREATE INDEX events_by_time ON events (at);
       CREATE INDEX events_by_visitor ON events (visitor, at);
       CREATE TABLE voted_texts (
           hash TEXT PRIMARY KEY,
           article TEXT NOT NULL,
           text TEXT NOT NULL,
           first_at INTEGER NOT NULL
       ) STRICT;
       CREATE TABLE votes (
           id INTEGER PRIMARY KEY AUTOINCREMENT,
           token TEXT NOT NULL UNIQUE,
           visitor TEXT,
           article TEXT NOT NULL,
           text_hash TEXT NOT NULL REFERENCES voted_texts (hash),
           answer TEXT NOT NULL CHECK (answer IN ('yes', 'partly', 'no')),
           reason TEXT NOT NULL,
           step TEXT NOT NULL,
           comment TEXT NOT NULL,
           query TEXT NOT NULL,
           topic TEXT NOT NULL,
           type TEXT NOT NULL,
           rank INTEGER NOT NULL,
           asked INTEGER NOT NULL,
           would_have_asked TEXT NOT NULL,
           by_desk INTEGER NOT NULL,
           seen INTEGER NOT NULL,
           learned INTEGER NOT NULL DEFAULT 0,
           at INTEGER NOT NULL,
           changed_at INTEGER NOT NULL,
           UNIQUE (visitor, article, text_hash)
       ) STRICT;
       CREATE INDEX votes_by_article ON votes (article);
       CREATE INDEX votes_by_time ON votes (at);
       CREATE TABLE tickets (
           id INTEGER PRIMARY KEY AUTOINCREMENT,
           reference TEXT NOT NULL UNIQUE,
           secret_hash TEXT NOT NULL UNIQUE,
           form_key TEXT NOT NULL UNIQUE,
           created_at INTEGER NOT NULL,
           visitor TEXT,
           topic TEXT NOT NULL,
           type TEXT NOT NULL,
           incident TEXT NOT NULL,
           subject TEXT NOT NULL,
           description TEXT NOT NULL,
           name TEXT NOT NULL,
           email TEXT NOT NULL,
           telephone TEXT NOT NULL,
           account TEXT NOT NULL,
           label TEXT NOT NULL,
           category TEXT NOT NULL,
           affects TEXT NOT NULL,
           work TEXT NOT NULL,
           priority TEXT NOT NULL,
           article TEXT NOT NULL,
           answers TEXT NOT NULL,
           diagnosis TEXT NOT NULL,
           tried TEXT NOT NULL,
           channel TEXT NOT NULL,
           language TEXT NOT NULL,
           state TEXT NOT NULL CHECK (state IN ('accepted', 'delivered', 'answered', 'solved', 'reopened')),
           desk_reference TEXT NOT NULL,
           answered_at INTEGER,
           solved_at INTEGER,
           reopened_at INTEGER,
           solved_by TEXT NOT NULL,
           really_solved TEXT NOT NULL,
           really_solved_at INTEGER
       ) STRICT;
       CREATE INDEX tickets_by_time ON tickets (created_at);
       CREATE INDEX tickets_by_desk_reference ON tickets (desk_reference);
       CREATE TABLE ticket_log (
           id INTEGER PRIMARY KEY AUTOINCREMENT,
           ticket INTEGER NOT NULL REFERENCES tickets (id) ON DELETE CASCADE,
           at INTEGER NOT NULL,
           who TEXT NOT NULL,
           what TEXT NOT NULL,
           why TEXT NOT NULL
       ) STRICT;
       CREATE INDEX ticket_log_by_ticket ON ticket_log (ticket);
       CREATE TABLE attachments (
           id INTEGER PRIMARY KEY AUTOINCREMENT,
           ticket INTEGER NOT NULL REFERENCES tickets (id) ON DELETE CASCADE,
           name TEXT NOT NULL,
           media_type TEXT NOT NULL,
           content BLOB NOT NULL
       ) STRICT;
       CREATE INDEX attachments_by_ticket ON attachments (ticket);
       CREATE TABLE drafts (
           key TEXT PRIMARY KEY,
           fields TEXT NOT NULL,
           created_at INTEGER NOT NULL,
           changed_at INTEGER NOT NULL
       ) STRICT;
       CREATE TABLE draft_files (
           id INTEGER PRIMARY KEY AUTOINCREMENT,
           draft TEXT NOT NULL REFERENCES drafts (key) ON DELETE CASCADE,
           name TEXT NOT NULL,
           media_type TEXT NOT NULL,
           content BLOB NOT NULL
       ) STRICT;
       CREATE INDEX draft_files_by_draft ON draft_files (draft);
       CREATE TABLE outbox (
           id INTEGER PRIMARY KEY AUTOINCREMENT,
           kind TEXT NOT NULL,
           key TEXT NOT NULL UNIQUE,
           ticket INTEGER REFERENCES tickets (id) ON DELETE CASCADE,
           payload TEXT NOT NULL,
           created_at INTEGER NOT NULL,
           next_at INTEGER NOT NULL,
           attempts INTEGER NOT NULL DEFAULT 0,
           last_error TEXT NOT NULL DEFAULT '',
           delivered_at INTEGER,
           dead_at INTEGER
       ) STRICT;
       CREATE INDEX outbox_due ON outbox (next_at) WHERE delivered_at IS NULL AND dead_at IS NULL;
       CREATE TABLE incidents (
           key TEXT PRIMARY KEY,
           title TEXT NOT NULL,
           text TEXT NOT NULL,
           words TEXT NOT NULL,
           link TEXT NOT NULL,
           from_at INTEGER NOT NULL,
           until_at INTEGER,
           source TEXT NOT NULL
       ) STRICT;
       CREATE TABLE incident_joins (
           id INTEGER PRIMARY KEY AUTOINCREMENT,
           incident TEXT NOT NULL,
           title TEXT NOT NULL,
           visitor TEXT,
           email TEXT NOT NULL,
           at INTEGER NOT NULL,
           told_at INTEGER,
           UNIQUE (incident, visitor)
       ) STRICT;
       CREATE TABLE ticket_counts (
           week INTEGER NOT NULL,
           channel TEXT NOT NULL,
           tickets INTEGER NOT NULL,
           PRIMARY KEY (week, channel)
       ) STRICT;
       CREATE TABLE pseudonyms (
           account TEXT PRIMARY KEY,
           visitor TEXT NOT NULL,
           created_at INTEGER NOT NULL
       ) STRICT;
       CREATE TABLE counters (
           day INTEGER NOT NULL,
           name TEXT NOT NULL,
           count INTEGER NOT NULL,
           PRIMARY KEY (day, name)
       ) STRICT;)",
    // What agents do with articles. `agent` is an account's name; `ticket` a reference as the
    // desk writes it, `own_ticket` the ticket of that reference if it came from here. Of a pasted
    // ticket nothing is kept but `chips`, the words that its agent let stand, redacted.
    R"(CREATE TABLE ticket_links (
           id INTEGER PRIMARY KEY AUTOINCREMENT,
           at INTEGER NOT NULL,
           agent TEXT NOT NULL,
           team TEXT NOT NULL,
           ticket TEXT NOT NULL,
           own_ticket INTEGER REFERENCES tickets (id) ON DELETE SET NULL,
           article TEXT NOT NULL,
           section TEXT NOT NULL,
           text_hash TEXT NOT NULL,
           chips TEXT NOT NULL,
           internal INTEGER NOT NULL,
           learned INTEGER NOT NULL DEFAULT 0,
           judged TEXT NOT NULL DEFAULT '' CHECK (judged IN ('', 'right', 'wrong')),
           judged_by TEXT NOT NULL DEFAULT '',
           judged_at INTEGER,
           UNIQUE (ticket, article, agent)
       ) STRICT;
       CREATE INDEX ticket_links_by_time ON ticket_links (at);
       CREATE INDEX ticket_links_by_article ON ticket_links (article);
       CREATE INDEX ticket_links_by_agent ON ticket_links (agent, at);
       CREATE INDEX ticket_links_by_own_ticket ON ticket_links (own_ticket);
       CREATE TABLE article_uses (
           id INTEGER PRIMARY KEY AUTOINCREMENT,
           at INTEGER NOT NULL,
           agent TEXT NOT NULL,
           ticket TEXT NOT NULL,
           article TEXT NOT NULL,
           text_hash TEXT NOT NULL,
           UNIQUE (agent, article, text_hash)
       ) STRICT;
       CREATE INDEX article_uses_by_article ON article_uses (article);
       CREATE TABLE flags (
           id INTEGER PRIMARY KEY AUTOINCREMENT,
           at INTEGER NOT NULL,
           agent TEXT NOT NULL,
           article TEXT NOT NULL,
           title TEXT NOT NULL,
           owner TEXT NOT NULL,
           text_hash TEXT NOT NULL,
           reason TEXT NOT NULL,
           other TEXT NOT NULL,
           line TEXT NOT NULL,
           note TEXT NOT NULL,
           ticket TEXT NOT NULL,
           state TEXT NOT NULL CHECK (state IN ('open', 'mended', 'declined')),
           answered_by TEXT NOT NULL DEFAULT '',
           answered_at INTEGER,
           answer TEXT NOT NULL DEFAULT ''
       ) STRICT;
       CREATE INDEX flags_by_article ON flags (article);
       CREATE INDEX flags_by_agent ON flags (agent, at);
       CREATE TABLE proposals (
           id INTEGER PRIMARY KEY AUTOINCREMENT,
           key TEXT NOT NULL UNIQUE,
           at INTEGER NOT NULL,
           agent TEXT NOT NULL,
           article TEXT NOT NULL,
           path TEXT NOT NULL,
           title TEXT NOT NULL,
           owner TEXT NOT NULL,
           audience TEXT NOT NULL DEFAULT '',
           base TEXT NOT NULL,
           text TEXT NOT NULL,
           why TEXT NOT NULL,
           ticket TEXT NOT NULL,
           flag INTEGER REFERENCES flags (id) ON DELETE SET NULL,
           replaces INTEGER REFERENCES proposals (id) ON DELETE SET NULL,
           state TEXT NOT NULL
               CHECK (state IN ('open', 'accepted', 'rejected', 'withdrawn', 'applied')),
           decided_by TEXT NOT NULL DEFAULT '',
           decided_at INTEGER,
           word TEXT NOT NULL DEFAULT '',
           applied_at INTEGER,
           commit_id TEXT NOT NULL DEFAULT ''
       ) STRICT;
       CREATE INDEX proposals_by_path ON proposals (path);
       CREATE INDEX proposals_by_agent ON proposals (agent, at);
       CREATE TABLE proposal_files (
           id INTEGER PRIMARY KEY AUTOINCREMENT,
           proposal INTEGER REFERENCES proposals (id) ON DELETE CASCADE,
           key TEXT NOT NULL,
           path TEXT NOT NULL,
           media_type TEXT NOT NULL,
           content BLOB NOT NULL,
           at INTEGER NOT NULL
       ) STRICT;
       CREATE INDEX proposal_files_by_key ON proposal_files (key);)",
    // What writers decided about what readers do not find. `topic` holds only words that several
    // visitors used.
    R"(CREATE TABLE gap_dismissals (
           topic TEXT PRIMARY KEY,
           reason TEXT NOT NULL,
           by TEXT NOT NULL,
           at INTEGER NOT NULL
       ) STRICT;
       CREATE INDEX events_views ON events (at, article, visitor)
           WHERE kind = 'view' AND by_desk = 0;)",
    // What a proposal does beside what it says, so that the board need not wait for the merge; and
    // what the board counted each day, since neither events nor findings of then are kept.
    R"(ALTER TABLE proposals ADD COLUMN kind TEXT NOT NULL DEFAULT 'text';
       ALTER TABLE proposals ADD COLUMN about TEXT NOT NULL DEFAULT '';
       UPDATE proposals SET kind = 'stamp' WHERE why = 'Reviewed: read, and found right';
       CREATE INDEX proposals_by_kind ON proposals (kind, state);
       ALTER TABLE events ADD COLUMN signed_in INTEGER NOT NULL DEFAULT 0;
       CREATE TABLE board_days (
           day INTEGER NOT NULL,
           name TEXT NOT NULL,
           amount INTEGER NOT NULL,
           PRIMARY KEY (day, name)
       ) STRICT;)",
});

/// The schema of a store that is ours to use; 0 for an empty file. Throws StoreError otherwise.
std::int64_t checked_schema(Connection& connection) {
    // In this order: another process may finish its migration between two of these.
    const bool empty = connection.number("SELECT count(*) FROM sqlite_schema") == 0;
    const auto owner = connection.number("PRAGMA application_id");
    const auto schema = connection.number("PRAGMA user_version");
    if (owner != kApplicationId && !empty)
        throw StoreError(
            fmt::format("{} is a database of another program; name another file with "
                        "--store",
                        connection.file().string()));
    if (schema > newest_schema())
        throw StoreError(
            fmt::format("the store {} was written by a newer kb-server (schema {}; this one knows "
                        "{}): run that one, or name another file with --store",
                        connection.file().string(), schema, newest_schema()));
    return schema;
}

}  // namespace

int newest_schema() {
    return static_cast<int>(kMigrations.size());
}

void migrate(Connection& connection) {
    if (checked_schema(connection) == newest_schema())
        return;
    Transaction transaction(connection);
    // Read again: another process may have migrated while we waited for the lock.
    const auto from = checked_schema(connection);
    for (auto next = from; next < newest_schema(); ++next)
        connection.run(kMigrations.at(static_cast<std::size_t>(next)));
    connection.run(fmt::format("PRAGMA application_id = {}; PRAGMA user_version = {};",
                               kApplicationId, newest_schema()));
    transaction.commit();
}

}  // namespace firstline
