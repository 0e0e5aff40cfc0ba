// The names of the files of a run, as printed: a country has a quarter of a million of them. Each is its folder, held
// once for all that follow one another in it, and the rest of the name in one block of text with all others. A name is
// put together when it is asked for.
#pragma once
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

namespace probation::intake {

class PathList {
 public:
  PathList() = default;
  PathList(std::initializer_list<std::string> paths);
  PathList(const std::vector<std::string>& paths);

  void push_back(std::string_view path);
  [[nodiscard]] std::size_t size() const { return names_.size(); }
  [[nodiscard]] bool empty() const { return names_.empty(); }
  [[nodiscard]] std::string operator[](std::size_t i) const;
  [[nodiscard]] std::vector<std::string> all() const;

  // Gives a name, not a reference to one.
  class Iterator {
   public:
    using iterator_category = std::random_access_iterator_tag;
    using value_type = std::string;
    using difference_type = std::ptrdiff_t;
    using pointer = const std::string*;
    using reference = std::string;
    Iterator() = default;
    Iterator(const PathList* list, std::size_t at) : list_(list), at_(at) {}
    [[nodiscard]] std::size_t index() const { return at_; }
    std::string operator*() const { return (*list_)[at_]; }
    Iterator& operator++() { return ++at_, *this; }
    Iterator& operator--() { return --at_, *this; }
    Iterator& operator+=(difference_type n) { return at_ += static_cast<std::size_t>(n), *this; }
    friend Iterator operator+(Iterator at, difference_type n) { return at += n; }
    friend difference_type operator-(const Iterator& a, const Iterator& b) {
      return static_cast<difference_type>(a.at_) - static_cast<difference_type>(b.at_);
    }
    friend bool operator==(const Iterator& a, const Iterator& b) { return a.at_ == b.at_; }

   private:
    const PathList* list_ = nullptr;
    std::size_t at_ = 0;
  };
  [[nodiscard]] Iterator begin() const { return {this, 0}; }
  [[nodiscard]] Iterator end() const { return {this, size()}; }

  // By the bytes of whole names. Names come in order nearly always.
  void sort();
  // Of a sorted list.
  [[nodiscard]] bool contains(std::string_view path) const;
  // Those that `gone` says yes to, each asked once and in order.
  template <class Gone>
  void erase_if(Gone gone) {
    std::size_t kept = 0;
    for (std::size_t i = 0; i < names_.size(); ++i)
      if (!gone((*this)[i])) names_[kept++] = names_[i];
    names_.resize(kept);
  }
  void erase(Iterator at);
  void insert(Iterator before, std::string_view path);

 private:
  struct Name {
    std::uint32_t folder, rest;  // which, and where in rests_
  };
  [[nodiscard]] std::string_view folder_of(const Name& name) const { return folders_[name.folder]; }
  [[nodiscard]] std::string_view rest_of(const Name& name) const { return rests_.data() + name.rest; }
  [[nodiscard]] bool before(const Name& a, const Name& b) const;

  std::vector<Name> names_;
  std::vector<std::string> folders_;  // to their last slash
  std::string rests_;                 // each ends in NUL, which no name holds
};

}  // namespace probation::intake
