#include "server/store/connection_pool.h"

#include <sys/stat.h>

namespace firstline {

ConnectionPool::Lease::~Lease() {
    // One that cannot end its transaction would fail whoever has it next.
    if (!store_ || store_->connection().in_transaction())
        return;
    const std::scoped_lock lock(pool_->mutex_);
    if (file_ == pool_->files_)
        pool_->free_.push_back(std::move(store_));
}

void ConnectionPool::look_at_file() {
    struct stat status {};
    const bool there = ::stat(file_.c_str(), &status) == 0;
    const std::pair<std::uint64_t, std::uint64_t> identity =
        there ? std::pair<std::uint64_t, std::uint64_t>{status.st_dev, status.st_ino}
              : std::pair<std::uint64_t, std::uint64_t>{};
    if (identity == identity_)
        return;
    identity_ = identity;
    ++files_;
    free_.clear();
}

std::optional<ConnectionPool::Lease> ConnectionPool::borrow() {
    std::uint64_t file = 0;
    {
        const std::scoped_lock lock(mutex_);
        look_at_file();
        file = files_;
        if (!free_.empty()) {
            auto store = std::move(free_.back());
            free_.pop_back();
            return Lease(*this, std::move(store), file);
        }
    }
    auto opened = Store::if_exists(file_);
    if (!opened)
        return std::nullopt;
    return Lease(*this, std::make_unique<Store>(std::move(*opened)), file);
}

ConnectionPool::Lease ConnectionPool::borrow_or_make() {
    if (auto lease = borrow())
        return std::move(*lease);
    Store made(file_);
    std::uint64_t file = 0;
    {
        const std::scoped_lock lock(mutex_);
        look_at_file();
        file = files_;
    }
    return Lease(*this, std::make_unique<Store>(std::move(made)), file);
}

}  // namespace firstline
