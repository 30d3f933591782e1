#include "indexer/history/log_reader.h"

#include <algorithm>
#include <array>

namespace firstline {

namespace {

constexpr std::size_t kLongestSubject = 200;

/// The last second of 9999.
constexpr std::int64_t kLatest = 253402300799;

/// A commit may claim any number, as far off as the year 1 or 300000; dates are written and read
/// with four digits, from 1970 on.
std::int64_t with_a_date(std::int64_t seconds) {
    return std::clamp<std::int64_t>(seconds, 0, kLatest);
}

GitTree tree_of(const git_commit& commit) {
    git_tree* tree = nullptr;
    check_git(git_commit_tree(&tree, &commit), "the files of a commit cannot be read");
    return GitTree{tree};
}

std::optional<git_oid> content_at(const git_tree& tree, const std::string& path) {
    git_tree_entry* found = nullptr;
    if (path.empty() || git_tree_entry_bypath(&found, &tree, path.c_str()) != 0)
        return std::nullopt;
    const GitTreeEntry entry{found};
    return *git_tree_entry_id(found);
}

bool are_equal(const std::optional<git_oid>& a, const std::optional<git_oid>& b) {
    return a.has_value() == b.has_value() && (!a || git_oid_equal(&*a, &*b) != 0);
}

std::string_view text_of(const git_blob& blob) {
    return {static_cast<const char*>(git_blob_rawcontent(&blob)),
            static_cast<std::size_t>(git_blob_rawsize(&blob))};
}

GitBlob blob_called(git_repository& repository, const git_oid& id) {
    git_blob* blob = nullptr;
    check_git(git_blob_lookup(&blob, &repository, &id), "a file of a commit cannot be read");
    return GitBlob{blob};
}

/// At most kLongestSubject bytes, no character cut in two.
std::string shortened(std::string_view text) {
    if (text.size() > kLongestSubject) {
        std::size_t end = kLongestSubject;
        while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80)
            --end;
        text = text.substr(0, end);
    }
    return std::string(text);
}

std::string shortened(const char* text) {
    return shortened(std::string_view(text == nullptr ? "" : text));
}

git_merge_file_input side(const GitBlob& blob) {
    git_merge_file_input input;
    check_git(git_merge_file_input_init(&input, GIT_MERGE_FILE_INPUT_VERSION), "cannot merge");
    input.ptr = text_of(*blob).data();
    input.size = text_of(*blob).size();
    return input;
}

}  // namespace

/// The files of a commit with several parents.
struct LogReader::Merge {
    const git_tree& result;
    std::vector<GitTree> parents;
    GitTree base;  ///< where two parents parted; nullptr: not known, or there are more of them
};

LogReader::LogReader(git_repository& repository, const MarkNames& names, const CutOff& cut_off,
                     CommitLog& log)
    : repository_(repository), names_(names), cut_off_(cut_off), log_(log) {
    for (const auto& commit : log.commits)
        orders_.emplace(commit.id, commit.order);
    for (const auto& event : log.events)
        if (event.from != FileEvent::kNone)
            renamed_[log.paths[event.path]] = log.paths[event.from];
}

FileMarks LogReader::marks_of_blob(const git_oid& id) {
    const auto [found, is_new] = marks_.try_emplace(object_id(id));
    if (is_new)
        found->second = marks_of(text_of(*blob_called(repository_, id)), names_);
    return found->second;
}

/// `sides`: what the file was before; of a merge, in each parent.
void LogReader::add(const TreeChange& change, std::span<const FileMarks> sides) {
    FileEvent event;
    event.commit = static_cast<std::uint32_t>(log_.commits.size() - 1);
    event.path = log_.path_called(change.path);
    if (!change.after) {
        event.flags = FileEvent::removed;
    } else if (sides.empty()) {
        event.flags = FileEvent::added | FileEvent::text;
    } else {
        const FileMarks now = marks_of_blob(*change.after);
        const auto none_has = [&](auto mark) {
            return std::none_of(sides.begin(), sides.end(),
                                [&](const FileMarks& side) { return side.*mark == now.*mark; });
        };
        const auto is_later = [&](const FileMarks& side) {
            return side.updated && now.updated && *side.updated < *now.updated;
        };
        event.flags |= none_has(&FileMarks::body) ? FileEvent::text : 0U;
        event.flags |= now.stamp != 0 && none_has(&FileMarks::stamp) ? FileEvent::stamped : 0U;
        event.flags |= none_has(&FileMarks::updated) ? FileEvent::updated : 0U;
        if (event.has(FileEvent::updated) && std::all_of(sides.begin(), sides.end(), is_later)) {
            event.flags |= FileEvent::updated_onward;
            event.day = now.updated;
        }
        if (event.has(FileEvent::stamped))
            event.stamp = now.stamp;
    }
    if (!change.from.empty()) {
        event.flags |= FileEvent::added;
        event.from = log_.path_called(change.from);
        renamed_[change.path] = change.from;
        log_.events.push_back(
            {.commit = event.commit, .path = event.from, .flags = FileEvent::removed});
    }
    log_.events.push_back(event);
}

void LogReader::add_change(const TreeChange& change) {
    std::vector<FileMarks> before;
    if (change.before && change.after)
        before.push_back(marks_of_blob(*change.before));
    add(change, before);
}

