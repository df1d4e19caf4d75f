"""Payment plans and their dates, beside py-moneyed and python-dateutil by hand.

    python benchmarks/bench_payment.py [--quick]

By hand means: floor each installment, give the odd cents to the first ones, add months to the
start, and collect dicts; nothing is checked. relkit's plan is checked, explained and frozen.
"""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from decimal import ROUND_DOWN, Decimal
from statistics import median

from _timing import (
    Aim,
    Row,
    Subject,
    compared,
    interleaved,
    options,
    print_load,
    print_table,
)
from dateutil.relativedelta import relativedelta
from moneyed import USD
from moneyed import Money as OtherMoney

from relkit import Client, Context, Every, Money, default_playbook
from relkit.strategies import Installments

START = date(2024, 1, 31)
COUNT = 360
PRICE = Money("250000.01", "USD")
OTHER_PRICE = OtherMoney(Decimal("250000.01"), USD)
CENT = Decimal("0.01")
ACME = Client(party="acme", business="harper-law")
CONTEXT = Context(today=START, price=PRICE)
PLANS = {count: Installments(count=count) for count in (12, COUNT)}
MONTHLY = Every(months=1)
PLAYBOOK = default_playbook()

OURS = (  # what is there for payment plans alone
    "relkit.strategies._payment",
    *(f"relkit.plans._{name}" for name in ("adjustments", "allowance", "late_fees", "lines")),
    *(f"relkit.plans._{name}" for name in ("meters", "open_ended", "payment", "settling", "terms")),
)


def by_hand() -> list[dict[str, object]]:
    """Split a price and date the parts with two libraries, sharing the two amounts."""
    each = (OTHER_PRICE.amount / COUNT).quantize(CENT, rounding=ROUND_DOWN)
    extra = int((OTHER_PRICE.amount - each * COUNT) / CENT)
    low, high = OtherMoney(each, USD), OtherMoney(each + CENT, USD)
    return [
        {
            "label": f"part {i + 1} of {COUNT}",
            "amount": high if i < extra else low,
            "due": START + relativedelta(months=i),
        }
        for i in range(COUNT)
    ]


def by_hand_each() -> list[dict[str, object]]:
    """Do the same with an amount made for each part."""
    each = (OTHER_PRICE.amount / COUNT).quantize(CENT, rounding=ROUND_DOWN)
    extra = int((OTHER_PRICE.amount - each * COUNT) / CENT)
    return [
        {
            "label": f"part {i + 1} of {COUNT}",
            "amount": OtherMoney(each + CENT if i < extra else each, USD),
            "due": START + relativedelta(months=i),
        }
        for i in range(COUNT)
    ]


def import_seconds() -> float:
    """Give what importing the modules of payment plans takes, in a new process."""
    command = [sys.executable, "-X", "importtime", "-c", "import relkit.strategies"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    rows = (line.removeprefix("import time:").split("|") for line in done.stderr.splitlines())
    return sum(int(row[0]) for row in rows if row[-1].strip().startswith(OURS)) / 1e6


def planned() -> object:
    """Propose a plan of as many installments."""
    return PLANS[COUNT].propose(ACME, CONTEXT)


def check() -> None:
    """Make sure that both give the same amounts and days."""
    plan = PLANS[COUNT].propose(ACME, CONTEXT)
    if plan is None:
        raise SystemExit("no plan")
    ours = [(line.amount.amount, line.due) for line in plan.lines]
    theirs = [(row["amount"].amount, row["due"]) for row in by_hand()]  # type: ignore[attr-defined]
    if ours != theirs:
        raise SystemExit("the two do not agree")


def main(arguments: list[str] | None = None) -> None:
    """Print what plans and dates take."""
    quick = options(__doc__).parse_args(arguments).quick
    check()
    subjects = {
        "plan": Subject(planned),
        "hand": Subject(by_hand),
        "hand each": Subject(by_hand_each),
        "small": Subject(lambda: PLANS[12].propose(ACME, CONTEXT)),
        "dates": Subject(lambda: list(MONTHLY.occurrences(START, count=COUNT))),
        "relativedelta": Subject(lambda: [START + relativedelta(months=i) for i in range(COUNT)]),
        "treat": Subject(lambda: PLAYBOOK.treat(ACME, CONTEXT)),
    }
    runs = interleaved(subjects, runs=7 if quick else 31)
    hand, each = "moneyed, dateutil", "… no sharing"
    rows = [
        compared("360 installments", runs["plan"], hand, runs["hand"], Aim(0.6)),
        compared("360 installments", runs["plan"], each, runs["hand each"]),
        compared("360 dates", runs["dates"], "relativedelta", runs["relativedelta"], Aim(0.15)),
        Row("12 installments", runs["small"].median),
        Row("treat one client", runs["treat"].median),
    ]
    imports = median(import_seconds() for _ in range(5 if quick else 21))
    rows.append(Row("import", imports, aim=Aim(0.008, is_ratio=False)))
    print_table("payment plans", rows)
    print_load(runs)


if __name__ == "__main__":
    main()
