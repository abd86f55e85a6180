"""What can go wrong, as one tree of exceptions, and the reasons for leaving something out.

    PledgebookError
    ├── BadInput          one source or page cannot be read; the run goes on (exit code 1 at the end)
    │   ├── NotFetched    a web address that gave no page: no network, 404, too large, not public
    │   └── BadRow        one row of a table is broken or lacks a column
    ├── BadSetup          the program itself is set up wrongly; the run stops at once (exit code 2)
    │   ├── BadLexicon    a word file is broken; names the file, the row and the clash
    │   ├── BadSetting    a setting or an option is unknown or out of range
    │   ├── BadModel      a language model that cannot be asked: no connection, no such model, no valid key
    │   └── BadBook       a book that cannot be opened or written, or is damaged
    ├── Overtaken         somebody decides on a state of an entry that is no more: nothing is written
    └── NotInText         an act or value whose quotation does not say it: a bug or a bad reader, never stored

"No act here" is no error: it is a `LeftOut` with a `Reason`.
"""

from enum import StrEnum


class PledgebookError(Exception):
    """Root of all errors of this program; its text is one sentence that a user can act on."""


class BadInput(PledgebookError):
    """A source that cannot be read. `where` names it; `reason` says what is wrong and what to do."""

    def __init__(self, where: str, reason: str) -> None:
        super().__init__(f"{where}: {reason}")
        self.where = where
        self.reason = reason


class NotFetched(BadInput):
    """A web address that gave no page."""


class BadRow(BadInput):
    """A row of a table that is broken or lacks a column."""


class BadSetup(PledgebookError):
    """The program is set up wrongly: nothing can be read until it is mended."""


class BadLexicon(BadSetup):
    """A word file that is broken: `file`, `row` (1-based line or table name) and what clashes."""

    def __init__(self, file: str, row: str | int, clash: str) -> None:
        super().__init__(f"lexicon/{file}, row {row}: {clash}")
        self.file = file
        self.row = row
        self.clash = clash


class BadSetting(BadSetup):
    """A setting that is unknown or out of range."""


class BadModel(BadSetup):
    """A language model that cannot be asked: no connection, no such model, no valid key."""


class BadBook(BadSetup):
    """A book that cannot be opened or written, or is damaged. `where` is its file or server."""

    def __init__(self, where: str, reason: str) -> None:
        super().__init__(f"{where}: {reason}")
        self.where = where
        self.reason = reason


class Overtaken(PledgebookError):
    """An entry that changed while somebody looked at it; `by` says who changed it, how and when."""

    def __init__(self, what: str, by: str) -> None:
        super().__init__(f"{what} was changed by {by} while you looked at it; look at it as it is now")
        self.what = what
        self.by = by


class NotInText(PledgebookError):
    """A quotation, or a value, that its article does not say."""


class Reason(StrEnum):
    """Why something that looked like an act, or a whole page, was left out."""

    NO_ACTOR = "nobody is named who does it"
    NO_TARGET = "no party, sum or goods is named that it is about"
    NO_HELP = "a noun names support, but no money, goods or kind of help"
    NO_ACT = "the words do not tell of an act"
    UNSURE = "the judge is not sure enough"
    NOT_SAID = "the passage does not say the value"
    NO_TEXT = "the page has no text"
    NOT_ENGLISH = "the article is not in English"
    NO_ANSWER = "the language model gave no answer that can be used"
