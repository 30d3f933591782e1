#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "server/http/caller.h"
#include "server/http/target.h"

namespace firstline {

using Header = std::pair<std::string, std::string>;

/// What a client asks, in a form that does not depend on how its connection is served.
struct Request {
    std::string method;
    std::string raw_target;  ///< as it stood in the request line
    Target target;
    std::vector<Header> headers;
    std::string body;
    std::string peer;  ///< address at the other end of the connection: `127.0.0.1`

    // What a Responder finds out before a handler sees the request.
    std::string client;    ///< address of who asks: the peer, or whom a trusted proxy names
    bool proxied = false;  ///< there is a proxy between, trusted or not
    bool secure = false;   ///< came by https, as a trusted proxy says
    Caller caller;

    /// The first header of this name, whatever its case; empty if there is none.
    std::string_view header(std::string_view name) const;
    /// Every header of this name.
    std::vector<std::string_view> all(std::string_view name) const;
};

/// An open file of which a part is to be sent. Closed when the last copy goes.
struct FileBody {
    std::shared_ptr<const int> descriptor;
    std::size_t offset = 0;
    std::size_t length = 0;
};

/// The answer to a Request.
struct Reply {
    int status = 200;
    std::string content_type;
    std::string body;
    FileBody file;  ///< sent in place of `body` when it has a descriptor
    std::vector<Header> headers;
    bool frames_elsewhere = false;  ///< its Content-Security-Policy says who may frame it

    std::size_t length() const { return file.descriptor ? file.length : body.size(); }
    bool has(std::string_view name) const;
};

/// 301 to a path or URL; characters that may not stand in a header are percent-encoded.
Reply moved_to(std::string_view location);

/// 303 to a path: the answer to a form, or to who has to sign in first.
Reply see_other(std::string_view location);

}  // namespace firstline
