#include "callable_analyzer.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <set>
#include <utility>

#include "lodex/error.h"
#include "text.h"

namespace lodex::python {
namespace {

// All functions that C++ holds. Never destroyed: some are held by the table of analyzers, which is
// destroyed after Python.
struct Callables {
  std::mutex mutex;  // never waited for by someone who holds it and wants the GIL
  std::condition_variable none_called;
  std::set<Callable*> all;
  std::size_t called = 0;  // calls that have, or wait for, the GIL
  bool ended = false;
};
Callables& callables() {
  static auto* held = new Callables;
  return *held;
}

// Python does not end while there is one.
class Call {
 public:
  Call() {
    const std::lock_guard lock(callables().mutex);
    if (callables().ended) throw UsageError("a function of Python cannot be called: Python ends");
    ++callables().called;
  }
  Call(const Call&) = delete;
  Call& operator=(const Call&) = delete;
  ~Call() {
    const std::lock_guard lock(callables().mutex);
    --callables().called;
    callables().none_called.notify_all();
  }
};

std::string message_of(nb::python_error& error) {
  const auto name = nb::cast<nb::str>(error.type().attr("__name__"));
  const auto text = nb::steal<nb::str>(PyObject_Str(error.value().ptr()));
  if (!text.is_valid()) PyErr_Clear();
  return utf8_of(name) + (text.is_valid() ? ": " + utf8_of(text) : "");
}

}  // namespace

Callable::Callable(nb::object function) : function_(std::move(function)) {
  const std::lock_guard lock(callables().mutex);
  callables().all.insert(this);
}

Callable::~Callable() {
  bool ended = false;
  {
    const std::lock_guard lock(callables().mutex);
    callables().all.erase(this);
    ended = callables().ended;
    if (!ended) ++callables().called;
  }
  if (ended) {
    (void)function_.release();  // null, but where it was made too late to be let go of
    return;
  }
  {
    const nb::gil_scoped_acquire gil;
    function_.reset();
  }
  const std::lock_guard lock(callables().mutex);
  --callables().called;
  callables().none_called.notify_all();
}

template <class Use>
void Callable::with(const Use& use) const {
  const Call call;
  const nb::gil_scoped_acquire gil;
  try {
    use(function_);
  } catch (nb::python_error& error) {
    throw PythonFailure(std::move(error));
  } catch (const nb::builtin_exception& error) {
    PyErr_SetString(
        error.type() == nb::exception_type::type_error ? PyExc_TypeError : PyExc_ValueError,
        error.what());
    throw PythonFailure(nb::python_error());
  }
}

PythonFailure::PythonFailure(nb::python_error&& error)
    : error_(std::make_shared<nb::python_error>(std::move(error))),
      message_(std::make_shared<const std::string>(message_of(*error_))) {}

void PythonFailure::restore() const {
  nb::python_error copy(*error_);
  copy.restore();
}

void end_callables() {
  std::vector<nb::object> functions;  // let go of without the lock
  {
    const nb::gil_scoped_release release;
    std::unique_lock lock(callables().mutex);
    callables().ended = true;
    callables().none_called.wait(lock, [] { return callables().called == 0; });
  }
  const std::lock_guard lock(callables().mutex);
  for (Callable* callable : callables().all) functions.push_back(std::move(callable->function_));
}

TextPlaces::TextPlaces(std::string_view utf8) : size_(character_index(utf8, utf8.size())) {
  if (size_ == utf8.size()) return;
  bytes_.reserve(size_ + 1);
  for (std::size_t i = 0; i < utf8.size(); ++i) {
    if ((static_cast<unsigned char>(utf8[i]) & 0xc0) != 0x80) {
      bytes_.push_back(static_cast<std::uint32_t>(i));
    }
  }
  bytes_.push_back(static_cast<std::uint32_t>(utf8.size()));
}

std::size_t TextPlaces::index_of(std::size_t byte) const {
  if (bytes_.empty()) return byte;
  return static_cast<std::size_t>(std::ranges::lower_bound(bytes_, byte) - bytes_.begin());
}

std::size_t TextPlaces::byte_of(std::size_t index) const {
  return bytes_.empty() ? index : bytes_[index];
}

namespace {

// Reads what a function gave: tokens of a text.
class TokenReader {
 public:
  TokenReader(std::string_view text, const TextPlaces& places, TokenBuffer& out)
      : text_(text), places_(places), out_(out) {}

  void read(nb::handle tokens) {
    const auto iterator = nb::steal<nb::object>(PyObject_GetIter(tokens.ptr()));
    if (!iterator.is_valid()) throw nb::python_error();
    while (const auto item = nb::steal<nb::object>(PyIter_Next(iterator.ptr()))) add(item);
    if (PyErr_Occurred() != nullptr) throw nb::python_error();
  }

 private:
  void add(nb::handle item) {
    if (PyUnicode_Check(item.ptr()) != 0) return add_term(utf8_of(item));
    PythonToken token;
    if (nb::try_cast(item, token, false)) return add_token(token, true);
    if (PyTuple_Check(item.ptr()) != 0) {
      const auto tuple = nb::borrow<nb::tuple>(item);
      if (tuple.size() == 3 || tuple.size() == 4) return add_tuple(tuple);
    }
    throw nb::type_error(
        "a token is a str, a lodex.Token or a tuple (term, begin, end[, position])");
  }

