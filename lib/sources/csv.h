// Tables as text: RFC 4180, with commas or tabs.
#pragma once

#include "sources/input.h"
#include "sources/intake.h"

namespace lodex::sources {

// The first record names the fields; each other one is a document of strings. An empty value
// without quotes is no value; a column without a name, and a record without any value, are passed
// over; of columns with the same name the last counts. More values than names are a problem, fewer
// are not.
void read_csv(Input& input, Intake& intake, char delimiter);

}  // namespace lodex::sources
