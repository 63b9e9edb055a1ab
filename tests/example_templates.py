"""The templates that the scripts of `examples/` make; most make one, called `template`."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

from troposphere import Template

_MADE = re.compile(r"^(\w+) = Template\(", re.MULTILINE)


def _templates() -> dict[str, tuple[str, str]]:
    """Script and variable by name: the script's for `template`, `<script>_<variable>` for another one."""
    found = {}
    for path in sorted((Path(__file__).parents[1] / "examples").glob("*.py")):
        for variable in _MADE.findall(path.read_text(encoding="utf-8")):
            name = path.stem if variable == "template" else f"{path.stem}_{variable}"
            found[name] = (path.stem, variable)
    return found


TEMPLATES = _templates()
"""Each template by its name: the module and the variable that hold it."""


def render(name: str) -> Template:
    """The template of that name."""
    module, variable = TEMPLATES[name]
    template = getattr(import_module(module), variable)
    assert isinstance(template, Template)
    return template
