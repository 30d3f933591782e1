#include "tests/bench/match_speed.h"

#include <algorithm>
#include <chrono>
#include <unordered_set>

#include <fmt/format.h>

#include "indexer/text/tokens.h"
#include "server/search/match.h"

namespace firstline {

namespace {

using Clock = std::chrono::steady_clock;

/// What an agent waits for without noticing it.
constexpr double kMostMilliseconds = 50;

struct Pasted {
    std::string what;
    MatchRequest request;
    Timings timings = {};
    Match match = {};
};

std::string repeated(std::string_view part, std::size_t bytes) {
    std::string all;
    while (all.size() < bytes)
        all += part;
    all.resize(bytes);
    return all;
}

std::string real_text(const std::vector<PlainText>& texts, std::size_t bytes) {
    std::string all;
    for (std::size_t i = 0; all.size() < bytes; ++i)
        all += texts[i % texts.size()].text + "\n";
    all.resize(bytes);
    return all;
}

std::string distinct_words(const std::vector<PlainText>& texts, std::size_t count) {
    std::unordered_set<std::string> known;
    std::string all;
    for (std::size_t i = 0; i < texts.size() && known.size() < count; ++i)
        for (const Token& token : tokens_of(texts[i].text, false))
            if (known.size() < count && known.insert(token.word).second)
                all += token.word + (known.size() % 12 == 0 ? "\n" : " ");
    return all;
}

std::string bytes_of_every_kind(std::size_t count) {
    std::string all;
    unsigned state = 1;
    for (std::size_t i = 0; i < count; ++i)
        all += static_cast<char>((state = state * 1664525U + 1013904223U) >> 24U);
    return all;
}

std::string html_mail(const std::vector<PlainText>& texts, std::size_t bytes) {
    std::string all = "<html><head><style>p { margin: 0 }</style></head><body>";
    for (std::size_t i = 0; all.size() < bytes; ++i)
        all += "<div class=\"MsoNormal\"><p style=\"color:#1f497d\"><b>" +
               texts[i % texts.size()].title + "</b></p><p>" +
               texts[i % texts.size()].text.substr(0, 400) + "&nbsp;</p></div>\n";
    return all + "</body></html>";
}

constexpr const char* kGerman =
    "Sehr geehrte Damen und Herren,\n\nseit dem Update von gestern startet Outlook 2019 auf meinem "
    "Rechner nicht mehr, es kommt nur die Meldung „Fehler 0x80070005: Zugriff verweigert“.\nEin "
    "Neustart hat nicht geholfen.\n\nMit freundlichen Grüßen\nErika Muster\nAbteilung Einkauf\n";
constexpr const char* kJapanese =
    "お世話になっております。\n昨日の更新の後、Outlookが起動しなくなりました。エラー0x80070005"
    "が表示されます。\nパソコンを再起動しても直りません。\nよろしくお願いいたします。\n";
constexpr const char* kArabic =
    "السلام عليكم،\nمنذ تحديث الأمس لا يعمل برنامج Outlook على جهازي، ويظهر الخطأ 0x80070005.\n"
    "أعدت تشغيل الجهاز ولم يتغير شيء.\nمع الشكر\n";
constexpr const char* kSignature =
    "Best regards\nJane Doe\nLarkfield Ltd, Room 12\n+44 20 5550 142\njane.doe@example.com\n";

std::vector<Pasted> pasted(const std::vector<PlainText>& texts) {
    const std::string ticket =
        "Hi team,\n\n" + texts[texts.size() / 2].text.substr(0, 1500) + "\n\n" + kSignature;
    return {
        {"a ticket of 1.5 KB", {.text = ticket}},
        {"a mail in German", {.text = kGerman}},
        {"a mail in Japanese", {.text = kJapanese}},
        {"a mail in Arabic", {.text = kArabic}},
        {"60 KB in Japanese", {.text = repeated(kJapanese, 60'000)}},
        {"only a signature", {.text = kSignature}},
        {"one error code", {.text = "0x80070005"}},
        {"eight typed words, two misspelt", {.text = "teh pritner on floor two wont print agian"}},
        {"5,000 distinct words", {.text = distinct_words(texts, 5000)}},
        {"1 MB of articles", {.text = real_text(texts, 1'000'000)}},
        {"1 MB on one line", {.text = repeated("the printer prints blank pages ", 1'000'000)}},
        {"1 MB of any bytes", {.text = bytes_of_every_kind(1'000'000)}},
        {"1 MB of line ends", {.text = repeated("\n", 1'000'000)}},
        {"200 KB of one word", {.text = repeated("printer ", 200'000)}},
        {"200 KB as one word", {.text = repeated("printer", 200'000)}},
        {"200 KB of codes",
         {.text = repeated("0x80070005 MX-3070 10.0.19045 error 1603\n", 200'000)}},
        {"HTML mail of 20 KB", {.text = html_mail(texts, 20'000)}},
        {"HTML mail of 1 MB", {.text = html_mail(texts, 990'000)}},
        {"1 MB of `<p>&`", {.text = "<html>" + repeated("<p>&", 990'000)}},
        {"a ticket, a pair of common words pinned", {.text = ticket, .pinned = {"in the"}}},
        {"only what is pinned", {.text = "", .pinned = {"on the"}}},
    };
}

double milliseconds_since(Clock::time_point begin) {
    return std::chrono::duration<double, std::milli>(Clock::now() - begin).count();
}

}  // namespace

std::vector<Figure> measure_match(const BenchPlaces& places, const std::vector<PlainText>& texts,
                                  unsigned rounds) {
    Library library(places.index_of_four);
    auto all = pasted(texts);
    // The first round fills the caches.
    for (unsigned round = 0; round <= rounds; ++round)
        for (auto& one : all) {
            if (round == 1)
                one.timings = {};
            one.timings.begin_round();
            const auto begin = Clock::now();
            one.match = library.ask(Viewer{.role = Role::admin}, [&](Reading& reading) {
                return match_text(reading, one.request);
            });
            one.timings.add(milliseconds_since(begin));
        }
    fmt::print("\n{:<44}{:>10}{:>10}{:>8}{:>8}\n", "what an agent pastes", "ms", "searched",
               "chips", "hits");
    const Pasted* slowest = nullptr;
    for (const auto& one : all) {
        fmt::print("  {:<42}{:>10.2f}{:>10}{:>8}{:>8}\n", one.what, one.timings.of_rounds(.5),
                   one.match.telling.size(), one.match.chips.size(), one.match.results.hits.size());
        if (slowest == nullptr || one.timings.of_rounds(.5) > slowest->timings.of_rounds(.5))
            slowest = &one;
    }
    return {{"slowest of what an agent pastes, ms", slowest->timings.of_rounds(.5),
             kMostMilliseconds, false, slowest->what}};
}

}  // namespace firstline
