#include "indexer/history/commit_walk.h"

#include <cstring>
#include <fstream>

namespace firstline {

ObjectId object_id(const git_oid& id) {
    ObjectId copy;
    std::memcpy(copy.data(), id.id, copy.size());
    return copy;
}

git_oid git_id(const ObjectId& id) {
    git_oid copy{};
    std::memcpy(copy.id, id.data(), id.size());
    return copy;
}

CutOff read_cut_off(git_repository& repository) {
    CutOff cut_off;
    std::ifstream in(std::filesystem::path(git_repository_commondir(&repository)) / "shallow");
    for (std::string line; std::getline(in, line);) {
        git_oid id{};
        if (git_oid_fromstrp(&id, line.c_str()) == 0)
            cut_off.insert(object_id(id));
    }
    return cut_off;
}

GitCommit commit_called(git_repository& repository, const ObjectId& id) {
    git_commit* commit = nullptr;
    const git_oid wanted = git_id(id);
    check_git(git_commit_lookup(&commit, &repository, &wanted), "a commit cannot be read");
    return GitCommit{commit};
}

std::vector<ObjectId> parents_of(const git_commit& commit, const CutOff& cut_off) {
    std::vector<ObjectId> parents;
    if (!cut_off.contains(object_id(*git_commit_id(&commit))))
        for (unsigned i = 0; i < git_commit_parentcount(&commit); ++i)
            parents.push_back(object_id(*git_commit_parent_id(&commit, i)));
    return parents;
}

NewCommits walk_to(git_repository& repository, const ObjectId& head, const CutOff& cut_off,
                   const std::function<bool(const ObjectId&)>& is_known,
                   const std::optional<ObjectId>& known_head) {
    // libgit2's own walk stumbles over the end of a shallow clone.
    struct Step {
        ObjectId id;
        std::vector<ObjectId> parents;  ///< that are still to be walked
    };
    NewCommits found;
    std::unordered_set<ObjectId, HashObjectId> seen;
    std::vector<Step> open;
    const auto enter = [&](const ObjectId& id) {
        found.passed = found.passed || id == known_head;
        if (!is_known(id) && seen.insert(id).second)
            open.push_back({id, parents_of(*commit_called(repository, id), cut_off)});
    };
    enter(head);
    while (!open.empty()) {
        auto& step = open.back();
        if (step.parents.empty()) {
            found.ids.push_back(step.id);
            open.pop_back();
            continue;
        }
        const ObjectId parent = step.parents.back();
        step.parents.pop_back();
        enter(parent);
    }
    return found;
}

}  // namespace firstline
