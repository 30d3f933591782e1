#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "indexer/article/article.h"

namespace firstline {

/// An entry of `_owners.yml`.
struct Owner {
    std::string key;
    std::string name;
    std::vector<std::string> people;
    std::string contact;
    bool active = true;
};

/// A known incident, an entry of `_notices.yml`.
struct Notice {
    std::string title;
    std::string text;                ///< plain text
    std::vector<std::string> words;  ///< a query that has one of them is about this incident
    std::optional<std::chrono::sys_seconds> from;   ///< absent: since ever
    std::optional<std::chrono::sys_seconds> until;  ///< absent: until it is removed
    std::string link;  ///< of `/a/...`, `https://...` or an article's path; may be empty
    std::string key;   ///< names it in addresses; the index keeps none
};

/// A product or a rule that is no more, an entry of `_retired.yml`.
struct Retired {
    std::string name;     ///< as articles write it; found as whole words
    Date ended;           ///< from that day on
    std::string instead;  ///< what took its place; may be empty
};

/// What can be read from `_kb.yml` about telephone, hours and priority before tickets exist. Kept
/// as the JSON of the YAML below the key, so that a later reader finds what the writer wrote.
struct DeskSettings {
    std::string telephone;
    std::string hours;        ///< as a person would say it: `Mon to Fri 8:00-18:00`, a line each
    std::string after_hours;  ///< what a caller meets outside these hours
    std::string hours_json = "null";
    std::string contact_url;  ///< where "Get help from a person" leads, if not our own page
    std::string email;
    std::string priorities_json = "null";
    std::string categories_json = "null";
};

/// The settings of a knowledge base: `_kb.yml`, `_owners.yml`, `_synonyms.yml`, `_notices.yml`.
/// The indexer reads them; the server gets them out of the index.
struct KnowledgeBase {
    std::string name = "Knowledge base";
    std::string language = "english";  ///< a Snowball stemmer's name
    /// Audience of an article that declares none. Agents, unless configured.
    Audience default_audience{Standing::agents, {}};
    /// `--public`: whatever does not say employees, agents, internal, draft or a declared group is
    /// public.
    bool everything_public = false;
    std::string edit_url;   ///< template with `{path}`; empty: no edit link
    std::string site_root;  ///< `https://learn.example.com`: where root-relative links lead
    /// `media: absent`: the folders of images were not delivered with the texts.
    bool media_absent = false;
    std::vector<std::string> fragment_folders{"includes"};
    std::vector<std::string> groups;  ///< the named groups that exist, lower case
    /// field -> foreign value -> ours, such as audience: {ITPro: public}; keys lower case.
    std::map<std::string, std::map<std::string, std::string>> value_maps;
    /// canonical field -> further spellings of it
    std::map<std::string, std::vector<std::string>> field_spellings;
    DeskSettings desk;
    std::vector<Owner> owners;
    std::vector<std::vector<std::string>> synonyms;  ///< groups of words that mean the same
    std::vector<Notice> notices;
    std::vector<Retired> retired;  ///< the index keeps none
    /// Redirects of `redirections.json`: old name -> path below the KB, or an outer URL.
    std::map<std::string, std::string> redirections;
    /// Changes when anything that decides how an article is read changes (not owners, notices or
    /// synonyms, which are looked up when a page is made).
    std::string reading_fingerprint;
};

}  // namespace firstline
