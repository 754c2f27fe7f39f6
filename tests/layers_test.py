"""Rooms of lib/ include only what lib/LAYERS allows, and nobody else includes the rooms."""
import pathlib
import re

import pytest

ROOT = pathlib.Path(__file__).resolve().parent.parent
LIB = ROOT / "lib"
PUBLIC = LIB / "include" / "lodex"
INCLUDE = re.compile(r'^\s*#\s*include\s+"([^"]+)"', re.MULTILINE)
INCLUDE_OF_ANY = re.compile(r'^\s*#\s*include\s+["<]([^">]+)[">]', re.MULTILINE)
BROUGHT_IN = re.compile(r"^\s*(?:using [\w:]+::|namespace )(\w+)(?:;| =)", re.MULTILINE)
# Handles over engines: only what implements them and what shows their results may see these.
HANDLES = {"index.h", "search.h", "lodex.h"}
MAY_SEE_HANDLES = {"engine", "explain", "highlight", "index", "search", "xapian"}
# Libraries that must not show in a room that has no business with them.
FOREIGN = {"unicode/": {"text"}, "libstemmer.h": {"text"}, "cld2/": {"text"}, "zstd.h": {"store"}, "xapian": {"xapian"},
           "boost/": set(), "simdjson.h": {"document"}}


def allowed_edges():
    edges = {}
    for line in (LIB / "LAYERS").read_text().splitlines():
        if line.strip() and not line.startswith("#"):
            room, targets = line.split(":")
            edges[room.strip()] = set(targets.split())
    return edges


def sources(folder):
    return sorted(p for p in folder.rglob("*") if p.suffix in (".h", ".cc"))


def rooms():
    return sorted(p.name for p in LIB.iterdir() if p.is_dir() and p.name != "include")


def test_every_room_has_a_line():
    assert set(rooms()) == set(allowed_edges())


def test_the_allowed_edges_have_no_cycle():
    edges = allowed_edges()
    done, under_way = set(), []

    def visit(room):
        assert room not in under_way, " -> ".join(under_way + [room])
        if room in done:
            return
        under_way.append(room)
        for target in edges[room]:
            visit(target)
        under_way.pop()
        done.add(room)

    for room in edges:
        visit(room)


@pytest.mark.parametrize("room", rooms())
def test_a_room_includes_only_what_it_may(room):
    allowed = allowed_edges()[room] | {room, "base"}
    for path in sources(LIB / room):
        for include in INCLUDE.findall(path.read_text()):
            first, _, rest = include.partition("/")
            where = f"{path.relative_to(ROOT)} includes {include}"
            if first == "lodex":
                assert rest not in HANDLES or room in MAY_SEE_HANDLES, where
            else:
                assert first in allowed, where


@pytest.mark.parametrize("room", rooms())
def test_every_allowed_edge_is_used(room):
    used = {include.partition("/")[0] for path in sources(LIB / room)
            for include in INCLUDE.findall(path.read_text())}
    assert allowed_edges()[room] <= used, allowed_edges()[room] - used


@pytest.mark.parametrize("room", rooms())
def test_foreign_libraries_stay_in_their_room(room):
    for path in sources(LIB / room):
        text = path.read_text()
        for header, at_home in FOREIGN.items():
            used = re.search(r"^\s*#\s*include\s+<" + re.escape(header), text, re.MULTILINE)
            assert not used or room in at_home, f"{path.relative_to(ROOT)} includes <{header}…>"


def test_public_headers_stand_alone_and_are_few():
    headers = sorted(p.name for p in PUBLIC.iterdir())
    assert len(headers) <= 12
    for path in sources(PUBLIC):
        text = path.read_text()
        for include in INCLUDE.findall(text):
            assert include.startswith("lodex/"), f"{path.name} includes {include}"
        assert not re.search(r"#include <(unicode|xapian|boost)", text), path.name


@pytest.mark.parametrize("folder", ["apps", "bindings/python/src", "bench/peer"])
def test_frontends_see_the_public_headers_only(folder):
    own = {p.name for p in sources(ROOT / folder)}
    for path in sources(ROOT / folder):
        for include in INCLUDE.findall(path.read_text()):
            ours = pathlib.PurePath(include).name in own
            assert ours or include.startswith("lodex/"), f"{path.relative_to(ROOT)} includes {include}"


def test_a_source_includes_its_own_header_first():
    """So every build shows that the header compiles alone; those without a source tests/CMakeLists.txt compiles."""
    for source in LIB.rglob("*.cc"):
        header = source.with_suffix(".h")
        if header.exists():
            first = INCLUDE_OF_ANY.search(source.read_text()).group(1)
            assert first == str(header.relative_to(LIB)), source


@pytest.mark.parametrize("folder", ["lib", "apps"])
def test_a_source_uses_the_names_that_it_brings_in(folder):
    """clang-tidy sees this only in a source that it reads alone, and CI lets it read each folder as one."""
    for source in (ROOT / folder).rglob("*.cc"):
        text = source.read_text()
        for name in BROUGHT_IN.findall(text):
            assert len(re.findall(rf"\b{name}\b", text)) > 1, f"{source}: {name}"
