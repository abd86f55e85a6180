"""From whatever may go wrong to one sentence on standard error and an exit code."""

import errno
import os
import sys
from collections.abc import Callable
from pathlib import Path

from pledgebook.problems import BadInput, PledgebookError

GOOD, SOME_INPUT_BAD, BAD_USE, FAULT, STOPPED, READER_GONE = 0, 1, 2, 70, 130, 141
SHOW_TRACEBACK = "PLEDGEBOOK_TRACEBACK"  # an environment variable, for whoever mends the program


def exit_code(work: Callable[[], int]) -> int:
    """The exit code of `work`, or that of what it raised, which is told in one sentence."""
    try:
        code = work()
        sys.stdout.flush()
        return code
    except KeyboardInterrupt:
        return STOPPED
    except BrokenPipeError:
        return _give_up_output(READER_GONE)
    except BadInput as problem:
        return _tell(str(problem), SOME_INPUT_BAD)
    except PledgebookError as problem:
        return _tell(str(problem), BAD_USE)
    except OSError as error:
        return _output_failed(error)
    except Exception as error:  # the last door: a user is never shown a traceback
        return _fault(error)


def _tell(sentence: str, code: int) -> int:
    print(f"pledgebook: {sentence}", file=sys.stderr)
    return code


def _output_failed(error: OSError) -> int:
    """A full disk under standard output is the user's to mend; any other such error is a fault of ours."""
    if error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO} and error.filename is None:
        _give_up_output(BAD_USE)
        return _tell(f"the output cannot be written: {error.strerror}", BAD_USE)
    return _fault(error)


def _give_up_output(code: int) -> int:
    """Points standard output at nothing, so that Python does not stumble over it again while it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    return code


def _fault(error: Exception) -> int:
    if os.environ.get(SHOW_TRACEBACK):
        raise error
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    place = f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else "an unknown place"
    said = " ".join(str(error).split())[:300]
    return _tell(
        f"a fault of the program, not of your input: {type(error).__name__} at {place}: {said} "
        f"(set {SHOW_TRACEBACK}=1 to see where it came from, and please report it)",
        FAULT,
    )
