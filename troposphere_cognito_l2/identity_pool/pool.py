"""`IdentityPool`: the helper that providers, roles and mappings come together in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from troposphere import AWSObject, GetAtt, Ref, Template, cognito

from .._core.fragment import Rendered
from .._core.helper import Helper, Problems
from .._core.options import field, prop
from .._core.problem import option_finding
from .._core.references import arn_of, condition_of, where_present
from .._core.values import OidcProvider, Resource, Role, SamlProvider, TagList, Value
from ..app_client.handles import UserPoolClientHandle
from ..checks.finding import Finding
from .handles import IdentityPoolResources
from .principal_tags import PrincipalTags
from .providers import NamedProvider, SocialLogins, UserPoolAuthentication
from .role_mapping import RoleMapping
from .roles import IdentityPrincipal, IdentityRole, trust_policy


class IdentityPool(Helper[IdentityPoolResources]):
    """An identity pool: an ``AWS::Cognito::IdentityPool``, the role of those who signed in, the role of guests where
    guests are allowed, and the one ``AWS::Cognito::IdentityPoolRoleAttachment`` that a pool may have.

    The roles that are made may do nothing until you give them policies. Deploying them needs the capability
    CAPABILITY_IAM. ``CognitoEvents``, ``CognitoStreams`` and ``PushSync`` belong to Amazon Cognito Sync, which AWS
    AppSync has succeeded: reach them through ``properties``.

    Example:
        >>> template = Template()
        >>> identities = IdentityPool("Identities", social_logins=SocialLogins(amazon="amzn1.app")).add_to(template)
        >>> sorted(template.resources)
        ['Identities', 'IdentitiesAuthenticatedRole', 'IdentitiesRoleAttachment']

    https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cognito-identitypool.html
    """

    identity_pool_name: Value[str] | None = prop("IdentityPoolName", default=None)
    """Name, 1 to 128 letters, digits, spaces and ``_+=,.@-``. Default: CloudFormation makes one."""
    allow_unauthenticated_identities: Value[bool] = prop("AllowUnauthenticatedIdentities", default=False)
    """Whether guests, who never signed in, get credentials. Default: they don't. An intrinsic: the guests' role is
    made as well, since it may be needed."""
    allow_classic_flow: Value[bool] | None = prop("AllowClassicFlow", default=None)
    """Whether the basic (classic) flow is allowed, in which the app chooses the role. Default: Cognito's, it is not."""
    user_pools: Sequence[UserPoolAuthentication | UserPoolClientHandle] = field(
        default=(), at="CognitoIdentityProviders"
    )
    """App clients of user pools; one that another stack owns says its pool in a `UserPoolAuthentication`. Default:
    none."""
    social_logins: SocialLogins | None = field(default=None, at="SupportedLoginProviders")
    """Applications at social providers. Default: none."""
    openid_connect_providers: Sequence[Value[str] | OidcProvider] = field(default=(), at="OpenIdConnectProviderARNs")
    """IAM OIDC providers: ARNs, or troposphere ``OIDCProvider`` objects. Default: none."""
    saml_providers: Sequence[Value[str] | SamlProvider] = field(default=(), at="SamlProviderARNs")
    """IAM SAML providers: ARNs, or troposphere ``SAMLProvider`` objects. Default: none."""
    developer_provider_name: Value[str] | None = prop("DeveloperProviderName", default=None)
    """Name under which your own backend vouches for users, 1 to 128 letters, digits and ``._-``; once set it can't be
    changed. Default: none."""
    authenticated_role: IdentityRole | Role | Value[str] = field(default=IdentityRole(), at="Roles.authenticated")
    """The role of those who signed in: what one that is made may do, or an existing one (ARN, troposphere ``Role``, or
    an intrinsic that gives the ARN). Default: one is made, ``<title>AuthenticatedRole``, that may do nothing."""
    unauthenticated_role: IdentityRole | Role | Value[str] | None = field(default=None, at="Roles.unauthenticated")
    """The role of guests, in the same forms. Default: one is made, ``<title>UnauthenticatedRole``, where guests are
    allowed; else there is none."""
    principal: IdentityPrincipal = IdentityPrincipal.COMMERCIAL
    """Whom the roles that are made trust: GovCloud and China name the service otherwise. Default: commercial
    Regions."""
    role_mappings: Sequence[RoleMapping] = field(default=(), at="RoleMappings")
    """Which role an identity gets in place of the authenticated one; at most 10 providers. Default: none."""
    principal_tags: Sequence[PrincipalTags] = ()
    """Claims that become tags of the session, one a provider. Default: none."""
    role_attachment_logical_id: str | None = None
    """The logical id of the role attachment. A live pool's must stay as it is: CloudFormation makes the new one first,
    and Cognito refuses a second. Default: ``<title>RoleAttachment``."""
    tags: Mapping[str, Value[str]] | TagList | None = field(default=None, at="IdentityPoolTags")
    """Tags of the identity pool: a mapping or troposphere ``Tags``. Default: none."""

    def render(self, template: Template, problems: Problems) -> tuple[Rendered, ...]:
        """The identity pool, its roles, the attachment, the principal tags."""
        properties = {**self.direct_properties(), **self._providers(problems)}
        if self.tags is not None:
            properties["IdentityPoolTags"] = (
                [{"Key": key, "Value": value} for key, value in self.tags.items()]
                if isinstance(self.tags, Mapping)
                else list(self.tags.tags)
            )
        roles, made = self._roles()
        attachment: dict[str, Any] = {"IdentityPoolId": Ref(self.logical_id), "Roles": roles}
        if self.role_mappings:
            attachment["RoleMappings"] = self._mappings(problems)
        return (
            Rendered(self.logical_id, cognito.IdentityPool, properties, {}),
            *made,
            Rendered(self._attachment_title(), cognito.IdentityPoolRoleAttachment, attachment, {}),
            *self._tagged(problems),
        )

    def handle(self, template: Template, built: Mapping[str, AWSObject]) -> IdentityPoolResources:
        """The handle of the identity pool."""
        given = {"Authenticated": self.authenticated_role, "Unauthenticated": self.unauthenticated_role}
        roles = {
            slot: role if isinstance(role, AWSObject) else built.get(f"{self.logical_id}{slot}Role")
            for slot, role in given.items()
        }
        return IdentityPoolResources(
            template,
            built[self.logical_id],
            role_attachment=built[self._attachment_title()],
            principal_tags=[made for made in built.values() if isinstance(made, cognito.IdentityPoolPrincipalTag)],
            authenticated_role=roles["Authenticated"],
            unauthenticated_role=roles["Unauthenticated"],
            principal=self.principal,
        )

    def _attachment_title(self) -> str:
        return self.role_attachment_logical_id or f"{self.logical_id}RoleAttachment"

    def _providers(self, problems: Problems) -> dict[str, Any]:
        properties: dict[str, Any] = {}
        clients = []
        for index, client in enumerate(self.user_pools):
            provider = UserPoolAuthentication(client) if isinstance(client, UserPoolClientHandle) else client
            if provider.usable(problems, f"user_pools[{index}]"):
                clients.append(where_present(provider.render(), provider.condition, self.own_condition()))
        if clients:
            properties["CognitoIdentityProviders"] = clients
        if self.social_logins is not None:
            properties["SupportedLoginProviders"] = self.social_logins.render()
        for name, given in (
            ("OpenIdConnectProviderARNs", self.openid_connect_providers),
            ("SamlProviderARNs", self.saml_providers),
        ):
            if given:
                properties[name] = [self._arn(other) for other in given]
        return properties

    def _arn(self, other: Value[str] | Resource) -> Any:
        return where_present(arn_of(other), condition_of(other), self.own_condition())

    def _roles(self) -> tuple[dict[str, Any], list[Rendered]]:
        """``Roles``, and the roles that have to be made for them."""
        guests = self.unauthenticated_role
        if guests is None and self.allow_unauthenticated_identities is not False:
            guests = IdentityRole()
        roles: dict[str, Any] = {}
        made = []
        for slot, role in (("authenticated", self.authenticated_role), ("unauthenticated", guests)):
            if isinstance(role, IdentityRole):
                tagged = slot == "authenticated" and bool(self.principal_tags)
                trust = trust_policy(
                    Ref(self.logical_id),
                    principal=self.principal,
                    guests=slot == "unauthenticated",
                    session_tags=tagged,
                )
                title = f"{self.logical_id}{slot.title()}Role"
                made.append(role.render(title, trust, f"{slot}_role"))
                roles[slot] = GetAtt(title, "Arn")
            elif role is not None:
                roles[slot] = self._arn(role)
        return roles, made

    def _mappings(self, problems: Problems) -> dict[str, Any]:
        mappings: dict[str, Any] = {}
        for index, mapping in enumerate(self.role_mappings):
            option = f"role_mappings[{index}]"
            provider = NamedProvider(mapping.provider, mapping.key)
            if not provider.usable(problems, option):
                continue
            key = str(provider.key)
            if key in mappings:
                problems.append(
                    _twice(
                        "RoleMappings", f"{option}.provider", key, "a provider has one mapping: put its rules together"
                    )
                )
            mappings[key] = mapping.render(provider, self.own_condition())
        return mappings

    def _tagged(self, problems: Problems) -> Iterator[Rendered]:
        titles = set()
        for index, tags in enumerate(self.principal_tags):
            option = f"principal_tags[{index}]"
            provider = NamedProvider(tags.provider, tags.key)
            if not provider.usable(problems, option):
                continue
            rendered = tags.render(self.logical_id, provider)
            if rendered.title in titles:
                problems.append(_twice("", f"{option}.provider", provider.key, "a provider has one set of tags"))
            if self.own_condition() is not None and provider.condition not in (None, self.own_condition()):
                problems.append(
                    option_finding(
                        "",
                        option,
                        provider.condition,
                        message=f"the tags would need {self.own_condition()} and {provider.condition} at once, and a "
                        "resource has one condition",
                        allowed=f"a provider that always exists, or under {self.own_condition()}",
                        fix="give identity pool and provider the same condition",
                    )
                )
            titles.add(rendered.title)
            yield rendered


def _twice(path: str, option: str, key: object, fix: str) -> Finding:
    return option_finding(path, option, key, message="is there twice", allowed="each provider once", fix=fix)
