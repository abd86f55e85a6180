"""How long a feed is left alone: as long as it or its server wishes, and longer after each failure."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from pledgebook.sources.web import Answer

INTERVAL = timedelta(minutes=15)  # between two polls of a feed that asks for nothing else
LONGEST = timedelta(days=1)  # however often it failed, and whatever the feed asks for
PATIENCE = timedelta(days=30)  # a server's Retry-After is heeded so far, and a feed that is gone left alone so long
MAX_AGE = re.compile(r"(?:^|[,\s])max-age=(\d{1,9})")
GONE, TOO_MANY, UNAVAILABLE = 410, 429, 503


def wait_after(answer: Answer, now: datetime, least: timedelta, asked: int = 0) -> timedelta:
    """The longest of `least`, what the feed asks for (`asked`, seconds) and what its server asks for."""
    wishes = [least, timedelta(seconds=min(asked, LONGEST.total_seconds())), _max_age(answer)]
    return max(max(wishes), _retry_after(answer, now))


def wait_after_failure(answer: Answer, now: datetime, least: timedelta, failures: int) -> timedelta:
    """Twice as long after each of `failures` in a row, up to a day; longer only where the server asks for it."""
    if answer.status == GONE:
        return PATIENCE
    doubled = min(least * (1 << min(failures, 16)), max(LONGEST, least))
    return max(doubled, wait_after(answer, now, least))


def _max_age(answer: Answer) -> timedelta:
    found = MAX_AGE.search(answer.headers.get("cache-control", ""))
    return timedelta(seconds=min(int(found[1]), LONGEST.total_seconds())) if found else timedelta()


def _retry_after(answer: Answer, now: datetime) -> timedelta:
    """Seconds or a day and hour (RFC 9110, 10.2.3), of a server that will not answer now."""
    if answer.status not in (TOO_MANY, UNAVAILABLE):
        return timedelta()
    said = answer.headers.get("retry-after", "").strip()
    if said.isdecimal():
        return timedelta(seconds=min(int(said[:9]), PATIENCE.total_seconds()))
    try:
        when = parsedate_to_datetime(said)
    except ValueError:
        return timedelta()
    return min((when if when.tzinfo else when.replace(tzinfo=UTC)) - now, PATIENCE)
