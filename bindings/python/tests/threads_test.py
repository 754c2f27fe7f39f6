"""The GIL, threads, forks and Ctrl-C."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import lodex


@pytest.fixture
def no_switching() -> Iterator[None]:
    """A thread only gets the GIL where another lets go of it by itself."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1000)
    yield
    sys.setswitchinterval(before)


def runs_beside(call: Callable[[], object], attempts: int = 300) -> bool:
    """Whether another thread runs during a call. Several attempts, as the thread may be late."""
    for _ in range(attempts):
        gate = threading.Lock()
        gate.acquire()
        ran: list[bool] = []

        def beside(gate: threading.Lock = gate, ran: list[bool] = ran) -> None:
            gate.acquire()
            ran.append(True)

        thread = threading.Thread(target=beside)
        thread.start()
        gate.release()
        assert not ran
        call()
        seen = bool(ran)
        thread.join()
        if seen:
            return True
    return False


def documents(count: int) -> list[dict[str, object]]:
    return [{"id": str(n), "t": f"word{n % 97} word{n % 89} common " * 5} for n in range(count)]


@pytest.fixture(scope="module")
def large() -> lodex.Index:
    return lodex.Index.from_docs(documents(5000))


@pytest.mark.usefixtures("no_switching")
def test_a_call_that_keeps_the_gil_would_be_seen() -> None:
    assert not runs_beside(lambda: sum(range(100_000)), attempts=20)


@pytest.mark.usefixtures("no_switching")
@pytest.mark.parametrize("what", ["search", "search_many", "run", "count", "get", "check"])
def test_reading_lets_go_of_the_gil(large: lodex.Index, what: str) -> None:
    snapshot = large.searcher()  # made here: making it lets go of the GIL too
    query = snapshot.parse(" ".join(f"word{n}" for n in range(97)))
    calls: dict[str, Callable[[], object]] = {
        "search": lambda: snapshot.search(query, exact_total=True),
        "search_many": lambda: snapshot.search_many([query] * 20, threads=2),
        "run": lambda: snapshot.search_all([("q", query)], limit=5000, threads=1),
        "count": lambda: snapshot.count(query),
        "get": lambda: [snapshot.get(str(n)) for n in range(100)],
        "check": lambda: large.check(),
    }
    assert runs_beside(calls[what])


@pytest.mark.usefixtures("no_switching")
def test_writing_lets_go_of_the_gil(tmp_path: Path) -> None:
    batch = documents(200)
    with lodex.Index.create(tmp_path / "idx").writer() as writer:
        assert runs_beside(lambda: writer.upsert_many(batch))
        assert runs_beside(lambda: writer.upsert(batch[0]))
        assert runs_beside(writer.commit)


def test_many_threads_search_while_one_writes(tmp_path: Path) -> None:
    index = lodex.Index.from_docs([{"id": "0", "t": "common"}], tmp_path / "idx")
    stop = threading.Event()

    def search() -> int:
        rounds = 0
        while not stop.is_set() or rounds == 0:
            snapshot = index.searcher()
            found = snapshot.search("common", limit=1000)
            assert found.total == len(found) == len(snapshot)
            assert all(hit["t"] == "common" for hit in found)
            rounds += 1
        return rounds

    with ThreadPoolExecutor(3) as pool:
        searches = [pool.submit(search) for _ in range(3)]
        try:
            with index.writer() as writer:
                for n in range(1, 40):
                    writer.upsert({"id": str(n), "t": "common"})
                    writer.commit()
        finally:
            stop.set()
        assert all(future.result() > 0 for future in searches)
    assert len(index) == 40


def test_threads_may_share_a_writer() -> None:
    index = lodex.Index.in_memory()
    with index.writer() as writer, ThreadPoolExecutor(4) as pool:
        parts = [[{"id": f"{part}-{n}"} for n in range(200)] for part in range(4)]
        assert sum(pool.map(writer.upsert_many, parts)) == 800
    assert len(index) == 800


def test_threads_may_share_an_iterator(numbers: lodex.Index) -> None:
    documents = iter(numbers)
    with ThreadPoolExecutor(4) as pool:
        parts = pool.map(lambda _: [document["id"] for document in documents], range(4))
        assert sorted(id for part in parts for id in part) == sorted(str(n) for n in range(20))


