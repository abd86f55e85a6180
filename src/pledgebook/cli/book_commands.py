"""The commands of the book and their options; like those of `app`, each loads its own module only when it runs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from pledgebook.cli.options import Columns, Day, MinConfidence, ReaderName, SettingsFile

if TYPE_CHECKING:
    from pledgebook.cli.book_options import Ask

BookOption = Annotated[
    str,
    typer.Option(
        "--book", metavar="FILE", envvar="PLEDGEBOOK_BOOK",
        help="The book: a file, or a postgresql:// address.",
    ),
]  # fmt: skip
AsOf = Annotated[str | None, typer.Option("--as-of", metavar="DAY", help="The book as it was at the end of this day.")]
Limit = Annotated[int, typer.Option("--limit", metavar="N", help="At most so many rows.")]
After = Annotated[str, typer.Option("--after", metavar="KEY", help="Go on behind this row of an earlier list.")]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object a line.")]
Csv = Annotated[bool, typer.Option("--csv", help="Print comma-separated values with a header.")]
Donor = Annotated[str | None, typer.Option(metavar="PARTY", help="Who gives: a code or a country's name.")]
Recipient = Annotated[str | None, typer.Option(metavar="PARTY", help="Who receives: a code or a country's name.")]
Since = Annotated[str | None, typer.Option(metavar="DAY", help="Acts of this day or later.")]
Until = Annotated[str | None, typer.Option(metavar="DAY", help="Acts of this day or earlier.")]
AidType = Annotated[str | None, typer.Option(metavar="TYPE", help="military, humanitarian, financial or development.")]
By = Annotated[str | None, typer.Option("--by", metavar="NAME", help="Who reviews; you, if nobody is named.")]
Why = Annotated[str, typer.Option("--why", metavar="WORDS", help="The reason, which is kept.")]
EntryId = Annotated[str, typer.Argument(metavar="ENTRY", help="An entry's id, or its beginning.", show_default=False)]
BOOK = "pledgebook.db"

review = typer.Typer(help="Decide on an entry: accept, correct, split, join or reject it.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Adds the commands of this file to the program."""
    for command in (add, entries, entry, totals, threads, conflicts, copies, search, check, history):
        app.command()(command)
    app.command("left-out")(left_out)
    app.add_typer(review, name="review")


def _ask(book: str, **words: Any) -> Ask:
    from pledgebook.cli.book_options import Ask

    return Ask(book, **words)


def add(
    sources: Annotated[
        list[str] | None,
        typer.Argument(metavar="SOURCE", help="Whatever `read` reads.", show_default=False),
    ] = None,
    book: BookOption = BOOK,
    reread: Annotated[
        bool, typer.Option("--reread", help="Read again what the book has, with this version of the program.")
    ] = False,
    column: Columns = None,
    json: Annotated[bool, typer.Option("--json", help="Print what was done as one JSON object.")] = False,
    settings: SettingsFile = None,
    min_confidence: MinConfidence = None,
    reader: ReaderName = None,
    date: Day = None,
) -> None:
    """Read sources into a book. It may be stopped at any moment; the same command goes on, and doubles nothing."""
    from pledgebook.cli.arguments import ReadOptions, columns_of, day_of, settings_of
    from pledgebook.cli.book_add import run_add

    options = ReadOptions(columns_of(column or []), day_of(date), json)
    raise typer.Exit(run_add(sources or [], book, settings_of(settings, min_confidence, reader), options, reread))


