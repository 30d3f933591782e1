#pragma once

#include <optional>
#include <string>
#include <vector>

#include "indexer/article/field_table.h"

namespace firstline::field_readers {

/// One value as it stands in a file.
struct FieldInput {
    YamlValue value;       ///< never null
    std::string spelling;  ///< the table's form of the key it stands under
    std::string path;
    Date today;
    Problems* problems = nullptr;  ///< nullptr: keep silent

    void report(Severity severity, const char* code, const std::string& message) const;
    /// The scalar as text on one line; a list or map is reported and gives nothing.
    std::optional<std::string> text() const;
    /// A list of words; a map is reported and gives nothing.
    std::vector<std::string> list() const;
};

/// Reads a value. False if it says nothing of the field, so that another spelling may.
using Reader = bool (*)(const FieldInput&, FieldValues&);

bool read_title(const FieldInput&, FieldValues&);
bool read_id(const FieldInput&, FieldValues&);
bool read_slug(const FieldInput&, FieldValues&);
bool read_aliases(const FieldInput&, FieldValues&);
bool read_redirect_from(const FieldInput&, FieldValues&);
bool read_audience(const FieldInput&, FieldValues&);
bool read_state(const FieldInput&, FieldValues&);
bool read_owner(const FieldInput&, FieldValues&);
bool read_people(const FieldInput&, FieldValues&);
bool read_interval(const FieldInput&, FieldValues&);
bool read_ticket(const FieldInput&, FieldValues&);
bool read_diagnose(const FieldInput&, FieldValues&);
bool read_type(const FieldInput&, FieldValues&);

std::optional<Date> date_of(const FieldInput& input);
/// As date_of(), but a day after today is reported and not believed.
std::optional<Date> past_date_of(const FieldInput& input);
std::optional<bool> flag_of(const FieldInput& input);

template <std::string Article::*member>
bool read_text(const FieldInput& input, FieldValues& values) {
    if (auto text = input.text())
        values.article.*member = std::move(*text);
    return true;
}

/// A word of a fixed vocabulary, in lower case.
bool set_word(const FieldInput& input, std::string& word);

template <std::string Article::*member>
bool read_word(const FieldInput& input, FieldValues& values) {
    return set_word(input, values.article.*member);
}

template <std::vector<std::string> Article::*member>
bool read_list(const FieldInput& input, FieldValues& values) {
    values.article.*member = input.list();
    return true;
}

template <std::optional<Date> Article::*member>
bool read_date(const FieldInput& input, FieldValues& values) {
    values.article.*member = date_of(input);
    return true;
}

template <std::optional<Date> Article::*member>
bool read_past_date(const FieldInput& input, FieldValues& values) {
    values.article.*member = past_date_of(input);
    return true;
}

template <bool Article::*member>
bool read_flag(const FieldInput& input, FieldValues& values) {
    const auto flag = flag_of(input);
    if (flag.has_value())
        values.article.*member = values.article.*member || *flag;
    return flag.has_value();
}

}  // namespace firstline::field_readers