  // The term alone: it is looked for behind the token before.
  void add_term(const std::string& term) {
    const std::size_t found = text_.find(term, last_end_);
    const bool is_there = found != std::string_view::npos;
    const std::size_t begin = is_there ? found : last_end_;
    put(term, begin, is_there ? begin + term.size() : begin, next_);
  }
  void add_tuple(const nb::tuple& tuple) {
    if (PyUnicode_Check(tuple[0].ptr()) == 0) throw nb::type_error("the term of a token is a str");
    PythonToken token{utf8_of(tuple[0]), 0, 0, 0};
    const bool has_position = tuple.size() == 4;
    if (!nb::try_cast(tuple[1], token.begin) || !nb::try_cast(tuple[2], token.end) ||
        (has_position && !nb::try_cast(tuple[3], token.position))) {
      throw nb::type_error("the begin, end and position of a token are integers from 0 on");
    }
    add_token(token, has_position);
  }
  void add_token(const PythonToken& token, bool has_position) {
    if (token.begin > token.end || token.end > places_.size()) {
      throw nb::value_error("the begin and end of a token are indices of its text");
    }
    put(token.term, places_.byte_of(token.begin), places_.byte_of(token.end),
        has_position ? token.position : next_);
  }

  void put(const std::string& term, std::size_t begin, std::size_t end, std::uint32_t position) {
    if (position < last_position_) {
      throw nb::value_error("the positions of tokens may not fall");
    }
    last_position_ = position;
    next_ = position + 1;
    last_end_ = end;
    if (term.empty()) return;
    out_.add({out_.copy(term), static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end),
              position});
  }

  std::string_view text_;
  const TextPlaces& places_;
  TokenBuffer& out_;
  std::size_t last_end_ = 0;  // in bytes
  std::uint32_t next_ = 0;    // the position of a token that names none
  std::uint32_t last_position_ = 0;
};

std::string name_of(nb::handle function) {
  nb::object name = nb::getattr(function, "__name__", nb::none());
  return PyUnicode_Check(name.ptr()) != 0 ? utf8_of(name) : "a callable";
}

// Is given a name for the stages of an explanation.
class CallableTokenizer final : public Analyzer {
 public:
  CallableTokenizer(nb::object function, nb::object normalize)
      : name_(name_of(function)), function_(std::move(function)) {
    if (!normalize.is_none()) normalize_.emplace(std::move(normalize));
  }

  void analyze(std::string_view text, TokenBuffer& out) const override {
    function_.with([&](const nb::object& function) {
      const TextPlaces places(text);
      TokenReader(text, places, out).read(function(str_of(text)));
    });
  }
  [[nodiscard]] std::string normalize(std::string_view part) const override {
    if (!normalize_) return std::string(part);
    std::string out;
    normalize_->with([&](const nb::object& function) {
      const nb::object result = function(str_of(part));
      if (PyUnicode_Check(result.ptr()) == 0) throw nb::type_error("normalize() gives a str");
      out = utf8_of(result);
    });
    return out;
  }
  void explain(std::string_view text, std::vector<AnalysisStage>& stages) const override {
    stages.push_back({name_, lodex::analyze(text, *this)});
  }

 private:
  std::string name_;
  Callable function_;
  std::optional<Callable> normalize_;
};

// Changes nothing of the parts of words.
class CallableFilter final : public TokenFilter {
 public:
  explicit CallableFilter(nb::object function) : function_(std::move(function)) {}

  [[nodiscard]] std::string name() const override {
    std::string name;
    function_.with([&](const nb::object& function) { name = name_of(function); });
    return name;
  }
  // Tokens of Python are places of a text.
  void filter(TokenBuffer&, std::size_t) const override {
    throw UsageError("a filter that is a function of Python works in a chain only");
  }
  void filter_of_text(std::string_view text, TokenBuffer& tokens,
                      std::size_t first) const override {
    function_.with([&](const nb::object& function) {
      const TextPlaces places(text);
      nb::list list;
      for (const Token& token : tokens.tokens().subspan(first)) {
        list.append(nb::cast(PythonToken{std::string(token.term), places.index_of(token.begin),
                                         places.index_of(token.end), token.position}));
      }
      const nb::object left = function(list);
      tokens.mutable_tokens().resize(first);
      TokenReader(text, places, tokens).read(left);
    });
  }

 private:
  Callable function_;
};

}  // namespace

std::shared_ptr<const Analyzer> callable_tokenizer(nb::object function, nb::object normalize) {
  // A chain cuts terms that are too long.
  return make_chain(std::make_shared<CallableTokenizer>(std::move(function), std::move(normalize)),
                    {});
}

std::shared_ptr<const TokenFilter> callable_filter(nb::object function) {
  return std::make_shared<CallableFilter>(std::move(function));
}

}  // namespace lodex::python
