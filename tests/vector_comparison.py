"""Hold what our helpers render against what AWS CDK made of the same wish.

``vectors/`` holds scenarios that were run through AWS CDK's Cognito constructs: version 2.276.0, and 1.26.0 for those
named ``seed-*``. Each one says its ``intent`` in words and has CDK's ``template``; ``err-*`` are wishes that CDK refuses,
``gap-*`` those where it behaves badly (``problem`` says how). ``notes`` and ``cdk_code`` are for reference.

A table maps each vector to what we make of it, by one or more entries:

- `Same`: our template equals CDK's, but for what is free (`leaves_of`), for our safer defaults where the vector does not
  ask for the other (`SAFER_DEFAULTS`), and for the deviations that stand beside it. A difference without a deviation
  fails, and so does a deviation that does not occur.
- `Renders`: there is no template to compare with (CDK refuses the wish, and is wrong); these leaves are what is right.
- `Refused`: our API refuses it, naming these options and properties and no others.
- `Inexpressible`: our API has no words for the mistake, and Python itself says so.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import pytest
from troposphere import Template

from troposphere_cognito_l2 import ConfigurationError

VECTORS = Path(__file__).parent / "vectors"

ABSENT = None
PRESENT = "present"
"""The leaf of a resource that only one of the two templates has."""


def load(vector: str) -> dict[str, Any]:
    """A vector by its name."""
    return json.loads((VECTORS / f"{vector}.json").read_bytes())


# What a table is made of


@dataclass(frozen=True)
class Deviation:
    """One leaf at which our template is meant to differ from CDK's."""

    path: str
    ours: Any
    because: str


def differs(path: str, *, ours: Any, because: str) -> Deviation:
    """Say at which leaf our template differs, what stands there, and why; ``ABSENT`` where nothing does."""
    return Deviation(path, ours, because)


class Same:
    """Our template is CDK's."""

    def __init__(
        self,
        wish: Any,
        *deviations: Deviation,
        asks: tuple[str, ...] = (),
        parameters: Mapping[str, str] | None = None,
    ) -> None:
        """Write a wish with our API.

        Args:
            wish: a helper, or a function that adds several to the template it is given.
            deviations: the leaves where we differ.
            asks: paths that the vector's intent speaks of, so that no safer default is forgiven there.
            parameters: sample values of template parameters, put in on both sides.
        """
        self.wish = wish
        self.deviations = {deviation.path: deviation for deviation in deviations}
        self.asks = asks
        self.parameters = parameters or {}

    def render(self) -> dict[str, Any]:
        """Our template, as CloudFormation gets it."""
        return rendered(self.wish)

    def verify(self, vector: dict[str, Any]) -> None:
        """Compare with CDK's template."""
        found = differences(self.render(), vector, asks=self.asks, parameters=self.parameters)
        complaints = [
            f"{path}: ours {ours!r}, CDK's {theirs!r}, and no deviation says why"
            for path, (ours, theirs) in found.items()
            if path not in self.deviations
        ]
        for path, deviation in self.deviations.items():
            if path not in found:
                complaints.append(f"{path}: a deviation is named that does not occur ({deviation.because})")
            elif found[path][0] != deviation.ours:
                complaints.append(f"{path}: ours {found[path][0]!r}, but the deviation says {deviation.ours!r}")
        assert not complaints, "\n".join(complaints)


class Renders:
    """What is right where CDK has no template to compare with."""

    def __init__(self, wish: Any, expected: Mapping[str, Any], *, because: str) -> None:
        self.wish = wish
        self.expected = expected
        self.because = because

    def render(self) -> dict[str, Any]:
        """Our template, as CloudFormation gets it."""
        return rendered(self.wish)

    def verify(self, vector: dict[str, Any]) -> None:
        """See that the vector has no template, and that ours holds what is right."""
        assert "template" not in vector
        leaves = leaves_of(self.render(), {})
        held = {path: leaves.get(path, ABSENT) for path in self.expected}
        assert held == dict(self.expected), f"renders {held}, not {dict(self.expected)}"


