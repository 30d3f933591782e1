#include "tests/indexer/index/test_kb.h"

namespace firstline {

Instant real_time() {
    return std::chrono::time_point_cast<std::chrono::nanoseconds>(std::chrono::system_clock::now());
}

Instant an_hour_later() {
    return real_time() + std::chrono::hours(1);
}

TestKb::TestKb() {
    options_.root = root();
    options_.index = index();
    options_.clock = real_time;
}

void TestKb::article(const std::string& path, const std::string& body,
                     const std::string& front_matter) const {
    const std::string name = path.substr(path.rfind('/') + 1);
    write(path, "---\ntitle: About " + name.substr(0, name.size() - 3) + "\n" + front_matter +
                    "---\n\n" + body + "\n");
}

void TestKb::remove(const std::string& path) const {
    std::filesystem::remove_all(root() / path);
}

void TestKb::rename(const std::string& from, const std::string& to) const {
    std::filesystem::create_directories((root() / to).parent_path());
    std::filesystem::rename(root() / from, root() / to);
}

IndexSummary TestKb::run() const {
    Reporter silent;
    return run(silent);
}

IndexSummary TestKb::run_full() const {
    Reporter silent;
    IndexOptions options = options_;
    options.full = true;
    return run_index(options, silent);
}

IndexContents TestKb::built_anew() const {
    const TemporaryFolder folder;
    Reporter silent;
    IndexOptions options = options_;
    options.index = folder.path();
    run_index(options, silent);
    return contents_of(folder.path());
}

}  // namespace firstline
