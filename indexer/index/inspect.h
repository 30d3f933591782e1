#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace firstline {

/// What the index holds of an article, for a person: fields, sections, dates, audience, names,
/// problems, and the terms of each field with their wdf. `name` is an id, a slug, an old URL or a
/// path; all sub-databases are looked into. Nothing if there is no such article.
/// Throws CorruptIndex, WrongIndexVersion or Xapian::Error.
std::optional<std::string> inspect(const std::filesystem::path& index, const std::string& name);

}  // namespace firstline
