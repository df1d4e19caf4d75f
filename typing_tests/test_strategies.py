"""Typing promises about strategies, plans and playbooks. See `how_errors_are_declared`."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any, assert_type

import attrs
from typing_extensions import override

from relkit import (
    Book,
    Business,
    Client,
    Context,
    Customer,
    Money,
    Relationship,
    as_kind,
    default_playbook,
    kind,
)
from relkit.plans import (
    CLIENT_JOURNEY,
    INDICATORS,
    Content,
    Indicator,
    JourneyStep,
    LoyaltyScheme,
    MarketingPlan,
    PaymentPlan,
    Plan,
    Recognition,
    ServicePlan,
    SeveralPlans,
    Standing,
    Terms,
    Touch,
    Within,
    Workload,
    rated,
    standard_indicators,
)
from relkit.playbook import (
    Caseload,
    DecisionTable,
    Gap,
    LoadedStrategies,
    Overlap,
    Playbook,
    Treatment,
    caseload,
    load_entry_points,
    read_table,
)
from relkit.schedules import Period
from relkit.strategies import (
    NOTHING,
    ClientMarketing,
    ClientService,
    CustomerMarketing,
    CustomerService,
    Persona,
    PlainMarketing,
    PlainService,
    Predicate,
    Retainer,
    ServiceStrategy,
    Strategy,
    all_of,
    first_of,
    from_function,
    has_datum,
    in_line,
    in_stage,
    is_a,
    is_party_type,
    only,
    strategy,
    trait,
    when,
)

TODAY = Context(today=date(2025, 9, 1))
SEPTEMBER = Period(date(2025, 9, 1), date(2025, 10, 1))


@kind
class Patient(Client):
    """A kind of a user's own."""

    mrn: str = ""


@attrs.frozen(kw_only=True)
class OnboardingPlan(Plan):
    """A plan of a user's own area."""

    days: int


acme = Client(party="acme", business="harper-law")
ann = Customer(party="ann", business="shop")
patient = as_kind(acme, Patient)


# A strategy is declared by its two type arguments, or one, or none.


@strategy
class Visits(ServiceStrategy[Patient]):
    """A strategy of a user's own, in a few lines."""

    hours: int = 2

    @override
    def plan(self, relationship: Patient, context: Context) -> ServicePlan:
        return ServicePlan(tier=relationship.mrn, tailoring_hours=self.hours)


@strategy
class Anything(Strategy):
    """A bare strategy serves any relationship and gives any plan."""

    @override
    def plan(self, relationship: Relationship, context: Context) -> Plan | None:
        return None


assert_type(Visits(hours=3).propose(patient, TODAY), ServicePlan | None)
assert_type(Visits().hours, int)
assert_type(Anything().propose(ann, TODAY), Plan | None)
assert_type(Retainer(fee=Money(900, "USD")).fee, Money | None)
assert_type(ClientService().propose(patient, TODAY), ServicePlan | None)

Visits(hour=3)  # type: ignore[call-arg]  # an unknown field
Visits("x")  # type: ignore[call-arg]  # fields are given by name
Visits(hours="3")  # type: ignore[arg-type]  # a field of another type
Visits().hours = 4  # type: ignore[misc]  # frozen


@strategy
class Misspelled(ServiceStrategy[Client]):
    """With @override a misspelled hook is an error before it is run."""

    @override
    def plann(self, relationship: Client, context: Context) -> ServicePlan:  # type: ignore[misc]
        return ServicePlan(tier="x")


@strategy
class Narrowed(ServiceStrategy[Client]):
    """A strategy that serves clients must take every client."""

    @override
    def plan(self, relationship: Patient, context: Context) -> ServicePlan:  # type: ignore[override]
        return ServicePlan(tier=relationship.mrn)


@strategy
class WrongPlan(ServiceStrategy[Client]):
    """A service strategy gives service plans."""

    @override
    def plan(self, relationship: Client, context: Context) -> PaymentPlan:  # type: ignore[override]
        return PaymentPlan(model="one_time", terms=Terms(timing="at_sale"))


@strategy
class Bold(ServiceStrategy[Client]):
    """The template is final: the hook is ``plan``."""

    def propose(self, relationship: Client, context: Context) -> None:  # type: ignore[misc,explicit-override]
        """Override what is final."""


