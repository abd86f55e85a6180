"""Bad input, end to end through the command line: one sentence each, the rest is still read, exit code 1."""

import gzip
import json
import socket
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from pledgebook.cli import main

GOOD = (
    "Norway will give Mozambique $60 million after the floods, the foreign ministry said on Thursday. "
    "It is the largest sum that the country has given in one year, according to the ministry's own figures."
)
NORWEGIAN = (
    "Norge vil gi Mosambik 60 millioner dollar etter flommen, sa utenriksdepartementet på torsdag. "
    "Det er det største beløpet som landet har gitt i løpet av ett år, ifølge departementets egne tall."
)
PAGE_WITHOUT_TEXT = "<html><head><title>Nothing</title></head><body><nav><a href='/'>Home</a></nav></body></html>"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01" + bytes(range(256)) * 4

# name of the file, its bytes, words of the one sentence that must be printed (in lower case)
BAD_FILES: list[tuple[str, bytes, str]] = [
    ("empty.txt", b"", "empty"),
    ("blank.txt", b" \n\n \n", "no text"),
    ("picture.txt", PNG, "no text, html, pdf or table"),
    ("picture.html", PNG, "no text, html, pdf or table"),
    ("nothing.html", PAGE_WITHOUT_TEXT.encode(), "no text"),
    ("norwegian.txt", NORWEGIAN.encode(), "not in english"),
    ("broken.pdf", b"%PDF-1.7\nthis is none", "pdf"),
    ("broken.jsonl", b'{"id": "x", "text": ', "not valid json"),
    ("list.jsonl", b'["a", "b"]', "json"),
    ("number.jsonl", b'{"text": 7}', "text"),
    ("column.jsonl", json.dumps({"body": GOOD}).encode(), "text"),
    ("column.csv", b"id,body\n1,Norway will give Mozambique money\n", "text"),
    ("header.csv", b"id,text\n", ""),
    ("broken.txt.gz", gzip.compress(GOOD.encode())[:40], "gz"),
    ("not.gz", b"this is no gzip file", ""),
]


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """`read("a.txt", "--json")` -> (exit code, standard output, standard error), by the real program."""

    def reads(*words: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["pledgebook", "read", *map(str, words)])
        code = main()
        return code, *capsys.readouterr()

    return reads


Read = Callable[..., tuple[int, str, str]]


def sentences(err: str) -> list[str]:
    """What is told on standard error, without the summary."""
    return [line for line in err.splitlines() if line.startswith("pledgebook: ")]


@pytest.mark.parametrize(("name", "content", "words"), [bad for bad in BAD_FILES if bad[2]], ids=lambda v: str(v)[:20])
def test_one_sentence_and_the_rest_is_read(read: Read, tmp_path: Path, name: str, content: bytes, words: str) -> None:
    bad, good = tmp_path / name, tmp_path / "good.txt"
    bad.write_bytes(content)
    good.write_text(GOOD, encoding="utf-8")
    code, out, err = read(bad, good, "--json")
    told = sentences(err)
    assert code == 1
    assert len(told) == 1
    assert name in told[0]
    assert words in told[0].lower()
    assert "Traceback" not in err
    assert [row["id"] for row in map(json.loads, out.splitlines()) if row["acts"]] == [str(good)]


