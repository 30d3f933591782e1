#pragma once

#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "server/store/store.h"

namespace firstline {

/// Connections to one store for any number of threads: each borrows one and gives it back.
class ConnectionPool {
public:
    explicit ConnectionPool(std::filesystem::path file) : file_(std::move(file)) {}
    ConnectionPool(const ConnectionPool&) = delete;
    ConnectionPool& operator=(const ConnectionPool&) = delete;

    /// A connection that is given back when this goes. Must not outlive the pool.
    class Lease {
    public:
        Lease(ConnectionPool& pool, std::unique_ptr<Store> store)
            : pool_(&pool), store_(std::move(store)) {}
        Lease(Lease&&) noexcept = default;
        Lease& operator=(Lease&&) = delete;
        ~Lease();

        Connection& operator*() const { return store_->connection(); }

    private:
        ConnectionPool* pool_;
        std::unique_ptr<Store> store_;
    };

    /// Nothing if there is no such file yet. Throws StoreError.
    std::optional<Lease> borrow();

private:
    const std::filesystem::path file_;
    std::mutex mutex_;
    std::vector<std::unique_ptr<Store>> free_;
};

}  // namespace firstline
