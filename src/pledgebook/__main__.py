"""`python -m pledgebook`: the same as the command `pledgebook`."""

import sys

from pledgebook.cli import main

sys.exit(main())
