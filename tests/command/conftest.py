"""The built command, in a folder of its own."""
import json
import os
import pathlib
import subprocess

import pytest

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent


class Result:
    def __init__(self, done):
        self.status = done.returncode
        self.out = done.stdout.decode()
        self.err = done.stderr.decode(errors="replace")

    @property
    def lines(self):
        return self.out.splitlines()

    @property
    def json(self):
        return json.loads(self.out)


class Lodex:
    def __init__(self, folder):
        self.folder = folder
        self.command = os.environ.get("LODEX_COMMAND", str(ROOT / "build/release/bin/lodex"))

    def __call__(self, *words, stdin=b"", env=None):
        if isinstance(stdin, str):
            stdin = stdin.encode()
        environment = {k: v for k, v in os.environ.items() if not k.startswith("LODEX_")}
        environment.update(env or {})
        return Result(subprocess.run([self.command, *map(str, words)], input=stdin, cwd=self.folder,
                                     capture_output=True, env=environment, timeout=120))

    def popen(self, *words, **options):
        return subprocess.Popen([self.command, *map(str, words)], cwd=self.folder, **options)

    def write(self, name, text):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path


@pytest.fixture
def lodex(tmp_path):
    return Lodex(tmp_path)


DOCUMENTS = """\
{"id": "a", "title": "Order book", "body": "price time priority in an order book", "tag": ["finance", "trading"], "year": 2020}
{"id": "b", "title": "Gift card", "body": "a prepaid card with a price", "tag": "finance", "year": 2022}
{"id": "c", "title": "Live streaming", "body": "video segments and <b>latency</b>", "tag": "media", "year": 2021}
"""
SCHEMA = """{"fields": {"title": {"kind": "text", "boost": 2}, "body": "text", "tag": "keyword", "year": "integer"}}"""


@pytest.fixture
def index(lodex):
    """An index of three documents in the folder idx."""
    lodex.write("docs.jsonl", DOCUMENTS)
    lodex.write("schema.json", SCHEMA)
    done = lodex("index", "docs.jsonl", "-d", "idx", "--schema", "schema.json")
    assert done.status == 0, done.err
    return lodex


def pytest_configure(config):
    command = os.environ.get("LODEX_COMMAND", str(ROOT / "build/release/bin/lodex"))
    if not os.path.exists(command):
        raise pytest.UsageError(f"{command} is not built; scripts/test.sh builds it")
