"""What tests of the calculator share."""

import pytest


@pytest.fixture
def folder(tmp_path):
    """A folder in which nothing but the source and the result may be left."""
    yield tmp_path
    assert {file.name for file in tmp_path.iterdir()} <= {"in.csv", "out.csv", "out.jsonl"}
