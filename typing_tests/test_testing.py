"""Typing promises of the testing kit."""

from __future__ import annotations

from typing import assert_type
from unittest import TestCase

from relkit import Client, Every
from relkit.testing import Law, LawRow, LawStatus, Report, conformance, laws, verify

assert_type(laws(Client), tuple[Law, ...])
assert_type(laws(Client, since="0.1"), tuple[Law, ...])
assert_type(conformance(Client), type[TestCase])
assert_type(verify(Every(months=1), expect_fail={"no drift": "known"}), Report)
assert_type(verify(Client).rows, tuple[LawRow, ...])
assert_type(verify(Client).rows[0].status, LawStatus)
assert_type(verify(Client).ok, bool)

verify(Client, for_=Client())  # type: ignore[arg-type, call-arg]  # a kind, not one of them
verify(Client, expect_fail=["no drift"])  # type: ignore[arg-type]  # each with its reason
conformance(Client, laws=0.1)  # type: ignore[arg-type]  # a version is text
conformance(Client, kind=Client)  # type: ignore[call-arg]  # it is called for_
