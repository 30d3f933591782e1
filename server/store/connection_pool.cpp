#include "server/store/connection_pool.h"

#include <utility>

namespace firstline {

ConnectionPool::Lease::~Lease() {
    if (!store_)
        return;
    const std::scoped_lock lock(pool_->mutex_);
    pool_->free_.push_back(std::move(store_));
}

std::optional<ConnectionPool::Lease> ConnectionPool::borrow() {
    {
        const std::scoped_lock lock(mutex_);
        if (!free_.empty()) {
            auto store = std::move(free_.back());
            free_.pop_back();
            return Lease(*this, std::move(store));
        }
    }
    auto opened = Store::if_exists(file_);
    if (!opened)
        return std::nullopt;
    return Lease(*this, std::make_unique<Store>(std::move(*opened)));
}

}  // namespace firstline
