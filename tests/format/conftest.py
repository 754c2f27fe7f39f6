"""The command, as in tests/command."""
import importlib.util
import pathlib

import pytest

COMMAND_TESTS = pathlib.Path(__file__).resolve().parent.parent / "command" / "conftest.py"
_spec = importlib.util.spec_from_file_location("command_conftest", COMMAND_TESTS)
_module = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(_module)


@pytest.fixture
def lodex(tmp_path):
    return _module.Lodex(tmp_path)
