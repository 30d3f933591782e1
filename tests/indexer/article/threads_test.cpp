#include <atomic>
#include <thread>
#include <vector>

#include <doctest/doctest.h>

#include "tests/indexer/article/written_kb.h"

using namespace firstline;

namespace {

/// Long enough for a process of its own; sanitizers do not survive a fork beside other threads.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr std::size_t kSuspicious = 10'000;
#else
constexpr std::size_t kSuspicious = 30'000;
#endif

}  // namespace

TEST_CASE("articles come out the same from several threads at once") {
    WrittenKb files;
    files.write("_defaults.yml", "audience: public\n");
    files.write("includes/note.md", "> [!NOTE]\n> www.example.com ~~old~~\n");
    for (int i = 0; i < 20; ++i)
        files.write("a" + std::to_string(i) + ".md",
                    "---\ntitle: T\n---\n[!INCLUDE [n](includes/note.md)]\n\n|a|b|\n|-|-|\n|~~x~~|"
                    "https://example.com/" +
                        std::to_string(i) + "|\n\n- [x] done\n\n[b](a1.md) <b>c</b>\n\n" +
                        (i % 10 == 0 ? std::string(kSuspicious, '[') : std::string()));
    Problems problems;
    const auto kb = load_knowledge_base(files.root(), {}, false, problems);
    std::vector<std::string> expected;
    const ArticleLoader alone(files.root(), kb, kToday);
    for (int i = 0; i < 20; ++i)
        expected.push_back(alone.load("a" + std::to_string(i) + ".md").article->html);
    const ArticleLoader loader(files.root(), kb, kToday);
    std::atomic<int> different{0};
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t) {
        threads.emplace_back([&] {
            for (std::size_t i = 0; i < 100; ++i) {
                const auto loaded = loader.load("a" + std::to_string(i % 20) + ".md");
                if (!loaded.article || loaded.article->html != expected[i % 20])
                    ++different;
            }
        });
    }
    for (auto& thread : threads)
        thread.join();
    CHECK(different == 0);
}
