"""``python -m practice_crm`` is the command line."""

from __future__ import annotations

import sys

from practice_crm.cli import main

if __name__ == "__main__":
    sys.exit(main())
