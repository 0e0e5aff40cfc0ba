#include "facts/case/subject.hpp"

namespace probation {
namespace {

std::string id_of(const Located<Id>& id, std::string_view otherwise) { return id ? id->text : std::string(otherwise); }

// Words for what a subject is about.
struct InWords {
  const std::string& name;
  std::string operator()(Subject::WholeFile) const { return "file"; }
  std::string operator()(Subject::ThePerson) const { return "person"; }
  std::string operator()(Subject::Named) const { return name; }
  std::string operator()(const Order* order) const { return id_of(order->id, "order"); }
  std::string operator()(const Subject::OfRequirement& of) const {
    return id_of(of.order->id, "order") + "/" + id_of(of.requirement->id, "requirement");
  }
  std::string operator()(const Assessment* assessment) const { return id_of(assessment->id, "assessment"); }
  template <class AnEntry>
  std::string operator()(const AnEntry* entry) const {
    return id_of(entry->id, "entry");
  }
};

}  // namespace

std::string Subject::text() const { return std::visit(InWords{name_}, about_); }

Subject subject_of(const Order& order) { return &order; }
Subject subject_of(const Order& order, const Requirement& requirement) {
  return Subject::OfRequirement{&order, &requirement};
}
Subject subject_of(const Contact& contact) { return &contact; }
Subject subject_of(const EnforcementEntry& entry) { return &entry; }
Subject subject_of(const Review& review) { return &review; }
Subject subject_of(const Suspension& suspension) { return &suspension; }
Subject subject_of(const Activity& activity) { return &activity; }
Subject subject_of(const Assessment& assessment) { return &assessment; }
Subject subject_of(const Entry& entry) { return &entry; }

}  // namespace probation
