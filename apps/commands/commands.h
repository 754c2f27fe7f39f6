// The commands: each parses its arguments, makes its library call and prints.
#pragma once

namespace lodex::app {

class Arguments;

int run_index(const Arguments& arguments);
int run_search(const Arguments& arguments);
int run_explain(const Arguments& arguments);
int run_get(const Arguments& arguments);
int run_upsert(const Arguments& arguments);
int run_delete(const Arguments& arguments);
int run_import(const Arguments& arguments);
int run_export(const Arguments& arguments);
int run_stats(const Arguments& arguments);
int run_terms(const Arguments& arguments);
int run_check(const Arguments& arguments);
int run_merge(const Arguments& arguments);
int run_run(const Arguments& arguments);
int run_eval(const Arguments& arguments);
int run_analyze(const Arguments& arguments);
int run_completions(const Arguments& arguments);
int run_man(const Arguments& arguments);

}  // namespace lodex::app
