"""The text of a PDF, by pypdf, which is loaded only when a PDF is met."""

import logging
import re
import warnings
from io import BytesIO

from pledgebook.problems import BadInput

PAGE_END = "\n\n"
HYPHENATED = re.compile(r"(?<=[a-z])-\n(?=[a-z])")


def pdf_text(content: bytes, where: str) -> tuple[str, str | None]:
    """Text and title of a PDF. Raises BadInput where it is broken, locked or holds no text."""
    text, title = _read(content, where)
    if not text.strip():
        raise BadInput(where, "the PDF holds no text, only pictures; run text recognition (OCR) over it first")
    return HYPHENATED.sub("", text), title


def _read(content: bytes, where: str) -> tuple[str, str | None]:
    from pypdf import PdfReader
    from pypdf.errors import FileNotDecryptedError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it reports each oddity; one sentence is enough
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            reader = PdfReader(BytesIO(content))
            title = reader.metadata.title if reader.metadata else None
            pages = [page.extract_text() for page in reader.pages]
    except FileNotDecryptedError as error:
        raise BadInput(where, "the PDF is locked by a password; unlock it first") from error
    except Exception as error:  # pypdf raises nearly anything on broken files: KeyError, AttributeError, RecursionError
        raise BadInput(where, f"the PDF is broken ({type(error).__name__}); fetch or print it again") from error
    return PAGE_END.join(pages), (str(title).strip() or None) if title else None
