"""Where pages come from: files, tables, directories, standard input and the web.

Pages stream: however long a table is, one row at a time is held. Nothing vanishes: what cannot be read comes
as a BadInput (BadRow, NotFetched) among the pages, and the rest is still read.
"""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from pledgebook.problems import BadInput, BadSetting, NotFetched
from pledgebook.records import Page
from pledgebook.sources.files import STDIN, read_files, read_stdin
from pledgebook.sources.tables import COLUMNS
from pledgebook.sources.web import fetch

__all__ = ["open_sources"]

AS_NAMED: Mapping[str, str] = MappingProxyType({})


def open_sources(sources: Sequence[str], columns: Mapping[str, str] = AS_NAMED) -> Iterator[Page | BadInput]:
    """Yields the pages of all sources in their order, and a BadInput for whatever cannot be read.

    A source is a file (text, HTML, PDF, JSONL or CSV, any of them packed by gzip), a directory, an http(s)
    address or "-" for standard input. `columns` maps our columns (id, title, date, text, url) to a table's own.
    A page's id is the file's path, the row's id or else "file:line", or the address. Raises BadSetting where
    `columns` has a column that is not ours.
    """
    unknown = sorted(set(columns) - set(COLUMNS))
    if unknown:
        raise BadSetting(f"there is no column '{unknown[0]}' to map; the columns are {', '.join(COLUMNS)}")
    return _opened(sources, columns)


def _opened(sources: Sequence[str], columns: Mapping[str, str]) -> Iterator[Page | BadInput]:
    for source in sources:
        if source == STDIN:
            yield from read_stdin(columns)
        elif source.lower().startswith(("http://", "https://")):
            yield _fetched(source)
        else:
            yield from read_files(source, columns)


def _fetched(url: str) -> Page | NotFetched:
    try:
        return fetch(url)
    except NotFetched as problem:
        return problem
