"""Reads a source tree without running it, and lists what breaks the architecture.

Every check takes the modules of a package and returns its complaints as sentences; none is
the good answer. `test_architecture.py` asks them about relkit and about planted faults.
"""

from __future__ import annotations

import ast
import graphlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef
Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


class Module(NamedTuple):
    """One file of the package."""

    name: str
    path: Path
    tree: ast.Module
    lines: int

    @property
    def is_package(self) -> bool:
        """Whether the file is the door of a folder."""
        return self.path.name == "__init__.py"

    @property
    def is_public(self) -> bool:
        """Whether no part of the dotted name begins with an underscore."""
        return not any(part.startswith("_") for part in self.name.split("."))


Modules = Mapping[str, Module]


def read_package(root: Path) -> dict[str, Module]:
    """Parse every module below the folder of a package."""
    found = {}
    for path in sorted(root.rglob("*.py")):
        parts = path.relative_to(root.parent).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        text = path.read_text("utf-8")
        found[name] = Module(name, path, ast.parse(text), len(text.splitlines()))
    return found


# ------------------------------------------------------------------ walking


def _is_type_checking(node: ast.AST) -> bool:
    """Whether a node is ``if TYPE_CHECKING:``."""
    return isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)


def _statements(body: Sequence[ast.stmt], *, types: bool = False) -> Iterator[ast.stmt]:
    """All statements that run on import, nested ones too, functions not entered."""
    for node in body:
        yield node
        if isinstance(node, FunctionNode):
            continue
        if _is_type_checking(node) and not types:
            yield from _statements(getattr(node, "orelse", []))
            continue
        for field in ("body", "orelse", "finalbody"):
            yield from _statements(getattr(node, field, []), types=types)
        for part in [*getattr(node, "handlers", []), *getattr(node, "cases", [])]:
            yield from _statements(part.body, types=types)


def _functions(module: Module) -> Iterator[FunctionNode]:
    """Every function and method of a module, wherever it stands."""
    return (node for node in ast.walk(module.tree) if isinstance(node, FunctionNode))


def _targets(node: ast.stmt, module: Module, modules: Modules) -> Iterator[str]:
    """The package's own modules that an import statement names."""
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names if alias.name in modules)
    elif isinstance(node, ast.ImportFrom):
        base = node.module or ""
        if node.level:
            parts = module.name.split(".")
            kept = len(parts) - node.level + module.is_package
            base = ".".join([*parts[:kept], *([base] if base else [])])
        for alias in node.names:
            inner = f"{base}.{alias.name}"
            if inner in modules:
                yield inner
            elif base in modules:
                yield base


def run_time_imports(module: Module, modules: Modules) -> set[str]:
    """The modules that importing this one runs, doors of foreign folders included."""
    named = {
        target
        for node in _statements(module.tree.body)
        for target in _targets(node, module, modules)
    }
    doors = set()
    for target in named:
        parts = target.split(".")
        doors |= {".".join(parts[:n]) for n in range(1, len(parts))}
    own = module.name + "."
    return named | {door for door in doors if door in modules and not own.startswith(door + ".")}


def late_imports(module: Module, modules: Modules) -> set[str]:
    """The package's own modules that are imported inside functions."""
    return {
        target
        for function in _functions(module)
        for node in _statements(function.body)
        for target in _targets(node, module, modules)
    }


# ------------------------------------------------------------------ floors and cycles


def top_level(name: str) -> str:
    """The part of a dotted name that has a floor: ``relkit.money._x`` is on that of money."""
    return name.split(".")[1] if "." in name else name


def without_floor(modules: Modules, floors: Mapping[str, int]) -> list[str]:
    """The modules that the table of floors does not know."""
    names = sorted({top_level(name) for name in modules})
    return [f"{name} has no floor: add it to FLOORS" for name in names if name not in floors]


def upward_imports(modules: Modules, floors: Mapping[str, int]) -> list[str]:
    """The imports from a higher floor."""
    return [
        f"{module.name} (floor {here}) imports {target} (floor {there})"
        for module in modules.values()
        for target in sorted(run_time_imports(module, modules))
        if (here := floors.get(top_level(module.name), -1))
        < (there := floors.get(top_level(target), -1))
    ]


