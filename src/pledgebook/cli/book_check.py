"""`pledgebook check`: is the book whole?"""

from __future__ import annotations

from pledgebook.cli.book_options import Ask, opened
from pledgebook.cli.book_print import print_csv, print_json, say
from pledgebook.cli.exits import BAD_USE, GOOD
from pledgebook.phrases import many


def run_check(ask: Ask) -> int:
    """Prints each fault; the exit code is 2 where there is one."""
    with opened(ask) as book:
        health = book.check()
    if ask.json:
        print_json(health.to_json())
    elif ask.csv:
        print_csv([{"fault": fault} for fault in health.faults])
    else:
        for fault in health.faults:
            print(fault)
        looked = ", ".join(f"{number:,} {what}" for what, number in health.counts.items())
        print(f"{'all is well' if not health.faults else many(len(health.faults), 'fault')}: {looked}")
        print(f"content {health.content}")
    if health.waiting:
        places = "1 place waits" if health.waiting == 1 else f"{health.waiting:,} places wait"
        say(f"{places} for links: an add was stopped, and the next one goes on with them")
    return BAD_USE if health.faults else GOOD
