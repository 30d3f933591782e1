#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/format/manifest.h"

namespace firstline {

/// Appends values to a string: numbers as variable-length integers, strings with their length.
class Packer {
public:
    void number(std::uint64_t value) {
        while (value >= 0x80) {
            bytes_ += static_cast<char>(value | 0x80);
            value >>= 7U;
        }
        bytes_ += static_cast<char>(value);
    }
    /// Small for small magnitudes of either sign.
    void signed_number(std::int64_t value) {
        number((static_cast<std::uint64_t>(value) << 1U) ^ static_cast<std::uint64_t>(value >> 63));
    }
    void flag(bool value) { bytes_ += value ? '\1' : '\0'; }
    void string(std::string_view text) {
        number(text.size());
        bytes_ += text;
    }
    void strings(const std::vector<std::string>& texts) {
        number(texts.size());
        for (const auto& text : texts)
            string(text);
    }
    std::string take() { return std::move(bytes_); }

private:
    std::string bytes_;
};

/// Reads what Packer wrote, in the same order. Throws CorruptIndex at anything else.
class Unpacker {
public:
    explicit Unpacker(std::string_view bytes) : bytes_(bytes) {}

    std::uint64_t number() {
        std::uint64_t value = 0;
        for (unsigned shift = 0; shift < 64; shift += 7) {
            const auto byte = static_cast<unsigned char>(take(1).front());
            value |= static_cast<std::uint64_t>(byte & 0x7FU) << shift;
            if (byte < 0x80)
                return value;
        }
        throw CorruptIndex("a stored article is damaged: run kb-indexer build --full");
    }
    std::int64_t signed_number() {
        const std::uint64_t value = number();
        return static_cast<std::int64_t>(value >> 1U) ^ -static_cast<std::int64_t>(value & 1U);
    }
    bool flag() { return take(1).front() != '\0'; }
    std::string_view view() { return take(number()); }
    std::string string() { return std::string(view()); }
    std::vector<std::string> strings() {
        std::vector<std::string> texts(count());
        for (auto& text : texts)
            text = string();
        return texts;
    }
    /// A number of things that follow: more than there are bytes left cannot be true.
    std::size_t count() {
        const std::uint64_t value = number();
        if (value > bytes_.size())
            throw CorruptIndex("a stored article is damaged: run kb-indexer build --full");
        return static_cast<std::size_t>(value);
    }

private:
    std::string_view take(std::uint64_t size) {
        if (size > bytes_.size())
            throw CorruptIndex("a stored article is damaged: run kb-indexer build --full");
        const auto taken = bytes_.substr(0, static_cast<std::size_t>(size));
        bytes_.remove_prefix(static_cast<std::size_t>(size));
        return taken;
    }

    std::string_view bytes_;
};

}  // namespace firstline