def import_cycles(modules: Modules) -> list[str]:
    """One cycle of run-time imports, if there is any."""
    graph = {module.name: run_time_imports(module, modules) for module in modules.values()}
    try:
        graphlib.TopologicalSorter(graph).prepare()
    except graphlib.CycleError as error:
        return [" <- ".join(error.args[1])]
    return []


def unlisted_late_imports(modules: Modules, allowed: Iterable[tuple[str, str]]) -> list[str]:
    """Imports inside functions that the list does not allow, and lines of it that went stale."""
    found = {
        (module.name, target)
        for module in modules.values()
        for target in late_imports(module, modules)
    }
    listed = {pair for pair in allowed if pair[0] in modules}
    return [
        *(f"{a} imports {b} inside a function; not allowed" for a, b in sorted(found - listed)),
        *(f"{a} no longer imports {b} late; strike it out" for a, b in sorted(listed - found)),
    ]


# ------------------------------------------------------------------ public names


def exported(module: Module) -> list[str] | None:
    """The literal ``__all__`` of a module, or None."""
    for node in module.tree.body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
            try:
                return [str(name) for name in ast.literal_eval(node.value)]
            except ValueError:
                return None
    return None


def in_order(names: Iterable[str]) -> list[str]:
    """Each name once: constants, then classes, then the rest, as ruff sorts ``__all__``."""

    def key(name: str) -> tuple[int, list[tuple[int, str]]]:
        kind = 0 if name.isupper() and len(name) > 1 else 1 if name[0].isupper() else 2
        parts = re.findall(r"\d+|\D+", name)
        return kind, [(int(part), "") if part.isdigit() else (0, part) for part in parts]

    return sorted(set(names), key=key)


def _bound(node: ast.stmt) -> list[str]:
    """The names that a statement defines, imports apart."""
    if isinstance(node, Definition):
        return [node.name]
    targets: list[ast.expr] = []
    if isinstance(node, ast.Assign):
        targets = node.targets
    elif isinstance(node, ast.AnnAssign):
        targets = [node.target]
    return [
        name.id for target in targets for name in ast.walk(target) if isinstance(name, ast.Name)
    ]


def _class_free(module: Module) -> Iterator[ast.stmt]:
    """The statements of a module that bind its own names: not those inside classes."""
    inside = {
        id(inner)
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ClassDef)
        for inner in ast.walk(node)
        if inner is not node
    }
    return (node for node in _statements(module.tree.body) if id(node) not in inside)


def _brought_in(module: Module, modules: Modules) -> set[str]:
    """The names that a module imports from the package's own modules."""
    return {
        alias.asname or alias.name
        for node in _class_free(module)
        if isinstance(node, ast.ImportFrom) and any(_targets(node, module, modules))
        for alias in node.names
    }


def wrong_exports(modules: Modules) -> list[str]:
    """Public modules whose ``__all__`` is missing, unsorted, or not their public names."""
    complaints = []
    for module in modules.values():
        if not module.is_public or "." not in module.name:
            continue
        names = exported(module)
        if names is None:
            complaints.append(f"{module.name} has no literal __all__")
            continue
        if names != in_order(names):
            complaints.append(f"{module.name}.__all__ is not sorted")
        own = {name for node in _class_free(module) for name in _bound(node)}
        brought = _brought_in(module, modules)
        needed = {n for n in own | (brought if module.is_package else set()) if n[0] != "_"}
        complaints += [
            *(f"{module.name}.__all__ lacks {name}" for name in sorted(needed - set(names))),
            *(
                f"{module.name}.__all__ names {name}, which it does not have"
                for name in sorted(set(names) - needed - brought)
            ),
        ]
    return complaints


def homes(modules: Modules) -> dict[str, list[str]]:
    """Which public submodules export each name."""
    found: dict[str, list[str]] = {}
    for module in modules.values():
        if module.is_public and "." in module.name:
            for name in exported(module) or []:
                found.setdefault(name, []).append(module.name)
    return found


def several_homes(modules: Modules, allowed: Mapping[str, set[str]]) -> list[str]:
    """Names that more than one public submodule exports, but for those that are allowed to."""
    return [
        f"{name} is exported by {' and '.join(places)}"
        for name, places in sorted(homes(modules).items())
        if len(places) > 1 and set(places) != allowed.get(name)
    ]