class Refused:
    """What our API refuses."""

    def __init__(self, wish: Any, *naming: tuple[str, str], because: str = "") -> None:
        """Write a wish that has to be refused.

        Args:
            wish: a helper, or a function of the template that makes it (making it may raise already).
            naming: the option and the property that each of the problems names.
            because: why, where the vector itself does not say.
        """
        self.wish = wish
        self.naming = naming
        self.because = because

    def verify(self, vector: dict[str, Any]) -> None:
        """See that it is refused for what is wrong with it and nothing else, and that nothing was added."""
        assert self.because or "error" in vector or "problem" in vector
        with pytest.raises(ConfigurationError) as raised:
            self._add_to(Template())
        named = {(finding.option, finding.path) for finding in raised.value.findings}
        assert named == set(self.naming), f"names {named}, not {set(self.naming)}:\n{raised.value}"

    def _add_to(self, template: Template) -> None:
        helper = self.wish(template) if callable(self.wish) else self.wish
        before = list(template.resources)
        try:
            helper.add_to(template)
        finally:
            assert list(template.resources) == before, "something was added"


class Inexpressible:
    """What our API has no words for."""

    def __init__(self, wish: Callable[[], Any], error: type[Exception], match: str, *, because: str) -> None:
        self.wish = wish
        self.error = error
        self.match = match
        self.because = because

    def verify(self, vector: dict[str, Any]) -> None:
        """See that Python does not let it be said."""
        with pytest.raises(self.error, match=self.match):
            self.wish()


def rendered(wish: Any) -> dict[str, Any]:
    """The template of a wish."""
    template = Template()
    if callable(wish):
        wish(template)
    else:
        wish.add_to(template)
    made: dict[str, Any] = json.loads(template.to_json())
    return made


# Comparing


@dataclass(frozen=True)
class SaferDefault:
    """A leaf where we differ from CDK as long as nobody asks for anything."""

    path: str
    """A pattern, as of a file name."""
    ours: Any
    """What we write; a function makes it of all our leaves."""
    theirs: tuple[Any, ...] = (ABSENT,)
    """What CDK writes where it is not asked."""


def _recovery(leaves: Mapping[str, Any]) -> list[str]:
    """What the pool can verify, e-mail first; never e-mail alone beside e-mail as second factor."""
    phone = "phone_number" in leaves.get("UserPool.AutoVerifiedAttributes", ())
    both = phone or "EMAIL_OTP" in leaves.get("UserPool.EnabledMfas", ())
    return ["verified_email", "verified_phone_number"] if both else ["verified_email"]


def _auto_verified(leaves: Mapping[str, Any]) -> Any:
    return leaves.get("UserPool.AutoVerifiedAttributes")


def _standard_type(name: str) -> SaferDefault:
    return SaferDefault(f"UserPool.Schema.{name}.AttributeDataType", "Number" if name == "updated_at" else "String")


_TRUST = "Role*.AssumeRolePolicyDocument.Statement.0.Condition"
_POOLS = "arn:${AWS::Partition}:cognito-idp:${AWS::Region}:${AWS::AccountId}:userpool/*"
_PASSWORD = "UserPool.Policies.PasswordPolicy"
_STANDARD = (
    *("address", "birthdate", "email", "family_name", "gender", "given_name", "locale", "middle_name", "name"),
    *("nickname", "phone_number", "picture", "preferred_username", "profile", "updated_at", "website", "zoneinfo"),
)
_ALL_SCOPES = ["aws.cognito.signin.user.admin", "email", "openid", "phone", "profile"]

