"""Typing promises: what mypy and pyright infer about relkit, and what they refuse.

Nothing here is ever run. Both type checkers read every file of this folder in the session
`types`, strictly:

- ``assert_type(value, Type)`` promises that exactly this type is inferred;
- ``# type: ignore[code]`` promises an error. An ignore that ignores nothing is an error in
  both (``warn_unused_ignores``, ``reportUnnecessaryTypeIgnoreComment``), so that the promise
  fails when the error goes away; the code in the brackets is mypy's;
- ``# pyright: ignore[rule]`` promises an error that only pyright sees.

One file for each part of relkit. This one shows that the mechanism works at all.
"""

from __future__ import annotations

from typing import assert_type

import relkit

assert_type(relkit.__version__, str)

relkit.__version__ + 1  # type: ignore[operator]  # a version is a text
