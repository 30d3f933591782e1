#pragma once

#include "server/store/sqlite.h"

namespace firstline {

/// Brings the tables to what this program knows, in one transaction: each migration that the store
/// has not seen, in order. Throws StoreError for a store of a newer program ("schema 7"), or a file
/// that is some other program's.
void migrate(Connection& connection);

/// The newest schema that this program knows; 1 is the first.
int newest_schema();

}  // namespace firstline
