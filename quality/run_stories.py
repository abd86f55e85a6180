"""Writes the predictions for score_stories.py: FILE -> entries, links and totals, a JSON line a story.

usage: python quality/run_stories.py FILE [OUT] [--text]     (OUT: predictions.jsonl by default)

Of FILE only `articles`, `acts` (not their `entry`) and what `totals` ask (actor, target, currency, as_of) are used.
With --text the acts are read from the articles' texts, as `pledgebook add` reads them; the coded acts then serve only
to give ids to what is found (story_texts.py).
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from pledgebook.codebook import Part
from pledgebook.lexicon.reconciling import words
from pledgebook.reconciling.entries import Entry, Mention, Reconciled
from pledgebook.reconciling.reconcile import reconcile
from pledgebook.reconciling.totals import AGREES, Ledger, count_total
from pledgebook.records import Act, Amount, Article, Interval, Item, Money, Quote


def mentions_of(story: dict[str, Any]) -> list[Mention]:
    """The coded acts of a story as mentions; evidence that stands in no article text is left out."""
    articles = {row["id"]: row for row in story["articles"]}
    return [_mention(row, articles[row["article"]]) for row in story["acts"]]


def _mention(row: dict[str, Any], page: dict[str, Any]) -> Mention:
    publisher = page.get("publisher") or ""
    written = page.get("true_date") or page.get("published")
    return Mention(
        id=row["id"],
        article=page["id"],
        act=_act(row, Article(page["id"], page.get("text", ""), page.get("title"))),
        written=date.fromisoformat(written) if written else None,
        publisher=publisher,
        official=bool(words().official.search(publisher.lower())),
    )


def _act(row: dict[str, Any], article: Article) -> Act:
    quotes = [_quote(article, text) for text in row.get("evidence") or ()]
    return Act(
        kind=row["kind"],
        actor=tuple(row.get("actor") or ()),
        evidence=tuple(quote for quote in quotes if quote),
        target=tuple(row.get("target") or ()),
        beneficiary=tuple(row.get("beneficiary") or ()),
        amount=_amount(row.get("amount")),
        items=tuple(_item(item) for item in row.get("items") or ()),
        aid_type=row.get("aid_type"),
        instrument=row.get("instrument"),
        channel=tuple(row.get("channel") or ()),
        measures=tuple(row.get("measures") or ()),
        listed=tuple(row.get("listed") or ()),
        date=_interval(row.get("date")),
        modality=row.get("modality") or "asserted",
        speaker=row.get("speaker"),
    )


def _quote(article: Article, text: str) -> Quote | None:
    part: Part
    for part in ("text", "title"):
        start = article.part(part).find(text)
        if text and start >= 0:
            return article.quote(start, start + len(text), part)
    return None


def _amount(row: dict[str, Any] | None) -> Amount | None:
    if not row or (row.get("low") is None and row.get("high") is None):
        return None
    money = _money(row, row["currency"])
    also = row.get("also") or []
    replaces = row.get("replaces")
    return Amount(
        money=money,
        basis=row.get("basis") or "increment",
        hedge=row.get("hedge") or "exact",
        also=tuple(_money(item, money.currency) for item in (also if isinstance(also, list) else [also])),
        replaces=_money(replaces, money.currency) if replaces else None,
    )


def _money(row: dict[str, Any] | float, currency: str) -> Money:
    """A sum as a table or as a bare figure in the currency of the act."""
    if not isinstance(row, dict):
        return Money(float(row), float(row), currency)
    low = row["low"] if row.get("low") is not None else row["high"]
    high = row["high"] if row.get("high") is not None else low
    return Money(float(low), float(high), row.get("currency") or currency)


def _item(row: dict[str, Any]) -> Item:
    count = row.get("quantity")
    return Item(row["name"], float(count) if isinstance(count, int | float) else None)


def _interval(row: dict[str, str | None] | None) -> Interval | None:
    days = [date.fromisoformat(day) for day in ((row or {}).get("start"), (row or {}).get("end")) if day]
    return Interval(min(days), max(days)) if days else None


def predict(story: dict[str, Any], mentions: Sequence[Mention] | None = None) -> dict[str, Any]:
    """One line of predictions, of the coded acts or of these mentions.

    Inferred entries have no acts and no place in the stories' gold: they are left out.
    """
    book = reconcile(mentions_of(story) if mentions is None else mentions)
    told = {entry.id for entry in book.entries if not entry.inferred}
    links = [link for link in book.links if {link.source, link.target} <= told]
    ledger = Ledger(book.entries, book.links)
    below = {row.entry: [f"total: {row.explanation}"] for row in book.stated if row.difference < -AGREES * row.known}
    return {
        "id": story["id"],
        "entries": [_entry(entry, below.get(entry.id, [])) for entry in book.entries if not entry.inferred],
        "links": [{"from": link.source, "to": link.target, "as": link.kind, "phrase": link.phrase} for link in links],
        "totals": [_total(ledger, *asked) for asked in sorted(_asked(story, book))],
    }


def _asked(story: dict[str, Any], book: Reconciled) -> set[tuple[str, str, str, str]]:
    """The totals to count: what the story asks, and all that the book knows."""
    asked = {(t["actor"], t["target"], t["currency"], t["as_of"]) for t in story.get("totals") or ()}
    return asked | {(t.actor, t.target, t.currency, t.as_of.isoformat()) for t in book.totals}


def _total(ledger: Ledger, actor: str, target: str, currency: str, as_of: str) -> dict[str, Any]:
    total = count_total(ledger, actor, target, currency, date.fromisoformat(as_of))
    return {"actor": actor, "target": target, "currency": currency, "as_of": as_of, "pledged": total.pledged}


def _entry(entry: Entry, below: list[str]) -> dict[str, Any]:
    """`below` says that it states a total smaller than what it counts, which `pledgebook entry` shows."""
    conflicts = [f"{c.field}: {' vs '.join(side.value for side in c.sides)}" for c in entry.conflicts]
    return {
        "id": entry.id,
        "acts": [mention.id for mention in entry.mentions],
        "kind": entry.kind,
        "amount": entry.amount.money.to_json() if entry.amount else None,
        "conflicts": conflicts + below,
    }


def predict_all(stories: Iterable[dict[str, Any]], text: bool) -> Iterator[dict[str, Any]]:
    """The lines of predictions, from the coded acts or from the texts."""
    if not text:
        yield from map(predict, stories)
        return
    from story_texts import read_stories_texts  # loads the reader: only where texts are read

    coded = found = right = 0
    for story, mentions in read_stories_texts(list(stories)):
        known = {act["id"] for act in story["acts"]}
        coded, found = coded + len(known), found + len(mentions)
        right += sum(mention.id in known for mention in mentions)
        yield predict(story, mentions)
    print(f"{right} of {coded} coded acts were found, among {found} acts read")


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("file", type=Path)
    ask.add_argument("out", type=Path, nargs="?", default=Path("predictions.jsonl"))
    ask.add_argument("--text", action="store_true")
    args = ask.parse_args()
    with args.file.open(encoding="utf-8") as lines, args.out.open("w", encoding="utf-8") as out:
        for line in predict_all(map(json.loads, filter(str.strip, lines)), args.text):
            out.write(json.dumps(line, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
