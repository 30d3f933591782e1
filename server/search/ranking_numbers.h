#pragma once

#include <cstddef>

/// Every number that decides what ranks where. Each stands once, with its reason; measured effects
/// stand in the manual's ranking article.
namespace firstline::ranking {

// --- What a signal counts, in units of a body word -------------------------------------------

inline constexpr double kBody = 1.0;
/// A title says what an article is about, but a long title must not outweigh the text.
inline constexpr double kTitle = 0.5;
/// Neighbouring words. From 0.15 to 0.3 success@1 grows by .01 on techqa, .01 on wixqa, .01 on
/// office-support; 0.4 loses it again.
inline constexpr double kPairs = 0.3;
/// Character 4-grams of title words, relative to the query's whole body weight. The recipe's 0.5
/// costs a point of success@3 on wixqa and 0.3 of one on office-support here.
inline constexpr double kGrams = 0.1;
/// Words that the knowledge base says mean the same. 0.5 already hurts: the word itself is better
/// evidence than its synonym ...
inline constexpr double kSynonyms = 0.1;
/// ... except where no article has the word itself: then the synonym is all the evidence there is.
inline constexpr double kSynonymsOfUnknownWord = 0.6;
/// The thesaurus of the program knows no knowledge base: right more often than wrong, no more.
/// wixqa gains .03 of success@3 by it, techqa .01, banking77 without past questions .01; 0.2 gains
/// no more.
inline constexpr double kThesaurus = 0.1;
inline constexpr double kThesaurusOfUnknownWord = 0.2;
/// Two words that articles write as one, and one that they write as two. Both are right for the
/// few queries that have them (.005 of techqa) and above .3 they cost office-support.
inline constexpr double kJoined = 0.2;
inline constexpr double kParted = 0.3;
/// A code found as a whole, on top of its parts among the body words.
inline constexpr double kCodes = 0.5;
/// Query = title or alias, as a share of the query's body weight: large enough to lead any list.
inline constexpr double kExact = 3.0;
/// A word being typed stands for the words it begins; less sure than a finished word.
inline constexpr double kUnfinished = 0.5;

// --- What a query word counts ----------------------------------------------------------------

/// Soft, not dropped: how, why and when carry meaning.
inline constexpr double kStopWord = 0.2;
inline constexpr double kChatter = 0.5;

// --- Saturation: tf / (kSaturation + tf), BM25's k1 ------------------------------------------

inline constexpr double kSaturation = 1.2;

// --- Bounds on work --------------------------------------------------------------------------

/// In longer queries stop words no longer help and cost the most postings.
inline constexpr std::size_t kMostWordsWithStopWords = 12;
inline constexpr std::size_t kMostTerms = 24;
/// Of a whole text: a ticket has more words that tell, and nobody waits for each key.
inline constexpr std::size_t kMostTermsOfWholeText = 48;
inline constexpr std::size_t kMostPairs = 24;
inline constexpr std::size_t kMostGrams = 48;
inline constexpr std::size_t kMostCodes = 8;
inline constexpr std::size_t kMostSynonyms = 12;
inline constexpr std::size_t kMostCompounds = 8;
inline constexpr std::size_t kMostCompletions = 8;
/// Articles that may hold a quoted phrase and are read to see whether they do; those beyond have
/// its words in a row, and are believed.
inline constexpr std::size_t kMostVerified = 300;
/// Operators of one query; those beyond are words.
inline constexpr std::size_t kMostConditions = 16;
/// Bytes of a whole text that are looked at (of HTML mail: of its markup, then of its words), and
/// that are left of it.
inline constexpr std::size_t kMostMarkupRead = 1'000'000;
inline constexpr std::size_t kMostTextRead = 200'000;
inline constexpr std::size_t kMostTellingText = 60'000;
/// Query words beyond this are not read at all.
inline constexpr std::size_t kMostWordsRead = 2000;

// --- Past questions --------------------------------------------------------------------------

/// What an article gets of the mean likeness of its questions.
inline constexpr double kAskedBefore = 3.0;
/// One question alike may be chance, several are not.
inline constexpr std::size_t kQuestionsOfArticle = 5;
/// The very words of a past question, in any order, are worth as much as a title that has them all,
/// of the query's idf: one person's answer is enough there. No set of ours has such a query.
inline constexpr double kSameQuestion = 1.5;
inline constexpr double kSame = 0.99;
/// BM25's b for questions.
inline constexpr double kQuestionLength = 0.75;
/// Neighbouring words, stop words included.
inline constexpr double kQuestionPairs = 0.3;
/// Questions that share less of their idf than this are not alike: without it articles that were
/// never asked for drown.
inline constexpr double kLeastAlike = 0.2;
/// What an article gets of the score of all its questions together, once the questions that are
/// most alike share this much of their idf in the mean. Success@1 grows by .03 with 10 questions
/// taught to each article of banking77, by .02 with all. Given to all articles that have one like
/// question, 1.5 costs wixqa's untaught half .11 of success@3.
inline constexpr double kProfile = 2.0;
inline constexpr double kAlikeForProfile = 0.3;
/// Neighbouring words in them: .01 of success@1 on clinc150.
inline constexpr double kProfilePairs = 0.3;
/// BM25's b for them, and the length, as a share of the average, below which they count as so long.
inline constexpr double kProfileLength = 0.6;
inline constexpr double kShortestProfile = 0.5;
/// Bounds on work: questions looked at, words that find them, words of the query that are read.
inline constexpr unsigned kMostLikeQuestions = 60;
inline constexpr std::size_t kMostQuestionTerms = 6;
inline constexpr std::size_t kMostWordsOfQuestion = 64;
/// One denial outweighs two that say so.
inline constexpr double kContradiction = 2.0;

// --- How sure we are -------------------------------------------------------------------------

/// p = sigmoid(a S1/M + b ln(clip(S1/mean(S2..S11), 1, 20)) + c). Fitted to "the first hit is
/// right" on nine judged sets, whole and halved (so that many questions have no answer), each
/// counting the same; b lies between what techqa (2.4) and clinc150 (1.0) alone would have. Defined
/// for kConfidenceHits or more; else the ratio is 1.
inline constexpr double kConfidenceShare = 1.0;
inline constexpr double kConfidenceMargin = 1.3;
inline constexpr double kConfidenceOffset = -2.2;
inline constexpr double kLargestMargin = 20.0;
inline constexpr std::size_t kConfidenceHits = 11;
/// A competitor counts as at least this share of the query's mass. Else one matched word of four is
/// believed where the other articles have none: "vacuum the grommet florp" was sure of a laptop's
/// fan.
inline constexpr double kCompetitorFloor = 0.2;
/// Below it a page says that it is not sure.
inline constexpr double kSure = 0.3;

/// Beside a text that somebody writes, more is asked: nobody searched. Measured on the first words
/// of the questions of five judged sets, against the articles of others, too. One telling word says
/// too little: of the sure articles half are wrong ...
inline constexpr std::size_t kLeastTellingWords = 2;
/// ... two are enough for who is surer: 3 in 100 questions about other things are offered one, at
/// kSureOfText it would be 14 ...
inline constexpr std::size_t kFewTellingWords = 2;
inline constexpr double kSureOfFewWords = 0.8;
/// ... three have 4 in 100 offered one, four 2, five 1.
inline constexpr double kSureOfText = 0.6;
/// Where the best article is that sure, the next ones may be less: 1 or 2 people more in 100 see
/// the right one.
inline constexpr double kSureBesideBetter = 0.4;

/// What an exact title, alias or rare code is believed, whatever the formula says.
inline constexpr double kCertain = 0.95;

/// An article counts as found when its score is at least this share of the best one's (without
/// kExact): what shares a single everyday word with the query is no result.
inline constexpr double kFoundShare = 0.4;

/// A code makes an answer sure only if few articles have it: at most one in this many ...
inline constexpr unsigned kRareCodeShare = 20;
/// ... and if it is what the query is about: a version number in a page of text is not. Its idf as
/// a share of the query's mass.
inline constexpr double kCodeShareOfQuery = 0.3;

// --- Spelling --------------------------------------------------------------------------------

inline constexpr std::size_t kShortestCorrected = 4;
/// Words up to this length are corrected by one edit, longer ones by two.
inline constexpr std::size_t kOneEditUpTo = 7;
inline constexpr std::size_t kMostCorrected = 5;
/// What one mistyped beginning of a word may have been meant as.
inline constexpr std::size_t kMostNear = 3;

// --- Snippets --------------------------------------------------------------------------------

/// Characters (bytes) a snippet aims at.
inline constexpr std::size_t kSnippetLength = 200;
/// A word of the heading says what the section is about.
inline constexpr double kHeadingInSection = 1.5;

}  // namespace firstline::ranking
