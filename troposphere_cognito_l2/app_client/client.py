"""`UserPoolClient`: an app that signs users in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from troposphere import AWSObject, Template, cognito

from .._core.fragment import Rendered, merge
from .._core.helper import Problems
from .._core.options import field, prop
from .._core.problem import option_finding
from .._core.values import Value
from ..checks.finding import Finding
from ..user_pool.member import PoolMember
from .analytics import PinpointAnalytics
from .attributes import ClientAttributes
from .auth_flows import AuthFlows
from .handles import UserPoolClientResources
from .oauth import OAuth
from .providers import COGNITO, Providers, provider_list
from .tokens import MINUTE, RefreshTokenRotation, count, validity
from .waiting import named_by_text


class UserPoolClient(PoolMember[UserPoolClientResources]):
    """An app of a user pool: an ``AWS::Cognito::UserPoolClient``.

    What it allows is written out, since an update resets what the template leaves out.

    Example:
        >>> template = Template()
        >>> users = UserPool("Users", sign_in=SignIn.email()).add_to(template)
        >>> web = UserPoolClient(
        ...     "Web",
        ...     user_pool=users,
        ...     oauth=OAuth.authorization_code(callback_urls=["https://app.example.com/cb"]),
        ...     access_token_validity=timedelta(minutes=15),
        ... ).add_to(template)
        >>> web.resource.TokenValidityUnits.AccessToken
        'minutes'

    https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cognito-userpoolclient.html
    """

    user_pool_client_name: Value[str] | None = prop("ClientName", default=None)
    """Name, 1 to 128 letters, digits, spaces and ``_+=,.@-``. Default: CloudFormation makes one."""
    generate_secret: Value[bool] = field(default=False, at="GenerateSecret")
    """Whether the client has a secret, for apps on a server; another choice makes another client with another id.
    Written only if it is not ``False``, since a change from absent to ``false`` may replace a live client.
    Default: none."""
    auth_flows: AuthFlows | None = field(default=AuthFlows(user_srp=True), at="ExplicitAuthFlows")
    """How the app may sign users in through Cognito's API, always written out. Default: by SRP. Refreshing tokens is
    allowed too, unless they rotate. ``None`` leaves it out, for a live client that has none (Cognito then allows SRP,
    custom challenges and refreshing)."""
    oauth: OAuth | None = None
    """Sign-in through the pool's pages, or tokens for programs; needs a `UserPoolDomain`. Default: none of it."""
    identity_providers: Providers = field(default=(COGNITO,), at="SupportedIdentityProviders")
    """Who may vouch for the users on the pool's pages: ``COGNITO`` for the pool's own users, providers of the template
    as their handles, others by name; the client waits for those that the template has already. An empty list leaves the
    property out. Default: ``COGNITO``."""
    access_token_validity: Value[timedelta] | None = field(
        default=None, at=("AccessTokenValidity", "TokenValidityUnits.AccessToken")
    )
    """How long an access token lives: 5 minutes to 1 day (an intrinsic gives minutes). Default: Cognito's, 1 hour."""
    id_token_validity: Value[timedelta] | None = field(
        default=None, at=("IdTokenValidity", "TokenValidityUnits.IdToken")
    )
    """How long an ID token lives: 5 minutes to 1 day (an intrinsic gives minutes). Default: Cognito's, 1 hour."""
    refresh_token_validity: Value[timedelta] | None = field(
        default=None, at=("RefreshTokenValidity", "TokenValidityUnits.RefreshToken")
    )
    """How long a refresh token lives: 1 hour to 3650 days, and no less than the others (an intrinsic gives minutes).
    Default: Cognito's, 30 days."""
    auth_session_validity: Value[timedelta] | None = field(default=None, at="AuthSessionValidity")
    """How long a user may take from one step of signing in to the next: 3 to 15 minutes (an intrinsic gives minutes).
    Default: Cognito's, 3 minutes."""
    refresh_token_rotation: RefreshTokenRotation | None = field(default=None, at="RefreshTokenRotation")
    """Whether each use of a refresh token gives a new one. Default: it does not."""
    enable_token_revocation: Value[bool] | None = prop("EnableTokenRevocation", default=True)
    """Whether tokens can be revoked. Default: they can. ``None`` leaves it out."""
    prevent_user_existence_errors: Value[bool] | None = field(default=True, at="PreventUserExistenceErrors")
    """Whether errors hide which users exist: a boolean, or ``If(condition, True, False)``. Default: they do. ``None``
    leaves it out (Cognito's default tells)."""
    read_attributes: ClientAttributes | None = field(default=None, at="ReadAttributes")
    """Attributes that the app may read. Default: Cognito's, all standard ones."""
    write_attributes: ClientAttributes | None = field(default=None, at="WriteAttributes")
    """Attributes that users may change through the app; those that the pool requires and those that its identity
    providers map must be among them. Default: Cognito's, all standard ones and perhaps, since AWS's pages disagree, the
    custom ones that can change: then whoever signs in may write her own ``custom:role``. Name what users may change
    where an attribute grants rights."""
    enable_propagate_additional_user_context_data: Value[bool] | None = prop(
        "EnablePropagateAdditionalUserContextData", default=None
    )
    """Whether the app, a server with a client secret, may pass on the user's IP address for threat protection.
    Default: Cognito's, it may not."""
    analytics: PinpointAnalytics | None = field(default=None, at="AnalyticsConfiguration")
    """Where sign-in events go; Amazon Pinpoint ended on 2026-10-30. Default: nowhere."""

    def render(self, template: Template, problems: Problems) -> tuple[Rendered, ...]:
        """The client."""
        properties = self.member_properties(template, problems)
        for part in self._parts(problems):
            for path in merge(properties, part):
                raise AssertionError(f"two options write {path}")
        named = named_by_text(self.logical_id, properties, self.own_condition(), template)
        attributes = {"DependsOn": named} if named else {}
        return (Rendered(self.logical_id, cognito.UserPoolClient, properties, attributes),)

    def handle(self, template: Template, built: Mapping[str, AWSObject]) -> UserPoolClientResources:
        """The handle of the client."""
        return UserPoolClientResources(template, built[self.logical_id], self.user_pool)

    def _parts(self, problems: Problems) -> list[dict[str, Any]]:
        """What each option makes of its value, as nested properties."""
        condition = self.own_condition()
        parts: list[dict[str, Any]] = []
        if self.generate_secret is not False:
            parts.append({"GenerateSecret": self.generate_secret})
        if self.auth_flows is not None:
            flows = self.auth_flows.names(refresh=self.refresh_token_rotation is None)
            parts.append({"ExplicitAuthFlows": flows})
            if not flows:
                problems.append(_no_flow_left(self.auth_flows))
        if self.oauth is None:
            parts.append({"AllowedOAuthFlowsUserPoolClient": False})
        else:
            parts.append(self.oauth.properties(condition))
        if self.identity_providers:
            parts.append({"SupportedIdentityProviders": provider_list(self.identity_providers, condition)})
        tokens = (("AccessToken", "access"), ("IdToken", "id"), ("RefreshToken", "refresh"))
        for token, word in tokens:
            option = f"{word}_token_validity"
            given = getattr(self, option)
            if given is not None:
                parts.append(validity(token, given, option, problems))
        if self.auth_session_validity is not None:
            path, option = "AuthSessionValidity", "auth_session_validity"
            parts.append({path: count(self.auth_session_validity, MINUTE, option, path, problems)})
        if self.refresh_token_rotation is not None:
            parts.append(self.refresh_token_rotation.properties(problems))
        if self.prevent_user_existence_errors is not None:
            path, value = "PreventUserExistenceErrors", self.prevent_user_existence_errors
            hidden = problems.flag("prevent_user_existence_errors", path, value, true="ENABLED", false="LEGACY")
            parts.append({path: hidden})
        for path, attributes in (("ReadAttributes", self.read_attributes), ("WriteAttributes", self.write_attributes)):
            if attributes is not None:
                parts.append({path: attributes.names()})
        if self.analytics is not None:
            parts.append(self.analytics.properties())
        return parts


def _no_flow_left(auth_flows: AuthFlows) -> Finding:
    """Rotation takes the refresh flow away; an empty list may count as none, and then Cognito allows its default."""
    return option_finding(
        "ExplicitAuthFlows",
        "auth_flows",
        auth_flows,
        message="no flow is left where refresh tokens rotate, and Cognito's default would be the one that rotation excludes",
        allowed="at least one flow",
        fix="name one, as in AuthFlows(user_srp=True), or do without refresh_token_rotation",
    )
