// SPDX-License-Identifier: GPL-2.0-or-later
// Mappings of programs that many have databases of.
#pragma once

#include <array>
#include <string_view>

namespace lodex::xapian {

struct ReadyMapping {
  std::string_view name;
  std::string_view json;
};

// Words as they are have positions; Xapian's stems are terms with a Z in front and have none. So a
// text is two fields, and a word is looked for in both: one score, in which the very word tells
// more.
inline constexpr std::array<ReadyMapping, 5> kReadyMappings = {{
    // The conventions of Xapian's documentation, as its TermGenerator and most programs follow.
    {"xapian", R"({
      "schema": {"fields": {
        "body": "text",
        "body_stems": {"kind": "text", "analyzer": "english", "positions": false},
        "title": "text",
        "title_stems": {"kind": "text", "analyzer": "english", "positions": false},
        "author": "text",
        "keyword": {"kind": "keyword", "sortable": false, "facet": false}}},
      "prefixes": {"body": "", "body_stems": "Z", "title": "S", "title_stems": "ZS", "author": "A",
                   "keyword": "K"},
      "id": "Q", "data": "text"})"},
    {"omindex", R"({
      "schema": {"fields": {
        "body": "text",
        "body_stems": {"kind": "text", "analyzer": "english", "positions": false},
        "title": "text",
        "title_stems": {"kind": "text", "analyzer": "english", "positions": false},
        "author": "text",
        "file": "text",
        "type": {"kind": "keyword", "sortable": false, "facet": false},
        "extension": {"kind": "keyword", "sortable": false, "facet": false},
        "host": {"kind": "keyword", "sortable": false, "facet": false},
        "day": {"kind": "keyword", "sortable": false, "facet": false},
        "month": {"kind": "keyword", "sortable": false, "facet": false},
        "year": {"kind": "keyword", "sortable": false, "facet": false},
        "modified": "date",
        "size": "integer"}},
      "prefixes": {"body": "", "body_stems": "Z", "title": "S", "title_stems": "ZS", "author": "A",
                   "file": "F", "type": "T", "extension": "E", "host": "H", "day": "D",
                   "month": "M", "year": "Y"},
      "slots": {"modified": 0, "size": 2}, "dates": {"modified": "binary seconds"},
      "id": "U", "data": "lines", "names": {"sample": "body", "caption": "title"}})"},
    {"notmuch", R"({
      "schema": {"fields": {
        "body": "text",
        "body_stems": {"kind": "text", "analyzer": "english", "positions": false},
        "subject": "text",
        "subject_stems": {"kind": "text", "analyzer": "english", "positions": false},
        "from": "text",
        "to": "text",
        "attachment": "text",
        "mimetype": "text",
        "tag": {"kind": "keyword", "sortable": false, "facet": false},
        "thread": {"kind": "keyword", "sortable": false, "facet": false},
        "path": {"kind": "keyword", "sortable": false, "facet": false},
        "folder": {"kind": "keyword", "sortable": false, "facet": false},
        "property": {"kind": "keyword", "sortable": false, "facet": false},
        "timestamp": "date",
        "message_id": {"kind": "keyword", "indexed": false},
        "sender": {"kind": "keyword", "indexed": false},
        "subject_line": {"kind": "keyword", "indexed": false}}},
      "prefixes": {"body": "", "body_stems": "Z", "subject": "XSUBJECT",
                   "subject_stems": "ZXSUBJECT", "from": "XFROM", "to": "XTO",
                   "attachment": "XATTACHMENT", "mimetype": "XMIMETYPE", "tag": "K", "thread": "G",
                   "path": "P", "folder": "XFOLDER:", "property": "XPROPERTY"},
      "slots": {"timestamp": 0, "message_id": 1, "sender": 2, "subject_line": 3},
      "dates": {"timestamp": "seconds"},
      "id": "Q", "data": "none"})"},
    {"mu", R"({
      "schema": {"analyzer": "flat", "analyzers": {
          "flat": {"tokenizer": "standard", "filters": ["accents"]}}, "fields": {
        "body": "text",
        "embedded": "text",
        "subject": "text",
        "from": "text",
        "to": "text",
        "cc": "text",
        "bcc": "text",
        "flag": {"kind": "keyword", "sortable": false, "facet": false},
        "priority": {"kind": "keyword", "sortable": false, "facet": false},
        "maildir": {"kind": "keyword", "sortable": false, "facet": false},
        "list": {"kind": "keyword", "sortable": false, "facet": false},
        "tag": {"kind": "keyword", "sortable": false, "facet": false},
        "thread": {"kind": "keyword", "sortable": false, "facet": false},
        "message_id": {"kind": "keyword", "sortable": false, "facet": false},
        "mime": {"kind": "keyword", "sortable": false, "facet": false},
        "file": {"kind": "keyword", "sortable": false, "facet": false},
        "language": {"kind": "keyword", "sortable": false, "facet": false},
        "date": {"kind": "keyword", "indexed": false},
        "sender": {"kind": "keyword", "indexed": false},
        "path": {"kind": "keyword", "indexed": false},
        "subject_line": {"kind": "keyword", "indexed": false}}},
      "prefixes": {"body": "B", "embedded": "E", "subject": "S", "from": "F", "to": "T", "cc": "C",
                   "bcc": "H", "flag": "G", "priority": "P", "maildir": "M", "list": "V",
                   "tag": "X", "thread": "W", "message_id": "I", "mime": "Y", "file": "J",
                   "language": "A"},
      "slots": {"date": 4, "sender": 8, "path": 14, "subject_line": 18},
      "id": "L", "data": "none"})"},
    {"recoll", R"({
      "schema": {"analyzer": "flat", "analyzers": {
          "flat": {"tokenizer": "standard", "filters": ["accents"]}}, "fields": {
        "body": "text",
        "title": "text",
        "author": "text",
        "recipient": "text",
        "keyword": "text",
        "file": "text",
        "type": {"kind": "keyword", "sortable": false, "facet": false},
        "extension": {"kind": "keyword", "sortable": false, "facet": false},
        "day": {"kind": "keyword", "sortable": false, "facet": false},
        "month": {"kind": "keyword", "sortable": false, "facet": false},
        "year": {"kind": "keyword", "sortable": false, "facet": false}}},
      "prefixes": {"body": "", "title": "S", "author": "A", "recipient": "XTO", "keyword": "K",
                   "file": "XSFN", "type": "T", "extension": "XE", "day": "D", "month": "M",
                   "year": "Y"},
      "id": "Q", "data": "lines", "names": {"abstract": "body", "caption": "title"}})"},
}};

}  // namespace lodex::xapian