SAFER_DEFAULTS = (
    SaferDefault("UserPool.DeletionPolicy", "Retain"),
    SaferDefault("UserPool.UpdateReplacePolicy", "Retain"),
    SaferDefault("UserPool.DeletionProtection", "ACTIVE"),
    SaferDefault("Role*.DeletionPolicy", "Retain"),
    SaferDefault("Role*.UpdateReplacePolicy", "Retain"),
    SaferDefault(f"{_TRUST}.StringEquals.aws:SourceAccount", "${AWS::AccountId}"),
    SaferDefault(f"{_TRUST}.ArnLike.aws:SourceArn", _POOLS),
    SaferDefault("Permission*.SourceAccount", "${AWS::AccountId}"),
    SaferDefault("Permission*.SourceArn", "${UserPool.Arn}"),
    SaferDefault("UserPool.UsernameConfiguration.CaseSensitive", ours=False),
    SaferDefault("UserPool.UserAttributeUpdateSettings.AttributesRequireVerificationBeforeUpdate", ours=_auto_verified),
    SaferDefault(f"{_PASSWORD}.MinimumLength", 8),
    SaferDefault(f"{_PASSWORD}.Require*", ours=True),
    SaferDefault(f"{_PASSWORD}.TemporaryPasswordValidityDays", 7),
    SaferDefault(
        "UserPool.AccountRecoverySetting.RecoveryMechanisms",
        _recovery,
        (ABSENT, ["verified_phone_number", "verified_email"]),
    ),
    *(_standard_type(name) for name in _STANDARD),
    SaferDefault("UserPoolClient*.AllowedOAuthFlowsUserPoolClient", False, (ABSENT, True)),
    SaferDefault("UserPoolClient*.AllowedOAuthFlows", ABSENT, (["code", "implicit"],)),
    SaferDefault("UserPoolClient*.AllowedOAuthScopes", ABSENT, (_ALL_SCOPES,)),
    SaferDefault("UserPoolClient*.CallbackURLs", ABSENT, (["https://example.com"],)),
    SaferDefault("UserPoolClient*.SupportedIdentityProviders", ["COGNITO"]),
    SaferDefault("UserPoolClient*.ExplicitAuthFlows", ["ALLOW_REFRESH_TOKEN_AUTH", "ALLOW_USER_SRP_AUTH"]),
    SaferDefault("UserPoolClient*.EnableTokenRevocation", ours=True),
    SaferDefault("UserPoolClient*.PreventUserExistenceErrors", "ENABLED"),
)

EXTERNAL_ID = "UserPool.SmsConfiguration.ExternalId"
"""Free where the role is made, as long as it is the same on both sides; `Same.asks` holds it fast."""


def differences(
    ours: dict[str, Any],
    vector: dict[str, Any],
    *,
    asks: tuple[str, ...] = (),
    parameters: Mapping[str, str] | None = None,
    safer_defaults: tuple[SaferDefault, ...] = SAFER_DEFAULTS,
) -> dict[str, tuple[Any, Any]]:
    """The leaves that differ, ours and CDK's, in what is not free."""
    environment = vector.get("stack_env") or {}
    known = {"AWS::Region": environment.get("region"), "AWS::AccountId": environment.get("account")}
    known = {name: value for name, value in {**known, **(parameters or {})}.items() if value is not None}
    theirs = {"Resources": vector["template"], "Outputs": vector.get("outputs") or {}}
    several = _types_met_twice(ours) | _types_met_twice(theirs)
    our_leaves, their_leaves = (leaves_of(template, known, several) for template in (ours, theirs))
    for ask in asks:
        patterns = [EXTERNAL_ID, *(safer.path for safer in safer_defaults)]
        assert any(fnmatchcase(ask, pattern) for pattern in patterns), f"{ask} is never forgiven: leave it out of asks"
    if EXTERNAL_ID not in asks:
        _unify_external_id(our_leaves)
        _unify_external_id(their_leaves)
    found = {}
    for path in sorted(our_leaves.keys() | their_leaves.keys()):
        pair = our_leaves.get(path, ABSENT), their_leaves.get(path, ABSENT)
        if not _same(*pair) and (path in asks or not _forgiven(path, pair, our_leaves, safer_defaults)):
            found[path] = pair
    return _whole_resources(found, our_leaves, their_leaves)


def _same(one: Any, other: Any) -> bool:
    """Whether two leaves are the same in JSON, where ``true`` is not ``1``."""
    return json.dumps(one) == json.dumps(other)


def _forgiven(
    path: str, pair: tuple[Any, Any], leaves: Mapping[str, Any], safer_defaults: tuple[SaferDefault, ...]
) -> bool:
    for safer in safer_defaults:
        if fnmatchcase(path, safer.path):
            wanted = safer.ours(leaves) if callable(safer.ours) else safer.ours
            if _same(pair[0], wanted) and pair[1] in safer.theirs:
                return True
    return False


