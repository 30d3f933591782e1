#include "indexer/article/content_hash.h"

#include "indexer/text/sha256.h"

namespace firstline {

std::string content_hash(std::string_view body) {
    std::string folded;
    folded.reserve(body.size());
    for (std::size_t i = 0; i < body.size(); ++i)
        if (body[i] != '\r' || i + 1 == body.size() || body[i + 1] != '\n')
            folded += body[i];
    return sha256_hex(folded);
}

}  // namespace firstline
