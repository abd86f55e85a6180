"""Writes the predictions for score_stories.py: FILE (coded acts) -> entries, links and totals, a JSON line a story.

usage: python quality/run_stories.py FILE [OUT]     (OUT: predictions.jsonl by default)

Of FILE only `articles`, `acts` (not their `entry`) and what `totals` ask (actor, target, currency, as_of) are used.
"""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

from pledgebook.codebook import Part
from pledgebook.lexicon.reconciling import words
from pledgebook.reconciling.entries import Entry, Mention, Reconciled
from pledgebook.reconciling.reconcile import reconcile
from pledgebook.reconciling.totals import Ledger, count_total
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


def predict(story: dict[str, Any]) -> dict[str, Any]:
    """One line of predictions. Inferred entries have no acts and no place in the stories' gold: they are left out."""
    book = reconcile(mentions_of(story))
    told = {entry.id for entry in book.entries if not entry.inferred}
    links = [link for link in book.links if {link.source, link.target} <= told]
    ledger = Ledger(book.entries, book.links)
    return {
        "id": story["id"],
        "entries": [_entry(entry) for entry in book.entries if not entry.inferred],
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


def _entry(entry: Entry) -> dict[str, Any]:
    return {
        "id": entry.id,
        "acts": [mention.id for mention in entry.mentions],
        "kind": entry.kind,
        "amount": entry.amount.money.to_json() if entry.amount else None,
        "conflicts": [f"{c.field}: {' vs '.join(side.value for side in c.sides)}" for c in entry.conflicts],
    }


def main() -> None:
    source, target = Path(sys.argv[1]), Path(sys.argv[2] if len(sys.argv) > 2 else "predictions.jsonl")
    with source.open(encoding="utf-8") as lines, target.open("w", encoding="utf-8") as out:
        for line in filter(str.strip, lines):
            out.write(json.dumps(predict(json.loads(line)), ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