def in_child(work: Callable[[], bool]) -> bool:
    """What a function says in the child of a fork."""
    child = os.fork()
    if child == 0:
        status = 1
        try:
            status = 0 if work() else 2
        finally:
            os._exit(status)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def raises_usage_error(call: Callable[[], object]) -> bool:
    try:
        call()
    except lodex.UsageError as error:
        return "fork" in str(error)
    return False


def test_the_child_of_a_fork_can_read(tmp_path: Path) -> None:
    index = lodex.Index.from_docs(documents(10), tmp_path / "idx")
    snapshot = index.searcher()
    assert in_child(lambda: snapshot.search("common").total == index.count("common") == 10)


def test_the_child_of_a_fork_leaves_the_writer_alone(tmp_path: Path) -> None:
    index = lodex.Index.create(tmp_path / "idx")
    with index.writer(threads=2) as writer:
        writer.upsert_many(documents(100))

        def work() -> bool:
            if not raises_usage_error(lambda: writer.upsert({"id": "x"})):
                return False
            if not raises_usage_error(writer.commit) or not raises_usage_error(writer.close):
                return False
            try:
                index.writer()
            except lodex.LockError:
                return True
            return False

        assert in_child(work)
        writer.upsert({"id": "last"})
    assert len(index) == 101
    assert index.check().ok


def test_the_child_of_a_fork_cannot_go_on_reading_a_stream(numbers: lodex.Index) -> None:
    stream = iter(numbers)
    next(stream)
    assert in_child(lambda: raises_usage_error(lambda: next(stream)))
    assert len(list(stream)) == 19


# Each call ends by Ctrl-C alone: else it goes on for many minutes, or for ever. The signal is sent
# by a thread, which gets the GIL only where the call lets go of it.
_SCRIPT = """
import os, signal, sys, threading
import lodex

index = lodex.Index.from_docs(
    {{"id": str(n), "t": " ".join(f"word{{n % k}}" for k in range(2, 40))}} for n in range(10_000)
)
snapshot = index.searcher()
slow = snapshot.parse(" ".join(f"word{{k}}*" for k in range(1, 10)))
writer = index.writer()
pipe = sys.argv[1]
os.mkfifo(pipe)
gate = threading.Lock()
gate.acquire()

def interrupt():
    gate.acquire()
    {beside}

thread = threading.Thread(target=interrupt)
thread.start()
sys.setswitchinterval(1000)
signal.signal(signal.SIGINT, signal.default_int_handler)
try:
    gate.release()
    {call}
except KeyboardInterrupt:
    sys.setswitchinterval(0.005)
    thread.join()
    writer.close()
    index.writer().close()
    assert index.count("*") == 10_000
    print("interrupted")
"""

_KILL = "os.kill(os.getpid(), signal.SIGINT)"
_CTRL_C = {
    "search_many": ("snapshot.search_many([slow] * 500_000, exact_total=True, threads=2)", _KILL),
    "search_many in one thread": (
        "snapshot.search_many([slow] * 500_000, exact_total=True, threads=1)",
        _KILL,
    ),
    "waiting for a lock": ("index.writer(lock_timeout=10_000)", _KILL),
    "upsert_source": (
        "writer.upsert_source(pipe)",
        "lines = b'{\"t\": 1}\\n' * 1000\n"
        "    try:\n"
        "        with open(pipe, 'wb', buffering=0) as file:\n"
        "            file.write(lines)\n"
        f"            {_KILL}\n"
        "            while True: file.write(lines)\n"
        "    except BrokenPipeError: pass",
    ),
    "waiting for a document": (
        "list(lodex.read_documents(pipe))",
        f"file = open(pipe, 'wb')\n    {_KILL}\n    file.close()",
    ),
}


@pytest.mark.parametrize("what", _CTRL_C)
def test_ctrl_c_ends(what: str, tmp_path: Path) -> None:
    call, beside = _CTRL_C[what]
    script = _SCRIPT.format(call=call, beside=beside)
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "pipe.jsonl")],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "interrupted\n", "")
