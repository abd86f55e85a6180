"""In how many trackers' descriptions the donor, the recipient and the sum are found together in one act.

usage: run_trackers.py [../shared/data/trackers.dev] [--show N]

Reads NAME.texts.jsonl.gz and NAME.gold.jsonl.gz. A sum counts as found within 0.5 %, in the coded currency.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path
from typing import Any

from gold import SHARED, plain_party, read_rows
from pledgebook.pipeline import read_pages
from pledgebook.records import Act, Reading
from pledgebook.sources import open_sources


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("name", nargs="?", default=str(SHARED / "data" / "trackers.dev"))
    ask.add_argument("--show", type=int, default=0, help="print this many texts where nothing was found")
    args = ask.parse_args()
    gold = {row["id"]: row["acts"] for row in read_rows(Path(f"{args.name}.gold.jsonl.gz"))}
    found: Counter[str] = Counter()
    for reading in read_pages(open_sources([f"{args.name}.texts.jsonl.gz"])):
        if isinstance(reading, Reading):
            outcome = _outcome(gold[reading.article.id], reading.acts)
            found[outcome] += 1
            if outcome != "found" and found["shown"] < args.show:
                found["shown"] += 1
                print(outcome, reading.article.id, gold[reading.article.id], [act.to_json() for act in reading.acts])
    del found["shown"]
    print(f"{len(gold)} texts; triple found in {found['found'] / len(gold):.1%}")
    print(", ".join(f"{name} {count}" for name, count in found.most_common()))


def _outcome(wanted: list[dict[str, Any]], acts: tuple[Act, ...]) -> str:
    """Whether one act holds a wanted triple; else what the nearest act lacks."""
    if not acts:
        return "no act"
    best = max((_agreement(want, act) for want in wanted for act in acts), key=sum)
    missing = [name for name, agrees in zip(("sum", "donor", "recipient"), best, strict=True) if not agrees]
    return "other " + " and ".join(missing) if missing else "found"


def _agreement(want: dict[str, Any], act: Act) -> tuple[bool, bool, bool]:
    money, amount = want["amount"], act.amount
    also = [amount.money, *amount.also] if amount else []
    same = any(m.currency == money["currency"] and abs(m.low - money["low"]) <= 0.005 * money["low"] for m in also)
    donor = bool({*map(plain_party, want["actor"])} & {*map(plain_party, act.actor)})
    recipient = bool({*map(plain_party, want["target"])} & {*map(plain_party, (*act.target, *act.beneficiary))})
    return same, donor, recipient


if __name__ == "__main__":
    main()
