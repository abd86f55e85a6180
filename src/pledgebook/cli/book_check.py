"""`pledgebook check`: is the book whole?"""

from __future__ import annotations

from pledgebook.cli.book_options import Ask, opened
from pledgebook.cli.book_print import print_csv, print_json, say
from pledgebook.cli.exits import BAD_USE, GOOD


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
        looked = ", ".join(f"{many:,} {what}" for what, many in health.counts.items())
        print(f"{'all is well' if not health.faults else f'{len(health.faults)} faults'}: {looked}")
        print(f"content {health.content}")
    if health.waiting:
        say(f"{health.waiting} places wait for their links: an add was stopped, and the next one goes on with them")
    return BAD_USE if health.faults else GOOD
