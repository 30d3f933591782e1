#include "server/http/ticket_fields.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "indexer/text/characters.h"
#include "server/http/form.h"
#include "server/http/multipart.h"
#include "server/http/params.h"

namespace firstline {
namespace {

constexpr std::size_t kKeyLength = 43;
constexpr std::size_t kLongestAnswer = 2000;

struct Field {
    std::string_view name;
    std::string TicketForm::*text;
};

constexpr auto kFields = std::to_array<Field>({
    {"subject", &TicketForm::subject},
    {"description", &TicketForm::description},
    {"name", &TicketForm::name},
    {"email", &TicketForm::email},
    {"telephone", &TicketForm::telephone},
    {"category", &TicketForm::category},
    {"affects", &TicketForm::affects},
    {"work", &TicketForm::work},
    {"article", &TicketForm::article},
    {"query", &TicketForm::query},
    {"diagnosis", &TicketForm::diagnosis},
});

/// Fields that hold more than a line.
bool may_have_lines(std::string_view name) {
    return name == "description" || name == "diagnosis";
}

std::string clean(std::string_view text, bool lines) {
    const std::string valid = valid_utf8(text);
    std::string out;
    for (std::size_t at = 0; at < valid.size(); ++at) {
        const char c = valid[at];
        if (c == '\r' && at + 1 < valid.size() && valid[at + 1] == '\n')
            continue;
        if (c == '\n' || c == '\r' || c == '\t')
            out += lines ? (c == '\r' ? '\n' : c) : ' ';
        else if (static_cast<unsigned char>(c) >= ' ' && c != '\x7F')
            out += c;
    }
    return out;
}

/// Takes in the fields of a form one by one.
class Reader {
public:
    void read(std::string_view name, std::string_view value) {
        if (name == "key")
            sent_.key = is_form_key(value) ? std::string{value} : std::string{};
        else if (name == "website")
            sent_.by_robot = !trimmed(value).empty();
        else if (name == "remove")
            read_remove(value);
        else if (name == "question" && questions_.size() < kMostQuestions)
            questions_.push_back(clean(value, false));
        else if (name == "answer" && answers_.size() < kMostQuestions)
            answers_.push_back(valid_utf8(trimmed(clean(value.substr(0, kLongestAnswer), false))));
        else
            read_text(name, value);
    }

    void read_file(std::string_view name, std::string_view content) {
        // A browser sends an empty file where none was chosen.
        if (name.empty() && content.empty())
            return;
        if (sent_.files.size() < kMostFiles)
            sent_.files.push_back(check_file(valid_utf8(name), content));
        else if (sent_.files.size() == kMostFiles)
            sent_.files.push_back(
                {{file_name(valid_utf8(name)), {}, {}}, "Not all files were taken: 5 at most."});
    }

    SentForm take() {
        for (std::size_t at = 0; at < std::min(questions_.size(), answers_.size()); ++at)
            if (!answers_[at].empty())
                sent_.form.answers.emplace_back(questions_[at], answers_[at]);
        return std::move(sent_);
    }

private:
    void read_remove(std::string_view value) {
        std::int64_t id = 0;
        const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), id);
        if (error == std::errc{} && end == value.data() + value.size())
            sent_.remove = id;
    }

    void read_text(std::string_view name, std::string_view value) {
        for (const Field& field : kFields)
            if (field.name == name)
                sent_.form.*field.text = clean(value, may_have_lines(name));
    }

    SentForm sent_;
    std::vector<std::string> questions_;
    std::vector<std::string> answers_;  ///< to these, in their order; empty where none was given
};

}  // namespace

bool is_form_key(std::string_view text) {
    return text.size() == kKeyLength && std::all_of(text.begin(), text.end(), [](char c) {
               return is_ascii_alnum(c) || c == '-' || c == '_';
           });
}

SentForm sent_form(const Request& request) {
    const auto type = request.header("Content-Type");
    Reader reader;
    if (const auto parts = form_parts(type, request.body)) {
        for (const FormPart& part : *parts) {
            if (part.filename)
                reader.read_file(*part.filename, part.content);
            else
                reader.read(part.name, part.content);
        }
    } else if (lower_ascii(type).starts_with("application/x-www-form-urlencoded")) {
        for (const auto& [name, value] : fields_of(request).parameters)
            reader.read(name, value);
    } else {
        throw BadRequest("This form could not be read. Please go back and send it again.");
    }
    return reader.take();
}

}  // namespace firstline
