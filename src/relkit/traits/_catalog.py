"""The standard traits: sources in the rows S1 to S75, every weight with its reason."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from relkit.measures import (
    CLOCK,
    ENCOUNTER,
    ENGAGEMENT,
    FIRST_ENGAGED,
    LAST_ENGAGED,
    TRANSACTION,
    UNKNOWN_PAYMENT,
    count,
    days,
    distinct,
    event,
    field,
    flag,
    greatest,
    if_kept,
    in_setting,
    least,
    most,
    pairs,
    pairs_alike,
    periods,
    recent,
    recurring,
    tallied,
    tally,
    total,
)
from relkit.traits._trait import Trait

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["STANDARD_TRAITS", "STANDARD_WEIGHTS"]

_about = field("about")
_inbound = event("message") & field("direction").is_in("inbound")
_outbound = event("message") & field("direction").is_in("outbound")
_substance = _about.is_in("question", "answer", "advice", "input", "update", "review")
_agreed = event("agreement") & ~field("action").is_in("ended", "canceled")
_negotiated = field("negotiated").is_true()
_form = field("form")
_model = field("model")

engaged = flag("engaged", ENGAGEMENT)
transacted = flag("transacted", TRANSACTION)
bought = flag("bought", event("purchase"))
advised = flag(
    "advised",
    event("consultation", "delivery") | (_outbound & _about.is_in("advice")),
)
tailored = flag(
    "tailored",
    (event("delivery") & field("tailored").is_true())
    | (event("purchase") & field("standard").is_false()),
)
contributed = flag(
    "contributed",
    (_inbound & _about.is_in("input", "advice"))
    | (event("feedback") & field("input").is_true())
    | (event("delivery") & field("co_produced").is_true()),
)
heard = flag("heard", event("consultation") | (_inbound & _substance))
spoke = flag("spoke", event("consultation") | (_outbound & _substance))
reached_out = flag(
    "reached out",
    _outbound & _about.is_in("advice", "update", "review") & ~field("initiated").is_false(),
)
discounted = flag("discounted", event("purchase") & field("discount").above(0))
unplanned = flag("unplanned", event("purchase") & field("planned").is_false())
staff = tally("staff", key="served_by", where=ENCOUNTER)
amounts = tally("amounts", key="amount", where=UNKNOWN_PAYMENT)
negotiated_form = most(
    "negotiated form",
    _form.mapped({"retainer": 50, "project": 40, "frame": 25, "subscription": 15}),
    _agreed & _negotiated,
)
standard_form = most(
    "standard form",
    _form.mapped({"retainer": 30, "project": 24, "frame": 15, "subscription": 9}),
    _agreed & ~_negotiated,
)
_RELATIONAL = {
    "retainer": 10,
    "value_based": 10,
    "contingency": 10,
    "hourly": 8,
    "milestone": 8,
    "flat_fee": 7,
}
_TRANSACTIONAL = {"one_time": 10, "installment": 9, "subscription": 6}
relational_models = total(
    "relational models",
    _model.mapped(_RELATIONAL),
    event("payment") & _model.is_in(*_RELATIONAL),
)
transactional_models = total(
    "transactional models",
    _model.mapped(_TRANSACTIONAL),
    event("payment") & _model.is_in(*_TRANSACTIONAL),
)
referrals = count("referrals", event("referral"))
renewals = count("renewals", event("agreement") & field("action").is_in("renewed"))
trusted_renewals = count(
    "negotiated renewals",
    event("agreement") & field("action").is_in("renewed") & _negotiated,
)
lapses = count("lapses", event("agreement") & field("action").is_in("ended", "canceled"))
cancellations = count("cancellations", event("agreement") & field("action").is_in("canceled"))

STANDARD_TRAITS: tuple[Trait, ...] = (
    Trait(
        "tenure",
        days(FIRST_ENGAGED, LAST_ENGAGED),
        days(LAST_ENGAGED, CLOCK),
        kappa=180,
        weight=500,
        poles=("brief", "months or years"),
        sources=("S9", "S4"),
        reason="All five articles name it, yet shoppers stay for years: a habit, so bounded.",
    ),
    Trait(
        "regularity",
        periods(engaged & recent(engaged, 2)),
        periods(bought & ~recent(engaged, 2)),
        kappa=2,
        weight=700,
        poles=("now and then", "period after period"),
        sources=("S15", "S20"),
        reason="Regular contact marks a client, but so it does a weekly grocery shopper.",
    ),
    Trait(
        "expertise",
        periods(advised),
        if_kept("consultation", periods(transacted & ~advised)),
        kappa=1,
        weight=1500,
        poles=("buys goods", "engages expertise"),
        sources=("S1", "S5", "S10"),
        reason="What a client is, by all five articles: one who engages a professional.",
    ),
    Trait(
        "personalization",
        2 * periods(tailored),
        if_kept("delivery", periods(transacted & ~tailored)),
        kappa=1,
        weight=1500,
        poles=("standard", "tailored"),
        sources=("S11",),
        reason="All five articles; tailoring in half of the active periods is fully personal.",
    ),
    Trait(
        "involvement",
        periods(contributed),
        if_kept(("message", "feedback"), periods(transacted & ~contributed)),
        kappa=1,
        weight=1500,
        poles=("passive", "takes part"),
        sources=("S12", "S42", "S72"),
        reason="All five articles; input, never a rating, is taking part.",
    ),
    Trait(
        "dialogue",
        periods(heard & spoke),
        if_kept("message", periods(transacted & ~(heard & spoke))),
        kappa=2,
        weight=1200,
        poles=("hardly talks", "talks both ways"),
        sources=("S19", "S27"),
        reason="Four articles; support tickets talk both ways too, so it is less than input.",
    ),
    Trait(
        "proactivity",
        periods(reached_out),
        0,
        kappa=2,
        weight=600,
        poles=("waits", "reaches out"),
        sources=("S19",),
        reason="Only one side of the dialogue; its absence proves nothing.",
    ),
    Trait(
        "staff continuity",
        pairs_alike(staff),
        pairs(staff) - pairs_alike(staff),
        kappa=3,
        weight=900,
        poles=("whoever is free", "the same person"),
        sources=("S34", "S71", "Gutek 1999", "Palmatier 2006"),
        reason="Relationship marketing works better when the tie is to a person.",
    ),
    Trait(
        "commitment",
        greatest(negotiated_form, standard_form),
        if_kept("agreement", 6 * least(3, periods(transacted))),
        kappa=5,
        weight=900,
        poles=("no obligation", "bound by agreement"),
        sources=("S15", "S18"),
        reason="Three articles; a standard plan binds a shopper as well, so it counts little.",
    ),
    Trait(
        "payment form",
        relational_models,
        transactional_models,
        kappa=5,
        weight=600,
        label="Payment form",
        poles=("pays per sale", "pays for service"),
        sources=("S21", "S26", "S65"),
        reason="The articles contradict each other about it (S65): weak, small bound.",
    ),
    Trait(
        "fixed fee",
        recurring(amounts) - 1,
        least(tallied(amounts) - recurring(amounts), distinct(amounts) - 1),
        kappa=1,
        weight=2000,
        poles=("amounts vary", "the same amount"),
        sources=("S21",),
        reason="The one mark of a client in bare payments: it tells firms from shops on logs.",
    ),
    Trait(
        "trust",
        referrals + trusted_renewals,
        cancellations,
        kappa=2,
        weight=1500,
        poles=("keeps a distance", "entrusts"),
        sources=("S13", "Morgan & Hunt 1994"),
        reason="All five articles; records hold only proxies, so it takes several to count.",
    ),
    Trait(
        "loyalty",
        renewals,
        lapses,
        kappa=2,
        weight=600,
        poles=("moves on", "renews"),
        sources=("S25", "S67"),
        reason="Renewing may be mere inertia (S67).",
    ),
    Trait(
        "value over price",
        if_kept("purchase.discount", periods(bought & ~discounted)),
        if_kept("purchase.discount", periods(discounted)),
        kappa=2,
        weight=100,
        poles=("price decides", "value decides"),
        sources=("S23",),
        reason="A full price is no sign of a client; it only weighs against bargain hunting.",
    ),
    Trait(
        "setting",
        in_setting("client"),
        in_setting("customer"),
        kappa=0,
        weight=1385,
        poles=("a customer's trade", "a client's trade"),
        sources=("S28", "S30", "S63"),
        reason="A prior, never a rule (S63): one point short of deciding alone.",
    ),
    Trait(
        "service expectation",
        0,
        0,
        kappa=1,
        weight=500,
        poles=("basic", "high"),
        sources=("S14",),
        reason="Stated only; three articles.",
    ),
    Trait(
        "outcome horizon",
        0,
        0,
        kappa=1,
        weight=600,
        poles=("at once", "in the long run"),
        sources=("S16",),
        reason="Stated only; all five articles, but untested.",
    ),
    Trait(
        "convenience",
        0,
        0,
        kappa=1,
        weight=300,
        poles=("convenience decides", "the person decides"),
        sources=("S24",),
        reason="Stated only; clients like convenience too.",
    ),
    Trait(
        "impulse",
        0,
        periods(unplanned),
        kappa=1,
        weight=300,
        poles=("on impulse", "considered"),
        sources=("S22",),
        reason="Named by one article only.",
    ),
    Trait(
        "planning",
        0,
        0,
        kappa=1,
        weight=400,
        poles=("unplanned", "planned together"),
        sources=("S18", "Macneil 1980"),
        reason="Stated only; a norm of relational exchange.",
    ),
)
"""The standard traits in order; every weight is a judgment with its reason.

>>> [trait.name for trait in STANDARD_TRAITS][:3]
['tenure', 'regularity', 'expertise']
"""

STANDARD_WEIGHTS: Mapping[str, int] = MappingProxyType(
    {trait.name: trait.weight for trait in STANDARD_TRAITS}
)
"""The standard traits' weights in points, as ``Client`` carries them.

>>> STANDARD_WEIGHTS["expertise"] > STANDARD_WEIGHTS["impulse"]
True
"""
