"""A log of purchases with pandas and lifetimes: read the file, summarize every party."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
from lifetimes.utils import summary_data_from_transaction_data


def summarized(path: Path) -> pd.DataFrame:
    """Give frequency, recency, age and mean value of every party of a log."""
    log = pd.read_csv(path, dtype={"party": str})
    return summary_data_from_transaction_data(log, "party", "on", monetary_value_col="cents")
