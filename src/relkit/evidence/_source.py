"""Turning generated source into a function: the one place in relkit that compiles code.

The source is made of fixed phrases and numbered names only. Constants travel in the
namespace; attribute names, the only words from outside, are checked identifiers that are
put into the syntax tree and never into text.
"""

from __future__ import annotations

import ast
from threading import Lock
from typing import TYPE_CHECKING, Any

from typing_extensions import override

from relkit._words import shown
from relkit.errors import DeclarationError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from types import CodeType

__all__ = ["Source"]

# Python 3.11 keeps one recursion depth for all threads that convert syntax trees; two at once
# end in "SystemError: AST constructor recursion depth mismatch".
_COMPILING = Lock()


class _Attributes(ast.NodeTransformer):
    """Put the real attribute in the place of each numbered one."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self.names = names

    @override
    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        self.generic_visit(node)
        node.attr = self.names.get(node.attr, node.attr)
        return node


class Source:
    """Lines of source in the making, with numbered constants and attributes."""

    def __init__(self) -> None:
        """Start with nothing."""
        self._lines: list[str] = []
        self._constants: dict[str, object] = {}
        self._attributes: dict[str, str] = {}

    def line(self, depth: int, text: str) -> None:
        """Add one line."""
        self._lines.append("    " * depth + text)

    def constant(self, value: object) -> str:
        """Give the name under which the source can use a value."""
        for name, known in self._constants.items():
            if known is value:
                return name
        name = f"k{len(self._constants)}"
        self._constants[name] = value
        return name

    def attribute(self, name: str) -> str:
        """Give the numbered stand-in for an attribute; refuse what is no identifier."""
        if not name.isidentifier():
            msg = f"An attribute is named by an identifier, not {shown(name)}."
            raise DeclarationError(msg)
        stand_in = f"_a{len(self._attributes)}"
        self._attributes[stand_in] = name
        return stand_in

    def function(self, name: str) -> Callable[..., Any]:
        """Compile the lines and give the function of this name."""
        text = "\n".join(self._lines)
        code = (
            self._with_attributes(text) if self._attributes else compile(text, "<relkit>", "exec")
        )
        namespace: dict[str, Any] = {"__builtins__": {}, **self._constants}
        exec(code, namespace)  # noqa: S102 - see the module's text
        function: Callable[..., Any] = namespace[name]
        return function

    def _with_attributes(self, text: str) -> CodeType:
        with _COMPILING:
            tree = _Attributes(self._attributes).visit(ast.parse(text))
            return compile(tree, "<relkit>", "exec")
