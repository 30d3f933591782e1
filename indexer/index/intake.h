#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "indexer/article/article_loader.h"
#include "indexer/index/document_builder.h"
#include "indexer/index/file_stamp.h"
#include "indexer/index/reporter.h"
#include "indexer/index/spill.h"

namespace firstline {

/// The run was asked to stop. Nothing half-done is left visible.
struct Stopped {};

/// An article that was read and analysed in this run: what is known of it without looking into the
/// spill file, where the rest lies.
struct ReadArticle {
    std::string path;
    std::string audience;
    bool archived = false;
    FieldLengths lengths;
    std::string input;  ///< as kInputSlot will hold it
    std::string names;  ///< as kNamesSlot will
    ReadStamps stamps;
    Spill::Place place;
};

struct Intake {
    std::vector<ReadArticle> articles;         ///< in the order of the files asked for
    std::map<std::string, Problems> rejected;  ///< files that are no articles, and why
    std::map<std::string, Problems> problems;  ///< of all files read, where there are any
};

/// What reading needs to know of its run.
struct IntakeJob {
    const ArticleLoader& loader;
    const std::string& language;
    RunStamps& stamps;
    Spill& spill;
    Reporter& reporter;
    std::function<bool()> should_stop;  ///< may be empty
};

/// Reads and analyses files on all processors. Throws Stopped when told to, and what Spill throws;
/// nothing for what a file holds.
Intake read_articles(const IntakeJob& job, const std::vector<FoundFile>& files);

}  // namespace firstline
