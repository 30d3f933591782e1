#include <random>

#include <doctest/doctest.h>

#include "tests/http/audience/twins.h"

using namespace firstline;

namespace {

constexpr int kArticles = 10;
constexpr int kRounds = 4;

/// One article whose readers change; absent while `audience` is nothing.
struct Changing {
    std::string name;
    std::optional<Readership> audience;
    int edition = 0;

    std::vector<KbFile> files() const {
        auto written = files_for({name, audience->front_matter});
        written.front().text += "\nEdition " + std::to_string(edition) + " of the paper jam.\n";
        return written;
    }
};

std::vector<Readership> any_audience() {
    auto all = other_audiences();
    all.push_back({"public", "audience: public\n"});
    return all;
}

bool shows_to(const Kind& kind, const Changing& article) {
    return article.audience &&
           (article.audience->name == "public" || should_read(kind, *article.audience));
}

/// Knowledge bases that change step by step: one as it is, one as `kind` sees it.
class History {
public:
    History(const Kind& kind, unsigned seed) : kind_(kind), random_(seed) {
        for (int i = 0; i < kArticles; ++i)
            articles_.push_back({"mix" + std::to_string(i), picked(), 0});
        with_ = served([](const Changing& article) { return article.audience.has_value(); });
        without_ = served([&](const Changing& article) { return shows_to(kind_, article); });
    }

    /// Some articles get another audience, go, come back, or are edited.
    void change() {
        const auto before = articles_;
        for (Changing& article : articles_)
            if (random_() % 2 == 0) {
                article.audience = random_() % 4 == 0 ? std::nullopt : picked();
                ++article.edition;
            }
        bring(*with_, before, [](const Changing& article) { return article.audience.has_value(); });
        bring(*without_, before, [&](const Changing& article) { return shows_to(kind_, article); });
    }

    TwinReport report() { return compare(*with_, *without_, kind_, asked()); }

private:
    std::optional<Readership> picked() {
        const auto all = any_audience();
        return all[random_() % all.size()];
    }

    template <class Shows>
    std::unique_ptr<ServedKb> served(const Shows& shows) {
        auto files = public_files();
        for (const Changing& article : articles_)
            if (shows(article))
                for (KbFile& file : article.files())
                    files.push_back(std::move(file));
        return std::make_unique<ServedKb>(
            files, [] { return ServedKb::kNoon; }, for_viewers());
    }

    template <class Shows>
    void bring(ServedKb& kb, const std::vector<Changing>& before, const Shows& shows) {
        std::vector<KbFile> written;
        std::vector<std::string> removed;
        for (std::size_t i = 0; i < articles_.size(); ++i) {
            if (shows(articles_[i]))
                for (KbFile& file : articles_[i].files())
                    written.push_back(std::move(file));
            else if (shows(before[i]))
                for (const KbFile& file : before[i].files())
                    removed.push_back(file.name);
        }
        kb.change(written, removed);
    }

    std::vector<Asked> asked() const {
        std::vector<Asked> all;
        const auto add = [&](std::string target) { all.push_back({"GET", std::move(target)}); };
        for (const char* query : {"printer", "paper+jam", "printre+papr", "zq", "0x80070005", ""})
            for (const char* page : {"/search?q=", "/api/v1/search?explain=1&q=",
                                     "/api/v1/suggest?limit=20&q=", "/search?ops=1&q=-flap+"})
                add(std::string{page} + query);
        for (const char* page : {"/", "/sitemap.xml", "/account", "/a/printers/jam"})
            add(page);
        for (const Changing& article : articles_) {
            const Readership readership{article.name, ""};
            const auto mark = [&](std::string_view place) { return marker(readership, place); };
            for (const std::string_view place : places())
                add("/api/v1/search?explain=1&q=" + mark(place));
            add("/search?q=" + mark("body").substr(0, 9));
            add("/api/v1/suggest?q=" + mark("title").substr(0, 9));
            add("/a/" + mark("id"));
            add("/old/" + mark("redirect"));
            add("/files/printers/" + article.name + "/" + mark("image") + ".png");
            add("/api/v1/articles/printers/" + mark("slug"));
        }
        return all;
    }

    Kind kind_;
    std::mt19937 random_;
    std::vector<Changing> articles_;
    std::unique_ptr<ServedKb> with_;
    std::unique_ptr<ServedKb> without_;
};

}  // namespace

TEST_CASE("after any changes of audiences, edits and deletions nothing of the others is left") {
    TwinReport all;
    unsigned seed = 20261122;
    for (const Kind& kind : {Kind{"", {}}, Kind{"employee", {}}, Kind{"agent", {"hr"}}}) {
        ++seed;
        CAPTURE(seed);
        History history(kind, seed);
        for (int round = 0; round < kRounds; ++round) {
            CAPTURE(round);
            const TwinReport report = history.report();
            CHECK_MESSAGE(report.differences == 0, report.first);
            all.add(report);
            history.change();
        }
    }
    MESSAGE(all.checks, " answers compared over ", kRounds, " states of each knowledge base");
    CHECK(all.checks > 1000);
}
