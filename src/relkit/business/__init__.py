"""The business that a party deals with, and what its trade tells beforehand."""

from __future__ import annotations

from relkit.business._business import Business
from relkit.business._industries import DEFAULT_PERIOD_DAYS, INDUSTRIES, Industry, industry

__all__ = ["DEFAULT_PERIOD_DAYS", "INDUSTRIES", "Business", "Industry", "industry"]