def _unify_external_id(leaves: dict[str, Any]) -> None:
    """Replace an external id that is the same in the pool and in the role that was made for it."""
    trust = [path for path in leaves if path.endswith(".StringEquals.sts:ExternalId")]
    if trust and {leaves[path] for path in trust} == {leaves.get(EXTERNAL_ID)}:
        for path in (EXTERNAL_ID, *trust):
            leaves[path] = "<the external id>"


def _whole_resources(
    found: dict[str, tuple[Any, Any]], ours: Mapping[str, Any], theirs: Mapping[str, Any]
) -> dict[str, tuple[Any, Any]]:
    """A resource that one side lacks is one difference, not one for each of its leaves."""
    our_names, their_names = ({_resource(path) for path in leaves} for leaves in (ours, theirs))
    lonely = (our_names ^ their_names) - {"Outputs"}
    kept = {path: pair for path, pair in found.items() if _resource(path) not in lonely}
    for name in sorted(lonely):
        kept[name] = (PRESENT, ABSENT) if name in our_names else (ABSENT, PRESENT)
    return kept


def _resource(path: str) -> str:
    """``Permission[f].Action`` is a leaf of ``Permission[f]``."""
    return re.match(r"\w+(\[[^]]*\])?", path)[0]


# Leaves


_COMPARED = ("AWS::Cognito::", "AWS::Lambda::Permission")
"""Other types are the scenario's own, but for roles that Cognito may assume."""

_TOLD_APART_BY = {
    "AWS::Lambda::Permission": "FunctionName",
    "AWS::Cognito::UserPoolClient": "ClientName",
    "AWS::Cognito::UserPoolGroup": "GroupName",
    "AWS::Cognito::UserPoolIdentityProvider": "ProviderName",
    "AWS::Cognito::UserPoolResourceServer": "Identifier",
    "AWS::Cognito::UserPoolUser": "Username",
}
"""The property that stands for the logical id where there are several of a type; of roles it is whom they trust,
of clients without a name their last scope."""

_OLDER_NAMES = {
    "UserPool.EmailVerificationMessage": ("EmailMessage", "EmailMessageByLink"),
    "UserPool.EmailVerificationSubject": ("EmailSubject", "EmailSubjectByLink"),
    "UserPool.SmsVerificationMessage": ("SmsMessage",),
}
"""Properties that repeat a text of ``VerificationMessageTemplate``."""


def leaves_of(
    template: Mapping[str, Any], known: Mapping[str, str], several: frozenset[str] = frozenset()
) -> dict[str, Any]:
    """The leaves of the Cognito part of a template by path, without what is free.

    Free are: logical ids (a resource is called by its type), how a text is put together, the order of lists, a policy's
    single string in place of a list, names of inline policies, descriptions of roles, empty lists and mappings,
    ``Metadata``, and older properties that repeat the text of a newer one.

    Args:
        template: a template as plain data.
        known: values of pseudo parameters and parameters.
        several: types to tell apart by more than their name.
    """
    resources = template.get("Resources", {})
    compared = {logical_id: body for logical_id, body in resources.items() if _is_compared(body)}
    names = {logical_id: f"${{{body['Type']}}}" for logical_id, body in resources.items()}
    names |= {logical_id: _name(body, known, several) for logical_id, body in compared.items()}
    assert len({names[logical_id] for logical_id in compared}) == len(compared), "two resources of one name"
    leaves: dict[str, Any] = {}
    for logical_id, body in compared.items():
        attributes = {
            name: body[name] for name in ("DeletionPolicy", "UpdateReplacePolicy", "Condition") if name in body
        }
        everything = {**body.get("Properties", {}), **attributes}
        if body["Type"] == "AWS::IAM::Role":
            everything.pop("Description", None)
        if depends_on := body.get("DependsOn"):
            others = [depends_on] if isinstance(depends_on, str) else depends_on
            everything["DependsOn"] = [names[other] for other in others if other in compared]
        name = names[logical_id]
        leaves |= {f"{name}.{path}": leaf for path, leaf in _leaves(_plain(everything, {**known, **_refs(names)}))}
    for name, output in template.get("Outputs", {}).items():
        leaves[f"Outputs.{name}"] = _plain(output["Value"], {**known, **_refs(names)})
    for path, newer in _OLDER_NAMES.items():
        if path in leaves and leaves[path] in [leaves.get(f"UserPool.VerificationMessageTemplate.{n}") for n in newer]:
            del leaves[path]
    return leaves


