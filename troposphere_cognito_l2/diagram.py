"""`diagram`: a picture of the Cognito resources of a template and of what stands around them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from .checks.paths import first_name
from .checks.resource_types import COGNITO, FUNCTION, IDENTITY_POOL, POOL_IDS, ROLE, USER_POOL
from .checks.rules.links import DEPENDS_ON, Link, links
from .checks.source import read
from .checks.transforms import Prepared
from .checks.view import TemplateView

_SHAPES: Mapping[str, tuple[str, str]] = {
    USER_POOL: ("[(", ")]"),
    IDENTITY_POOL: ("[(", ")]"),
    ROLE: ("([", "])"),
    FUNCTION: ("[[", "]]"),
}
"""How a node of a type is drawn: what holds users as a store, a role rounded, a function with double sides."""
_MOST_WORDS = 3
"""So many properties are named on an arrow."""


def diagram(template: Any) -> str:
    """The architecture of a template as Mermaid text, which GitHub and editors draw.

    Shows every Cognito resource, whatever it refers to and whatever refers to it. An arrow leads from what refers to what
    it refers to, and says by which properties; what belongs to a pool points at it without a word. A dashed arrow is a
    ``DependsOn`` alone. A condition stands under the name. Nothing is resolved: each ``Fn::If`` shows all that it may
    refer to.

    Args:
        template: a troposphere ``Template``, a mapping, JSON or YAML text, or a path, as `check` takes it.

    Returns:
        Lines of Mermaid, in the order of the template; put them into a block of Markdown that begins with ```` ```mermaid ````.

    Raises:
        UnusableTemplateError: if no template can be read.

    See https://mermaid.js.org/syntax/flowchart.html

    Example:
        >>> pool = {"Type": "AWS::Cognito::UserPool"}
        >>> web = {"Type": "AWS::Cognito::UserPoolClient", "Properties": {"UserPoolId": {"Ref": "Users"}}}
        >>> print(diagram({"Resources": {"Users": pool, "Web": web}}))
        flowchart LR
            Users[("Users<br/><i>UserPool</i>")]
            Web["Web<br/><i>UserPoolClient</i>"]
            Web --> Users
    """
    view = TemplateView(Prepared(read(template)).resources)
    shown = _shown(view)
    lines = ["flowchart LR"]
    lines += [f"    {_node(name, body)}" for name, body in view.resources.items() if name in shown]
    for name in view.resources:
        if name in shown:
            lines += [f"    {arrow}" for arrow in _arrows(name, view, shown)]
    return "\n".join(lines)


def _shown(view: TemplateView) -> set[str]:
    """The Cognito resources and their neighbours."""
    cognito = {name for name, body in view.resources.items() if body["Type"].startswith(COGNITO)}
    around = {name for name, found in links(view).items() if any(link.target in cognito for link in found)}
    behind = {link.target for name in cognito for link in links(view)[name]}
    return cognito | around | (behind & view.resources.keys())


def _node(name: str, body: Mapping[str, Any]) -> str:
    opening, closing = _SHAPES.get(body["Type"], ("[", "]"))
    kind = body["Type"].removeprefix(COGNITO).removeprefix("AWS::").replace("::", " ")
    label = f"{name}<br/><i>{kind}</i>"
    if body.get("Condition"):
        label += f"<br/>if {body['Condition']}"
    return f'{_id(name)}{opening}"{_quoted(label)}"{closing}'


def _arrows(name: str, view: TemplateView, shown: set[str]) -> Iterator[str]:
    """One arrow to each resource that a resource refers to."""
    by_target: dict[str, list[Link]] = {}
    for link in links(view)[name]:
        if link.target in shown and link.target != name:
            by_target.setdefault(link.target, []).append(link)
    for target, found in by_target.items():
        paths = dict.fromkeys(_said(link.path) for link in found if link.path != DEPENDS_ON)
        words = [path for path in paths if path not in POOL_IDS]
        if not paths:
            yield f"{_id(name)} -.-> {_id(target)}"
        elif not words:
            yield f"{_id(name)} --> {_id(target)}"
        else:
            more = [f"and {len(words) - _MOST_WORDS} more"] if len(words) > _MOST_WORDS else []
            said = ", ".join([*words[:_MOST_WORDS], *more])
            yield f'{_id(name)} -->|"{_quoted(said)}"| {_id(target)}'


def _said(path: str) -> str:
    """The property that an arrow names; a trigger by its own name."""
    first, _, rest = path.partition(".")
    return rest.partition(".")[0] if first == "LambdaConfig" and rest else first_name(path)


def _id(name: str) -> str:
    """A logical id as Mermaid takes it: ``end`` is a word of its own there."""
    plain = re.sub(r"\W", "_", name)
    return f"{plain}_" if plain.lower() == "end" else plain


def _quoted(text: str) -> str:
    return text.replace('"', "#quot;")
