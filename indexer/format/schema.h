#pragma once

#include <cstddef>
#include <string_view>

/// What the index is made of: the law for whoever writes or reads it. A prefix, slot or version
/// that stands anywhere else is a bug. Change anything here and kVersion grows.
namespace firstline::schema {

/// An index of another version is refused with "run kb-indexer build".
inline constexpr int kVersion = 3;

// --- Terms -----------------------------------------------------------------------------------
// One prefix for each field, since each field has its own length and its own rarity of words.
// wdf of the fields marked (w) is max(1, round(kLengthScale * tf / g)), g being the field's length
// normalisation (ranking.md): Xapian itself would normalise by the whole document's length.

/// Words of title, summary, aliases and body, stemmed (w). No prefix: terms of this field begin
/// with anything but a capital letter of ASCII.
inline constexpr std::string_view kBody = "";
/// Words of title and aliases, stemmed (w).
inline constexpr std::string_view kTitle = "S";
/// Two neighbouring words, stop words dropped, of title and body, stemmed, a blank between (w).
inline constexpr std::string_view kPair = "P";
/// 4-grams of `#stem#` of title and alias words (w, with the length of the title).
inline constexpr std::string_view kGram = "G";
/// Codes, as written and squashed; wdf = kLengthScale * tf.
inline constexpr std::string_view kCode = "C";
/// A whole title or alias as folded_words(): what matches it exactly was meant.
inline constexpr std::string_view kExact = "K";
/// Beginnings of the words of title and aliases; for completing.
inline constexpr std::string_view kTitleBeginning = "E";
/// Beginnings of the words of headings.
inline constexpr std::string_view kHeadingBeginning = "H";

/// The article's path: unique, what an article is replaced and removed by. Long ones are hashed.
inline constexpr std::string_view kPath = "Q";
/// Names that lead to the article, all through name_term(): slug, id, path without `.md`, old URLs.
inline constexpr std::string_view kSlugName = "XNS";
inline constexpr std::string_view kIdName = "XNI";
inline constexpr std::string_view kPathName = "XNP";
inline constexpr std::string_view kOldName = "XNR";
/// A file (image, attachment) that the article shows; long paths are hashed.
inline constexpr std::string_view kFile = "XF";
/// A file that a link of the article leads to (a path below the KB): when it goes, the article is
/// read again, since its links say where they lead.
inline constexpr std::string_view kLinked = "XLF";
/// Where a link leads in vain (lower case): when a file of this name comes, likewise.
inline constexpr std::string_view kMissing = "XLM";
/// Facets, lower case.
inline constexpr std::string_view kProduct = "XPR";
inline constexpr std::string_view kType = "XTY";
inline constexpr std::string_view kTag = "XTG";
/// The key of the owner, lower case, and the state: what operators of a query filter by.
inline constexpr std::string_view kOwner = "XOW";
inline constexpr std::string_view kState = "XST";

/// wdf per unit of normalised term frequency: 10 keeps the rounding below 5 % for tf 1 at g = 1.
inline constexpr int kLengthScale = 10;

/// Xapian refuses terms over 245 bytes, counting NULs twice; longer ones are hashed or left out.
inline constexpr std::size_t kLongestTerm = 200;

// --- Values ----------------------------------------------------------------------------------

/// The article's path.
inline constexpr unsigned kPathSlot = 0;
/// What the file system said of the file when it was read; empty if that cannot be trusted to
/// change with the next edit.
inline constexpr unsigned kStampSlot = 1;
/// Hash of the stored article, from which all else in the document follows.
inline constexpr unsigned kInputSlot = 2;
/// Stamps of the fragments and defaults that it was read with.
inline constexpr unsigned kDependsSlot = 3;
/// Lengths of body, title, pairs in tokens.
inline constexpr unsigned kLengthsSlot = 4;
/// Day of the last change or review, `2026-03-12`, for "what is new"; absent when unknown.
inline constexpr unsigned kChangedSlot = 5;
/// Facet values as written, parted by kSeparator.
inline constexpr unsigned kProductSlot = 6;
inline constexpr unsigned kTypeSlot = 7;
inline constexpr unsigned kTagSlot = 8;
/// id, slug and old URLs, parted by kSeparator: one namespace, checked after each run.
inline constexpr unsigned kNamesSlot = 9;
/// How many errors and warnings the article has, `2 5`; absent when none.
inline constexpr unsigned kProblemsSlot = 10;
/// `1` when the article is kept out of feeds and sitemap.
inline constexpr unsigned kUnlistedSlot = 11;

inline constexpr char kSeparator = '\x1f';

}  // namespace firstline::schema
