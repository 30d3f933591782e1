#include "indexer/text/html.h"

namespace firstline {

void append_escaped(std::string& out, std::string_view text) {
    for (const char c : text) {
        switch (c) {
            case '&': out += "&amp;"; break;
            case '<': out += "&lt;"; break;
            case '>': out += "&gt;"; break;
            case '"': out += "&quot;"; break;
            case '\'': out += "&#39;"; break;
            default: out += c;
        }
    }
}

Html escape(std::string_view text) {
    Html html;
    html.markup.reserve(text.size() + text.size() / 16);
    append_escaped(html.markup, text);
    return html;
}

}  // namespace firstline