def _is_compared(body: Mapping[str, Any]) -> bool:
    if body["Type"] == "AWS::IAM::Role":
        return "cognito" in json.dumps(body["Properties"]["AssumeRolePolicyDocument"])
    return bool(body["Type"].startswith(_COMPARED))


def _types_met_twice(template: Mapping[str, Any]) -> frozenset[str]:
    types = [body["Type"] for body in template["Resources"].values() if _is_compared(body)]
    return frozenset(kind for kind in types if types.count(kind) > 1)


def _name(body: Mapping[str, Any], known: Mapping[str, str], several: frozenset[str]) -> str:
    short: str = body["Type"].rpartition("::")[2]
    if body["Type"] not in several:
        return short
    if body["Type"] == "AWS::IAM::Role":
        slot = re.search(r':amr": "(\w+)"', json.dumps(body))
        return f"{short}[{slot[1]}]" if slot else short
    assert body["Type"] in _TOLD_APART_BY, f"_TOLD_APART_BY does not say how to tell one {short} from another"
    value = _plain(body["Properties"].get(_TOLD_APART_BY[body["Type"]], ""), known)
    if body["Type"] == "AWS::Cognito::UserPoolClient" and not value:
        value = ":".join(scope.rpartition("/")[2] for scope in _plain(body["Properties"]["AllowedOAuthScopes"], known))
    return f"{short}[{str(value).rpartition(':')[2]}]"


def _refs(names: Mapping[str, str]) -> dict[str, str]:
    return {logical_id: name if name.startswith("${") else f"${{{name}}}" for logical_id, name in names.items()}


def _plain(value: Any, known: Mapping[str, str]) -> Any:
    """The value with its intrinsics worked out as far as can be; what is not known stays as ``${name}``."""
    if isinstance(value, list):
        return [_plain(item, known) for item in value]
    if not isinstance(value, dict):
        return value
    if len(value) == 1:
        [(function, argument)] = value.items()
        if function == "Ref":
            return known.get(argument, f"${{{argument}}}")
        if function == "Fn::GetAtt":
            logical_id, attribute = argument.split(".", 1) if isinstance(argument, str) else argument
            return f"{known.get(logical_id, f'${{{logical_id}}}')[:-1]}.{attribute}}}"
        if function == "Fn::Sub":
            return _sub(argument, known)
        if function == "Fn::Join":
            return argument[0].join(_plain(argument[1], known))
        if function == "Fn::Split":
            return _plain(argument[1], known).split(argument[0])
        if function == "Fn::Select":
            return _plain(argument[1], known)[int(argument[0])]
    return {name: _plain(item, known) for name, item in value.items()}


def _sub(argument: Any, known: Mapping[str, str]) -> str:
    text, variables = (argument, {}) if isinstance(argument, str) else argument
    for name, value in variables.items():
        text = text.replace(f"${{{name}}}", _plain(value, known))
    for name, value in known.items():
        text = text.replace(f"${{{name}}}", value).replace(f"${{{name}.", f"{value[:-1]}.")
    return text


def _leaves(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    last = path.rpartition(".")[2]
    if last == "PolicyName":
        return
    if isinstance(value, str) and "PolicyDocument" in path and last in ("Action", "Resource", "Service", "Federated"):
        value = [value]
    if isinstance(value, dict):
        for name, item in value.items():
            yield from _leaves(item, f"{path}.{name}" if path else name)
    elif last == "RecoveryMechanisms" and [item.get("Priority") for item in value] == [*range(1, len(value) + 1)]:
        yield path, [item.get("Name") for item in value]
    elif isinstance(value, list) and value and isinstance(value[0], dict):
        for index, item in enumerate(value):
            yield from _leaves(item, f"{path}.{item.get('Name') if last == 'Schema' else index}")
    elif isinstance(value, list):
        if value:
            yield path, sorted(value)
    else:
        yield path, value


def entries_of(table):
    """The vector and entry of every line of a table, as parameters of a test."""
    return [
        pytest.param(vector, entry, id=f"{vector}-{number}" if number else vector)
        for vector, entries in table.items()
        for number, entry in enumerate(entries)
    ]
