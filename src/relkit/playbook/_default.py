"""`default_playbook`: the strategies that suit customers, clients, and who is neither yet."""

from __future__ import annotations

from functools import cache

from relkit.playbook._playbook import Playbook
from relkit.relationships import Client, Customer, Relationship
from relkit.strategies import (
    ClientMarketing,
    ClientService,
    CustomerMarketing,
    CustomerService,
    PlainMarketing,
    PlainService,
    PointOfSale,
    Retainer,
    SingleInvoice,
)

__all__ = ["default_playbook"]


@cache
def default_playbook() -> Playbook:
    """Give the playbook that serves every kind: a start to be changed with ``on``.

    It has entries for `Customer`, for `Client`, and for a plain `Relationship`, which is
    one of undetermined kind (design decision 13). It is a value like any other; nothing
    registers with it.

    >>> print(default_playbook())
    kind          marketing          service          payment
    undetermined  PlainMarketing     PlainService     SingleInvoice
    customer      CustomerMarketing  CustomerService  PointOfSale
    client        ClientMarketing    ClientService    Retainer
    """
    return (
        Playbook()
        .on(
            Relationship,
            marketing=PlainMarketing(),
            service=PlainService(),
            payment=SingleInvoice(),
        )
        .on(
            Customer,
            marketing=CustomerMarketing(),
            service=CustomerService(),
            payment=PointOfSale(),
        )
        .on(Client, marketing=ClientMarketing(), service=ClientService(), payment=Retainer())
    )
