#pragma once

#include <chrono>
#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>

namespace firstline {

/// What happened in a folder since the last time it was asked.
struct FolderChanges {
    /// Look at everything: files came or went, folders were moved, events were lost.
    bool everything = false;
    std::set<std::string> saved;  ///< paths of files below the root that were written in place
    bool stop = false;            ///< the stop descriptor became readable
};

/// Sees changes below a folder (inotify): saves in place and by renaming, folders moved in and out,
/// a git checkout, the folder itself replaced, also where it is a symbolic link. Hidden files and
/// folders are not looked at. Where the system allows no more watches it says `everything` every
/// few seconds. Serves one thread.
class DirectoryWatch {
public:
    struct Options {
        std::filesystem::path root;
        std::optional<std::filesystem::path> also;  ///< a file elsewhere, such as --config's
        int stop = -1;                              ///< a descriptor: readable when to stop
        /// A change is told when nothing happened for `quiet`, or it has waited for `longest`.
        std::chrono::milliseconds quiet{20};
        std::chrono::milliseconds longest{150};
        std::chrono::milliseconds poll_interval{2000};  ///< where watching is not possible
    };

    /// Sees what changes from now on. Throws std::system_error if inotify is not to be had.
    explicit DirectoryWatch(Options options);
    ~DirectoryWatch();
    DirectoryWatch(const DirectoryWatch&) = delete;
    DirectoryWatch& operator=(const DirectoryWatch&) = delete;

    /// Waits for the next changes, but for no longer than `patience`, if it is given: then nothing
    /// has changed.
    FolderChanges wait(std::optional<std::chrono::milliseconds> patience = {});

    /// Whether folders remain that cannot be watched.
    bool is_blind() const { return blind_; }

private:
    struct Event;

    void watch_everything();
    void watch_tree(const std::string& folder);
    void forget_tree(const std::string& folder);
    void watch_entry_of(const std::filesystem::path& file);
    bool read_events(FolderChanges& changes);
    void take(const Event& event, FolderChanges& changes);
    void take_in_folder(const Event& event, const std::string& folder, FolderChanges& changes);
    void take_file(const Event& event, const std::string& path, FolderChanges& changes);

    Options options_;
    int inotify_;
    std::unordered_map<int, std::string> folders_;  ///< watch -> path below the root
    /// watch -> names in that folder that stand for something watched: the root, a file elsewhere
    std::unordered_map<int, std::set<std::string>> entries_;
    bool blind_ = false;
};

}  // namespace firstline
