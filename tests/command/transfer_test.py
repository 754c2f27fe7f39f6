"""lodex import and export: Xapian's databases, also those of other programs."""
import os
import pathlib
import shutil
import signal
import subprocess
import time

import pytest

XAPIAN_PYTHON = "/usr/bin/python3"  # Debian's, for which python3-xapian is installed

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
COMMAND = pathlib.Path(os.environ.get("LODEX_COMMAND", ROOT / "build/release/bin/lodex"))


def has_xapian():
    module = subprocess.run([XAPIAN_PYTHON, "-c", "import xapian"], capture_output=True)
    library = subprocess.run(["ldd", str(COMMAND)], capture_output=True).stdout
    return module.returncode == 0 and b"xapian" in library and shutil.which("xapian-check")


pytestmark = pytest.mark.skipif(not has_xapian(), reason="Xapian is not installed")

WRITE = """
import random, sys, xapian
path, count = sys.argv[1], int(sys.argv[2])
words = random.Random(7)
database = xapian.WritableDatabase(path, xapian.DB_CREATE_OR_OPEN)
generator = xapian.TermGenerator()
generator.set_stemmer(xapian.Stem("en"))
for number in range(count):
    document = xapian.Document()
    generator.set_document(document)
    generator.index_text("title number%d" % number, 3, "S")
    generator.increase_termpos()
    generator.index_text(" ".join(words.choice(
        "running runner horses mountain river the a of quick brown".split()) for _ in range(30)))
    document.add_boolean_term("Kgroup%d" % (number % 7))
    document.add_boolean_term("Qdoc%d" % number)
    document.set_data("text of %d" % number)
    database.add_document(document)
database.commit()
"""


def write_database(folder, count):
    subprocess.run([XAPIAN_PYTHON, "-c", WRITE, str(folder / "db"), str(count)], check=True)


def found(lodex, index, query):
    done = lodex("search", "-d", index, "-n", "1000", "--json", query)
    assert done.status in (0, 1), done.err
    return {hit["id"] for hit in done.json["hits"]}, done.json["total"]


QUERIES = ["horses", "running river", '"quick brown"', "keyword:group3", "title:number5", "run*",
           "+mountain -runner", "horses NEAR/3 river", "nothing"]


def test_a_database_of_xapians_own_module_is_the_same_behind_the_import(lodex):
    write_database(lodex.folder, 200)
    done = lodex("import", "db", "-d", "idx", "--json")
    assert done.status == 0, done.err
    assert done.json["imported"] == done.json["index_documents"] == 200
    assert done.json["verified"]
    for query in QUERIES:
        before, after = found(lodex, "db", query), found(lodex, "idx", query)
        assert before == after, query
        assert (query == "nothing") == (not before[0]), query
    assert lodex("get", "-d", "idx", "doc7").json == {"id": "doc7", "data": "text of 7"}
    assert lodex("check", "-d", "idx").status == 0
    # Once more: nothing is doubled.
    assert lodex("import", "db", "-d", "idx", "--json").json["index_documents"] == 200


def test_a_database_of_omindex(lodex):
    for name, text in {"one.txt": "A mountain and a river", "two.txt": "Rivers of the plain",
                       "deep/three.html": "<title>Horses</title><p>the horse ran by the river"}.items():
        lodex.write(f"site/{name}", text)
    subprocess.run(["omindex", "--db", "db", "--url", "/", "site"], cwd=lodex.folder, check=True,
                   capture_output=True)
    done = lodex("import", "db", "-d", "idx", "--mapping", "omindex")
    assert done.status == 0, done.err
    assert "3 documents" in done.err
    for query in ["river", "horse", "title:horses", "extension:txt", '"the river"', "mountain river"]:
        before, after = found(lodex, "db", query), found(lodex, "idx", query)
        assert before == after, query
        assert before[0], query


def test_an_import_that_is_killed_goes_on(lodex):
    write_database(lodex.folder, 20_000)
    killed = 0
    for _ in range(20):
        process = lodex.popen("import", "db", "-d", "idx", "--commit-every", "2000", "-q",
                              stderr=subprocess.PIPE)
        end = time.monotonic() + 60
        before = manifest(lodex)
        while process.poll() is None and manifest(lodex) == before and time.monotonic() < end:
            time.sleep(0.001)
        process.send_signal(signal.SIGKILL)
        process.wait()
        killed += process.returncode == -signal.SIGKILL
        if killed == 3:
            break
    assert killed == 3
    there = lodex("stats", "-d", "idx", "--json").json
    assert there["deleted"] == 0, "a document was imported twice"
    done = lodex("import", "db", "-d", "idx", "--json")
    assert done.status == 0, done.err
    assert done.json["continued"] == there["documents"] > 0
    assert done.json["continued"] + done.json["imported"] == 20_000
    assert done.json["verified"] and done.json["index_documents"] == 20_000
    assert lodex("check", "-d", "idx").status == 0


def manifest(lodex):
    try:
        return (lodex.folder / "idx/manifest").stat().st_ino
    except FileNotFoundError:
        return None


def test_an_export_is_read_by_xapians_programs_and_comes_back(index):
    done = index("export", "--to", "xapian", "db", "-d", "idx")
    assert done.status == 0, done.err
    check = subprocess.run(["xapian-check", "db"], cwd=index.folder, capture_output=True, text=True)
    assert check.returncode == 0 and "No errors found" in check.stdout, check.stdout
    delve = subprocess.run(["xapian-delve", "-t", "Qb", "-d", "db"], cwd=index.folder,
                           capture_output=True, text=True).stdout
    assert "Gift card" in delve
    for query in ["price", '"order book"', "tag:finance", "year:2021..", "title:gift", "pri*"]:
        assert found(index, "idx", query) == found(index, "db", query), query
    assert index("import", "db", "-d", "back").status == 0
    for identifier in "abc":
        assert (index("get", "-d", "back", identifier).json == index("get", "-d", "idx", identifier).json)
    again = index("export", "db", "-d", "idx", "--json")
    assert again.json["index_documents"] == 3


def test_what_cannot_be_is_said(index):
    done = index("import", "nowhere", "-d", "new")
    assert done.status == 3 and "nowhere" in done.err
    assert not (index.folder / "new").exists()
    for words in (["export", "--to", "native", "idx"], ["import", "idx"]):
        done = index(*words, "-d", "idx")
        assert done.status == 2 and "into itself" in done.err
    done = index("export", "idx", "-d", "idx")
    assert done.status == 2 and "engine native" in done.err
    assert index("import", "-d", "new").status == 2
    assert index("import", "idx", "-d", "new", "--commit-every", "0").status == 2
