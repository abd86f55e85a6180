"""What may go wrong with one request, and whether asking again can help."""

from __future__ import annotations


class Trouble(Exception):
    """One request brought no answer. `reason` is one sentence for the user.

    `again` says whether asking once more may help, `wait` how many seconds the server wants to be left alone
    first, `unreached` that nothing was there to answer, `parameter` that the server did not like how it was asked.
    """

    def __init__(
        self,
        reason: str,
        *,
        again: bool = False,
        wait: float | None = None,
        unreached: bool = False,
        parameter: bool = False,
    ) -> None:
        super().__init__(reason)
        self.reason = reason
        self.again = again
        self.wait = wait
        self.unreached = unreached
        self.parameter = parameter
