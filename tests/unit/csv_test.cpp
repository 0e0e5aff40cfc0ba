// Tables after RFC 4180: what is read, and at which line what is refused.
#include "document/csv.hpp"

#include "unit/catch.hpp"

using probation::document::CsvTable;
using probation::document::read_csv;

TEST_CASE("Cells, quotes, line ends and empty cells are read as RFC 4180 writes them") {
  const CsvTable table =
      read_csv("\xEF\xBB\xBFunit,rater,mark\r\nu1,\"A, B\",2\n\nu2,\"say \"\"so\"\"\",\r\n\"two\nlines\",C,1\nlast,D,");
  REQUIRE_FALSE(table.problem);
  REQUIRE(table.columns == std::vector<std::string>{"unit", "rater", "mark"});
  REQUIRE(table.rows.size() == 4);
  CHECK(table.rows[0].cells == std::vector<std::string>{"u1", "A, B", "2"});
  CHECK(table.rows[1].cells == std::vector<std::string>{"u2", "say \"so\"", ""});
  CHECK(table.rows[1].line == 4);
  CHECK(table.rows[2].cells[0] == "two\nlines");
  CHECK(table.rows[3].line == 7);
  CHECK(table.rows[3].cells == std::vector<std::string>{"last", "D", ""});
  CHECK(table.column("mark") == 2U);
  CHECK_FALSE(table.column("marks"));
}

TEST_CASE("What is no table is refused at its line") {
  const auto refused = [](std::string_view bytes, std::uint32_t line, std::uint32_t column, const std::string& words) {
    const CsvTable table = read_csv(bytes);
    REQUIRE(table.problem);
    INFO(table.problem->message);
    CHECK(table.problem->line == line);
    CHECK(table.problem->column == column);
    CHECK(table.problem->message.find(words) != std::string::npos);
  };
  refused("", 1, 0, "no header");
  refused("a,b\n1,2\n1,2,3\n", 3, 0, "3 cells where the header has 2");
  refused("a,b\n1\n", 2, 0, "1 cell where the header has 2");
  refused("a,b\n1,x\"y\n", 2, 4, "quote inside");
  refused("a,b\n1,\"x\"y\n", 2, 6, "after the closing quote");
  refused("a,b\n\"1\n2\",\"never\n", 3, 4, "never ends");
  refused("a,b,a\n", 1, 0, "column a stands twice");
  refused("a,b\n1,2\rx\n", 2, 4, "carriage return");
  refused("a,b\n1,\xFF\n", 2, 3, "UTF-8");
  refused({"a,b\n1\0,2\n", 9}, 2, 2, "NUL byte");
  refused("a,b\n1,2\x01\n", 2, 4, "U+0001");
  refused("a,b\n1,\xC2\x80\n", 2, 3, "U+0080");
}
