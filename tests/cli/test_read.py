"""`pledgebook read`, its exit codes and what goes where; the reader itself is a double."""

import json
from collections.abc import Callable
from dataclasses import replace

import pytest

from pledgebook.problems import BadInput, BadLexicon, BadSetting, NotFetched, NotInText, Reason
from pledgebook.records import LeftOut, Reading

Run = Callable[..., "Ended"]  # noqa: F821  (tests/cli/conftest.py)


def test_reads_and_sums_up(run: Run, reading: Reading) -> None:
    ended = run("read", "x", gives=[reading])
    assert ended.code == 0
    assert "Norway gives more" in ended.out
    assert ended.err.startswith("1 article, 5 acts, 1 left out, ")


def test_json_is_one_object_a_line(run: Run, reading: Reading) -> None:
    ended = run("read", "x", "--json", gives=[reading, reading], width=20)
    rows = [json.loads(line) for line in ended.out.splitlines()]
    assert rows == [reading.to_json(), reading.to_json()]


def test_json_explained(run: Run, reading: Reading) -> None:
    ended = run("read", "x", "--json", "--explain", gives=[reading])
    assert json.loads(ended.out) == reading.to_json(explain=True)


def test_bad_input_is_told_and_the_rest_read(run: Run, reading: Reading) -> None:
    bad = [BadInput("a.txt", "is empty"), NotFetched("http://x", "no such page (404)")]
    ended = run("read", "x", gives=[bad[0], reading, bad[1]])
    assert ended.code == 1
    assert ended.err.splitlines()[:2] == ["pledgebook: a.txt: is empty", "pledgebook: http://x: no such page (404)"]
    assert "Norway gives more" in ended.out
    assert "1 article, 5 acts, 1 left out, 2 could not be read" in ended.err


@pytest.mark.parametrize("reason", [Reason.NO_TEXT, Reason.NOT_ENGLISH])
def test_what_is_no_article_counts_as_bad(run: Run, reading: Reading, reason: Reason) -> None:
    nothing = Reading(reading.article, (), (LeftOut(reason),))
    ended = run("read", "x", gives=[nothing])
    assert ended.code == 1
    assert ended.out == ""
    assert ended.err.splitlines()[0] == f"pledgebook: sample: {reason.value}"
    assert json.loads(run("read", "x", "--json", gives=[nothing]).out)["acts"] == []


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (BadLexicon("kinds.toml", "pledge", "'give' stands under two kinds"), 2),
        (BadSetting("batch must be positive"), 2),
        (BadInput("x", "is broken"), 1),
        (NotInText("no such passage"), 2),
        (KeyboardInterrupt(), 130),
        (ZeroDivisionError("division by zero"), 70),
    ],
)
def test_never_a_traceback(run: Run, reading: Reading, error: BaseException, code: int) -> None:
    ended = run("read", "x", gives=[reading, error])
    assert ended.code == code
    assert "Traceback" not in ended.err
    assert len(ended.err.splitlines()) <= 2


def test_ctrl_c_ends_with_the_summary(run: Run, reading: Reading) -> None:
    ended = run("read", "x", gives=[reading, KeyboardInterrupt()])
    assert ended.code == 130
    assert ended.err.startswith("stopped after 1 article, 5 acts")


def test_date_is_for_pages_that_have_none(run: Run) -> None:
    run("read", "x", "--date", "2022-05-19")
    assert [page.date for page in run.pages] == ["2022-05-19"]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--date", "May 2022"], "--date must be a day"),
        (["--min-confidence", "7"], "min_confidence must be a number from 0 to 1, not 7.0"),
        (["--column", "body"], "--column must be NAME=COLUMN"),
        (["--settings", "nowhere.toml"], "nowhere.toml: cannot be read"),
        (["--colour"], "No such option"),
    ],
)
def test_wrong_use_stops_at_once(run: Run, reading: Reading, words: list[str], said: str) -> None:
    ended = run("read", "x", *words, gives=[reading])
    assert (ended.code, ended.out) == (2, "")
    assert said in ended.err


def test_text_without_acts_says_so(run: Run, reading: Reading) -> None:
    ended = run("read", "x", gives=[replace(reading, acts=())])
    assert "no acts found (1 left out; --explain says why)" in ended.out


def test_version(run: Run) -> None:
    assert run("--version").out == run("version").out
    assert run("version").out.startswith("pledgebook ")


def test_help_names_the_commands(run: Run) -> None:
    ended = run("--help")
    assert ended.code == 0
    assert "read" in ended.out