def busy_doors(modules: Modules) -> list[str]:
    """Doors of folders that do more than import and list ``__all__``."""
    plain = (ast.Import, ast.ImportFrom)
    return [
        f"{module.name}, line {node.lineno}: a door only imports and lists __all__"
        for module in modules.values()
        if module.is_package and "." in module.name
        for position, node in enumerate(module.tree.body)
        if not isinstance(node, plain)
        and not (position == 0 and isinstance(node, ast.Expr))
        and not (isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__")
        and not _is_type_checking(node)
    ]


# ------------------------------------------------------------------ what stands in the files


def _public_definitions(module: Module) -> Iterator[tuple[str, Definition]]:
    """The public classes and functions of a file, and the public methods of the classes."""
    todo: list[tuple[str, ast.Module | ast.ClassDef]] = [(module.name, module.tree)]
    while todo:
        prefix, parent = todo.pop()
        for node in parent.body:
            if isinstance(node, Definition) and not node.name.startswith("_"):
                yield f"{prefix}.{node.name}", node
                if isinstance(node, ast.ClassDef):
                    todo.append((f"{prefix}.{node.name}", node))


def _says_it_elsewhere(node: Definition) -> bool:
    """Whether a decorator tells that another definition carries the docstring."""
    spelled = {ast.unparse(decorator).rpartition(".")[2] for decorator in node.decorator_list}
    return bool(spelled & {"overload", "override", "setter"})


def missing_docstrings(modules: Modules) -> list[str]:
    """Public classes, functions and methods that do not say what they are."""
    return [
        f"{name} has no docstring"
        for module in modules.values()
        for name, node in _public_definitions(module)
        if not ast.get_docstring(node) and not _says_it_elsewhere(node)
    ]


def forbidden_uses(
    modules: Modules, forbidden_modules: set[str], forbidden_names: set[str]
) -> list[str]:
    """What the package does without and yet imports or names, as ``eval`` or as ``os.system``."""
    return [
        f"{module.name}: uses {name}"
        for module in modules.values()
        for node in ast.walk(module.tree)
        for name in sorted(
            _imported_modules(node) & forbidden_modules | _read_names(node) & forbidden_names
        )
    ]


def _imported_modules(node: ast.AST) -> set[str]:
    """The modules that a node imports, by the names of their outermost packages."""
    if isinstance(node, ast.Import):
        return {alias.name.split(".")[0] for alias in node.names}
    if isinstance(node, ast.ImportFrom) and not node.level:
        return {(node.module or "").split(".")[0]}
    return set()


def _read_names(node: ast.AST) -> set[str]:
    """The names that a node reads, be it to call them or to hand them on."""
    if isinstance(node, ast.ImportFrom):
        return {f"{node.module}.{alias.name}" for alias in node.names}
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
        return {node.id}
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        return {f"{node.value.id}.{node.attr}"}
    return set()


def misspelled(modules: Modules, spellings: Mapping[str, str]) -> list[str]:
    """Public names with a spelling that the glossary does not use."""
    public = {module.name for module in modules.values() if module.is_public}
    for module in modules.values():
        public |= {name for name, _ in _public_definitions(module)}
        public |= {f"{module.name}.{name}" for node in _class_free(module) for name in _bound(node)}
        public |= {
            f"{module.name}.{node.target.id}"
            for node in ast.walk(module.tree)
            if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name)
        }
        public |= {
            f"{module.name}.{function.name}({node.arg})"
            for function in _functions(module)
            for node in ast.walk(function.args)
            if isinstance(node, ast.arg)
        }
    return [
        f"{name}: write {right}"
        for name in sorted(public)
        for wrong, right in spellings.items()
        if re.search(wrong, name.lower())
    ]


def long_modules(modules: Modules, limit: int) -> list[str]:
    """The modules with more lines than the limit."""
    return [f"{m.name} has {m.lines} lines" for m in modules.values() if m.lines > limit]


def function_lengths(modules: Modules) -> dict[str, int]:
    """The number of lines of each function, from ``def`` to the end, docstring included."""
    return {
        f"{module.name}:{node.lineno} {node.name}": (node.end_lineno or 0) - node.lineno + 1
        for module in modules.values()
        for node in _functions(module)
    }
