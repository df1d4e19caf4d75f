"""The one door to cattrs, which comes with an extra."""

from __future__ import annotations

from typing import Any

try:
    from cattrs import AttributeValidationNote, Converter, gen
    from cattrs.errors import ClassValidationError, ForbiddenExtraKeysError
    from cattrs.gen import override
except ImportError as missing:
    msg = "relkit.serialization needs cattrs: run pip install 'relkit[serialization]'."
    raise ImportError(msg) from missing

__all__ = [
    "AttributeValidationNote",
    "ClassValidationError",
    "Converter",
    "ForbiddenExtraKeysError",
    "override",
    "structure_fn",
]

_gen: Any = gen  # its own types leave open what the attributes are of
structure_fn = _gen.make_dict_structure_fn_from_attrs
