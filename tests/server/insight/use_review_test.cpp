#include "server/insight/use_review.h"

#include <doctest/doctest.h>

#include "tests/support/moments.h"

using namespace firstline;

namespace {

ArticleUse use_by(const char* agent, int seconds, const char* hash = "now") {
    return {at(seconds), agent, "", "KB1", hash};
}

UseReview found(const std::vector<ArticleUse>& uses) {
    return use_review_of(uses, [](std::string_view hash) { return hash != "old"; });
}

}  // namespace

TEST_CASE("the third agent who used it and found it right has reviewed it") {
    CHECK_FALSE(found({}).reviewed);
    CHECK_FALSE(found({}).last);
    const UseReview two = found({use_by("anna", 1), use_by("ben", 2)});
    CHECK(two.agents == 2);
    CHECK(two.last == at(2));
    CHECK_FALSE(two.reviewed);
    CHECK(found({use_by("anna", 1), use_by("ben", 2), use_by("carla", 3)}).reviewed == at(3));
}

TEST_CASE("one agent is one, however often a text was edited a little") {
    const UseReview same =
        found({use_by("anna", 1, "a"), use_by("anna", 2, "b"), use_by("anna", 3, "c")});
    CHECK(same.agents == 1);
    CHECK(same.last == at(1));
    CHECK_FALSE(same.reviewed);
}

TEST_CASE("what was said before a material change does not count") {
    const UseReview changed = found(
        {use_by("anna", 1, "old"), use_by("ben", 2, "old"), use_by("carla", 3), use_by("anna", 4)});
    CHECK(changed.agents == 2);
    CHECK_FALSE(changed.reviewed);
}

TEST_CASE("three agents more are another review, fewer are not") {
    std::vector<ArticleUse> uses{use_by("a", 1), use_by("b", 2), use_by("c", 3), use_by("d", 4),
                                 use_by("e", 5)};
    CHECK(found(uses).reviewed == at(3));
    uses.push_back(use_by("f", 6));
    CHECK(found(uses).reviewed == at(6));
}
