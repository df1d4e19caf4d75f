"""Whole tables of events, in pandas, Polars, PyArrow, DuckDB, Dask or PySpark."""

from __future__ import annotations

from relkit.frames._assess import How, assess, evidence, problems, traits
from relkit.frames._evidence import FrameEvidence, merge_evidence
from relkit.frames._objects import from_book, to_book, to_evidence
from relkit.frames._parts import in_parts
from relkit.frames._summary import summary

__all__ = [
    "FrameEvidence",
    "How",
    "assess",
    "evidence",
    "from_book",
    "in_parts",
    "merge_evidence",
    "problems",
    "summary",
    "to_book",
    "to_evidence",
    "traits",
]
