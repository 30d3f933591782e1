#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace firstline {

/// What a line of a mail or ticket is, as far as it shows by itself.
enum class LineKind {
    text,
    blank,
    quoted,          ///< `> ...`
    quote_begins,    ///< `On ... wrote:`, `-----Original Message-----`
    header,          ///< `From: ...`; only several of them are a head
    subject,         ///< the header whose text tells
    greeting,        ///< `Hi team,`, perhaps with text behind it
    closing,         ///< `Best regards`
    thanks,          ///< may close a mail, or only say thanks
    signature_mark,  ///< `--`
    footer,          ///< `Sent from my phone`
};

struct MailLine {
    LineKind kind = LineKind::text;
    std::string_view text;  ///< what stays of it: behind a greeting or `Subject:`; else all
    bool error = false;     ///< shows an error with a number, or quotes one
    std::size_t words = 0;  ///< parted by blanks
};

/// @param line  must outlive the result; of any length, without its line end
MailLine mail_line(std::string_view line);

/// Whether a sentence is one of those that mail servers append: it forbids, and names mail or its
/// readers. Never where it has a code or quotes something, or somebody speaks of themselves.
bool is_disclaimer(std::string_view sentence);

}  // namespace firstline
