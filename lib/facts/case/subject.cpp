#include "facts/case/subject.hpp"

namespace probation {
namespace {

std::string id_of(const Located<Id>& id, std::string_view otherwise) { return id ? id->text : std::string(otherwise); }

}  // namespace

Subject subject_of(const Order& order) { return {id_of(order.id, "order"), &order}; }
Subject subject_of(const Order& order, const Requirement& requirement) {
  return {id_of(order.id, "order") + "/" + id_of(requirement.id, "requirement"),
          Subject::OfRequirement{&order, &requirement}};
}
Subject subject_of(const Contact& contact) { return {id_of(contact.id, "entry"), &contact}; }
Subject subject_of(const EnforcementEntry& entry) { return {id_of(entry.id, "entry"), &entry}; }
Subject subject_of(const Review& review) { return {id_of(review.id, "entry"), &review}; }
Subject subject_of(const Suspension& suspension) { return {id_of(suspension.id, "entry"), &suspension}; }
Subject subject_of(const Activity& activity) { return {id_of(activity.id, "entry"), &activity}; }
Subject subject_of(const Assessment& assessment) { return {id_of(assessment.id, "assessment"), &assessment}; }
Subject subject_of(const Entry& entry) { return {id_of(entry.id, "entry"), &entry}; }

}  // namespace probation
