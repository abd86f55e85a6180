"""The commands and their options; each hands on to a module of its own that is loaded only when it runs."""

from typing import Annotated

import typer

from pledgebook.cli.book_commands import BOOK, BookOption, register
from pledgebook.cli.options import Columns, Day, MinConfidence, PeopleFile, ReaderName, SettingsFile

app = typer.Typer(
    name="pledgebook",
    help="Reads who asked for, pledged, committed, delivered, refused, withdrew and sanctioned what.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

READ_EXAMPLE = "For example:  pledgebook read examples/article.txt"


def _show_version(wanted: bool) -> None:
    if wanted:
        from pledgebook.cli.version import versions

        typer.echo(versions())
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Print the version and end.")
    ] = False,
) -> None:
    """Options that stand before the command."""


@app.command(epilog=READ_EXAMPLE)
def read(
    sources: Annotated[
        list[str],
        typer.Argument(
            metavar="SOURCE",
            help="Text, HTML or PDF files, JSONL or CSV tables (also .gz), directories, http(s) addresses, "
            "or - for standard input.",
            show_default=False,
        ),
    ],
    column: Columns = None,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object a line.")] = False,
    explain: Annotated[
        bool, typer.Option("--explain", help="Say what found each act, and why something was left out.")
    ] = False,
    settings: SettingsFile = None,
    min_confidence: MinConfidence = None,
    reader: ReaderName = None,
    date: Day = None,
) -> None:
    """Show what each article says: its date, its doubts, and its acts with their quotations."""
    # More parameters than six: they are the options, and Typer takes options from nowhere else.
    from pledgebook.cli.arguments import ReadOptions, columns_of, day_of, settings_of
    from pledgebook.cli.read import run_read

    options = ReadOptions(columns_of(column or []), day_of(date), json, explain)
    raise typer.Exit(run_read(sources, settings_of(settings, min_confidence, reader), options))


@app.command()
def watch(
    feeds: Annotated[
        list[str],
        typer.Argument(metavar="FEED", help="Addresses of RSS or Atom feeds, or of sitemaps.", show_default=False),
    ],
    book: BookOption = BOOK,
    every: Annotated[int, typer.Option(metavar="MINUTES", help="At least so long between two polls of a feed.")] = 15,
    once: Annotated[bool, typer.Option("--once", help="Poll each feed that is due, then end: for cron.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object for each poll.")] = False,
    settings: SettingsFile = None,
    min_confidence: MinConfidence = None,
    reader: ReaderName = None,
) -> None:
    """Poll feeds and sitemaps politely, and read what is new into a book, until Ctrl-C."""
    from pledgebook.cli.arguments import settings_of
    from pledgebook.cli.watch import WatchOptions, run_watch

    options = WatchOptions(every, once, json)
    raise typer.Exit(run_watch(feeds, book, settings_of(settings, min_confidence, reader), options))


@app.command()
def serve(
    book: BookOption = BOOK,
    host: Annotated[str, typer.Option(metavar="ADDRESS", help="Where to listen.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(metavar="NUMBER", help="The port to listen at.")] = 8000,
    people: PeopleFile = None,
    user_header: Annotated[
        str, typer.Option(metavar="HEADER", help="The header in which a proxy on this machine tells who it is.")
    ] = "",
    name: Annotated[
        list[str] | None, typer.Option(metavar="HOST", help="Answer only under this name. May be given several times.")
    ] = None,
    https: Annotated[bool, typer.Option("--https", help="It is reached by https: send cookies by it alone.")] = False,
    token_for: Annotated[str, typer.Option(metavar="NAME", help="Make a token for somebody, print it, and end.")] = "",
) -> None:
    """Open the book in a browser: look, compare, review."""
    from pledgebook.cli.serve import Address, print_token, run_serve

    if token_for:
        raise typer.Exit(print_token(token_for))
    address = Address(host, port, people, user_header, tuple(name or ()), https)
    raise typer.Exit(run_serve(book, address))


@app.command()
def version() -> None:
    """Print the version of the program and of what it reads with."""
    from pledgebook.cli.version import versions

    typer.echo(versions())


register(app)