@pytest.mark.parametrize(("name", "content"), [bad[:2] for bad in BAD_FILES if not bad[2]], ids=lambda v: str(v)[:20])
def test_what_may_pass_or_not_never_breaks(read: Read, tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    code, _, err = read(tmp_path / name)
    assert code in (0, 1)
    assert len(sentences(err)) <= 1


def test_a_missing_file(read: Read, tmp_path: Path) -> None:
    code, out, err = read(tmp_path / "nowhere.txt")
    assert (code, out) == (1, "")
    assert "nowhere.txt" in sentences(err)[0]


def test_an_empty_directory(read: Read, tmp_path: Path) -> None:
    code, _, err = read(tmp_path)
    assert code == 1
    assert "no files" in sentences(err)[0]


def test_bad_rows_are_named_by_line_and_passed_over(read: Read, tmp_path: Path) -> None:
    rows = [json.dumps({"id": f"r{n}", "text": GOOD, "date": "2024-03-14"}) for n in range(4)]
    rows[1] = rows[1][:30]
    rows[2] = json.dumps({"id": "r2", "words": GOOD})
    table = tmp_path / "table.jsonl"
    table.write_text("\n".join(rows), encoding="utf-8")
    code, out, err = read(table, "--json")
    assert code == 1
    assert [json.loads(line)["id"] for line in out.splitlines()] == ["r0", "r3"]
    assert [str(table) + f":{line}" in told for line, told in zip((2, 3), sentences(err), strict=True)] == [True, True]


def test_a_line_of_50_megabytes(read: Read, tmp_path: Path) -> None:
    table = tmp_path / "long.jsonl"
    with table.open("w", encoding="utf-8") as file:
        file.write(json.dumps({"id": "long", "text": "word " * 10_000_000}) + "\n")
        file.write(json.dumps({"id": "short", "text": GOOD}) + "\n")
    code, out, err = read(table, "--json")
    assert code == 1
    assert "long.jsonl:1" in sentences(err)[0]
    assert [json.loads(line)["id"] for line in out.splitlines()] == ["short"]


def test_broken_utf8_is_mended_or_told(read: Read, tmp_path: Path) -> None:
    file = tmp_path / "broken.txt"
    file.write_bytes(GOOD.encode().replace(b"floods,", b"floods \xc3\x28 \xff,"))
    code, out, err = read(file, "--json")
    assert code == 0, err
    assert json.loads(out)["acts"]


def test_lone_surrogates_do_not_stop_the_output(read: Read, tmp_path: Path) -> None:
    table = tmp_path / "half.jsonl"
    table.write_text('{"id": "half", "title": "\\ud83d", "text": ' + json.dumps(GOOD) + "}\n", encoding="utf-8")
    for words in ((), ("--json",), ("--explain",)):
        assert read(table, *words)[0] == 0


@pytest.mark.parametrize("address", ["http://127.0.0.1:1/", "http://localhost/x", "http://[::1]/", "http://10.0.0.1/"])
def test_private_addresses_are_not_fetched(read: Read, address: str) -> None:
    code, out, err = read(address)
    assert (code, out) == (1, "")
    assert address in sentences(err)[0]


def test_no_network(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_name(*_: object, **__: object) -> None:
        raise socket.gaierror(-3, "Temporary failure in name resolution")

    monkeypatch.setattr(socket, "getaddrinfo", no_name)
    code, out, err = read("https://news.example/article")
    assert (code, out) == (1, "")
    assert len(sentences(err)) == 1
    assert "https://news.example/article" in err


def test_a_broken_lexicon_stops_at_once(read: Read, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from pledgebook.lexicon import triggers

    (tmp_path / "good.txt").write_text(GOOD, encoding="utf-8")
    triggers.load_triggers.cache_clear()
    broken = {"word": "pledge", "class": "adverb", "kinds": "pledge", "weight": "strong", "forms": ""}
    monkeypatch.setattr(triggers, "read_csv", lambda *_: iter([(7, broken)]))
    try:
        code, out, err = read(tmp_path / "good.txt")
    finally:
        triggers.load_triggers.cache_clear()
    assert (code, out) == (2, "")
    assert "lexicon/triggers.csv, row 7" in err


def test_an_unknown_pipeline_stops_at_once(read: Read, tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(GOOD, encoding="utf-8")
    (tmp_path / "own.toml").write_text('pipeline = "no_such_pipeline"\n', encoding="utf-8")
    code, out, err = read(tmp_path / "good.txt", "--settings", tmp_path / "own.toml")
    assert (code, out) == (2, "")
    assert "no_such_pipeline" in err
