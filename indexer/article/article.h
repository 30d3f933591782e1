#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "indexer/text/dates.h"

namespace firstline {

/// How far up in the house someone must be to read an article; each includes those before it.
enum class Standing { anyone, employees, agents, writers };

/// Who may read an article: everybody of at least `standing` who, if `groups` are named, is also a
/// member of one of them. Combining audience and state only ever narrows it.
struct Audience {
    Standing standing = Standing::agents;
    std::vector<std::string> groups;  ///< sorted, without repeats, lower case

    friend auto operator<=>(const Audience&, const Audience&) = default;
};

/// `public`, `employees`, `agents`, `writers`, with `:finance,hr` behind it where groups are named.
std::string audience_key(const Audience& audience);

/// The inverse of audience_key(). Throws std::invalid_argument for anything it did not write.
Audience audience_from_key(const std::string& key);

enum class State { draft, unvalidated, validated, archived };

const char* state_name(State state);

/// A part of an article under one heading. The text before the first heading is a section with
/// level 0, no heading and no anchor.
struct Section {
    std::string heading;  ///< plain text
    std::string anchor;   ///< unique within the article, GitHub's form: `if-it-still-fails`
    int level = 0;        ///< 1 to 6; 0 for the text before the first heading
    int line = 1;         ///< where the heading stands in the file
    std::string text;     ///< plain text, paragraphs parted by '\n', markup and directives gone
};

struct Link {
    std::string target;    ///< as written
    std::string resolved;  ///< path below the KB when it leads to a file there, else empty
    std::string fragment;  ///< what stands after `#`, without it
    std::string text;
    int line = 1;
    bool image = false;
    std::string address;  ///< where it leads outside of the knowledge base, over http or https
};

/// What is asked of a person when the article did not help.
struct TicketQuestions {
    std::string category;
    std::vector<std::string> questions;
};

/// A command or page that tells the desk what it needs to know, per system.
struct Diagnosis {
    std::string system;  ///< `windows`, `macos`, `linux`, ... or empty for any
    std::string command;
};

/// One knowledge-base article as its author wrote it. Knows nothing of Xapian or HTTP.
struct Article {
    std::string path;  ///< of the file below the KB folder, forward slashes, with `.md`
    std::string id;    ///< stable; default: the path without `.md`
    std::string slug;  ///< its URL is `/a/` + slug; lower case, no leading slash
    std::string title;
    std::string summary;
    std::vector<std::string> aliases;        ///< words people really say
    std::vector<std::string> redirect_from;  ///< old URLs: lower case, no leading slash
    std::string redirect_to;                 ///< where an archived article sends its readers
    Audience audience;                       ///< effective: declared audience narrowed by the state
    State state = State::validated;
    bool unlisted = false;  ///< kept out of feeds, sitemap and robots; search finds it
    std::string owner;      ///< a key of `_owners.yml`, or a name found under a weaker spelling
    bool owner_assumed = false;
    std::optional<Date> reviewed;  ///< a person read this text on that day
    std::string reviewed_by;
    std::string reviewed_hash;
    std::optional<std::chrono::days> review_every;
    std::optional<Date> expires;
    std::optional<Date> updated;  ///< evidence of a change, never of a review
    std::vector<std::string> tags;
    std::vector<std::string> applies_to;
    std::vector<std::string> product;
    std::vector<std::string> related;  ///< ids
    std::string type;  ///< how-to, fix, faq, reference, known-error, request, or as written
    TicketQuestions ticket;
    std::vector<Diagnosis> diagnose;
    bool critical = false;
    std::string lang;
    std::string translation_of;

    std::string html;  ///< sanitised body, without the H1 that repeats the title
    std::vector<Section> sections;
    std::vector<Link> links;
    /// Places named by `<a name="x">` or the `id` of any element, as clean_anchor() has them; links
    /// to them lead to the id `at.x`.
    std::vector<std::string> named_anchors;
    std::string title_anchor;               ///< of the H1 that is not shown; empty without one
    std::vector<std::string> files;         ///< images and attachments shown, as paths below the KB
    std::vector<std::string> sized_images;  ///< those of `files` whose size stands in `html`
    std::vector<std::string> includes;      ///< fragments its text was completed from, likewise
    std::string content_hash;  ///< hex SHA-256 of the body as written, after the front matter
};

}  // namespace firstline