def entries(
    donor: Donor = None,
    recipient: Recipient = None,
    kind: Annotated[str | None, typer.Option(metavar="KIND", help="pledge, commitment, delivery, request, ...")] = None,
    since: Since = None,
    until: Until = None,
    min_sum: Annotated[str | None, typer.Option(metavar="SUM", help="At least so much: 300m, 1.5bn.")] = None,
    max_sum: Annotated[str | None, typer.Option(metavar="SUM", help="At most so much.")] = None,
    currency: Annotated[
        str | None, typer.Option(metavar="CODE", help="Stated in this currency; sums are then in it, else in USD.")
    ] = None,
    aid_type: AidType = None,
    text: Annotated[str | None, typer.Option(metavar="WORDS", help="A quotation holds these words.")] = None,
    unreviewed: Annotated[bool, typer.Option("--unreviewed", help="Nobody has reviewed it.")] = False,
    conflicting: Annotated[bool, typer.Option("--conflicting", help="Articles disagree on it.")] = False,
    rejected: Annotated[bool, typer.Option("--rejected", help="A reviewer rejected it.")] = False,
    book: BookOption = BOOK,
    as_of: AsOf = None,
    limit: Limit = 50,
    after: After = "",
    json: Json = False,
    csv: Csv = False,
) -> None:
    """List entries, newest first."""
    words = {
        "donor": donor, "recipient": recipient, "kind": kind, "since": since, "until": until, "min_sum": min_sum,
        "max_sum": max_sum, "currency": currency, "aid_type": aid_type, "text": text, "unreviewed": unreviewed,
        "conflicting": conflicting, "rejected": rejected,
    }  # fmt: skip
    from pledgebook.cli.book_entries import run_entries

    raise typer.Exit(run_entries(_ask(book, as_of=as_of, limit=limit, after=after, json=json, csv=csv), words))


def entry(id: EntryId, book: BookOption = BOOK, as_of: AsOf = None, json: Json = False, csv: Csv = False) -> None:
    """Show everything of one entry, with its quotations."""
    from pledgebook.cli.book_entry import run_entry

    raise typer.Exit(run_entry(id, _ask(book, as_of=as_of, json=json, csv=csv)))


def history(id: EntryId, book: BookOption = BOOK, json: Json = False, csv: Csv = False) -> None:
    """Tell how an entry came to be: every decision, when, by whom and why."""
    from pledgebook.cli.book_entry import run_history

    raise typer.Exit(run_history(id, _ask(book, json=json, csv=csv)))


def totals(
    by: Annotated[
        str, typer.Option("--by", metavar="WHAT", help="donor, recipient, month or type; several with commas.")
    ] = "donor",
    currency: Annotated[
        str | None, typer.Option(metavar="CODE", help="Converted at the rates of the acts' days; else as stated.")
    ] = None,
    donor: Donor = None,
    recipient: Recipient = None,
    aid_type: AidType = None,
    since: Since = None,
    until: Until = None,
    book: BookOption = BOOK,
    as_of: AsOf = None,
    limit: Limit = 50,
    json: Json = False,
    csv: Csv = False,
) -> None:
    """Sum up what was pledged, committed and delivered; nothing is counted twice."""
    words = {"donor": donor, "recipient": recipient, "aid_type": aid_type, "since": since, "until": until}
    from pledgebook.cli.book_totals import run_totals

    raise typer.Exit(run_totals(_ask(book, as_of=as_of, limit=limit, json=json, csv=csv), by, currency, words))


def threads(
    book: BookOption = BOOK, as_of: AsOf = None, limit: Limit = 50, after: After = "", json: Json = False,
    csv: Csv = False,
) -> None:  # fmt: skip
    """List requests with their answers, sanctions with their easings, support with its withdrawals."""
    from pledgebook.cli.book_lists import run_threads

    raise typer.Exit(run_threads(_ask(book, as_of=as_of, limit=limit, after=after, json=json, csv=csv)))


def conflicts(
    book: BookOption = BOOK, as_of: AsOf = None, limit: Limit = 50, after: After = "", json: Json = False,
    csv: Csv = False,
) -> None:  # fmt: skip
    """List where articles disagree, what is accepted, and why."""
    from pledgebook.cli.book_lists import run_conflicts

    raise typer.Exit(run_conflicts(_ask(book, as_of=as_of, limit=limit, after=after, json=json, csv=csv)))


