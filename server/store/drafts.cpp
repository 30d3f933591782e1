#include "server/store/drafts.h"

namespace firstline {

void DraftTable::put(std::string_view key, std::string_view fields, std::chrono::sys_seconds now) {
    Statement(connection_,
              "INSERT INTO drafts (key, fields, created_at, changed_at) VALUES (?1, ?2, ?3, ?3)"
              " ON CONFLICT (key) DO UPDATE SET fields = ?2, changed_at = ?3")
        .bind(1, key)
        .bind(2, fields)
        .bind(3, now)
        .run();
}

std::optional<std::string> DraftTable::fields(std::string_view key) {
    Statement select(connection_, "SELECT fields FROM drafts WHERE key = ?1");
    if (!select.bind(1, key).step())
        return std::nullopt;
    return select.text(0);
}

void DraftTable::add_file(std::string_view key, const Attachment& file) {
    Statement(connection_,
              "INSERT INTO draft_files (draft, name, media_type, content)"
              " VALUES (?1, ?2, ?3, ?4)")
        .bind(1, key)
        .bind(2, file.name)
        .bind(3, file.media_type)
        .bind_bytes(4, file.content)
        .run();
}

void DraftTable::remove_file(std::string_view key, std::int64_t file) {
    Statement(connection_, "DELETE FROM draft_files WHERE draft = ?1 AND id = ?2")
        .bind(1, key)
        .bind(2, file)
        .run();
}

std::vector<DraftFile> DraftTable::files(std::string_view key, bool with_content) {
    Statement select(connection_,
                     with_content
                         ? "SELECT id, name, media_type, length(content), content FROM draft_files"
                           " WHERE draft = ?1 ORDER BY id"
                         : "SELECT id, name, media_type, length(content), x'' FROM draft_files"
                           " WHERE draft = ?1 ORDER BY id");
    select.bind(1, key);
    std::vector<DraftFile> files;
    while (select.step())
        files.push_back({select.number(0),
                         {select.text(1), select.text(2), select.bytes(4)},
                         static_cast<std::uint64_t>(select.number(3))});
    return files;
}

std::uint64_t DraftTable::bytes() {
    return static_cast<std::uint64_t>(
        connection_.number("SELECT ifnull(sum(length(content)), 0) FROM draft_files"));
}

void DraftTable::remove(std::string_view key) {
    Statement(connection_, "DELETE FROM draft_files WHERE draft = ?1").bind(1, key).run();
    Statement(connection_, "DELETE FROM drafts WHERE key = ?1").bind(1, key).run();
}

std::size_t DraftTable::purge(std::chrono::sys_seconds before) {
    Statement(connection_,
              "DELETE FROM draft_files WHERE draft IN (SELECT key FROM drafts WHERE"
              " changed_at < ?1)")
        .bind(1, before)
        .run();
    Statement(connection_, "DELETE FROM drafts WHERE changed_at < ?1").bind(1, before).run();
    return static_cast<std::size_t>(connection_.changed());
}

}  // namespace firstline
