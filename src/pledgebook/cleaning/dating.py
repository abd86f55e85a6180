"""Dates an article: the day that its page claims, and the days in which it was written, judged from all of it."""

from __future__ import annotations

from dataclasses import replace

from pledgebook.cleaning.claimed_date import claimed_date
from pledgebook.cleaning.judged_date import Finding, against_claim
from pledgebook.cleaning.unclaimed_date import without_claim
from pledgebook.codebook import DoubtName
from pledgebook.records import Article, Doubt, Interval, Page


def date_article(page: Page, article: Article, html: str | None) -> Article:
    """The article with `claimed_date`, `date`, `date_reason` and, where claim and text clash, the doubt `misdated`.

    `claimed_date` and `date` are None where nothing gives them; a day is never guessed.
    """
    claim = claimed_date(page, article, html)
    if claim is None:
        found = without_claim(page, article)
        return article if found is None else replace(article, date=found.days, date_reason=found.reason)
    clash = against_claim(article, claim.day)
    if clash is None:
        return replace(
            article, claimed_date=claim.day, date=Interval.day(claim.day), date_reason=f"the day that {claim.how} gives"
        )
    return replace(
        article,
        claimed_date=claim.day,
        date=clash.days,
        date_reason=clash.reason,
        doubts=(*article.doubts, _misdated(article, clash)),
    )


def _misdated(article: Article, clash: Finding) -> Doubt:
    return Doubt(DoubtName.MISDATED, clash.reason, tuple(article.quote(start, end) for start, end in clash.places))
