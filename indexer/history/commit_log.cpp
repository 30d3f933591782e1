#include "indexer/history/commit_log.h"

#include "indexer/format/packing.h"
#include "indexer/history/file_marks.h"

namespace firstline {

namespace {

/// To be changed with anything that changes what is packed, or what events mean.
constexpr std::string_view kVersion = "firstline-history-2\n";

void pack(const LoggedCommit& commit, std::int64_t& before, Packer& packer) {
    packer.string({reinterpret_cast<const char*>(commit.id.data()), commit.id.size()});
    packer.signed_number(commit.order - before);
    packer.signed_number(commit.committed - commit.order);
    packer.signed_number(commit.authored - commit.committed);
    packer.string(commit.author);
    packer.string(commit.subject);
    before = commit.order;
}

ObjectId id_from(std::string_view bytes) {
    ObjectId id;
    if (bytes.size() != id.size())
        throw CorruptIndex("no id");
    std::memcpy(id.data(), bytes.data(), id.size());
    return id;
}

LoggedCommit commit_from(Unpacker& from, std::int64_t& before) {
    LoggedCommit commit;
    commit.id = id_from(from.view());
    commit.order = before += from.signed_number();
    commit.committed = commit.order + from.signed_number();
    commit.authored = commit.committed + from.signed_number();
    commit.author = from.string();
    commit.subject = from.string();
    return commit;
}

void pack(const FileEvent& event, std::uint32_t& before, Packer& packer) {
    packer.number(event.commit - before);
    packer.number(event.path);
    packer.number(event.flags);
    packer.number(event.from == FileEvent::kNone ? 0 : std::uint64_t{event.from} + 1);
    if (event.has(FileEvent::stamped))
        packer.number(event.stamp);
    if (event.has(FileEvent::updated_onward))
        packer.signed_number(event.day.value_or(Date{}).time_since_epoch().count());
    before = event.commit;
}

FileEvent event_from(Unpacker& from, std::uint32_t& before, const CommitLog& log) {
    FileEvent event;
    event.commit = before += static_cast<std::uint32_t>(from.number());
    event.path = static_cast<std::uint32_t>(from.number());
    event.flags = static_cast<unsigned>(from.number());
    const auto before_it = from.number();
    event.from = before_it == 0 ? FileEvent::kNone : static_cast<std::uint32_t>(before_it - 1);
    if (event.has(FileEvent::stamped))
        event.stamp = from.number();
    if (event.has(FileEvent::updated_onward))
        event.day = Date{std::chrono::days{static_cast<int>(from.signed_number())}};
    if (event.commit >= log.commits.size() || event.path >= log.paths.size() ||
        (event.from != FileEvent::kNone && event.from >= log.paths.size()))
        throw CorruptIndex("an event of nothing");
    return event;
}

CommitLog log_from(Unpacker& from) {
    CommitLog log;
    log.head = id_from(from.view());
    log.read_by = from.number();
    log.commits.resize(from.count());
    std::int64_t order = 0;
    for (auto& commit : log.commits)
        commit = commit_from(from, order);
    log.paths = from.strings();
    for (std::uint32_t place = 0; place < log.paths.size(); ++place)
        log.places.emplace(log.paths[place], place);
    log.events.resize(from.count());
    std::uint32_t commit = 0;
    for (auto& event : log.events)
        event = event_from(from, commit, log);
    return log;
}

}  // namespace

std::uint32_t CommitLog::path_called(const std::string& path) {
    const auto [place, is_new] = places.try_emplace(path, static_cast<std::uint32_t>(paths.size()));
    if (is_new)
        paths.push_back(path);
    return place->second;
}

std::string packed(const CommitLog& log) {
    Packer packer;
    const ObjectId head = log.head.value_or(ObjectId{});
    packer.string({reinterpret_cast<const char*>(head.data()), head.size()});
    packer.number(log.read_by);
    packer.number(log.commits.size());
    std::int64_t order = 0;
    for (const auto& commit : log.commits)
        pack(commit, order, packer);
    packer.strings(log.paths);
    packer.number(log.events.size());
    std::uint32_t commit = 0;
    for (const auto& event : log.events)
        pack(event, commit, packer);
    const std::string bytes = packer.take();
    Packer sum;
    sum.number(hash_on(kHashStart, bytes));
    return std::string(kVersion) + bytes + sum.take();
}

std::optional<CommitLog> unpacked(std::string_view bytes) {
    if (!bytes.starts_with(kVersion))
        return std::nullopt;
    bytes.remove_prefix(kVersion.size());
    try {
        Unpacker from(bytes);
        CommitLog log = log_from(from);
        const std::uint64_t sum = from.number();
        Packer end;
        end.number(sum);
        bytes.remove_suffix(end.take().size());
        if (hash_on(kHashStart, bytes) != sum)
            return std::nullopt;
        return log;
    } catch (const CorruptIndex&) {
        return std::nullopt;
    }
}

}  // namespace firstline
