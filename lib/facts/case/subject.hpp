// What a finding speaks about: an order, a requirement, an entry, the person or the file. A value, not a text to be
// taken apart again: its text is made once, for output.
#pragma once
#include <concepts>
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

  static Subject file() { return WholeFile{}; }
  static Subject person() { return ThePerson{}; }
  // The id of an intervention, a region, a member or a principle.
  static Subject named(std::string id) {
    Subject subject = Named{};
    subject.name_ = std::move(id);
    return subject;
  }
  // What it is about must outlive it.
  template <std::convertible_to<About> What>
  Subject(What about) : about_(about) {}

  // Made when it is asked for: most subjects pass, and are counted without a word.
  [[nodiscard]] std::string text() const;
  [[nodiscard]] const About& about() const { return about_; }
  [[nodiscard]] bool is_entry() const {
    return !is_file() && !std::holds_alternative<ThePerson>(about_) && !std::holds_alternative<Named>(about_) &&
           !std::holds_alternative<const Order*>(about_) && !std::holds_alternative<OfRequirement>(about_);
  }
  [[nodiscard]] bool is_file() const { return std::holds_alternative<WholeFile>(about_); }

 private:
  About about_;
  std::string name_;
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
