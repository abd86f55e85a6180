"""The command line: arguments in, print out, nothing else."""

__all__ = ["main"]


def main() -> int:
    """Runs the command line in `sys.argv` and returns its exit code; never lets a traceback through.

    0: all was read. 1: some input could not be read. 2: wrong usage or set-up. 130: stopped by Ctrl-C.
    141: whoever read the output went away. 70: a fault of the program itself.
    """
    from pledgebook.cli.exits import exit_code

    return exit_code(_run)


def _run() -> int:
    from pledgebook.cli.app import app

    try:
        app()
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else int(stop.code is not None)
    return 0