# What is for clients is not for customers, and what is for all is for both.

ClientService().propose(ann, TODAY)  # type: ignore[arg-type]
for_customers: Strategy[Customer, ServicePlan] = ClientService()  # type: ignore[assignment]
for_clients: Strategy[Client, ServicePlan] = ClientService()
for_patients: Strategy[Patient, ServicePlan] = ClientService()
for_all: Strategy[Client, Plan] = PlainService()
too_wide: Strategy[Relationship, ServicePlan] = ClientService()  # type: ignore[assignment]
too_exact: Strategy[Client, ServicePlan] = Anything()  # type: ignore[assignment]

# Composition keeps the types.


def unchanged(plan: ServicePlan) -> ServicePlan:
    """Change nothing."""
    return plan


def its_tier(plan: ServicePlan) -> str:
    """Give something that is no plan."""
    return plan.tier


assert_type(ClientService() | ClientService(), Strategy[Client, ServicePlan])
assert_type(first_of(ClientService(), ClientService()), Strategy[Client, ServicePlan])
assert_type(ClientService().when(in_stage("active")), Strategy[Client, ServicePlan])
assert_type(ClientService().only(Client), Strategy[Relationship, ServicePlan])
assert_type(only(ClientService(), Patient), Strategy[Relationship, ServicePlan])
assert_type(
    ClientService().only(Client) | CustomerService().only(Customer),
    Strategy[Relationship, ServicePlan],
)
assert_type(ClientService() >> unchanged, Strategy[Client, ServicePlan])
assert_type(ClientService().fallback(ServicePlan(tier="x")), Strategy[Client, ServicePlan])
assert_type(all_of(ClientService(), ClientService()), Strategy[Client, SeveralPlans[ServicePlan]])
several = all_of(PlainService(), PlainService()).propose(acme, TODAY)
assert_type([plan.tier for plan in several] if several else [], list[str])
all_of(PlainService(), "service")  # type: ignore[arg-type]
PlainService() & PlainService()  # type: ignore[operator]
neutral: Strategy[Client, ServicePlan] = NOTHING


def visits(relationship: Patient, context: Context) -> ServicePlan | None:
    """Give a plan as a function."""
    return None if context.open_complaint else ServicePlan(tier=relationship.mrn)


def knows_patients(relationship: Patient, context: Context) -> bool:
    """Tell something of patients only."""
    return bool(relationship.mrn) and not context.open_complaint


assert_type(from_function(visits), Strategy[Patient, ServicePlan])
assert_type(Visits().when(knows_patients), Strategy[Patient, ServicePlan])
assert_type(when(Visits(), knows_patients), Strategy[Patient, ServicePlan])
ClientService().only(Customer)  # type: ignore[arg-type]
ClientService() >> its_tier  # type: ignore[operator]
PlainService().fallback("nothing")  # type: ignore[type-var]

# Conditions are predicates.

assert_type(trait("loyalty") > 0, Predicate)
assert_type(trait("loyalty").support > 1, Predicate)
assert_type(is_a(Client) & in_stage("new"), Predicate)
assert_type(~is_a(Client) | knows_patients, Predicate)
assert_type(knows_patients & is_a(Client), Predicate)
assert_type(in_line("advice") | is_party_type("person") | has_datum("season", "fall"), Predicate)
in_line(3)  # type: ignore[arg-type]
is_a(int)  # type: ignore[arg-type]
compared_with_text = trait("loyalty") >= "0.7"  # type: ignore[operator]

# A playbook takes for a kind what serves it, and knows what its areas give.

Playbook().on(Patient, service=ClientService(), marketing=PlainMarketing(), payment=Retainer())
Playbook().on(Patient, service=visits)
Playbook().on(Customer, marketing=CustomerMarketing(), onboarding=NOTHING)
Playbook().on(Client, welcome=all_of(ClientMarketing(), ClientMarketing()))
Playbook().on(Client, service=all_of(ClientService()))  # type: ignore[arg-type]
Playbook().on(Customer, marketing=ClientMarketing())  # type: ignore[arg-type]
Playbook().on(Client, service=ClientMarketing())  # type: ignore[arg-type]
Playbook().on(Client, service=visits)  # type: ignore[arg-type]
Playbook().on("client", service=ClientService())  # type: ignore[arg-type]