def copies(
    book: BookOption = BOOK, as_of: AsOf = None, limit: Limit = 50, after: After = "", json: Json = False,
    csv: Csv = False,
) -> None:  # fmt: skip
    """List articles that are copies of one another, under their origin."""
    from pledgebook.cli.book_lists import run_copies

    raise typer.Exit(run_copies(_ask(book, as_of=as_of, limit=limit, after=after, json=json, csv=csv)))


def left_out(
    reason: Annotated[str, typer.Option(metavar="WORDS", help="Only what was left out for this reason.")] = "",
    book: BookOption = BOOK,
    as_of: AsOf = None,
    limit: Limit = 50,
    after: After = "",
    json: Json = False,
    csv: Csv = False,
) -> None:
    """List what was found but not stored, and pages that could not be read, with the reason."""
    from pledgebook.cli.book_lists import run_left_out

    raise typer.Exit(run_left_out(_ask(book, as_of=as_of, limit=limit, after=after, json=json, csv=csv), reason))


def search(
    words: Annotated[list[str], typer.Argument(metavar="WORDS", help="All must stand there.", show_default=False)],
    book: BookOption = BOOK,
    limit: Limit = 50,
    json: Json = False,
    csv: Csv = False,
) -> None:
    """Find words in quotations and articles; \"two words\" in quotes are looked for together."""
    from pledgebook.cli.book_lists import run_search

    raise typer.Exit(run_search(" ".join(words), _ask(book, limit=limit, json=json, csv=csv)))


def check(book: BookOption = BOOK, json: Json = False, csv: Csv = False) -> None:
    """Look whether the book is whole: its file, the hashes of its pages, every quotation, every sum."""
    from pledgebook.cli.book_check import run_check

    raise typer.Exit(run_check(_ask(book, json=json, csv=csv)))


# --- reviews ---------------------------------------------------------------------------------------------


def _review(action: Any, entry: str, by: str | None, why: str, ask: Ask, **what: Any) -> None:
    from pledgebook.book import Decision
    from pledgebook.cli.book_review import reviewer, run_review

    raise typer.Exit(run_review(Decision(action, entry, reviewer(by), why, **what), ask))


@review.command()
def accept(entry: EntryId, why: Why = "", by: By = None, book: BookOption = BOOK, json: Json = False) -> None:
    """Say that an entry is right as it stands."""
    _review("accept", entry, by, why, _ask(book, json=json))


@review.command()
def correct(
    entry: EntryId,
    values: Annotated[
        list[str],
        typer.Argument(
            metavar="FIELD=VALUE", help="Such as 'amount=300m USD', date=2022-05-19, actor=JPN, kind=pledge."
        ),
    ],
    why: Why = "",
    by: By = None,
    book: BookOption = BOOK,
    json: Json = False,
) -> None:
    """Say what is otherwise."""
    from pledgebook.cli.book_review import values_of

    _review("correct", entry, by, why, _ask(book, json=json), values=values_of(values))


@review.command()
def split(
    entry: EntryId,
    acts: Annotated[
        list[str], typer.Argument(metavar="ACT", help="Acts of the entry that are another one, by id or article.")
    ],
    why: Why = "",
    by: By = None,
    book: BookOption = BOOK,
    json: Json = False,
) -> None:
    """Take acts out that tell of something else."""
    _review("split", entry, by, why, _ask(book, json=json), acts=tuple(acts))


@review.command()
def join(
    entry: EntryId,
    other: Annotated[str, typer.Argument(metavar="OTHER", help="The entry that tells of the same act.")],
    why: Why = "",
    by: By = None,
    book: BookOption = BOOK,
    json: Json = False,
) -> None:
    """Say that two entries are one act."""
    _review("join", entry, by, why, _ask(book, json=json), other=other)


@review.command()
def reject(entry: EntryId, why: Why = "", by: By = None, book: BookOption = BOOK, json: Json = False) -> None:
    """Say that an entry is no act at all: it is kept, but counted and listed no more."""
    _review("reject", entry, by, why, _ask(book, json=json))
