"""Whole tables of events, in pandas, Polars, PyArrow, DuckDB, Dask or PySpark."""

from __future__ import annotations

from relkit.frames._assess import assess, evidence, traits
from relkit.frames._evidence import FrameEvidence, merge_evidence

__all__ = ["FrameEvidence", "assess", "evidence", "merge_evidence", "traits"]
