#include "tests/server/search/sample_kb.h"

#include <filesystem>

namespace firstline {

namespace {

/// Filled before it is handed out.
struct SampleKb {
    SampleKb() {
        namespace fs = std::filesystem;
        fs::copy(fs::path(FIRSTLINE_SOURCE_DIR) / "kb-articles", built.kb(),
                 fs::copy_options::recursive | fs::copy_options::overwrite_existing);
        built.build();
    }

    BuiltKb built;
};

}  // namespace

BuiltKb& sample_kb() {
    static SampleKb sample;
    return sample.built;
}

}  // namespace firstline
