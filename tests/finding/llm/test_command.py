"""`--reader llm` end to end: through the command line, over a local server, into JSON, the terminal and a book."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pledgebook import LlmSettings, Settings, read_article
from pledgebook.book import Book
from pledgebook.cli import main
from pledgebook.problems import BadModel

Tell = Callable[..., dict[str, Any]]
TEXT = "Norway pledged $60 million in grants to Mozambique on Thursday, the foreign ministry in Oslo said."


@pytest.fixture
def run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str, str]]:
    """`run(player.url, "read", "--json")`: reads one article; the exit code and what was printed."""
    monkeypatch.chdir(tmp_path)

    def runs(url: str, *words: str, settings: str = "", text: str = TEXT) -> tuple[int, str, str]:
        rows = f'endpoint = "{url}"\nmodel = "small"\ncache = "kept"\nretries = 0\nprice_in = 2.0\n{settings}'
        Path("pledgebook.toml").write_text(f"[llm]\n{rows}\n", encoding="utf-8")
        Path("article.txt").write_text(text, encoding="utf-8")
        sources = () if "--reread" in words else ("article.txt",)
        monkeypatch.setattr(sys, "argv", ["pledgebook", *words, "--reader", "llm", *sources])
        return main(), *capsys.readouterr()

    return runs


def test_acts_and_what_they_cost_are_printed(run: Any, play: Any, tell: Tell) -> None:
    player = play({"acts": [tell()]})
    code, out, err = run(player.url, "read", "--json", "--explain")
    row = json.loads(out)
    assert (code, [act["actor"] for act in row["acts"]]) == (0, [["NOR"]])
    assert row["usage"] == {
        "model": "small", "questions": 1, "cached": 0, "failed": 0, "tokens_in": 1000, "tokens_out": 50, "cost": 0.002,
    }  # fmt: skip
    assert row["rules"][0][0].startswith("llm small, prompt ")
    assert "small: 1 question, 1,000 tokens in, 50 tokens out, cost 0.0020\n" in err
    code, out, err = run(player.url, "read")
    assert "Norway → Mozambique" in out
    assert "1 question (1 answered by the cache), 0 tokens in" in err
    assert len(player.asked) == 1


def test_an_article_without_an_answer_is_told_and_the_exit_code_says_so(run: Any, play: Any, answers: Any) -> None:
    code, out, err = run(play(answers.error(500, "out of memory")).url, "read", "--json", "--explain")
    assert code == 1
    assert "article.txt: the language model gave no answer that can be used (it answered 500: out of memory)" in err
    assert json.loads(out)["left_out"][0]["reason"] == "the language model gave no answer that can be used"


@pytest.mark.parametrize(
    ("status", "message", "said"),
    [(401, "bad key", "it does not accept the key"), (404, "model 'small' not found", "it does not have this model")],
)
def test_a_model_that_cannot_be_asked_is_one_sentence(
    status: int, message: str, said: str, run: Any, play: Any, answers: Any
) -> None:
    code, out, err = run(play(answers.error(status, message)).url, "read")
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert err.startswith("pledgebook: the model small at http://127.0.0.1")
    assert said in err


def test_no_server(run: Any) -> None:
    code, _, err = run("http://127.0.0.1:9/v1", "read")
    assert (code, err.count("\n")) == (2, 1)
    assert "no connection" in err


def test_no_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", ["pledgebook", "read", "--reader", "llm", "x.txt"])
    assert main() == 2
    assert "needs to know which endpoint to ask: write under [llm] endpoint = " in capsys.readouterr().err


def test_what_failed_is_not_in_the_book_and_asked_again(
    run: Any, play: Any, answers: Any, tell: Tell, tmp_path: Path
) -> None:
    player = play(answers.error(503, "loading"), {"acts": [tell()]})
    code, out, err = run(player.url, "add", "--json")
    assert code == 1
    assert "it answered 503: loading" in err
    assert json.loads(out)["usage"]["failed"] == 1
    with Book.open(tmp_path / "pledgebook.db") as book:
        assert (book.entries(), list(book.pages())) == ([], [])
    code, out, err = run(player.url, "add", "--json")
    assert (code, json.loads(out)["known"], json.loads(out)["articles"]) == (0, 0, 1)
    assert len(player.asked) == 2
    with Book.open(tmp_path / "pledgebook.db") as book:
        assert len(book.entries()) == 1


def test_python_reads_with_it_too(play: Any, tell: Tell) -> None:
    llm = LlmSettings(endpoint=play({"acts": [tell()]}).url, model="small", cache="")
    reading = read_article(TEXT, date="2024-03-14", settings=Settings(reader="llm", llm=llm))
    assert [act.actor for act in reading.acts] == [("NOR",)]
    with pytest.raises(BadModel, match="no connection"):
        read_article(TEXT, settings=Settings(reader="llm", llm=LlmSettings("http://127.0.0.1:9/v1", "small", cache="")))
