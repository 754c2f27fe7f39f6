"""Documents from one index to another, terms as they are."""

import pytest

import lodex


def source(count=2000):
    schema = lodex.Schema().text("title", stored=False).text("body").keyword("tag")
    return lodex.Index.from_docs(
        (
            {"id": str(n), "title": f"title of {n}", "body": f"words {n % 7}", "tag": f"t{n % 3}"}
            for n in range(count)
        ),
        schema=schema,
    )


def test_everything_is_found_as_before(tmp_path):
    index = source()
    target = lodex.Index.open_or_create(tmp_path / "idx", index.schema)
    steps = []
    report = target.import_from(index, progress=lambda done, total: steps.append((done, total)))
    assert (report.documents, report.imported, report.continued) == (2000, 2000, 0)
    assert report.problems == []
    assert report.tokens == 5 * 2000
    assert steps[0] == (0, 2000) and steps[-1] == (2000, 2000)
    for query in ("title:42", "body:3 tag:t1", '"title of 7"'):
        assert [(h.id, h.score) for h in index.search(query)] == [
            (h.id, h.score) for h in target.search(query)
        ]
    assert lodex.Index.in_memory(index.schema).import_from(tmp_path / "idx").imported == 2000


def test_an_import_that_is_broken_off_goes_on():
    index = source()
    target = lodex.Index.in_memory(index.schema)

    def stop(done, total):
        if done >= 1000:
            raise KeyError("stop")

    with pytest.raises(KeyError):
        target.import_from(index, commit_every=500, progress=stop)
    there = len(target)
    assert there >= 500
    report = target.import_from(index)
    assert (report.continued, report.imported) == (there, 2000 - there)
    assert len(target) == 2000
    assert target.stats().deleted == 0


def test_mistakes_are_told(tmp_path):
    index = source(3)
    with pytest.raises(lodex.UsageError):
        index.import_from(index)
    with pytest.raises(lodex.IoError):
        index.import_from(tmp_path / "nothing")
    with pytest.raises(ValueError):
        index.import_from(source(1), commit_every=0)
    with pytest.raises(lodex.SchemaError):
        lodex.Index.in_memory(lodex.Schema().keyword("body")).import_from(index)


def test_an_export_to_xapian_comes_back(tmp_path):
    index = source(20)
    try:
        report = index.export(tmp_path / "db")
    except lodex.UsageError:
        pytest.skip("this module is built without the engine xapian")
    assert report.imported == 20
    assert [h.id for h in lodex.Index.open(tmp_path / "db").search("title:7")] == ["7"]
