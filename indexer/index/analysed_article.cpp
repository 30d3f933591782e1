#include "indexer/index/analysed_article.h"

#include "indexer/format/packing.h"

namespace firstline {

namespace {

void pack(Packer& out, const std::vector<TermCount>& terms) {
    out.number(terms.size());
    for (const auto& [term, count] : terms) {
        out.string(term);
        out.number(count);
    }
}

std::uint32_t unpack_number(Unpacker& in) {
    return static_cast<std::uint32_t>(in.number());
}

std::vector<TermCount> unpack_terms(Unpacker& in) {
    std::vector<TermCount> terms(in.count());
    for (auto& [term, count] : terms) {
        term = in.string();
        count = unpack_number(in);
    }
    return terms;
}

}  // namespace

std::string encode(const AnalysedArticle& article) {
    Packer out;
    out.string(article.path);
    out.string(article.audience);
    out.flag(article.archived);
    out.number(article.lengths.body);
    out.number(article.lengths.title);
    out.number(article.lengths.pairs);
    for (const auto* terms :
         {&article.body, &article.title, &article.pairs, &article.grams, &article.others})
        pack(out, *terms);
    out.strings(article.spelling);
    out.number(article.values.size());
    for (const auto& [slot, value] : article.values) {
        out.number(slot);
        out.string(value);
    }
    out.string(article.data);
    return out.take();
}

AnalysedArticle decode_analysed(std::string_view bytes) {
    Unpacker in(bytes);
    AnalysedArticle article;
    article.path = in.string();
    article.audience = in.string();
    article.archived = in.flag();
    article.lengths.body = unpack_number(in);
    article.lengths.title = unpack_number(in);
    article.lengths.pairs = unpack_number(in);
    for (auto* terms :
         {&article.body, &article.title, &article.pairs, &article.grams, &article.others})
        *terms = unpack_terms(in);
    article.spelling = in.strings();
    article.values.resize(in.count());
    for (auto& [slot, value] : article.values) {
        slot = unpack_number(in);
        value = in.string();
    }
    article.data = in.string();
    return article;
}

}  // namespace firstline
