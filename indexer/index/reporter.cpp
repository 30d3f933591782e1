#include "indexer/index/reporter.h"

namespace firstline {

void Reporter::progress(const char* /*doing*/, std::size_t /*done*/, std::size_t /*total*/) {}
void Reporter::message(const std::string& /*text*/) {}
void Reporter::problem(const Problem& /*problem*/) {}

}  // namespace firstline
