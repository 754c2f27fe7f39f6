#include "documents.h"

#include <cmath>
#include <string>
#include <utility>

#include "text.h"

namespace lodex::python {
namespace {

[[noreturn]] void raise_type_error(const std::string& message) {
  throw nb::type_error(message.c_str());
}

std::string name_of_type(nb::handle object) {
  return utf8_of(nb::str(object.type().attr("__name__")));
}

// Nested values come back to to_value(): Python's own limit of recursion holds for them.
class RecursionGuard {
 public:
  RecursionGuard() {
    if (Py_EnterRecursiveCall(" while converting a document") != 0) throw nb::python_error();
  }
  RecursionGuard(const RecursionGuard&) = delete;
  RecursionGuard& operator=(const RecursionGuard&) = delete;
  ~RecursionGuard() { Py_LeaveRecursiveCall(); }
};

Value integer_value(nb::handle object) {
  int overflow = 0;
  const long long number = PyLong_AsLongLongAndOverflow(object.ptr(), &overflow);
  // As in documents read from JSON, where integers of more than 64 bits are kept as their text.
  if (overflow != 0) return Json{utf8_of(nb::str(object))};
  if (number == -1 && PyErr_Occurred() != nullptr) throw nb::python_error();
  return static_cast<std::int64_t>(number);
}

Value list_value(nb::handle object) {
  const RecursionGuard guard;
  Value::List list;
  list.reserve(nb::len(object));
  for (const nb::handle item : object) list.push_back(to_value(item));
  return list;
}

std::string key_of(nb::handle key, const char* what) {
  if (!PyUnicode_Check(key.ptr())) {
    raise_type_error(std::string(what) + " has to be a str, not " + name_of_type(key));
  }
  return utf8_of(key);
}

Value object_value(nb::handle dict) {
  const RecursionGuard guard;
  std::string json = "{";
  for (const auto [key, value] : nb::borrow<nb::dict>(dict)) {
    if (json.size() > 1) json += ',';
    json += Value(key_of(key, "a key of an object")).to_json();
    json += ':';
    json += to_value(nb::borrow(value)).to_json();
  }
  return Json{json + "}"};
}

// Values of other packages are known by what they can do, so that none of them is imported.
Value foreign_value(nb::handle object) {
  if (nb::hasattr(object, "isoformat")) {
    std::string text = utf8_of(nb::str(object.attr("isoformat")()));
    return text == "NaT" ? Value() : Value(std::move(text));
  }
  const std::string type = name_of_type(object);
  if (type == "NAType") return {};
  if (type == "datetime64") {
    std::string text = utf8_of(nb::str(object));
    return text == "NaT" ? Value() : Value(std::move(text));
  }
  if (type != "timedelta64" && nb::hasattr(object, "tolist")) {
    const RecursionGuard guard;
    return to_value(object.attr("tolist")());
  }
  if (PyIndex_Check(object.ptr()) != 0) {
    const auto number = nb::steal<nb::object>(PyNumber_Index(object.ptr()));
    if (!number.is_valid()) throw nb::python_error();
    return integer_value(number);
  }
  raise_type_error("a value of type " + type +
                   " cannot be put into a document; str, int, float, bool, None, dates and times, "
                   "lists and dicts can");
}

[[noreturn]] void refuse_bytes(nb::handle object) {
  raise_type_error("a value of type " + name_of_type(object) +
                   " cannot be put into a document; decode it to a str first");
}

nb::object parse_json(const std::string& text) {
  const nb::str source = str_of(text);
  try {
    return nb::module_::import_("json").attr("loads")(source);
  } catch (nb::python_error& error) {
    // Not written by this module: given as it is, so that the document can be read.
    if (!error.matches(PyExc_ValueError)) throw;
    return source;
  }
}

struct ToPython {
  nb::object operator()(std::monostate) const { return nb::none(); }
  nb::object operator()(bool value) const { return nb::bool_(value); }
  nb::object operator()(std::int64_t value) const { return nb::int_(value); }
  nb::object operator()(double value) const { return nb::float_(value); }
  nb::object operator()(const std::string& value) const { return str_of(value); }
  nb::object operator()(const Json& value) const { return parse_json(value.text); }
  nb::object operator()(const Value::List& list) const {
    nb::list out;
    for (const Value& item : list) out.append(to_python(item));
    return out;
  }
};

std::size_t weight_of(const Value& value) {
  std::size_t weight = sizeof(Field);
  if (const auto* text = value.get_if<std::string>()) weight += text->size();
  if (const auto* json = value.get_if<Json>()) weight += json->text.size();
  if (const auto* list = value.get_if<Value::List>()) {
    for (const Value& item : *list) weight += weight_of(item);
  }
  return weight;
}

nb::dict dict_of(nb::handle object) {
  if (PyDict_Check(object.ptr())) return nb::borrow<nb::dict>(object);
  if (PyMapping_Check(object.ptr()) == 0 || !nb::hasattr(object, "keys")) {
    raise_type_error("a document is a dict (or another mapping) of its fields, not " +
                     name_of_type(object));
  }
  return nb::cast<nb::dict>(nb::handle(reinterpret_cast<PyObject*>(&PyDict_Type))(object));
}

}  // namespace

Value to_value(nb::handle object) {
  PyObject* o = object.ptr();
  if (o == Py_None) return {};
  if (PyUnicode_Check(o)) return utf8_of(object);
  if (PyBool_Check(o)) return o == Py_True;
  if (PyLong_Check(o)) return integer_value(object);
  if (PyFloat_Check(o)) {
    const double number = PyFloat_AsDouble(o);
    return std::isnan(number) ? Value() : Value(number);
  }
  if (PyList_Check(o) || PyTuple_Check(o)) return list_value(object);
  if (PyDict_Check(o)) return object_value(object);
  if (PyBytes_Check(o) || PyByteArray_Check(o) || PyMemoryView_Check(o)) refuse_bytes(object);
  return foreign_value(object);
}

Document to_document(nb::handle object) {
  const nb::dict dict = dict_of(object);
  Document document;
  for (const auto [borrowed_key, borrowed_value] : dict) {
    // Own references: a conversion may run code that changes the dict.
    const nb::object key = nb::borrow(borrowed_key);
    const nb::object value = nb::borrow(borrowed_value);
    if (!PyUnicode_Check(key.ptr())) {
      raise_type_error("the name of a field has to be a str, not " + name_of_type(key));
    }
    bool changed = false;
    std::string name = utf8_of(key, &changed);
    try {
      Value converted = to_value(value);
      if (changed) {  // which may have made two names the same
        document.set(name, std::move(converted));
      } else {
        document.append(std::move(name), std::move(converted));
      }
    } catch (const nb::builtin_exception& error) {
      raise_type_error("field \"" + utf8_of(key) + "\": " + error.what());
    }
  }
  return document;
}

nb::object to_python(const Value& value) { return std::visit(ToPython{}, value.variant()); }

nb::dict to_python(const Document& document) {
  nb::dict out;
  for (const Field& field : document.fields()) out[str_of(field.name)] = to_python(field.value);
  return out;
}

std::size_t weight_of(const Document& document) {
  std::size_t weight = 0;
  for (const Field& field : document.fields()) weight += field.name.size() + weight_of(field.value);
  return weight;
}

}  // namespace lodex::python
