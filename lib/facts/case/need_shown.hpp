// A need area of a person as a message may name it: its word, or only its rank where --redact or limited access keep
// the word back.
#pragma once
#include <string>

#include "facts/case/needs.hpp"

namespace probation {

// Whether what the person did, needs and risks is kept back: by --redact, or as the case is under limited access.
bool words_of_person_are_hidden(const CaseFacts& facts);
std::string need_shown(const CaseFacts& facts, const RankedNeeds& ranked, NeedArea area);

}  // namespace probation
