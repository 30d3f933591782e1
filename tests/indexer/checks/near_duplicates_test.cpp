#include "indexer/checks/near_duplicates.h"

#include <chrono>
#include <random>

#include <doctest/doctest.h>

using namespace firstline;

namespace {

std::string random_text(std::mt19937& random, int words) {
    std::string text;
    for (int i = 0; i < words; ++i)
        text += "w" + std::to_string(random() % 5000) + ' ';
    return text;
}

CheckedArticle article_of(const std::string& text) {
    CheckedArticle checked;
    checked.article.sections = {{"", "", 0, 1, text}};
    checked.shingles = shingles_of(checked.article);
    return checked;
}

}  // namespace

TEST_CASE("the share of common runs of words tells copies from others that share a frame") {
    std::mt19937 random(7);
    const std::string frame = random_text(random, 60);
    const std::string text = random_text(random, 400);
    std::vector<CheckedArticle> articles;
    articles.push_back(article_of(frame + text));
    articles.push_back(article_of(frame + random_text(random, 400)));
    articles.push_back(article_of(frame + text + random_text(random, 60)));
    const auto alike = near_duplicates(articles, kNearlySame);
    REQUIRE(alike.size() == 1);
    CHECK(alike[0].first == 0);
    CHECK(alike[0].second == 2);
    CHECK(alike[0].share == doctest::Approx(0.88).epsilon(0.02));
}

TEST_CASE("a list of things to try that stands under a dozen errors makes none of them a copy") {
    std::mt19937 random(13);
    const std::string frame = random_text(random, 400);
    std::vector<CheckedArticle> articles;
    for (int i = 0; i < 12; ++i)
        articles.push_back(article_of(random_text(random, 120) + frame));
    CHECK(near_duplicates(articles, 0.55).empty());
    // Two on the same error are copies nevertheless.
    const std::string error = random_text(random, 120);
    for (int i = 0; i < 2; ++i)
        articles.push_back(article_of(error + random_text(random, 10) + frame));
    const auto alike = near_duplicates(articles, 0.55);
    REQUIRE(alike.size() == 1);
    CHECK(alike[0].first == 12);
    CHECK(alike[0].second == 13);
}

TEST_CASE("many copies of one article are copies, and no frame") {
    std::mt19937 random(17);
    const std::string text = random_text(random, 400);
    std::vector<CheckedArticle> articles;
    for (int i = 0; i < 12; ++i)
        articles.push_back(article_of(random_text(random, 10) + text));
    CHECK(near_duplicates(articles, 0.55).size() == 66);
}

TEST_CASE("a text too short to tell is like no other") {
    std::vector<CheckedArticle> articles;
    for (int i = 0; i < 2; ++i)
        articles.push_back(article_of("Restart the computer, then try it again."));
    CHECK(near_duplicates(articles, kNearlySame).empty());
}

TEST_CASE("ten thousand articles are compared within seconds") {
    std::mt19937 random(11);
    std::vector<CheckedArticle> articles;
    for (int i = 0; i < 10000; ++i)
        articles.push_back(article_of(random_text(random, 200)));
    articles.push_back(articles.front());
    const auto begin = std::chrono::steady_clock::now();
    CHECK(near_duplicates(articles, kNearlySame).size() == 1);
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - begin;
    MESSAGE("10001 articles of 200 words in " << seconds.count() << " s");
    CHECK(seconds.count() < 20);
}
