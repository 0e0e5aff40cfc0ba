#include "base/text_digest.hpp"

#include <fmt/format.h>

#include "base/xxh3.hpp"

namespace probation {

std::string text_digest(std::string_view text) { return fmt::format("{:016x}", XXH3_64bits(text.data(), text.size())); }

struct TextDigest::Held {
  XXH3_state_t* hash = XXH3_createState();
};
void TextDigest::Ends::operator()(Held* state) const {
  XXH3_freeState(state->hash);
  delete state;
}
TextDigest::TextDigest() : state_(new Held) { XXH3_64bits_reset(state_->hash); }
void TextDigest::add(std::string_view text) { XXH3_64bits_update(state_->hash, text.data(), text.size()); }
std::string TextDigest::hex() const { return fmt::format("{:016x}", XXH3_64bits_digest(state_->hash)); }

}  // namespace probation