/// What differs from all parents: what was taken over from one of them was done there.
std::vector<TreeChange> LogReader::made_by_merge(const Merge& merge) const {
    auto changes = changes_between(repository_, merge.parents.front().get(), merge.result);
    std::erase_if(changes, [&](const TreeChange& change) {
        return std::any_of(merge.parents.begin() + 1, merge.parents.end(),
                           [&](const GitTree& parent) {
                               return are_equal(content_at(*parent, change.path), change.after);
                           });
    });
    unite_renames(repository_, *merge.parents.front(), merge.result, changes);
    return changes;
}

/// What git makes of both sides by itself is nobody's work either: only what differs from that,
/// too, was done in the merge.
void LogReader::add_merged(const TreeChange& change, const Merge& merge) {
    const auto renamed = renamed_.find(change.path);
    const std::string old_path = !change.from.empty()        ? change.from
                                 : renamed != renamed_.end() ? renamed->second
                                                             : "";
    const auto content_in = [&](const GitTree& tree) {
        const auto content = content_at(*tree, change.path);
        return content ? content : content_at(*tree, old_path);
    };
    std::vector<git_oid> sides;
    std::vector<FileMarks> marks;
    for (const auto& parent : merge.parents)
        if (const auto content = content_in(parent)) {
            sides.push_back(*content);
            marks.push_back(marks_of_blob(*content));
        }
    const auto base = merge.base ? content_in(merge.base) : std::nullopt;
    if (change.after && base && sides.size() == 2) {
        const auto old = blob_called(repository_, *base);
        const auto ours = blob_called(repository_, sides[0]);
        const auto theirs = blob_called(repository_, sides[1]);
        const auto inputs = std::array{side(old), side(ours), side(theirs)};
        git_merge_file_result result{};
        check_git(git_merge_file(&result, inputs.data(), &inputs[1], &inputs[2], nullptr),
                  "cannot merge");
        if (result.automergeable != 0)
            marks.push_back(marks_of({result.ptr, result.len}, names_));
        git_merge_file_result_free(&result);
    }
    add(change, marks);
}

void LogReader::read_merge(const git_commit& commit, const git_tree& result) {
    Merge merge{result, {}, nullptr};
    for (unsigned i = 0; i < git_commit_parentcount(&commit); ++i)
        merge.parents.push_back(
            tree_of(*commit_called(repository_, object_id(*git_commit_parent_id(&commit, i)))));
    const auto changes = made_by_merge(merge);
    git_oid base{};
    if (!changes.empty() && merge.parents.size() == 2 &&
        git_merge_base(&base, &repository_, git_commit_parent_id(&commit, 0),
                       git_commit_parent_id(&commit, 1)) == 0)
        merge.base = tree_of(*commit_called(repository_, object_id(base)));
    const auto first = static_cast<std::ptrdiff_t>(log_.events.size());
    for (const auto& change : changes)
        add_merged(change, merge);
    log_.events.erase(std::remove_if(log_.events.begin() + first, log_.events.end(),
                                     [](const FileEvent& event) { return event.flags == 0; }),
                      log_.events.end());
    if (log_.events.begin() + first != log_.events.end())
        add_brought_along(merge);
}

/// A merge's words tell of the branches that it brings together, whatever was done in the merge
/// itself: whoever shows them has to know of all that differs from any of its parents.
void LogReader::add_brought_along(const Merge& merge) {
    for (const auto& parent : merge.parents)
        for (const auto& change : changes_between(repository_, parent.get(), merge.result))
            log_.events.push_back({.commit = static_cast<std::uint32_t>(log_.commits.size() - 1),
                                   .path = log_.path_called(change.path)});
}

void LogReader::describe(const git_commit& commit) {
    auto& logged = log_.commits.back();
    const auto* const author = git_commit_author(&commit);
    logged.author = shortened(author != nullptr ? author->name : nullptr);
    logged.authored = author != nullptr ? with_a_date(author->when.time) : logged.committed;
    logged.subject = shortened(git_commit_summary(const_cast<git_commit*>(&commit)));
}

void LogReader::read(const ObjectId& id) {
    const auto commit = commit_called(repository_, id);
    const auto parents = parents_of(*commit, cut_off_);
    LoggedCommit logged;
    logged.id = id;
    logged.committed = with_a_date(git_commit_time(commit.get()));
    logged.order = logged.committed;
    for (const auto& parent : parents)
        logged.order = std::max(logged.order, orders_.at(parent) + 1);
    orders_.emplace(id, logged.order);
    log_.commits.push_back(std::move(logged));
    if (cut_off_.contains(id))
        return;  // all that was there before would seem to come with it
    const std::size_t events = log_.events.size();
    const auto tree = tree_of(*commit);
    if (parents.size() < 2) {
        const auto before =
            parents.empty() ? nullptr : tree_of(*commit_called(repository_, parents.front()));
        auto changes = changes_between(repository_, before.get(), *tree);
        if (before)
            unite_renames(repository_, *before, *tree, changes);
        for (const auto& change : changes)
            add_change(change);
    } else {
        read_merge(*commit, *tree);
    }
    if (log_.events.size() > events)
        describe(*commit);
}

}  // namespace firstline
