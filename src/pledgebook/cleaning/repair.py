"""Mends text that went through a wrong charset, by ftfy, and leaves every other letter as it is.

Quotations are later compared with the original, so nothing is made prettier: quotes stay curly, ligatures,
full-width letters and HTML entities stay. ftfy is loaded only where the text has signs of damage.
"""

import re
from functools import cache
from typing import Any

# Signs of damage: a letter of À-ô and as many letters behind it as it has continuation bytes in UTF-8, each one that
# such a byte becomes in Latin-1 or Windows-1252; the same damage through Mac Roman and Windows-1251; controls, halves
# of letters, odd line ends. The pattern begins with one set of letters, because that is what re finds quickly.
CONTROLS = "\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u2028\u2029"
NEXT = "[\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]"
DAMAGE = re.compile(
    f"[\u00c0-\u00f4\u201a\u0432{CONTROLS}]"
    f"(?:(?<=[\u00c0-\u00df]){NEXT}|(?<=[\u00e0-\u00ef]){NEXT}{{2}}|(?<=[\u00f0-\u00f4]){NEXT}{{3}}"
    f"|(?<=\u201a)\u00c4|(?<=\u0432)\u0402|(?<=[{CONTROLS}]))"
)
LINE_END = re.compile("\r\n?")


def repair(text: str) -> str:
    """The text with mojibake mended, controls taken out and lines ended by a line feed."""
    if "\r" in text:
        text = LINE_END.sub("\n", text)
    if not DAMAGE.search(text):
        return text
    import ftfy

    return ftfy.fix_text(text, _config())


@cache
def _config() -> Any:
    import ftfy

    return ftfy.TextFixerConfig(
        unescape_html=False,
        uncurl_quotes=False,
        fix_latin_ligatures=False,
        fix_character_width=False,
        normalization=None,
        fix_line_breaks=True,
        explain=False,
    )
