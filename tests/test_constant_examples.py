"""The examples beneath constants and type aliases, which are docstrings to readers alone."""

from __future__ import annotations

import ast
import doctest
import importlib
from itertools import pairwise
from pathlib import Path

import pytest

import relkit

PACKAGE = Path(relkit.__file__).parent
PARSER = doctest.DocTestParser()


def examples() -> dict[str, tuple[str, int, str]]:
    """Find the texts beneath assignments that hold examples: by name, module, line and text."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
        module = ".".join(parts).removesuffix(".__init__")
        for above, node in pairwise(ast.parse(path.read_text("utf-8")).body):
            match above, node:
                case (
                    ast.Assign(targets=[ast.Name(id=name)])
                    | ast.AnnAssign(target=ast.Name(id=name)),
                    ast.Expr(value=ast.Constant(value=str(text))),
                ) if ">>>" in text:
                    found[f"{module}.{name}"] = (module, node.lineno, text)
    return found


EXAMPLES = examples()


@pytest.mark.parametrize("name", EXAMPLES)
def test_example_beneath_a_constant_runs(name: str) -> None:
    """What is shown beneath a constant or a type alias is what one gets."""
    module, line, text = EXAMPLES[name]
    names = dict(vars(importlib.import_module(module)))
    example = PARSER.get_doctest(text, names, name, module, line)
    said: list[str] = []
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS)
    result = runner.run(example, out=said.append)

    assert result.attempted > 0
    assert 0 == result.failed, "".join(said)
