"""The commands and their options; each hands on to a module of its own that is loaded only when it runs."""

from typing import Annotated

import typer

from pledgebook.cli.book_commands import register
from pledgebook.cli.options import MinConfidence, SettingsFile

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
    column: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME=COLUMN",
            help="Which column of a table holds what: id, title, date, text or url. May be given several times.",
        ),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object a line.")] = False,
    explain: Annotated[
        bool, typer.Option("--explain", help="Say what found each act, and why something was left out.")
    ] = False,
    settings: SettingsFile = None,
    min_confidence: MinConfidence = None,
    date: Annotated[
        str | None, typer.Option(metavar="DAY", help="Day of publication (2022-05-19) of pages that come without one.")
    ] = None,
) -> None:
    """Show what each article says: its date, its doubts, and its acts with their quotations."""
    # More parameters than six: they are the options, and Typer takes options from nowhere else.
    from pledgebook.cli.arguments import ReadOptions, columns_of, day_of, settings_of
    from pledgebook.cli.read import run_read

    options = ReadOptions(columns_of(column or []), day_of(date), json, explain)
    raise typer.Exit(run_read(sources, settings_of(settings, min_confidence), options))


@app.command()
def version() -> None:
    """Print the version of the program and of what it reads with."""
    from pledgebook.cli.version import versions

    typer.echo(versions())


register(app)
