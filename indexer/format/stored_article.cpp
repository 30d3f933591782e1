#include "indexer/format/stored_article.h"

#include "indexer/format/article_upkeep.h"
#include "indexer/format/packing.h"

namespace firstline {

namespace {

void pack(Packer& out, const std::optional<Date>& date) {
    out.flag(date.has_value());
    if (date)
        out.signed_number(date->time_since_epoch().count());
}

std::optional<Date> unpack_date(Unpacker& in) {
    if (!in.flag())
        return std::nullopt;
    return Date{std::chrono::days{static_cast<int>(in.signed_number())}};
}

std::string pack_record(const ArticleRecord& r) {
    Packer out;
    for (const auto* text : {&r.path, &r.id, &r.slug, &r.title, &r.summary, &r.redirect_to,
                             &r.owner, &r.reviewed_by, &r.type, &r.lang})
        out.string(*text);
    out.number(static_cast<unsigned>(r.audience.standing));
    for (const auto* list :
         {&r.audience.groups, &r.aliases, &r.tags, &r.applies_to, &r.product, &r.related})
        out.strings(*list);
    out.number(static_cast<unsigned>(r.state));
    for (const bool flag : {r.unlisted, r.owner_assumed, r.changed_since_review, r.critical})
        out.flag(flag);
    pack(out, r.reviewed);
    pack(out, r.expires);
    pack(out, r.updated);
    out.flag(r.review_every.has_value());
    if (r.review_every)
        out.signed_number(r.review_every->count());
    return out.take();
}

ArticleRecord unpack_record(Unpacker in) {
    ArticleRecord r;
    for (auto* text : {&r.path, &r.id, &r.slug, &r.title, &r.summary, &r.redirect_to, &r.owner,
                       &r.reviewed_by, &r.type, &r.lang})
        *text = in.string();
    r.audience.standing = static_cast<Standing>(in.number());
    for (auto* list :
         {&r.audience.groups, &r.aliases, &r.tags, &r.applies_to, &r.product, &r.related})
        *list = in.strings();
    r.state = static_cast<State>(in.number());
    for (bool* flag : {&r.unlisted, &r.owner_assumed, &r.changed_since_review, &r.critical})
        *flag = in.flag();
    r.reviewed = unpack_date(in);
    r.expires = unpack_date(in);
    r.updated = unpack_date(in);
    if (in.flag())
        r.review_every = std::chrono::days{static_cast<int>(in.signed_number())};
    return r;
}

std::string pack_sections(const std::vector<StoredSection>& sections) {
    Packer out;
    out.number(sections.size());
    for (const auto& section : sections) {
        out.string(section.heading);
        out.string(section.anchor);
        out.number(static_cast<unsigned>(section.level));
        out.string(section.text);
    }
    return out.take();
}

std::vector<StoredSection> unpack_sections(Unpacker in) {
    std::vector<StoredSection> sections(in.count());
    for (auto& section : sections) {
        section.heading = in.string();
        section.anchor = in.string();
        section.level = static_cast<int>(in.number());
        section.text = in.string();
    }
    return sections;
}

void pack(Packer& out, const std::vector<Link>& links) {
    out.number(links.size());
    for (const auto& link : links) {
        for (const auto* text : {&link.target, &link.resolved, &link.fragment, &link.text})
            out.string(*text);
        out.signed_number(link.line);
        out.flag(link.image);
    }
}

std::vector<Link> unpack_links(Unpacker& in) {
    std::vector<Link> links(in.count());
    for (auto& link : links) {
        for (auto* text : {&link.target, &link.resolved, &link.fragment, &link.text})
            *text = in.string();
        link.line = static_cast<int>(in.signed_number());
        link.image = in.flag();
    }
    return links;
}

void pack(Packer& out, const Problems& problems) {
    out.number(problems.size());
    for (const auto& problem : problems) {
        out.string(problem.path);
        out.signed_number(problem.line);
        out.number(static_cast<unsigned>(problem.severity));
        out.string(problem.code);
        out.string(problem.message);
    }
}

Problems unpack_problems(Unpacker& in) {
    Problems problems(in.count());
    for (auto& problem : problems) {
        problem.path = in.string();
        problem.line = static_cast<int>(in.signed_number());
        problem.severity = static_cast<Severity>(in.number());
        problem.code = in.string();
        problem.message = in.string();
    }
    return problems;
}

std::string pack_details(const ArticleDetails& d) {
    Packer out;
    for (const auto* text :
         {&d.html, &d.ticket.category, &d.translation_of, &d.reviewed_hash, &d.content_hash})
        out.string(*text);
    for (const auto* list : {&d.ticket.questions, &d.redirect_from, &d.files, &d.depends_on})
        out.strings(*list);
    out.number(d.diagnose.size());
    for (const auto& diagnosis : d.diagnose) {
        out.string(diagnosis.system);
        out.string(diagnosis.command);
    }
    pack(out, d.links);
    pack(out, d.problems);
    return out.take();
}

ArticleDetails unpack_details(Unpacker in) {
    ArticleDetails d;
    for (auto* text :
         {&d.html, &d.ticket.category, &d.translation_of, &d.reviewed_hash, &d.content_hash})
        *text = in.string();
    for (auto* list : {&d.ticket.questions, &d.redirect_from, &d.files, &d.depends_on})
        *list = in.strings();
    d.diagnose.resize(in.count());
    for (auto& diagnosis : d.diagnose) {
        diagnosis.system = in.string();
        diagnosis.command = in.string();
    }
    d.links = unpack_links(in);
    d.problems = unpack_problems(in);
    return d;
}

/// Steps over texts and lists, which would cost most of the time to copy.
void skip_texts(Unpacker& in, std::size_t texts) {
    for (std::size_t i = 0; i < texts; ++i)
        in.view();
}

void skip_links(Unpacker& in) {
    for (auto links = in.count(); links > 0; --links) {
        skip_texts(in, 4);
        in.signed_number();
        in.flag();
    }
}

}  // namespace

std::string encode(const StoredArticle& article) {
    Packer out;
    out.string(pack_record(article.record));
    out.string(pack_sections(article.sections));
    out.string(pack_details(article.details));
    return out.take();
}

ArticleRecord decode_record(std::string_view data) {
    Unpacker in(data);
    return unpack_record(Unpacker(in.view()));
}

std::vector<StoredSection> decode_sections(std::string_view data) {
    Unpacker in(data);
    in.view();
    return unpack_sections(Unpacker(in.view()));
}

StoredArticle decode_article(std::string_view data) {
    Unpacker in(data);
    StoredArticle article;
    article.record = unpack_record(Unpacker(in.view()));
    article.sections = unpack_sections(Unpacker(in.view()));
    article.details = unpack_details(Unpacker(in.view()));
    return article;
}

ArticleUpkeep decode_upkeep(std::string_view data) {
    Unpacker in(data);
    ArticleUpkeep article;
    article.record = unpack_record(Unpacker(in.view()));
    in.view();
    Unpacker details(in.view());
    skip_texts(details, 3);
    article.reviewed_hash = details.string();
    article.content_hash = details.string();
    for (int lists = 0; lists < 4; ++lists)
        skip_texts(details, details.count());
    skip_texts(details, 2 * details.count());
    skip_links(details);
    article.problems = unpack_problems(details);
    return article;
}

}  // namespace firstline
