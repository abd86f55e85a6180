"""Records as text for the database, and back: what goes in comes out equal."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from pledgebook.codebook import DoubtName, Role
from pledgebook.problems import Reason
from pledgebook.reconciling.entries import Conflict, Rung, Side
from pledgebook.records import Act, Amount, Article, Doubt, Interval, Item, LeftOut, Money, Paragraph, Quote, Said

UNSTORABLE = re.compile("[\x00\ud800-\udfff]")  # no database takes these; one letter for one keeps offsets true
ESCAPED = re.compile(r"\\u(?:0000|d[89a-f])")  # how they, and letters beyond the first 65,536, look in JSON
Json = Mapping[str, Any]


def storable(text: str) -> str:
    """The text with each letter that no database takes replaced by one U+FFFD; just as long as before."""
    return UNSTORABLE.sub("\ufffd", text)


def dump(value: object) -> str:
    """Compact JSON in ASCII, keys in order: equal values give equal text."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"))


def joined(parties: Sequence[str]) -> str:
    """Parties as one column: "FIN+SWE"."""
    return storable("+".join(parties))


# --- acts ------------------------------------------------------------------------------------------------


def pack_act(act: Act) -> str:
    """Everything of an act; the texts of its quotes stand in the article and are not repeated for values."""
    row = {key: value for key, value in act.to_json().items() if value and key not in {"evidence", "spans"}}
    row["confidence"] = act.confidence
    row["evidence"] = [_span(quote) for quote in act.evidence]
    row["said"] = [[said.field, said.value, *_span(said.quote)] for said in act.said]
    row["rules"] = list(act.rules)
    return dump(row)


def clean_act(act: Act) -> tuple[Act, str]:
    """The act with whatever no database takes replaced, and its text."""
    packed = pack_act(act)
    if not ESCAPED.search(packed):
        return act, packed
    cleaned = unpack_act(dump(_storable_json(json.loads(packed))), said=True)
    return cleaned, pack_act(cleaned)


def _storable_json(value: Any) -> Any:
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, list):
        return [_storable_json(item) for item in value]
    return {key: _storable_json(item) for key, item in value.items()} if isinstance(value, dict) else value


def unpack_act(text: str, said: bool = False) -> Act:
    """The act. Its values' spans (`said`) are unpacked only where they are asked for: entries have no need of them."""
    row = json.loads(text)
    return Act(
        kind=row["kind"],
        actor=tuple(row["actor"]),
        evidence=tuple(_quote(span) for span in row["evidence"]),
        target=tuple(row.get("target", ())),
        beneficiary=tuple(row.get("beneficiary", ())),
        amount=unpack_amount(row["amount"]) if "amount" in row else None,
        items=tuple(Item(item["name"], item["quantity"]) for item in row.get("items", ())),
        aid_type=row.get("aid_type"),
        instrument=row.get("instrument"),
        channel=tuple(row.get("channel", ())),
        measures=tuple(row.get("measures", ())),
        listed=tuple(row.get("listed", ())),
        date=unpack_days(row.get("date")),
        modality=row.get("modality", "asserted"),
        speaker=row.get("speaker"),
        said=tuple(Said(field, value, _quote(span)) for field, value, *span in row["said"]) if said else (),
        confidence=row["confidence"],
        rules=tuple(row["rules"]),
    )


def unpack_amount(row: Json) -> Amount:
    """From an amount's own JSON."""
    return Amount(
        money=_money(row),
        basis=row["basis"],
        hedge=row["hedge"],
        also=tuple(map(_money, row.get("also", ()))),
        replaces=_money(row["replaces"]) if row.get("replaces") else None,
    )


def unpack_days(row: Mapping[str, str] | None) -> Interval | None:
    return Interval(date.fromisoformat(row["start"]), date.fromisoformat(row["end"])) if row else None


def _money(row: Json) -> Money:
    return Money(row["low"], row["high"], row["currency"])


def _span(quote: Quote) -> list[Any]:
    return [quote.start, quote.end, storable(quote.text), quote.part]


def _quote(span: Sequence[Any]) -> Quote:
    return Quote(*span)


# --- articles --------------------------------------------------------------------------------------------


def pack_article(article: Article) -> str:
    """What has no column of its own: paragraphs and doubts."""
    return dump(
        {
            "paragraphs": [[p.start, p.end, p.role.value, p.of] for p in article.paragraphs],
            "doubts": [[d.name.value, d.reason, [_span(q) for q in d.quotes]] for d in article.doubts],
        }
    )


def unpack_article(row: Any) -> Article:
    """From a row of `article_row`; the article's id is that of the book."""
    body = json.loads(row["body"])
    return Article(
        id=row["id"],
        text=row["text"],
        title=row["title"],
        url=row["url"],
        claimed_date=row["claimed"],
        date=Interval(row["day_start"], row["day_end"]) if row["day_start"] else None,
        date_reason=row["day_reason"],
        doubts=tuple(Doubt(DoubtName(name), why, tuple(map(_quote, spans))) for name, why, spans in body["doubts"]),
        paragraphs=tuple(Paragraph(start, end, Role(role), of) for start, end, role, of in body["paragraphs"]),
    )


def unpack_left_out(row: Any) -> LeftOut:
    quote = _quote(json.loads(row["quote"])) if row["quote"] else None
    return LeftOut(Reason(row["reason"]), quote, row["detail"], row["rule"], row["score"])


def pack_quote(quote: Quote | None) -> str:
    return dump(_span(quote)) if quote else ""


# --- entries ---------------------------------------------------------------------------------------------


def pack_rungs(rungs: Sequence[Rung]) -> list[Any]:
    """Rungs without their articles and quotes, which their mentions have."""
    return [[r.kind, r.date.to_json() if r.date else None, r.modality, list(r.mentions)] for r in rungs]


def pack_conflicts(conflicts: Sequence[Conflict]) -> list[Any]:
    return [
        {
            "field": conflict.field,
            "accepted": conflict.accepted,
            "reason": conflict.reason,
            "sides": [[s.value, list(s.mentions), list(s.articles), s.sources, list(map(_span, s.quotes))]
                      for s in conflict.sides],
        }
        for conflict in conflicts
    ]  # fmt: skip


def unpack_conflicts(rows: Sequence[Json]) -> tuple[Conflict, ...]:
    return tuple(
        Conflict(row["field"], tuple(map(_side, row["sides"])), row["accepted"], row["reason"]) for row in rows
    )


def _side(row: Sequence[Any]) -> Side:
    value, mentions, articles, sources, quotes = row
    return Side(value, tuple(mentions), tuple(articles), sources, tuple(map(_quote, quotes)))
