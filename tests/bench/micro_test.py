"""The benchmarks of inner loops run, and each file says what it asks."""
import os
import pathlib
import re
import subprocess

import pytest

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
MICRO = pathlib.Path(os.environ.get("LODEX_BUILD", ROOT / "build/release")) / "bin/lodex_micro"
SOURCES = sorted((ROOT / "bench/micro").glob("*_bench.cc"))


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_a_file_opens_with_its_question(source):
    opening = re.match(r"(// [^\n]*\n)+", source.read_text())
    assert opening and "?" in opening.group(0)


def test_every_file_runs():
    if not MICRO.exists():
        pytest.skip(f"{MICRO} is not built")
    # One benchmark of each file, the quickest.
    wanted = ["decode_documents/1$", "walk/1000", "find_again", "encode_postings/1000", "select_at_least", "keep_best/random/10$",
              "whitespace_ascii"]
    done = subprocess.run([MICRO, "--benchmark_min_time=0.001", f"--benchmark_filter={'|'.join(wanted)}"],
                          capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    for name in wanted:
        assert re.search(name.rstrip("$") + r"\S*\s+\S+ [nm]s", done.stdout), name
    # A kernel is timed in each set, the scalar one at least.
    assert "select_at_least/scalar/2" in done.stdout
    assert len(wanted) == len(SOURCES)
