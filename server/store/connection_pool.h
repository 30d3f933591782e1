#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

#include "server/store/store.h"

namespace firstline {

/// Connections to one store for any number of threads: each borrows one and gives it back. When
/// another file takes the place of the store, as a backup that is put back, it is that one from
/// then on.
class ConnectionPool {
public:
    explicit ConnectionPool(std::filesystem::path file) : file_(std::move(file)) {}
    ConnectionPool(const ConnectionPool&) = delete;
    ConnectionPool& operator=(const ConnectionPool&) = delete;

    /// A connection that is given back when this goes. Must not outlive the pool.
    class Lease {
    public:
        Lease(ConnectionPool& pool, std::unique_ptr<Store> store, std::uint64_t file)
            : pool_(&pool), store_(std::move(store)), file_(file) {}
        Lease(Lease&&) noexcept = default;
        Lease& operator=(Lease&&) = delete;
        ~Lease();

        Connection& operator*() const { return store_->connection(); }

    private:
        ConnectionPool* pool_;
        std::unique_ptr<Store> store_;
        std::uint64_t file_;  ///< ConnectionPool::files_ when it was opened
    };

    /// Nothing if there is no such file yet. Throws StoreError.
    std::optional<Lease> borrow();
    /// Makes the file if there is none. Throws StoreError.
    Lease borrow_or_make();

private:
    /// Forgets connections to a file that is not the store any more.
    void look_at_file();

    const std::filesystem::path file_;
    std::mutex mutex_;
    std::pair<std::uint64_t, std::uint64_t> identity_{};  ///< device and number of the file
    std::uint64_t files_ = 0;                             ///< how many have been the store so far
    std::vector<std::unique_ptr<Store>> free_;
};

}  // namespace firstline