# A playbook is a table for people who edit tables.

table = read_table("kind,service\nclient,ClientService", hit_policy="unique")
assert_type(table, DecisionTable)
assert_type(table.gaps(), tuple[Gap, ...])
assert_type(table.overlaps(), tuple[Overlap, ...])
assert_type(default_playbook().to_table(), DecisionTable)
assert_type(load_entry_points(), LoadedStrategies)
assert_type(Playbook.from_table(table, strategies=load_entry_points()), Playbook)
Playbook.from_table([{"kind": "client", "service": None}], strategies={"mine": Visits})
Playbook.from_table("kind", strategies={"mine": Visits(hours=3)}, kinds=[Patient])
Playbook.from_table("kind", hit_policy="any")  # type: ignore[arg-type]
Playbook.from_table([{"kind": Client}])  # type: ignore[dict-item]
read_table("kind", kinds=["patient"])  # type: ignore[list-item]

treatment = default_playbook().treat(acme, TODAY)
assert_type(treatment, Treatment)
assert_type(treatment.marketing, MarketingPlan | None)
assert_type(treatment["onboarding"], Plan | None)
assert_type(list(treatment), list[Plan])
assert_type(default_playbook().plan("payment", acme, TODAY), PaymentPlan | None)
assert_type(default_playbook().plan("service", acme, TODAY), ServicePlan | None)
assert_type(default_playbook().plan("marketing", acme, TODAY), MarketingPlan | None)
assert_type(default_playbook().plan("onboarding", acme, TODAY), Plan | None)
assert_type(default_playbook().strategy("payment", Client), Strategy[Any, Any])

# Plans are frozen and made of typed parts.

assert_type(ServicePlan(tier="x").owner, str | None)
assert_type(ServicePlan(tier="x").workload(SEPTEMBER), Workload)
assert_type(Workload() + Workload(), Workload)
assert_type(caseload(Book(Business("b")), default_playbook(), TODAY, SEPTEMBER), Caseload)
ServicePlan(tier="x").tier = "y"  # type: ignore[misc]
ServicePlan(tiers="x")  # type: ignore[call-arg]
OnboardingPlan(days="7")  # type: ignore[arg-type]
Touch(channel="email", about="x", within=3)  # type: ignore[arg-type]
Within(1, "weeks")  # type: ignore[arg-type]
Terms(timing="some day")  # type: ignore[arg-type]
Context(now=date(2025, 9, 1))  # type: ignore[call-arg]

# Points are whole, their worth is money, and recognition has none.

scheme = LoyaltyScheme(form="points", percent_back=1)
assert_type(scheme.points_for(Money(5, "USD")), int)
assert_type(scheme.value_of(5, "USD"), Money)
assert_type(scheme.share_of_margin(10), Fraction)
assert_type(scheme.within(10), LoyaltyScheme | None)
assert_type(MarketingPlan(aim="x").loyalty_scheme, LoyaltyScheme | Recognition | None)
Recognition(benefits=("priority",)).points_for(Money(5, "USD"))  # type: ignore[attr-defined]

# Personas, journeys and indicators are values of their own types.

Context(today=date(2025, 9, 1), personas=[Persona(name="dana")])
Context(today=date(2025, 9, 1), personas=["dana"])  # type: ignore[list-item]
assert_type(TODAY.personas, tuple[Persona, ...])
assert_type(CLIENT_JOURNEY.standing(acme), Standing | None)
assert_type(CLIENT_JOURNEY.steps[0].by, str)
JourneyStep(name="x", stages=("new",))
assert_type(standard_indicators("satisfaction"), tuple[Indicator, ...])
assert_type(INDICATORS["satisfaction"].value(5, 30), Fraction | None)
assert_type(rated([], {}), dict[str, Fraction | None])
assert_type(ServicePlan(tier="x").indicators, tuple[Indicator, ...])
Content(form="workshop", every=30)  # type: ignore[arg-type]
Touch(channel="email", about="x", trigger="y", by="owner", two_way="yes")  # type: ignore[arg-type]
