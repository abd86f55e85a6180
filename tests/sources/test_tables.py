"""Rows become pages; bad rows are named with their line and passed over."""

import json
from collections.abc import Mapping
from typing import Any

import pytest

from pledgebook.problems import BadInput, BadRow
from pledgebook.records import Page
from pledgebook.sources.reading import Line, TooLong
from pledgebook.sources.tables import read_csv, read_jsonl

NONE: Mapping[str, str] = {}


def numbered(*lines: str | bytes | TooLong) -> Any:
    rows = (line.encode() if isinstance(line, str) else line for line in lines)
    return iter(list[Line](enumerate(rows, 1)))


def jsonl(*lines: str | bytes | TooLong, columns: Mapping[str, str] = NONE) -> list[Page | BadInput]:
    return list(read_jsonl(numbered(*lines), "t.jsonl", columns))


def csv(*lines: str | bytes | TooLong, columns: Mapping[str, str] = NONE) -> list[Page | BadInput]:
    return list(read_csv(numbered(*lines), "t.csv", columns))


def told(found: list[Page | BadInput]) -> list[str]:
    return [one.id if isinstance(one, Page) else str(one) for one in found]


def test_a_row_of_json() -> None:
    row = {
        "id": 7,
        "title": " Tents ",
        "date": "2021-05-21",
        "text": "Norway sent tents.",
        "url": "https://e.example/1",
    }
    assert jsonl(json.dumps(row)) == [
        Page("7", "t.jsonl", text="Norway sent tents.", title="Tents", date="2021-05-21", url="https://e.example/1")
    ]


def test_a_row_without_id_is_called_by_its_line() -> None:
    assert told(jsonl("", '{"text": "Tents"}')) == ["t.jsonl:2"]


def test_columns_of_other_names() -> None:
    found = jsonl('{"body": "Tents", "nr": 3, "text": 5}', columns={"text": "body", "id": "nr"})
    assert [(page.id, page.text) for page in found if isinstance(page, Page)] == [("3", "Tents")]


def test_a_row_of_html_is_a_page_of_html() -> None:
    (page,) = jsonl(json.dumps({"text": "<!DOCTYPE html><html><body>Tents</body></html>"}))
    assert isinstance(page, Page)
    assert page.media_type == "text/html"


def test_half_a_letter_is_replaced() -> None:
    (page,) = jsonl('{"text": "Tents \\ud83d and \\ud83d\\ude00", "title": "\\udc00"}')
    assert isinstance(page, Page)
    assert (page.text, page.title) == ("Tents \ufffd and 😀", "\ufffd")


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ('{"text": ', "not valid JSON"),
        ("[1]", "no JSON object"),
        ('{"body": "Tents"}', "no column 'text' (there are: body); name yours with --column text=NAME"),
        ('{"text": 5}', "the text is a int"),
        ('{"text": null}', "no text"),
        ('{"text": "  "}', "no text"),
        (b'{"text": "Tom\xe9"}', "not valid UTF-8"),
        ("[" * 100_000, "not valid JSON"),
        (TooLong(50_000_000), "the line has 50 MB; a row may have 10 MB"),
    ],
    ids=lambda value: str(value)[:20],
)
def test_a_bad_line_is_named_and_the_rest_is_read(line: str | bytes | TooLong, words: str) -> None:
    bad, good = jsonl(line, '{"id": "b", "text": "Tents"}')
    assert isinstance(bad, BadRow)
    assert bad.where == "t.jsonl:1"
    assert words in bad.reason
    assert told([good]) == ["b"]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_table_of_cells(separator: str) -> None:
    lines = [
        f"\ufeffid{separator}text{separator}date",
        f'a{separator}"He said: ""Tents,',
        f'and more"""{separator}1 May',
    ]
    assert csv(*lines) == [Page("a", "t.csv", text='He said: "Tents,\nand more"', date="1 May")]


def test_a_table_without_the_column() -> None:
    (bad,) = csv("id,body", "1,Tents")
    assert str(bad) == "t.csv: there is no column 'text' (there are: id, body); name yours with --column text=NAME"


def test_bad_rows_of_a_table_are_named_and_the_rest_is_read() -> None:
    found = csv("id,text", "a,Tents", b"b,Tom\xe9", "c,Tents,too,many", "", "d,", TooLong(11_000_000), "e,Tents", "f")
    assert told(found) == [
        "a",
        "t.csv:3: the row is not valid UTF-8; save the table as UTF-8",
        "t.csv:4: the row has 4 cells and the header 2; quote cells with commas",
        "t.csv:6: the row has no text",
        "t.csv:7: the line has 11 MB; a row may have 10 MB",
        "e",
        "t.csv:9: the row has no text",
    ]


def test_a_quote_that_is_never_closed_ends_with_the_table() -> None:
    assert told(csv("id,text", "a,Tents", 'b,"Tents')) == ["a", "b"]


def test_a_cell_beyond_the_limit_is_named() -> None:
    found = csv("id,text", 'a,"' + "x" * 6_000_000, "x" * 6_000_000 + '"', "b,Tents")
    assert isinstance(found[0], BadRow)
    assert found[0].where == "t.csv:2"


def test_a_table_with_no_rows() -> None:
    assert csv("id,text") == []
