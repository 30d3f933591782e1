#pragma once

#include <functional>
#include <string>
#include <vector>

namespace firstline {

/// A text that is not on disk yet, as its reader would see it.
struct PreviewJob {
    std::string path;  ///< of its file, below the knowledge base
    std::string text;
    bool is_new = false;                 ///< a file that is there already is another one's
    std::vector<std::string> new_files;  ///< pictures that come with it, as paths below it
    std::string reader;  ///< audience_key() of who looks; empty: somebody who may read everything
};

struct PreviewProblem {
    int line = 1;
    std::string severity;  ///< `info`, `warning`, `error`
    std::string code;
    std::string message;
};

struct Preview {
    std::string html;  ///< sanitised by the indexer
    std::string title;
    std::string audience;  ///< audience_key(); empty: the text is no article
    std::string state;     ///< name of it; empty likewise
    std::vector<PreviewProblem> problems;
    std::string trouble;  ///< why there is none, a sentence; empty if there is
    bool busy = false;    ///< the trouble is that others are at it
    /// Read by other settings than the index was, so that audience and state are not told.
    bool other_settings = false;
};

using MakePreview = std::function<Preview(const PreviewJob&)>;

}  // namespace firstline
