// The published reference values of agreement statistics to their last digit, and the traps of those who computed them
// before: missing is no category, categories come from the declared scale, no variation is undefined.
#include "appraisal/agreement.hpp"

#include <cmath>
#include <sstream>

#include "unit/catch.hpp"

using namespace probation;
using namespace probation::appraisal;

namespace {

MarkScale numbers(std::initializer_list<double> values, MeasurementLevel level) {
  MarkScale scale;
  scale.level = level;
  for (const double value : values) {
    scale.values.push_back(value);
    std::ostringstream text;
    text << value;
    scale.labels.push_back(text.str());
  }
  return scale;
}

// Rows are units, cells are separated by blanks, a point is missing.
MarkTable table_of(const MarkScale& scale, const std::string& text) {
  MarkTable table;
  table.scale = scale;
  std::istringstream lines(text);
  std::string line;
  while (std::getline(lines, line)) {
    std::istringstream cells(line);
    std::string cell;
    std::vector<std::optional<std::size_t>> row;
    while (cells >> cell) row.push_back(cell == "." ? std::nullopt : scale.find(cell));
    if (row.empty()) continue;
    table.cells.push_back(row);
    table.units.push_back("u" + std::to_string(table.units.size() + 1));
  }
  for (std::size_t r = 0; r < table.cells.front().size(); ++r) table.raters.push_back("r" + std::to_string(r + 1));
  return table;
}

MarkTable transposed(const MarkTable& table) {
  MarkTable out = table;
  std::swap(out.units, out.raters);
  out.cells.assign(table.raters.size(), {});
  for (std::size_t r = 0; r < table.raters.size(); ++r)
    for (const auto& row : table.cells) out.cells[r].push_back(row[r]);
  return out;
}

// Equal when written with so many digits, which is what a published value is.
void published(const Statistic& statistic, double expected, int digits) {
  INFO(statistic.name << " " << statistic.weights << " " << statistic.undefined);
  REQUIRE(statistic.value);
  CHECK(std::abs(*statistic.value - expected) <= 0.5 * std::pow(10.0, -digits) * (1 + 1e-9));
}
void error_is(const Statistic& statistic, double expected, int digits) {
  INFO(statistic.name << " " << statistic.weights);
  REQUIRE(statistic.standard_error);
  CHECK(std::abs(*statistic.standard_error - expected) <= 0.5 * std::pow(10.0, -digits) * (1 + 1e-9));
}

// Four observers and twelve units after Krippendorff; unit 12 has one mark.
MarkTable krippendorff() {
  return table_of(
      numbers({1, 2, 3, 4, 5}, MeasurementLevel::ordinal),
      "1 1 . 1\n2 2 3 2\n3 3 3 3\n3 3 3 3\n2 2 2 2\n1 2 3 4\n4 4 4 4\n1 1 2 1\n2 2 2 2\n. 5 5 5\n. . 1 1\n. . 3 .\n");
}
MarkTable shrout_fleiss() {
  return table_of(numbers({1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, MeasurementLevel::interval),
                  "9 2 5 8\n6 1 3 2\n8 4 6 8\n7 1 2 6\n10 5 6 9\n6 2 4 7\n");
}
// Thirty patients, six psychiatrists, five diagnoses: how often each was given to a patient.
MarkTable fleiss_1971() {
  MarkTable table;
  table.scale.level = MeasurementLevel::nominal;
  table.scale.labels = {"Depression", "Personality disorder", "Schizophrenia", "Neurosis", "Other"};
  std::istringstream counts(
      "00060 03003 01401 00006 03030 20400 00402 20310 20040 00006 10050 11040 03300 10050 02031 "
      "00501 30012 51000 02040 10203 00006 01050 02013 20040 10041 05010 40002 02040 10500 00006");
  std::string patient;
  while (counts >> patient) {
    std::vector<std::optional<std::size_t>> row;
    for (std::size_t k = 0; k < patient.size(); ++k)
      for (int i = 0; i < patient[k] - '0'; ++i) row.emplace_back(k);
    table.cells.push_back(row);
    table.units.push_back("p" + std::to_string(table.units.size() + 1));
  }
  table.raters = {"a", "b", "c", "d", "e", "f"};
  return table;
}

}  // namespace

TEST_CASE("Krippendorff's alpha of his own example, at every level") {
  const MarkTable table = krippendorff();
  published(krippendorff_alpha(table, MeasurementLevel::nominal), 0.743421, 6);
  published(krippendorff_alpha(table, MeasurementLevel::ordinal), 0.815388, 6);
  published(krippendorff_alpha(table, MeasurementLevel::interval), 0.849107, 6);
  published(krippendorff_alpha(table, MeasurementLevel::ratio), 0.797403, 6);
  error_is(krippendorff_alpha(table, MeasurementLevel::nominal), 0.146942, 6);
  error_is(krippendorff_alpha(table, MeasurementLevel::ordinal), 0.148655, 6);
  error_is(krippendorff_alpha(table, MeasurementLevel::interval), 0.141463, 6);
}

TEST_CASE("A unit with one mark counts for Gwet's categories and not for alpha") {
  const MarkTable table = krippendorff();
  MarkTable without = table;
  without.cells.pop_back();
  without.units.pop_back();
  CHECK(*krippendorff_alpha(without, MeasurementLevel::ordinal).value ==
        *krippendorff_alpha(table, MeasurementLevel::ordinal).value);
  CHECK(*gwet(without, Weighting::unweighted).value != *gwet(table, Weighting::unweighted).value);
}

TEST_CASE("Gwet's coefficients, Fleiss and Brennan-Prediger at every weighting") {
  const MarkTable table = krippendorff();
  published(percent_agreement(table, Weighting::unweighted), 0.818182, 6);
  published(gwet(table, Weighting::unweighted), 0.775444, 6);
  published(gwet(table, Weighting::unweighted), 0.77544, 5);
  error_is(gwet(table, Weighting::unweighted), 0.14295, 5);
  published(fleiss_kappa(table, Weighting::unweighted), 0.761169, 6);
  published(brennan_prediger(table, Weighting::unweighted), 0.772727, 6);
  published(percent_agreement(table, Weighting::linear), 0.939394, 6);
  published(gwet(table, Weighting::linear), 0.858739, 6);
  published(fleiss_kappa(table, Weighting::linear), 0.817945, 6);
  published(brennan_prediger(table, Weighting::linear), 0.848485, 6);
  published(percent_agreement(table, Weighting::ordinal), 0.968182, 6);
  published(gwet(table, Weighting::ordinal), 0.898940, 6);
  published(fleiss_kappa(table, Weighting::ordinal), 0.850206, 6);
  published(brennan_prediger(table, Weighting::ordinal), 0.886364, 6);
  published(percent_agreement(table, Weighting::quadratic), 0.975379, 6);
  published(gwet(table, Weighting::quadratic), 0.914001, 6);
  error_is(gwet(table, Weighting::quadratic), 0.10396, 5);
  published(fleiss_kappa(table, Weighting::quadratic), 0.864935, 6);
  published(brennan_prediger(table, Weighting::quadratic), 0.901515, 6);
  const Statistic ac1 = gwet(table, Weighting::unweighted);  // the published interval is (0.461, 1)
  CHECK(ac1.low.value_or(0) == Approx(0.461).margin(0.0005));
  CHECK(ac1.high.value_or(0) == 1.0);
  CHECK(ac1.name == "gwet_ac1");
  CHECK(gwet(table, Weighting::linear).name == "gwet_ac2");
}

TEST_CASE("Leaving one observer out, and how severe each was") {
  const MarkTable table = krippendorff();
  const double left_out[] = {0.868809, 0.751239, 0.820922, 0.804861};
  const double severity[] = {-0.2963, -0.1333, 0.2667, 0.1212};
  const Agreement agreement = agreement_of(table, false);
  for (std::size_t r = 0; r < 4; ++r) {
    published(krippendorff_alpha(table.without_rater(r), MeasurementLevel::ordinal), left_out[r], 6);
    CHECK(std::abs(*agreement.severity[r].value - severity[r]) <= 0.00005);
  }
  std::size_t alphas = 0;
  for (const WithoutRater& row : agreement.without)
    if (row.name == "krippendorff_alpha") CHECK(std::abs(*row.value - left_out[alphas++]) <= 0.0000005);
  CHECK(alphas == 4);
  CHECK(agreement.units == 12);
  CHECK(agreement.marks == 41);
  CHECK(agreement.missing == 7);
}

TEST_CASE("Intraclass correlations and Kendall's W of Shrout and Fleiss's example") {
  const MarkTable table = shrout_fleiss();
  published(icc(table, IccForm::one_1), 0.16574, 5);
  published(icc(table, IccForm::two_1), 0.28976, 5);
  published(icc(table, IccForm::three_1), 0.71484, 5);
  published(icc(table, IccForm::one_k), 0.44280, 5);
  published(icc(table, IccForm::two_k), 0.62005, 5);
  published(icc(table, IccForm::three_k), 0.90932, 5);
  published(kendall_w(table, true), 0.887037, 6);
  published(kendall_w(table, false), 0.855357, 6);
  published(krippendorff_alpha(table, MeasurementLevel::interval), 0.147308, 6);
  published(krippendorff_alpha(table, MeasurementLevel::ordinal), 0.109059, 6);
  // The published mean squares (units 11.24167, judges 32.48611, within 6.26389, error 1.01944), as far as the forms
  // show them.
  const double units = 11.24167, judges = 32.48611, within = 6.26389, error = 1.01944;
  CHECK(1 - *icc(table, IccForm::one_k).value == Approx(within / units).margin(2e-6));
  CHECK(1 - *icc(table, IccForm::three_k).value == Approx(error / units).margin(2e-6));
  CHECK((units - error) / *icc(table, IccForm::two_k).value - units == Approx((judges - error) / 6).margin(2e-5));
  CHECK(*kendall_w(table, true).value * 4 * 5 ==
        Approx(17.7407).margin(0.00005));  // chi-square with five degrees of freedom
}

TEST_CASE("Fleiss's psychiatrists: categories are words") {
  const MarkTable table = fleiss_1971();
  published(percent_agreement(table, Weighting::unweighted), 0.555556, 6);
  published(fleiss_kappa(table, Weighting::unweighted), 0.430245, 6);
  // What chance alone would give: 0.219938 by the shares of the categories.
  CHECK((*percent_agreement(table, Weighting::unweighted).value - *fleiss_kappa(table, Weighting::unweighted).value) /
            (1 - *fleiss_kappa(table, Weighting::unweighted).value) ==
        Approx(0.219938).margin(0.0000005));
  published(gwet(table, Weighting::unweighted), 0.447885, 6);
  published(brennan_prediger(table, Weighting::unweighted), 0.444444, 6);
  published(krippendorff_alpha(table, MeasurementLevel::nominal), 0.433410, 6);
  CHECK(krippendorff_alpha(table, MeasurementLevel::interval).undefined ==
        "the scale is of words, which have no distances");
  CHECK_FALSE(gwet(table, Weighting::quadratic).value);
  for (const Statistic& statistic : agreement_of(table, true).statistics)
    CHECK((statistic.weights == "unweighted" || statistic.weights == "nominal" || !statistic.value));
}

TEST_CASE("Nearly total agreement: alpha falls to nothing, the others say why") {
  const MarkTable table = transposed(table_of(numbers({1, 2, 3}, MeasurementLevel::nominal),
                                              "3 3 3 3 3\n3 3 3 3 3\n3 3 . . 3\n3 3 3 3 1\n3 . 3 3 3\n"));
  for (const auto level : {MeasurementLevel::nominal, MeasurementLevel::ordinal, MeasurementLevel::interval})
    CHECK(std::abs(*krippendorff_alpha(table, level).value) < 1e-12);
  published(percent_agreement(table, Weighting::unweighted), 0.92, 6);
  published(gwet(table, Weighting::unweighted), 0.916805, 6);
  published(fleiss_kappa(table, Weighting::unweighted), -0.041667, 6);
}

TEST_CASE("Categories come from the declared scale, not from the marks that were used") {
  const std::string marks = "3 3\n3 3\n2 3\n3 3\n";
  const double three =
      *gwet(table_of(numbers({1, 2, 3}, MeasurementLevel::nominal), marks), Weighting::unweighted).value;
  const double two = *gwet(table_of(numbers({2, 3}, MeasurementLevel::nominal), marks), Weighting::unweighted).value;
  CHECK(three != two);
  const MarkTable table = krippendorff();
  for (std::size_t r = 0; r < table.raters.size(); ++r)  // a rater who never uses a category leaves it in the scale
    CHECK(table.without_rater(r).scale.labels.size() == 5);
}

TEST_CASE("Missing is no category") {
  const MarkTable table = table_of(numbers({1, 2}, MeasurementLevel::nominal), "1 1 .\n1 1 1\n2 . 2\n");
  published(krippendorff_alpha(table, MeasurementLevel::nominal), 1.0, 12);
  published(krippendorff_alpha(table_of(numbers({1, 2, 3}, MeasurementLevel::nominal), "1 1 3\n1 1 1\n2 3 2\n"),
                               MeasurementLevel::nominal),
            1.0 / 3, 12);  // what it would be as one
}

TEST_CASE("Undefined stays undefined, with its reason") {
  const MarkScale scale = numbers({0, 1, 2}, MeasurementLevel::ordinal);
  const MarkTable same = table_of(scale, "2 2 2\n2 2 2\n2 2 2\n");
  CHECK_FALSE(krippendorff_alpha(same, MeasurementLevel::ordinal).value);
  CHECK(krippendorff_alpha(same, MeasurementLevel::ordinal).undefined == "no variation: every mark is the same");
  CHECK_FALSE(fleiss_kappa(same, Weighting::unweighted).value);
  CHECK_FALSE(icc(same, IccForm::two_k).value);
  CHECK_FALSE(kendall_w(same, true).value);
  published(percent_agreement(same, Weighting::unweighted), 1.0, 12);
  published(gwet(same, Weighting::ordinal), 1.0, 12);

  const MarkTable open = table_of(scale, "2 1 .\n0 1 2\n");
  CHECK(icc(open, IccForm::one_1).undefined == "incomplete table: a mark is missing");
  CHECK(kendall_w(open, false).undefined == "incomplete table: a mark is missing");
  for (const Statistic& statistic : agreement_of(table_of(scale, "2 1 0\n"), true).statistics)
    CHECK(statistic.undefined == "one unit: agreement needs at least two");
  for (const Statistic& statistic : agreement_of(table_of(scale, "2\n1\n"), true).statistics)
    CHECK(statistic.undefined == "one rater: agreement needs at least two");
  for (const Statistic& statistic : agreement_of(table_of(scale, ". .\n. .\n"), true).statistics)
    CHECK(statistic.undefined == "no marks");
  CHECK(krippendorff_alpha(table_of(scale, "1 .\n. 2\n"), MeasurementLevel::ordinal).undefined ==
        "no unit has two marks");
}

TEST_CASE("Student's t at the usual shares") {
  CHECK(student_t_quantile(0.975, 1) == Approx(12.7062).epsilon(1e-5));
  CHECK(student_t_quantile(0.975, 11) == Approx(2.200985).epsilon(1e-6));
  CHECK(student_t_quantile(0.975, 1000) == Approx(1.962339).epsilon(1e-6));
  CHECK(student_t_quantile(0.5, 7) == Approx(0.0).margin(1e-9));
}
