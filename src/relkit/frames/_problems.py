from __future__ import annotations
def refuse_bad_rows(t): pass
def refuse_long_spans(t): pass
