"""The one door to cattrs, which comes with an extra."""

from __future__ import annotations

try:
    from cattrs import AttributeValidationNote, Converter
    from cattrs.errors import ClassValidationError, ForbiddenExtraKeysError
    from cattrs.gen import (
        make_dict_structure_fn_from_attrs,
        make_dict_unstructure_fn_from_attrs,
        override,
    )
except ImportError as missing:
    msg = "relkit.serialization needs cattrs: run pip install 'relkit[serialization]'."
    raise ImportError(msg) from missing

__all__ = [
    "AttributeValidationNote",
    "ClassValidationError",
    "Converter",
    "ForbiddenExtraKeysError",
    "make_dict_structure_fn_from_attrs",
    "make_dict_unstructure_fn_from_attrs",
    "override",
]
