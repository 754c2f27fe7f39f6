"""lodex explain, and search --explain."""


def test_explains_a_score(index):
    done = index("explain", "-d", "idx", "--doc", "b", "body:price", "tag:finance^2")
    assert done.status == 0
    score = index("search", "-d", "idx", "--json", "body:price tag:finance^2").json["hits"][0]["score"]
    assert done.lines[0] == f"{score:.6g}  all of: the sum of the parts that match"
    assert done.lines[1].endswith("  body:price: idf · saturation")
    assert "      3  N, documents" in done.lines
    assert "      6  length of the field body, in terms" in done.lines
    assert "  0  filter: matches" in done.lines


def test_says_which_part_does_not_match(index):
    done = index("explain", "-d", "idx", "--doc", "c", "price AND latency")
    assert done.status == 1
    assert done.lines[0] == "no match  all of: a required part does not match"
    assert "    no match  body:price: is not in the document" in done.lines
    missing = index("explain", "-d", "idx", "--doc", "zebra", "price")
    assert missing.status == 1
    assert missing.out == "" and 'there is no document "zebra"' in missing.err


def test_takes_the_options_of_search(index):
    def status(*words):
        return index("explain", "-d", "idx", "--doc", "b", *words).status

    assert status("price latency") == 0
    assert status("--all", "price latency") == 1
    assert status("--filter", "year:2020", "price") == 1
    assert status("-f", "title", "price") == 1
    assert status("-w", "price AND zebra") == 0
    assert status("--strict", "price AND (") == 2
    assert status("nofield:x", "--strict") == 2
    assert status("--k1", "-1", "price") == 2
    assert index("explain", "-d", "idx", "price").status == 2
    assert "   0.5  b\n" in index("explain", "-d", "idx", "--doc", "b", "--b", "0.5", "body:price").out
    assert "note: " in index("explain", "-d", "idx", "--doc", "b", "price AND").err


def test_json_is_the_tree(index):
    answer = index("explain", "-d", "idx", "--doc", "b", "--json", "body:price").json
    assert list(answer) == ["query", "id", "explanation"]
    assert (answer["query"], answer["id"]) == ("body:price", "b")
    root = answer["explanation"]
    assert list(root) == ["matches", "value", "description", "details"]
    assert root["matches"] is True
    assert [part["description"].split(" ")[0] for part in root["details"]] == ["idf", "saturation"]


def test_search_explains_each_hit(index):
    hits = index("search", "-d", "idx", "--json", "--explain", "price").json["hits"]
    assert len(hits) == 2
    assert all(hit["explanation"]["value"] == hit["score"] for hit in hits)
    assert "explanation" not in index("search", "-d", "idx", "--json", "price").json["hits"][0]
    lines = index("search", "-d", "idx", "--explain", "price").lines
    assert [line.split("\t")[1] for line in lines if not line.startswith("\t")] == ["b", "a"]
    assert lines[1].startswith("\t0.") and lines[1].endswith("<title:price^2 body:price>: idf · saturation")
    people = index("search", "-d", "idx", "--explain", "--pretty", "--color", "never", "price").lines
    assert any(line.startswith("    0.") and "saturation" in line for line in people)
    assert index("search", "-d", "idx", "--explain", "--lines", "price").status == 2


def test_documents_cannot_write_to_the_terminal(index):
    evil = '{"id":"evil","tag":"x\\u001b]52;c;\\u0007\\ny"}'
    assert index("upsert", "-d", "idx", stdin=evil).status == 0
    done = index("explain", "-d", "idx", "--doc", "evil", "tag:x*")
    assert done.status == 0
    assert "\x1b" not in done.out and "\x07" not in done.out
    assert all("  " in line for line in done.lines)
