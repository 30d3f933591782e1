#include "server/http/problem_reply.h"

#include <nlohmann/json.hpp>

namespace firstline {

const char* status_title(int status) {
    switch (status) {
        case 400: return "Bad Request";
        case 401: return "Unauthorized";
        case 403: return "Forbidden";
        case 404: return "Not Found";
        case 405: return "Method Not Allowed";
        case 410: return "Gone";
        case 411: return "Length Required";
        case 413: return "Content Too Large";
        case 414: return "URI Too Long";
        case 415: return "Unsupported Media Type";
        case 416: return "Range Not Satisfiable";
        case 422: return "Unprocessable Content";
        case 429: return "Too Many Requests";
        case 431: return "Request Header Fields Too Large";
        case 503: return "Service Unavailable";
        default: return "Internal Server Error";
    }
}

Reply problem_reply(int status, std::string_view detail) {
    const nlohmann::ordered_json problem{{"type", "about:blank"},
                                         {"title", status_title(status)},
                                         {"status", status},
                                         {"detail", detail}};
    Reply reply;
    reply.status = status;
    reply.content_type = "application/problem+json";
    reply.body = problem.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
    reply.headers = {{"Cache-Control", "no-store"}};
    return reply;
}

}  // namespace firstline
