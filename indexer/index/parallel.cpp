#include "indexer/index/parallel.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace firstline {

std::size_t all_processors() {
    return std::max(1U, std::thread::hardware_concurrency());
}

void for_each_in_parallel(std::size_t count, std::size_t threads,
                          const std::function<void(std::size_t thread, std::size_t i)>& work) {
    std::atomic<std::size_t> next{0};
    std::exception_ptr failure;
    std::mutex failure_mutex;
    const auto run = [&](std::size_t thread) {
        try {
            for (std::size_t i = next++; i < count; i = next++)
                work(thread, i);
        } catch (...) {
            const std::lock_guard lock(failure_mutex);
            if (!failure)
                failure = std::current_exception();
            next = count;
        }
    };
    std::vector<std::jthread> others;
    for (std::size_t thread = 1; thread < std::min(threads, count); ++thread)
        others.emplace_back(run, thread);
    run(0);
    others.clear();  // joins
    if (failure)
        std::rethrow_exception(failure);
}

}  // namespace firstline
