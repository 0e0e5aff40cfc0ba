// What a finding speaks about: an order, a requirement, an entry, the person or the file. A value, not a text to be
// taken apart again: its text is made once, for output.
#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include <fmt/format.h>

#include "model/case_file.hpp"

namespace probation {

class Subject {
 public:
  struct WholeFile {};
  struct ThePerson {};
  struct Named {};  // of a catalogue or a mark sheet
  struct OfRequirement {
    const Order* order;
    const Requirement* requirement;
  };
  using About =
      std::variant<WholeFile, ThePerson, Named, const Order*, OfRequirement, const Contact*, const EnforcementEntry*,
                   const Review*, const Suspension*, const Activity*, const Assessment*, const Entry*>;

  static Subject file() { return {"file", WholeFile{}}; }
  static Subject person() { return {"person", ThePerson{}}; }
  // The id of an intervention, a region, a member or a principle.
  static Subject named(std::string id) { return {std::move(id), Named{}}; }
  Subject(std::string text, About about) : text_(std::move(text)), about_(about) {}

  [[nodiscard]] const std::string& text() const { return text_; }
  [[nodiscard]] const About& about() const { return about_; }
  [[nodiscard]] bool is_entry() const {
    return !is_file() && !std::holds_alternative<ThePerson>(about_) && !std::holds_alternative<Named>(about_) &&
           !std::holds_alternative<const Order*>(about_) && !std::holds_alternative<OfRequirement>(about_);
  }
  [[nodiscard]] bool is_file() const { return std::holds_alternative<WholeFile>(about_); }

 private:
  std::string text_;
  About about_;
};

Subject subject_of(const Order& order);                                  // O1
Subject subject_of(const Order& order, const Requirement& requirement);  // O1/R1
Subject subject_of(const Contact& contact);                              // C17
Subject subject_of(const EnforcementEntry& entry);                       // E1
Subject subject_of(const Review& review);                                // V1
Subject subject_of(const Suspension& suspension);                        // P1
Subject subject_of(const Activity& activity);                            // A1
Subject subject_of(const Assessment& assessment);                        // S1
Subject subject_of(const Entry& entry);

}  // namespace probation

template <>
struct fmt::formatter<probation::Subject> : fmt::formatter<std::string_view> {
  template <class Context>
  auto format(const probation::Subject& subject, Context& context) const {
    return fmt::formatter<std::string_view>::format(subject.text(), context);
  }
};
