"""Where pages come from: files, tables, directories, web archives, standard input, the web, its feeds and sitemaps.

Pages stream: however long a table is, one row at a time is held. Nothing vanishes: what cannot be read comes
as a BadInput (BadRow, NotFetched) among the pages, and the rest is still read.
"""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from pledgebook.problems import BadInput, BadSetting, NotFetched
from pledgebook.records import Page
from pledgebook.sources.files import STDIN, Found, read_files, read_stdin
from pledgebook.sources.leading import Leading, follow, visit_address
from pledgebook.sources.manners import Manners
from pledgebook.sources.tables import COLUMNS

__all__ = ["open_sources"]

AS_NAMED: Mapping[str, str] = MappingProxyType({})


def open_sources(sources: Sequence[str], columns: Mapping[str, str] = AS_NAMED) -> Iterator[Page | BadInput]:
    """Yields the pages of all sources in their order, and a BadInput for whatever cannot be read.

    A source is a file (text, HTML, PDF, JSONL, CSV, feed, sitemap or WARC, any of them packed by gzip, WARC also by
    zstd), a directory, an http(s) address or "-" for standard input. Links of feeds and sitemaps are followed, one
    at a time and as robots.txt allows. `columns` maps our columns (id, title, date, text, url) to a table's own.
    A page's id is the file's path, the row's id or else "file:line", the address, or in a WARC "time/address".
    Raises BadSetting where `columns` has a column that is not ours, BadSetup where a library is missing.
    """
    unknown = sorted(set(columns) - set(COLUMNS))
    if unknown:
        raise BadSetting(f"there is no column '{unknown[0]}' to map; the columns are {', '.join(COLUMNS)}")
    return _opened(sources, columns)


def _opened(sources: Sequence[str], columns: Mapping[str, str]) -> Iterator[Page | BadInput]:
    manners = Manners()
    for source in sources:
        for found in _found(source, columns):
            if isinstance(found, Leading):
                yield from follow(found, manners)
            else:
                yield found


def _found(source: str, columns: Mapping[str, str]) -> Iterator[Found]:
    if source == STDIN:
        yield from read_stdin(columns)
    elif source.lower().startswith(("http://", "https://")):
        yield _fetched(source)
    else:
        yield from read_files(source, columns)


def _fetched(url: str) -> Page | Leading | NotFetched:
    try:
        return visit_address(url)
    except NotFetched as problem:
        return problem
