#pragma once

#include <string>

namespace firstline {

/// What only those of the desk see of an article.
struct ForDesk {
    std::string form_token;
    std::string used;       ///< `Used by 3 agents, last 12 Mar 2026`; empty: by nobody
    std::string reviewed;   ///< `Reviewed by use 12 Mar 2026`; may be empty
    bool said_so = false;   ///< this agent said of this text that it was right
    bool just_now = false;  ///< with the form that led here
    std::string flag_url;
    std::string flags_url;   ///< of those that are open; empty: there are none
    std::string flags;       ///< `2 open flags`
    bool may_stamp = false;  ///< a writer, where stamps can be kept
};

}  // namespace firstline
