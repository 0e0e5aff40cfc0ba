// The enumerated words of the file formats. Order of the enumerators is the order of the words; a word is
// never renamed, since files hold it. What law or policy says about a word stands in law/, not here.
#pragma once
#include "model/order_words.hpp"
#include "model/register_words.hpp"
#include "model/work_words.hpp"

namespace probation {

using document::word;
using document::word_or;

// How many enumerators a kind of word has: tables indexed by them are tied to it.
template <class E>
inline constexpr std::size_t word_count = document::Worded<E>::words.size();

}  // namespace probation
