#include "server/pages/age_chart.h"

#include <numeric>

#include <fmt/format.h>

namespace firstline {
namespace {

constexpr int kRow = 46;
constexpr int kBar = 18;
constexpr int kText = 14;

std::string bar(const ReviewAges& ages, int top) {
    const auto all = static_cast<double>(ages.all());
    std::string parts =
        fmt::format(R"(<text x="0" y="{}">{}</text>)", top + kText,
                    escape(ages.product.empty() ? "No product" : ages.product).markup);
    double at = 0;
    for (std::size_t age = 0; age < kReviewAges; ++age) {
        const double part = 100 * static_cast<double>(ages.articles.at(age)) / all;
        if (part > 0)
            parts += fmt::format(
                R"(<rect class="age-{}" x="{:.2f}%" width="{:.2f}%" y="{}" height="{}"/>)", age, at,
                part, top + kText + 6, kBar);
        at += part;
    }
    return parts;
}

}  // namespace

std::size_t ReviewAges::all() const {
    return std::accumulate(articles.begin(), articles.end(), std::size_t{0});
}

Html age_chart(const std::vector<ReviewAges>& products) {
    if (products.empty())
        return {};
    std::string svg = fmt::format(
        R"(<svg class="ages" role="img" width="100%" height="{}"><title>How long ago the articles )"
        R"(of each product were reviewed; the table below says the same.</title>)",
        kRow * static_cast<int>(products.size()));
    int top = 0;
    for (const ReviewAges& ages : products) {
        svg += bar(ages, top);
        top += kRow;
    }
    return {svg + "</svg>"};
}

}  // namespace firstline
