#include "indexer/index/inspect.h"

#include <array>
#include <iterator>
#include <map>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <xapian.h>

#include "indexer/format/generation.h"
#include "indexer/format/schema.h"
#include "indexer/format/stored_article.h"
#include "indexer/format/terms.h"

namespace firstline {

namespace {

struct FieldName {
    std::string_view prefix;
    const char* name;
};

constexpr auto kFields = std::to_array<FieldName>({
    {schema::kBody, "body"},
    {schema::kTitle, "title"},
    {schema::kPair, "pairs"},
    {schema::kGram, "title grams"},
    {schema::kCode, "codes"},
    {schema::kExact, "whole titles and aliases"},
    {schema::kTitleBeginning, "beginnings of title words"},
    {schema::kHeadingBeginning, "beginnings of heading words"},
    {schema::kPath, "path"},
    {schema::kSlugName, "slug"},
    {schema::kIdName, "id"},
    {schema::kPathName, "path as a name"},
    {schema::kOldName, "old names"},
    {schema::kFile, "files"},
    {schema::kLinked, "links lead to"},
    {schema::kMissing, "links lead nowhere"},
    {schema::kProduct, "product"},
    {schema::kType, "type"},
    {schema::kTag, "tags"},
});

const FieldName& field_of(const std::string& term) {
    const FieldName* best = kFields.data();
    for (const auto& field : kFields)
        if (term.starts_with(field.prefix) && field.prefix.size() > best->prefix.size())
            best = &field;
    return *best;
}

class Description {
public:
    void line(std::string_view name, std::string_view value) {
        if (!value.empty())
            fmt::format_to(std::back_inserter(text_), "{:<14}{}\n", name, value);
    }
    void line(std::string_view name, const std::vector<std::string>& values) {
        line(name, fmt::format("{}", fmt::join(values, ", ")));
    }
    void line(std::string_view name, const std::optional<Date>& date) {
        line(name, date ? iso_date(*date) : std::string());
    }
    void heading(std::string_view heading) {
        fmt::format_to(std::back_inserter(text_), "\n{}\n", heading);
    }
    void plain(const std::string& text) { text_ += "  " + text + "\n"; }
    std::string take() { return std::move(text_); }

private:
    std::string text_;
};

void describe_record(Description& out, const ArticleRecord& r) {
    out.line("path", r.path);
    out.line("id", r.id);
    out.line("slug", r.slug);
    out.line("title", r.title);
    out.line("summary", r.summary);
    out.line("aliases", r.aliases);
    out.line("audience", audience_key(r.audience));
    out.line("state", state_name(r.state));
    out.line("redirect to", r.redirect_to);
    out.line("unlisted", r.unlisted ? "yes" : "");
    out.line("owner", r.owner + (r.owner_assumed ? " (assumed)" : ""));
    out.line("reviewed", r.reviewed);
    out.line("reviewed by", r.reviewed_by);
    out.line("since review", r.changed_since_review ? "the text changed" : "");
    out.line("review every", r.review_every ? fmt::format("{} days", r.review_every->count()) : "");
    out.line("expires", r.expires);
    out.line("updated", r.updated);
    out.line("tags", r.tags);
    out.line("applies to", r.applies_to);
    out.line("product", r.product);
    out.line("type", r.type);
    out.line("related", r.related);
    out.line("critical", r.critical ? "yes" : "");
    out.line("language", r.lang);
}

void describe_details(Description& out, const StoredArticle& article) {
    const auto& details = article.details;
    out.line("redirects", details.redirect_from);
    out.line("files", details.files);
    out.line("depends on", details.depends_on);
    out.line("content hash", details.content_hash);
    out.line("reviewed hash", details.reviewed_hash);
    out.heading("Sections");
    for (const auto& section : article.sections)
        out.plain(fmt::format("{} {} {} ({} bytes)",
                              std::string(static_cast<std::size_t>(section.level), '#'),
                              section.heading, section.anchor.empty() ? "" : "#" + section.anchor,
                              section.text.size()));
    if (!details.problems.empty())
        out.heading("Problems");
    for (const auto& problem : details.problems)
        out.plain(to_text(problem));
}

void describe_terms(Description& out, const Xapian::Document& document) {
    std::map<const FieldName*, std::string> fields;
    for (auto it = document.termlist_begin(); it != document.termlist_end(); ++it) {
        const std::string term = *it;
        const auto& field = field_of(term);
        auto& text = fields[&field];
        if (!text.empty())
            text += ", ";
        text += term.substr(field.prefix.size());
        if (it.get_wdf() > 0)
            text += fmt::format(" {}", it.get_wdf());
    }
    for (const auto& [field, text] : fields) {
        out.heading(fmt::format("Terms: {} (with wdf)", field->name));
        out.plain(text);
    }
}

}  // namespace

std::optional<std::string> inspect(const std::filesystem::path& index, const std::string& name) {
    const auto number = current_generation(index);
    if (!number)
        throw CorruptIndex(
            fmt::format("there is no index in {}: run kb-indexer build", index.string()));
    const auto folder = index_files::generation(index, *number);
    const Manifest manifest = read_manifest(folder);
    for (const auto prefix :
         {schema::kSlugName, schema::kIdName, schema::kPathName, schema::kOldName}) {
        for (const auto& part : manifest.databases) {
            const Xapian::Database database((folder / part.folder).string());
            const std::string wanted = term(prefix, folded_name(name));
            const auto found = database.postlist_begin(wanted);
            if (found == database.postlist_end(wanted))
                continue;
            const auto document = database.get_document(*found);
            const auto article = decode_article(document.get_data());
            Description out;
            out.line("database", part.folder);
            describe_record(out, article.record);
            describe_details(out, article);
            describe_terms(out, document);
            return out.take();
        }
    }
    return std::nullopt;
}

}  // namespace firstline
