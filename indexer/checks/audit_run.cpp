#include "indexer/checks/audit_run.h"

#include <algorithm>
#include <system_error>

#include "indexer/checks/audit_of.h"
#include "indexer/checks/check_run.h"
#include "indexer/format/audit.h"
#include "indexer/format/generation.h"

namespace firstline {

namespace fs = std::filesystem;

namespace {

/// The settings at the root: not all of them go into the index.
bool is_setting(const fs::path& file) {
    return file.filename().string().starts_with('_') && file.extension() == ".yml";
}

/// When anything was last changed that findings follow from. A change of an article that readers
/// would notice changes the index, whose manifest is then written anew.
fs::file_time_type last_change(const AuditOptions& options) {
    auto last = fs::file_time_type::min();
    const auto look_at = [&last](const fs::path& file) {
        std::error_code gone;
        const auto time = fs::last_write_time(file, gone);
        last = gone ? last : std::max(last, time);
    };
    const auto generation = current_generation(options.index).value_or(0);
    look_at(index_files::manifest(index_files::generation(options.index, generation)));
    for (const auto& entry : fs::directory_iterator(options.root))
        if (is_setting(entry.path()))
            look_at(entry.path());
    if (options.config_file)
        look_at(*options.config_file);
    return last;
}

bool is_due(const AuditOptions& options) {
    try {
        const auto audit = read_audit(options.index);
        return !audit || audit->made_on != options.today ||
               audit->commit != head_of(options.root) ||
               fs::last_write_time(index_files::audit(options.index)) <= last_change(options);
    } catch (const CorruptIndex&) {
        return true;
    }
}

}  // namespace

std::optional<AuditSummary> audit_if_due(const AuditOptions& options) {
    if (!is_due(options))
        return std::nullopt;
    const auto looked_at = last_change(options);
    AuditSummary summary;
    CheckOptions checks;
    checks.root = options.root;
    checks.config_file = options.config_file;
    checks.everything_public = options.everything_public;
    checks.today = options.today;
    checks.git.cache = index_files::history(options.index);
    checks.look = [&](const Collection& articles, const CheckResult& result) {
        write_audit(options.index, audit_of(articles, result));
        summary = {result.articles, result.findings.size(), result.git};
    };
    check_folder(checks);
    // Something changed while the articles were read: what was written may be as old as that.
    if (last_change(options) != looked_at)
        fs::last_write_time(index_files::audit(options.index), looked_at);
    return summary;
}

}  // namespace firstline
