#include "server/proposals/commit_words.h"

#include <algorithm>

#include <fmt/chrono.h>
#include <fmt/format.h>

#include "indexer/text/characters.h"

namespace firstline {

namespace {

constexpr std::size_t kLongestSlug = 48;

std::string on_one_line(std::string_view text) {
    std::string line{trimmed(text)};
    std::replace_if(
        line.begin(), line.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; }, ' ');
    return line;
}

std::string subject_of(const Proposal& proposal) {
    const std::string title = on_one_line(proposal.title);
    const std::string why = on_one_line(proposal.why);
    return why.empty() ? title : title + ": " + why;
}

/// A line that begins with "From " would begin another mail, one of three dashes the change.
std::string body_of(const Proposal& proposal) {
    std::string body = fmt::format("Proposal: {}\n", proposal.id);
    if (!proposal.ticket.empty())
        body += fmt::format("Ticket: {}\n", on_one_line(proposal.ticket));
    if (!proposal.decided_by.empty())
        body += fmt::format("Accepted-by: {}\n", on_one_line(proposal.decided_by));
    return body;
}

/// RFC 2047, if the text is more than ASCII: words of whole characters, short enough for a line.
std::string header_text(const std::string& text) {
    if (std::all_of(text.begin(), text.end(), [](char c) { return c >= 0x20 && c < 0x7F; }))
        return text;
    std::string header = "=?UTF-8?q?";
    std::size_t width = header.size();
    for (const char c : text) {
        const bool starts_character = (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
        if (starts_character && width > 60) {
            header += "?=\n =?UTF-8?q?";
            width = 11;
        }
        const std::string shown =
            is_ascii_alnum(c)
                ? std::string(1, c)
                : fmt::format("={:02X}", static_cast<unsigned>(static_cast<unsigned char>(c)));
        header += shown;
        width += shown.size();
    }
    return header + "?=";
}

std::string quoted_name(const std::string& name) {
    const auto plain = [](char c) { return is_ascii_alnum(c) || c == ' ' || c == '-' || c == '_'; };
    if (std::all_of(name.begin(), name.end(), plain))
        return name;
    if (std::any_of(name.begin(), name.end(), [](char c) { return c < 0x20 || c == 0x7F; }))
        return header_text(name);
    std::string quoted = "\"";
    for (const char c : name) {
        if (c == '"' || c == '\\')
            quoted += '\\';
        quoted += c;
    }
    return quoted + "\"";
}

}  // namespace

GitPerson author_of(const Proposal& proposal) {
    std::string name = on_one_line(proposal.agent);
    std::erase_if(name, [](char c) { return c == '<' || c == '>'; });
    // git takes no name of signs alone.
    if (std::none_of(name.begin(), name.end(), [](char c) {
            return is_ascii_alnum(c) || static_cast<unsigned char>(c) >= 0x80;
        }))
        name = "somebody";
    const bool is_address = name.find('@') != std::string::npos;
    std::string address = is_address ? name : name + "@localhost";
    std::erase_if(address, [](char c) { return static_cast<unsigned char>(c) <= ' '; });
    return {name, address, proposal.at};
}

std::string commit_message(const Proposal& proposal) {
    return subject_of(proposal) + "\n\n" + body_of(proposal);
}

std::string mail_of(const Proposal& proposal, const std::vector<ChangedFile>& files) {
    const GitPerson author = author_of(proposal);
    // The first line is how git knows its own mails; the date in it means nothing.
    std::string mail = fmt::format(
        "From {:0>40x} Mon Sep 17 00:00:00 2001\nFrom: {} <{}>\nDate: {:%a, %d %b %Y %H:%M:%S} "
        "+0000\nSubject: [PATCH] {}\nMIME-Version: 1.0\nContent-Type: text/plain; "
        "charset=UTF-8\nContent-Transfer-Encoding: 8bit\n\n{}---\n\n",
        proposal.id, quoted_name(author.name), author.email, author.when,
        header_text(subject_of(proposal)), body_of(proposal));
    for (const ChangedFile& file : files)
        mail += patch_of(file);
    return mail + "-- \nFirstline\n\n";
}

std::string patch_name(std::size_t number, const Proposal& proposal) {
    std::string slug;
    for (const char c : lower_ascii(proposal.title)) {
        if (is_ascii_alnum(c))
            slug += c;
        else if (!slug.empty() && slug.back() != '-')
            slug += '-';
        if (slug.size() == kLongestSlug)
            break;
    }
    while (slug.ends_with('-'))
        slug.pop_back();
    return fmt::format("{:04}-{}.patch", number, slug.empty() ? "proposal" : slug);
}

}  // namespace firstline
