"""Tells English from other languages: by its commonest words, and by py3langid only where these are few."""

from pledgebook.lexicon.furniture import furniture

SAMPLE = 1500  # letters looked at
ENOUGH = 0.2  # share of the commonest words from which a text is English at once; a list of names has less
SOME = 0.12  # share from which a guess at another language is not believed
PART = 0.3  # share of English lines from which there is something to read
LINE = 40  # letters of a line whose language can be told
LINES = 40  # lines looked at
TOO_SHORT = 8  # words below which a language cannot be told
SHORT = 25  # words below which a guess is often wrong, and one common word is enough


def is_english(text: str) -> bool:
    """False only where the text is clearly in another language."""
    words, share = _commonest(text[:SAMPLE])
    if share >= ENOUGH:
        return True
    if words < TOO_SHORT:
        return text.isascii() or share > 0
    if words < SHORT and share > 0 and text.isascii():
        return True
    return share >= SOME or _english_share(text) >= PART


def _commonest(text: str) -> tuple[int, float]:
    """The number of words, and the share of them that are of the commonest of English."""
    words = text.lower().split()
    common = furniture().english
    return len(words), sum(word in common for word in words) / max(len(words), 1)


def _english_share(text: str) -> float:
    """The share of English in the first lines that are long enough, line by line: a page may mix languages."""
    import py3langid

    lines = [line for line in text.split("\n") if len(line) >= LINE][:LINES] or [text]
    english = sum(len(line) for line in lines if py3langid.classify(line[:SAMPLE])[0] == "en")
    return english / sum(map(len, lines))
