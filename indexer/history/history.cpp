#include "indexer/history/history.h"

#include <algorithm>
#include <tuple>
#include <unordered_set>

#include "indexer/git/git.h"

namespace firstline {

History::History(CommitLog log, MarkNames names, std::string folder, Date today)
    : log_(std::move(log)),
      names_(std::move(names)),
      folder_(std::move(folder)),
      today_(today),
      own_paths_(log_.paths.size()),
      by_path_(log_.paths.size()) {
    find_own_paths();
    for (const auto& event : log_.events) {
        if (event.flags == 0)
            continue;
        by_path_[event.path].push_back(&event);
        if (event.has(FileEvent::stamped) && log_.paths[event.path].starts_with(folder_))
            ++stamped_in_[event.commit];
    }
    for (auto& events : by_path_)
        std::stable_sort(events.begin(), events.end(),
                         [this](const auto* a, const auto* b) { return is_before(*a, *b); });
}

std::string History::head() const {
    git_oid id{};
    std::copy(log_.head->begin(), log_.head->end(), id.id);
    return name_of(id);
}

/// The same whether commits were read at once or bit by bit.
bool History::is_before(const FileEvent& a, const FileEvent& b) const {
    const auto& first = log_.commit_of(a);
    const auto& second = log_.commit_of(b);
    return std::tie(first.order, first.id) < std::tie(second.order, second.id);
}

/// A file that came into the knowledge base from elsewhere was one of its own there, and so was all
/// beside it if it kept its place below a folder: perhaps the whole knowledge base moved.
void History::find_own_paths() {
    std::vector<std::string> folders{folder_};
    const auto is_below = [&](std::string_view path) {
        return std::any_of(folders.begin(), folders.end(),
                           [&](const std::string& folder) { return path.starts_with(folder); });
    };
    Events renames;
    for (auto event = log_.events.rbegin(); event != log_.events.rend(); ++event)
        if (event->from != FileEvent::kNone)
            renames.push_back(&*event);
    // More than once, since what is read later need not have happened later.
    for (bool found = true; found;) {
        found = false;
        for (const auto* const rename : renames) {
            if (!own_paths_[rename->path] && !is_below(log_.paths[rename->path]))
                continue;
            found = found || !own_paths_[rename->from];
            own_paths_[rename->from] = true;
            auto folder = earlier_folder(*rename, folders);
            if (folder && !is_below(*folder)) {
                folders.push_back(std::move(*folder));
                found = true;
            }
        }
    }
    for (std::uint32_t place = 0; place < log_.paths.size(); ++place)
        own_paths_[place] = own_paths_[place] || is_below(log_.paths[place]);
}

/// Where one of these folders lay before, going by a file that came into it; nothing if that had
/// another place below it.
std::optional<std::string> History::earlier_folder(const FileEvent& rename,
                                                   const std::vector<std::string>& folders) const {
    const std::string_view to = log_.paths[rename.path];
    const std::string_view from = log_.paths[rename.from];
    for (const std::string& folder : folders) {
        if (!to.starts_with(folder) || !from.ends_with(to.substr(folder.size())))
            continue;
        const auto before = from.substr(0, from.size() - (to.size() - folder.size()));
        if (before.empty() || before.ends_with('/'))
            return std::string(before);
    }
    return std::nullopt;
}

bool History::touched_others(const FileEvent& event) const {
    const auto [begin, end] = std::equal_range(
        log_.events.begin(), log_.events.end(), event,
        [](const FileEvent& a, const FileEvent& b) { return a.commit < b.commit; });
    return std::any_of(begin, end, [&](const FileEvent& other) {
        return own_paths_[other.path] && other.path != event.path && other.path != event.from;
    });
}

/// The events between a file's coming and its going, and those under its names before. What was
/// removed and written anew later is another file.
///
/// `renamed_by`: the event that took the name off it; nullptr for the file that is there now.
void History::add_life(std::uint32_t path, const FileEvent* renamed_by, Events& events) const {
    const auto& all = by_path_[path];
    const auto at = renamed_by == nullptr
                        ? all.end()
                        : std::partition_point(all.begin(), all.end(), [&](const auto* event) {
                              return is_before(*event, *renamed_by);
                          });
    // Another branch, merged later, may have gone on under the old name.
    for (auto it = at; it != all.end() && !(*it)->has(FileEvent::added); ++it)
        if (!(*it)->has(FileEvent::removed))
            events.push_back(*it);
    bool came = false;
    for (auto it = at; it != all.begin();) {
        const auto& event = **--it;
        if (event.has(FileEvent::removed)) {
            if (came)
                return;
            continue;  // removed on one branch, and kept by the merge
        }
        came = came || event.has(FileEvent::added);
        events.push_back(&event);
        if (event.from != FileEvent::kNone)
            add_life(event.from, &event, events);
    }
}

NamedCommit History::named(const FileEvent& event) const {
    const auto& commit = log_.commit_of(event);
    const auto day_of = [](std::int64_t seconds) {
        return std::chrono::floor<std::chrono::days>(
            std::chrono::sys_seconds(std::chrono::seconds(seconds)));
    };
    const Date committed = day_of(commit.committed);
    const Date authored = day_of(commit.authored);
    git_oid id{};
    std::copy(commit.id.begin(), commit.id.end(), id.id);
    return {committed <= today_ ? committed : std::min(authored, today_), commit.author,
            name_of(id), commit.subject, touched_others(event)};
}

/// `events`: the oldest first. `present`: `updated` of the file.
std::optional<NamedCommit> History::idle_update(const Events& events,
                                                const std::optional<Date>& present) const {
    const FileEvent* idle = nullptr;
    bool text_changed = false;
    for (const auto* const event : events) {
        // The day with which a file comes is that of the text with which it comes.
        const bool comes = event->has(FileEvent::added) && event->from == FileEvent::kNone;
        text_changed = !comes && (text_changed || event->has(FileEvent::text));
        if (event->has(FileEvent::updated)) {
            const bool is_idle = event->has(FileEvent::updated_onward) && !text_changed;
            idle = is_idle ? event : nullptr;
            text_changed = false;
        } else if (text_changed) {
            idle = nullptr;
        }
    }
    return idle != nullptr && idle->day == present ? std::optional(named(*idle)) : std::nullopt;
}

FileHistory History::of(const std::string& path, std::string_view text) const {
    FileHistory history;
    const auto place = log_.places.find(folder_ + path);
    if (place == log_.places.end())
        return history;
    Events events;
    add_life(place->second, nullptr, events);
    std::sort(events.begin(), events.end(),
              [this](const auto* a, const auto* b) { return is_before(*a, *b); });
    events.erase(std::unique(events.begin(), events.end()), events.end());
    if (events.empty())
        return history;
    if (events.front()->has(FileEvent::added) && events.front()->from == FileEvent::kNone)
        history.written = named(*events.front()).on;
    const FileMarks marks = marks_of(text, names_);
    for (auto it = events.rbegin(); it != events.rend(); ++it) {
        const auto& event = **it;
        if (event.has(FileEvent::text) && history.changes.size() < FileHistory::kMostChanges)
            history.changes.push_back(named(event));
        if (!history.stamped && event.has(FileEvent::stamped) && event.stamp == marks.stamp) {
            history.stamped = named(event);
            history.stamped_together = stamped_in_.at(event.commit);
        }
    }
    history.updated_idly = idle_update(events, marks.updated);
    return history;
}

}  // namespace firstline
