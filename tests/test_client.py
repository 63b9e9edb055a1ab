"""App clients: flows, OAuth, tokens, attributes, secret, handle, and what is refused."""

import json
from datetime import timedelta
from typing import get_args

import pytest
from linters import lint
from option_values import annotations, is_value
from outcomes import problems, properties
from troposphere import (
    AWSHelperFn,
    Equals,
    If,
    ImportValue,
    Parameter,
    Ref,
    Sub,
    Template,
    encode_to_dict,
    iam,
    kms,
)

from troposphere_cognito_l2 import (
    COGNITO,
    AuthFlows,
    ClientAttributes,
    ConfigurationError,
    ExistingUserPool,
    ExistingUserPoolClient,
    FeaturePlan,
    GoogleIdentityProvider,
    NotAResourceError,
    OAuth,
    OAuthFlow,
    OAuthScope,
    OtherTemplateError,
    PinpointAnalytics,
    RefreshTokenRotation,
    Scope,
    SecretValue,
    SignIn,
    StandardAttribute,
    StandardAttributes,
    StringAttribute,
    UserPool,
    UserPoolClient,
    UserPoolClientSecret,
    UserPoolDomain,
    UserPoolResourceServer,
    check,
)
from troposphere_cognito_l2.app_client.attributes import StandardAttributeName
from troposphere_cognito_l2.checks.attributes import MANAGED, STANDARD
from troposphere_cognito_l2.checks.engine import findings_of
from troposphere_cognito_l2.checks.view import TemplateView

CALLBACK = "https://app.example.com/cb"
SECRET = SecretValue.secrets_manager("google", json_field="secret")


@pytest.fixture
def users(template):
    """A pool to belong to."""
    return UserPool("Users", sign_in=SignIn.email()).add_to(template)


def code(**options):
    return OAuth.authorization_code(**{"callback_urls": [CALLBACK], **options})


def google(pool, template, **options):
    return GoogleIdentityProvider("Google", user_pool=pool, client_id="id", client_secret=SECRET, **options).add_to(
        template
    )


def orders(pool, template, **options):
    return UserPoolResourceServer(
        "Orders", user_pool=pool, identifier="orders", scopes={"read": "Read orders"}, **options
    ).add_to(template)


class TestDefaults:
    def test_everything_is_written_out(self, template, users):
        """A client without options has no OAuth, allows SRP and refreshing, and hides which users exist."""
        client = UserPoolClient("Web", user_pool=users).add_to(template)
        assert properties(client) == {
            "UserPoolId": {"Ref": "Users"},
            "AllowedOAuthFlowsUserPoolClient": False,
            "EnableTokenRevocation": True,
            "ExplicitAuthFlows": ["ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
            "PreventUserExistenceErrors": "ENABLED",
            "SupportedIdentityProviders": ["COGNITO"],
        }
        assert lint(template.to_dict()) == []

    def test_everything_can_be_left_out(self, template, users):
        """A live client whose template says little can be adopted without saying more."""
        client = UserPoolClient(
            "Web",
            user_pool=users,
            auth_flows=None,
            identity_providers=[],
            enable_token_revocation=None,
            prevent_user_existence_errors=None,
        ).add_to(template)
        assert properties(client) == {"UserPoolId": {"Ref": "Users"}, "AllowedOAuthFlowsUserPoolClient": False}

    def test_secret_is_written_only_if_asked_for(self, template, users):
        """``GenerateSecret`` is absent rather than false, and an intrinsic stands as it is."""
        template.add_parameter(Parameter("Secret", Type="String"))
        assert "GenerateSecret" not in properties(UserPoolClient("A", user_pool=users).add_to(template))
        for title, given in (("B", True), ("C", Ref("Secret"))):
            made = UserPoolClient(title, user_pool=users, generate_secret=given).add_to(template)
            assert properties(made)["GenerateSecret"] == encode_to_dict(given)

    def test_existence_errors_by_condition(self, template, users):
        """A boolean that stands for a word takes an If, branch by branch, and no other intrinsic."""
        template.add_condition("Old", Equals(Ref("AWS::Region"), "eu-west-1"))
        client = UserPoolClient("Web", user_pool=users, prevent_user_existence_errors=If("Old", False, True)).add_to(
            template
        )
        assert properties(client)["PreventUserExistenceErrors"] == {"Fn::If": ["Old", "LEGACY", "ENABLED"]}
        helper = UserPoolClient("Other", user_pool=users, prevent_user_existence_errors=Ref("Hide"))
        assert problems(helper, template) == [("E9000", "prevent_user_existence_errors", "PreventUserExistenceErrors")]


class TestAuthFlows:
    def test_only_those_named(self, template, users):
        """Naming one flow allows that one, and refreshing."""
        client = UserPoolClient("Web", user_pool=users, auth_flows=AuthFlows(custom=True)).add_to(template)
        assert properties(client)["ExplicitAuthFlows"] == ["ALLOW_CUSTOM_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"]

    def test_rotation_takes_the_place_of_refreshing(self, template, users):
        """Rotation excludes the flow that it replaces."""
        rotation = RefreshTokenRotation(grace_period=timedelta(seconds=20))
        client = UserPoolClient("Web", user_pool=users, refresh_token_rotation=rotation).add_to(template)
        assert properties(client)["ExplicitAuthFlows"] == ["ALLOW_USER_SRP_AUTH"]
        assert properties(client)["RefreshTokenRotation"] == {"Feature": "ENABLED", "RetryGracePeriodSeconds": 20}

    def test_rotation_leaves_no_flow(self, template, users):
        """A client whose only flow would be the one that rotation excludes is refused: empty may count as the default."""
        helper = UserPoolClient(
            "Web", user_pool=users, auth_flows=AuthFlows(), refresh_token_rotation=RefreshTokenRotation()
        )
        assert problems(helper, template) == [("E9000", "auth_flows", "ExplicitAuthFlows")]

    def test_choice_of_factors_on_lite(self, template):
        """The choice of first factors is refused on a pool that has not the plan for it."""
        users = UserPool("Users", feature_plan=FeaturePlan.LITE).add_to(template)
        helper = UserPoolClient("Web", user_pool=users, auth_flows=AuthFlows(user=True))
        assert problems(helper, template) == [("E9225", "auth_flows", "ExplicitAuthFlows[0]")]


class TestOAuth:
    def test_code(self, template, users):
        """The code grant alone, with what it was given and the scope openid."""
        oauth = code(logout_urls=("https://app.example.com/",), default_redirect_uri=CALLBACK)
        client = UserPoolClient("Web", user_pool=users, oauth=oauth).add_to(template)
        assert properties(client) | {
            "AllowedOAuthFlowsUserPoolClient": True,
            "AllowedOAuthFlows": ["code"],
            "AllowedOAuthScopes": ["openid"],
            "CallbackURLs": [CALLBACK],
            "LogoutURLs": ["https://app.example.com/"],
            "DefaultRedirectURI": CALLBACK,
        } == properties(client)
        assert lint(template.to_dict()) == []

    @pytest.mark.parametrize(
        ("make", "flows"),
        [(OAuth.implicit, ["implicit"]), (OAuth.authorization_code_and_implicit, ["code", "implicit"])],
    )
    def test_implicit_only_by_name(self, template, users, make, flows):
        """The implicit grant comes only from constructors that name it."""
        client = UserPoolClient("Web", user_pool=users, oauth=make(callback_urls=[CALLBACK])).add_to(template)
        assert properties(client)["AllowedOAuthFlows"] == flows

    def test_urls_of_a_parameter(self, template, users):
        """The lists of URLs may be an intrinsic as a whole, or hold intrinsics."""
        template.add_parameter(Parameter("Urls", Type="CommaDelimitedList"))
        template.add_parameter(Parameter("Url", Type="String"))
        client = UserPoolClient(
            "Web", user_pool=users, oauth=code(callback_urls=Ref("Urls"), logout_urls=[Ref("Url")])
        ).add_to(template)
        assert properties(client)["CallbackURLs"] == {"Ref": "Urls"}
        assert properties(client)["LogoutURLs"] == [{"Ref": "Url"}]

    def test_list_of_the_caller_is_copied(self, template, users):
        """What becomes of the caller's list later does not reach the template."""
        urls = [CALLBACK]
        client = UserPoolClient("Web", user_pool=users, oauth=code(callback_urls=urls)).add_to(template)
        urls.append("https://evil.example.net")
        assert properties(client)["CallbackURLs"] == [CALLBACK]

    @pytest.mark.parametrize("scope", [OAuthScope.EMAIL, OAuthScope.PHONE, OAuthScope.PROFILE, "email"])
    def test_openid_comes_along(self, template, users, scope):
        """Scopes that Cognito refuses without openid bring it along, once and last."""
        oauth = code(scopes=[scope, scope])
        client = UserPoolClient("Web", user_pool=users, oauth=oauth).add_to(template)
        assert properties(client)["AllowedOAuthScopes"] == [getattr(scope, "value", scope), "openid"]

    @pytest.mark.parametrize("scope", [OAuthScope.COGNITO_ADMIN, "orders/read", Ref("Scope")])
    def test_openid_stays_away(self, template, users, scope):
        """No other scope brings openid along."""
        client = UserPoolClient("Web", user_pool=users, oauth=code(scopes=[scope])).add_to(template)
        assert len(properties(client)["AllowedOAuthScopes"]) == 1

    def test_several_problems_at_once(self, template, users):
        """All that is wrong is said at once, each with the option that said it."""
        oauth = OAuth(
            flows=[OAuthFlow.CLIENT_CREDENTIALS, OAuthFlow.IMPLICIT],
            callback_urls=["http://app.example.com", "/relative"],
            default_redirect_uri="https://other.example.com",
        )
        helper = UserPoolClient("Web", user_pool=users, oauth=oauth)
        assert set(problems(helper, template)) == {
            ("E9201", "oauth.flows", "AllowedOAuthFlows[1]"),
            ("E9202", "generate_secret", "GenerateSecret"),
            ("E9203", "oauth.scopes", "AllowedOAuthScopes"),
            ("E9206", "oauth.callback_urls", "CallbackURLs[0]"),
            ("E9206", "oauth.callback_urls", "CallbackURLs[1]"),
            ("E9207", "oauth.default_redirect_uri", "DefaultRedirectURI"),
        }

    @pytest.mark.parametrize(
        "url",
        [
            "http://localhost",
            "http://localhost:3000/cb",
            "http://127.0.0.1:8080",
            "http://[::1]:3000/cb",
            "myapp://signed-in",
            "com.example.app:/cb",
            "https://app.example.com/?a=b",
        ],
    )
    def test_urls_that_cognito_takes(self, template, users, url):
        """Local hosts by plain http and schemes of apps are fine."""
        UserPoolClient("Web", user_pool=users, oauth=code(callback_urls=[url])).add_to(template)

    @pytest.mark.parametrize(
        "url",
        ["http://localhost.example.com", "HTTP://app.example.com", "app.example.com", "https://app.example.com/#top"],
    )
    def test_urls_that_cognito_refuses(self, template, users, url):
        """What only looks like a local host, a relative URL and a fragment are refused."""
        helper = UserPoolClient("Web", user_pool=users, oauth=code(callback_urls=[url]))
        assert problems(helper, template) == [("E9206", "oauth.callback_urls", "CallbackURLs[0]")]


class TestScopesOfServers:
    def test_client_refers_to_the_server(self, template, users):
        """A scope object becomes a reference, so the client waits for the server."""
        client = UserPoolClient(
            "Worker",
            user_pool=users,
            generate_secret=True,
            auth_flows=AuthFlows(),
            oauth=OAuth.client_credentials(scopes=[orders(users, template).scope("read")]),
        ).add_to(template)
        assert properties(client)["AllowedOAuthScopes"] == [{"Fn::Join": ["/", [{"Ref": "Orders"}, "read"]]}]
        assert properties(client)["ExplicitAuthFlows"] == ["ALLOW_REFRESH_TOKEN_AUTH"]
        assert "CallbackURLs" not in properties(client)
        assert lint(template.to_dict()) == []

    def test_server_under_another_condition(self, template, users):
        """The scope of a server that may not be there is left out of a stack that lacks it."""
        template.add_condition("WithOrders", Equals(Ref("AWS::Region"), "eu-west-1"))
        scope = orders(users, template, condition="WithOrders").scope("read")
        client = UserPoolClient("Web", user_pool=users, oauth=code(scopes=[OAuthScope.OPENID, scope])).add_to(template)
        assert properties(client)["AllowedOAuthScopes"][1] == {
            "Fn::If": ["WithOrders", {"Fn::Join": ["/", [{"Ref": "Orders"}, "read"]]}, {"Ref": "AWS::NoValue"}]
        }
        same = UserPoolClient("Same", user_pool=users, condition="WithOrders", oauth=code(scopes=[scope]))
        assert properties(same.add_to(template))["AllowedOAuthScopes"] == [
            {"Fn::Join": ["/", [{"Ref": "Orders"}, "read"]]}
        ]
        assert lint(template.to_dict()) == []

    def test_server_of_another_pool(self, template, users):
        """A scope of another pool's server is refused."""
        others = UserPool("Others").add_to(template)
        scope = orders(others, template).scope("read")
        helper = UserPoolClient("Web", user_pool=users, oauth=code(scopes=[scope]))
        assert problems(helper, template) == [("E9208", "oauth.scopes", "AllowedOAuthScopes[0]")]

    def test_server_of_another_template(self, template, users):
        """A scope of another template's server is refused."""
        elsewhere = Template()
        scope = orders(UserPool("Users").add_to(elsewhere), elsewhere).scope("read")
        with pytest.raises(OtherTemplateError, match="Orders"):
            UserPoolClient("Web", user_pool=users, oauth=code(scopes=[scope])).add_to(template)

    def test_scope_by_its_name(self, template, users):
        """A misspelt name of a scope of a server in the template is refused; a server elsewhere is not known."""
        orders(users, template)
        helper = UserPoolClient("Web", user_pool=users, oauth=code(scopes=["orders/raed"]))
        assert problems(helper, template) == [("E9209", "oauth.scopes", "AllowedOAuthScopes[0]")]
        UserPoolClient("Web", user_pool=users, oauth=code(scopes=["bills/raed"])).add_to(template)

    def test_scope_that_is_neither(self, template, users):
        """A text that is no standard scope and names no server is refused."""
        helper = UserPoolClient("Web", user_pool=users, oauth=code(scopes=["openid", "read"]))
        assert problems(helper, template) == [("E9214", "oauth.scopes", "AllowedOAuthScopes[1]")]

    def test_waits_for_the_server_of_a_pool_elsewhere(self, template):
        """What belongs to one pool of another stack is found by the intrinsic that names the pool."""
        users = ExistingUserPool(Ref("PoolId"))
        orders(users, template)
        web = UserPoolClient("Web", user_pool=users, oauth=code(scopes=["orders/read"])).add_to(template)
        assert web.resource.resource["DependsOn"] == ["Orders"]
        others = UserPoolClient("Others", user_pool=ExistingUserPool(Ref("Other")), oauth=code(scopes=["orders/read"]))
        assert "DependsOn" not in others.add_to(template).resource.resource

    def test_scope_without_a_server(self, template, users):
        """A scope object may stand for a server that another stack owns."""
        client = UserPoolClient("Web", user_pool=users, oauth=code(scopes=[Scope("bills/read")])).add_to(template)
        assert properties(client)["AllowedOAuthScopes"] == ["bills/read"]

    def test_waits_for_the_server_of_a_text(self, template, users):
        """A scope that is given as text lets the client wait for its server, if the template has it for that pool."""
        server = orders(users, template)
        others = UserPool("Others").add_to(template)
        UserPoolResourceServer("Bills", user_pool=others, identifier="bills", scopes={"read": "R"}).add_to(template)
        web = UserPoolClient("Web", user_pool=users, oauth=code(scopes=["orders/read", "bills/read"])).add_to(template)
        assert web.resource.resource["DependsOn"] == ["Orders"]
        both = code(scopes=[server.scope("read"), "orders/read"])
        assert "DependsOn" not in UserPoolClient("Both", user_pool=users, oauth=both).add_to(template).resource.resource
        assert lint(template.to_dict()) == []


class TestProviders:
    def test_waits_for_the_provider_of_a_text(self, template, users):
        """A provider that is named by text is waited for, beside what `depends_on` says."""
        google(users, template)
        helper = UserPoolClient(
            "Web", user_pool=users, identity_providers=["COGNITO", "Google", "Facebook"], depends_on=["Users", "Google"]
        )
        web = helper.add_to(template)
        assert web.resource.resource["DependsOn"] == ["Google", "Users"]
        assert not [finding for finding in check(template).findings if finding.rule == "W9252"]

    def test_provider_of_a_text_under_another_condition(self, template, users):
        """A provider that may not be there can't be waited for, unless the client shares its condition."""
        template.add_condition("Social", Equals(Ref("AWS::Region"), "eu-west-1"))
        google(users, template, condition="Social")
        for title, condition, waits in (("Web", None, []), ("SocialWeb", "Social", ["Google"])):
            helper = UserPoolClient(title, user_pool=users, identity_providers=["Google"], condition=condition)
            assert helper.add_to(template).resource.resource.get("DependsOn", []) == waits

    def test_client_refers_to_the_provider(self, template, users):
        """A provider object becomes a reference, so the client waits for the provider."""
        client = UserPoolClient(
            "Web", user_pool=users, identity_providers=[COGNITO, google(users, template), "Corporate", Ref("Other")]
        ).add_to(template)
        assert properties(client)["SupportedIdentityProviders"] == [
            "COGNITO",
            {"Ref": "Google"},
            "Corporate",
            {"Ref": "Other"},
        ]

    def test_provider_under_another_condition(self, template, users):
        """A provider that may not be there is left out of a stack that lacks it."""
        template.add_condition("Social", Equals(Ref("AWS::Region"), "eu-west-1"))
        provider = google(users, template, condition="Social")
        client = UserPoolClient("Web", user_pool=users, identity_providers=[COGNITO, provider]).add_to(template)
        assert properties(client)["SupportedIdentityProviders"][1] == {
            "Fn::If": ["Social", {"Ref": "Google"}, {"Ref": "AWS::NoValue"}]
        }
        assert lint(template.to_dict()) == []

    def test_provider_of_another_pool(self, template, users):
        """A provider of another pool is refused."""
        provider = google(UserPool("Others").add_to(template), template)
        helper = UserPoolClient("Web", user_pool=users, identity_providers=[COGNITO, provider])
        assert problems(helper, template) == [("E9251", "identity_providers", "SupportedIdentityProviders[1]")]

    def test_provider_of_another_template(self, template, users):
        """A provider of another template is refused."""
        elsewhere = Template()
        provider = google(UserPool("Users").add_to(elsewhere), elsewhere)
        with pytest.raises(OtherTemplateError, match="Google"):
            UserPoolClient("Web", user_pool=users, identity_providers=[provider]).add_to(template)


class TestTokens:
    @pytest.mark.parametrize(
        ("given", "number", "unit"),
        [
            (timedelta(seconds=301), 301, "seconds"),
            (timedelta(minutes=90), 90, "minutes"),
            (timedelta(minutes=120), 2, "hours"),
            (timedelta(hours=24), 1, "days"),
            (Ref("Minutes"), {"Ref": "Minutes"}, "minutes"),
        ],
        ids=["seconds", "minutes", "hours", "days", "intrinsic"],
    )
    def test_coarsest_exact_unit(self, template, users, given, number, unit):
        """A duration is written in the coarsest unit that holds it exactly; an intrinsic gives minutes."""
        client = UserPoolClient("Web", user_pool=users, access_token_validity=given).add_to(template)
        assert properties(client)["AccessTokenValidity"] == number
        assert properties(client)["TokenValidityUnits"] == {"AccessToken": unit}

    def test_each_token_has_its_unit(self, template, users):
        """Three durations have three units."""
        client = UserPoolClient(
            "Web",
            user_pool=users,
            access_token_validity=timedelta(minutes=15),
            id_token_validity=timedelta(hours=2),
            refresh_token_validity=timedelta(days=7),
            auth_session_validity=timedelta(minutes=5),
        ).add_to(template)
        assert properties(client)["TokenValidityUnits"] == {
            "AccessToken": "minutes",
            "IdToken": "hours",
            "RefreshToken": "days",
        }
        assert properties(client)["AuthSessionValidity"] == 5
        assert lint(template.to_dict()) == []

    def test_out_of_range(self, template, users):
        """Durations that Cognito refuses are named by their options, all at once."""
        helper = UserPoolClient(
            "Web",
            user_pool=users,
            access_token_validity=timedelta(minutes=4),
            id_token_validity=timedelta(hours=25),
            refresh_token_validity=timedelta(minutes=59),
            auth_session_validity=timedelta(minutes=2),
            refresh_token_rotation=RefreshTokenRotation(grace_period=timedelta(seconds=61)),
        )
        assert set(problems(helper, template)) == {
            ("E9227", "access_token_validity", "AccessTokenValidity"),
            ("E9227", "id_token_validity", "IdTokenValidity"),
            ("E9227", "refresh_token_validity", "RefreshTokenValidity"),
            ("E9006", "auth_session_validity", "AuthSessionValidity"),
            ("E9006", "refresh_token_rotation.grace_period", "RefreshTokenRotation.RetryGracePeriodSeconds"),
        }

    def test_not_exact(self, template, users):
        """What no unit holds exactly is refused rather than rounded."""
        helper = UserPoolClient(
            "Web",
            user_pool=users,
            access_token_validity=timedelta(seconds=600, milliseconds=1),
            auth_session_validity=timedelta(seconds=200),
            refresh_token_rotation=RefreshTokenRotation(grace_period=timedelta(milliseconds=1)),
        )
        assert [option for _, option, _ in problems(helper, template)] == [
            "access_token_validity",
            "auth_session_validity",
            "refresh_token_rotation.grace_period",
        ]

    def test_refresh_tokens_live_longest(self, template, users):
        """An ID token that outlives the refresh token is refused."""
        helper = UserPoolClient(
            "Web", user_pool=users, id_token_validity=timedelta(hours=3), refresh_token_validity=timedelta(hours=2)
        )
        assert problems(helper, template) == [("E9228", "id_token_validity", "IdTokenValidity")]


class TestAttributes:
    @pytest.fixture
    def users(self, template):
        """A pool with a custom attribute and a required one."""
        return UserPool(
            "Users",
            standard_attributes=StandardAttributes(email=StandardAttribute(required=True)),
            custom_attributes={"tenant": StringAttribute(mutable=True)},
        ).add_to(template)

    def test_standard_names(self):
        """The names that an editor offers are those that the checks know; nobody is given or refused ``sub``."""
        assert set(get_args(StandardAttributeName)) == (STANDARD | MANAGED) - {"sub"}

    def test_prefix_may_be_left_out(self, template, users):
        """Custom attributes get the prefix that Cognito wants, where they lack it."""
        template.add_parameter(Parameter("Attribute", Type="String"))
        client = UserPoolClient(
            "Web",
            user_pool=users,
            read_attributes=ClientAttributes(standard=["email_verified"], custom=["tenant", Ref("Attribute")]),
            write_attributes=ClientAttributes(standard=["email"], custom=["custom:tenant"]),
        ).add_to(template)
        assert properties(client)["ReadAttributes"] == ["email_verified", "custom:tenant", {"Ref": "Attribute"}]
        assert properties(client)["WriteAttributes"] == ["email", "custom:tenant"]
        assert lint(template.to_dict()) == []

    def test_what_the_pool_lacks(self, template, users):
        """Attributes that the pool lacks, and those that Cognito alone writes, are refused."""
        helper = UserPoolClient(
            "Web",
            user_pool=users,
            read_attributes=ClientAttributes(custom=["tennant"]),
            write_attributes=ClientAttributes(standard=["email_verified"]),
        )
        assert set(problems(helper, template)) == {
            ("E9241", "read_attributes", "ReadAttributes[0]"),
            ("E9242", "write_attributes", "WriteAttributes[0]"),
            ("E9243", "write_attributes", "WriteAttributes"),
        }

    def test_pool_of_another_stack(self, template):
        """What a pool elsewhere has is not known, so it is allowed."""
        users = ExistingUserPool("us-east-1_abc")
        attributes = ClientAttributes(custom=["tenant"])
        client = UserPoolClient("Web", user_pool=users, read_attributes=attributes).add_to(template)
        assert properties(client)["ReadAttributes"] == ["custom:tenant"]

    def test_unknown_standard_attribute(self):
        """A standard attribute has one of Cognito's names."""
        with pytest.raises(ConfigurationError, match="zoneinfo"):
            ClientAttributes(standard=["timezone"])


class TestAnalytics:
    def test_application(self, template, users):
        """A project is named by its ARN alone."""
        arn = "arn:aws:mobiletargeting:us-east-1:111122223333:apps/abcdef"
        client = UserPoolClient("Web", user_pool=users, analytics=PinpointAnalytics.application(arn)).add_to(template)
        assert properties(client)["AnalyticsConfiguration"] == {"ApplicationArn": arn}

    def test_role_of_the_template(self, template, users):
        """A role of the template is referred to by its ARN."""
        role = template.add_resource(iam.Role("Pinpoint", AssumeRolePolicyDocument={}))
        analytics = PinpointAnalytics.application_id("abcdef", external_id="x", role=role)
        client = UserPoolClient("Web", user_pool=users, analytics=analytics).add_to(template)
        assert properties(client)["AnalyticsConfiguration"]["RoleArn"] == {"Fn::GetAtt": ["Pinpoint", "Arn"]}


class TestSecret:
    def test_secret(self, template, users):
        """The secret of a client that has one is an attribute of the resource."""
        client = UserPoolClient("Server", user_pool=users, generate_secret=True).add_to(template)
        assert client.secret.to_dict() == {"Fn::GetAtt": ["Server", "ClientSecret"]}
        assert client.name.to_dict() == {"Fn::GetAtt": ["Server", "Name"]}

    def test_no_secret(self, template, users):
        """A client without one says so, as it is now and not as it was made."""
        client = UserPoolClient("Web", user_pool=users).add_to(template)
        with pytest.raises(ConfigurationError, match="generate_secret=True"):
            _ = client.secret
        client.resource.GenerateSecret = True
        assert isinstance(client.secret, AWSHelperFn)

    def test_secrets_manager(self, template, users):
        """Id and secret go to Secrets Manager as JSON, under the client's condition."""
        template.add_condition("Prod", Equals(Ref("AWS::Region"), "eu-west-1"))
        key = template.add_resource(kms.Key("Key"))
        client = UserPoolClient("Server", user_pool=users, generate_secret=True, condition="Prod").add_to(template)
        secret = UserPoolClientSecret("ServerSecret", client=client, secret_name="server", kms_key=key).add_to(template)
        assert secret.resource.to_dict() == {
            "Type": "AWS::SecretsManager::Secret",
            "Condition": "Prod",
            "Properties": {
                "Name": "server",
                "KmsKeyId": {"Fn::GetAtt": ["Key", "Arn"]},
                "SecretString": {"Fn::Sub": '{"client_id":"${Server}","client_secret":"${Server.ClientSecret}"}'},
            },
        }
        assert lint(template.to_dict()) == []

    def test_secrets_manager_without_a_secret(self, template, users):
        """A client without a secret has nothing to put there; nothing is added."""
        client = UserPoolClient("Web", user_pool=users).add_to(template)
        before = template.to_json()
        with pytest.raises(ConfigurationError, match="no secret"):
            UserPoolClientSecret("Secret", client=client).add_to(template)
        assert template.to_json() == before

    @pytest.mark.parametrize(
        ("key", "accepted"),
        [
            ("alias/aws/secretsmanager", True),
            ("1234abcd-12ab-34cd-56ef-1234567890ab", True),
            ("mrk-1234abcd12ab34cd56ef1234567890ab", True),
            ("arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab", True),
            ("arn:aws-cn:kms:cn-north-1:111122223333:alias/app", True),
            ("app", False),
            ("arn:aws:iam::111122223333:role/app", False),
        ],
    )
    def test_secrets_manager_with_a_key(self, template, users, key, accepted):
        """A key has an ARN, an id or an alias; any other text names none."""
        client = UserPoolClient("Server", user_pool=users, generate_secret=True).add_to(template)
        secret = UserPoolClientSecret("Secret", client=client, kms_key=key)
        if accepted:
            assert secret.add_to(template).resource.KmsKeyId == key
        else:
            with pytest.raises(ConfigurationError, match="names no key"):
                secret.add_to(template)

    def test_secrets_manager_in_another_template(self, template, users):
        """The secret stands in the template of its client."""
        client = UserPoolClient("Server", user_pool=users, generate_secret=True).add_to(template)
        with pytest.raises(OtherTemplateError, match="ExistingUserPoolClient"):
            UserPoolClientSecret("Secret", client=client).add_to(Template())


class TestHandles:
    def test_client_of_another_pool_s_stack(self, template):
        """A client of a pool that another stack owns stands under no condition and names the pool by its id."""
        client = UserPoolClient("Web", user_pool=ExistingUserPool("us-east-1_abc")).add_to(template)
        assert properties(client)["UserPoolId"] == "us-east-1_abc"
        assert client.condition is None

    def test_condition_of_the_pool(self, template):
        """A client stands under its pool's condition unless it has its own."""
        template.add_condition("Prod", Equals(Ref("AWS::Region"), "eu-west-1"))
        users = UserPool("Users", condition="Prod").add_to(template)
        assert UserPoolClient("Web", user_pool=users).add_to(template).condition == "Prod"

    def test_existing_client(self):
        """A client elsewhere has an id and no secret."""
        client = ExistingUserPoolClient("abc123")
        assert (client.id, client.condition) == ("abc123", None)
        client.must_be_in(Template())
        with pytest.raises(ConfigurationError, match="another stack"):
            _ = client.secret
        assert repr(client) == "ExistingUserPoolClient('abc123')"

    @pytest.mark.parametrize("given", ["", "has space", 7, "a" * 129])
    def test_no_client(self, given):
        """What can't be a client's id is refused."""
        with pytest.raises(ConfigurationError, match="does not name an app client"):
            ExistingUserPoolClient(given)

    def test_handle_is_no_resource(self, template, users):
        """A handle given to troposphere in place of a resource says what to give."""
        client = UserPoolClient("Web", user_pool=users).add_to(template)
        for handle in (client, ExistingUserPoolClient("abc")):
            with pytest.raises(NotAResourceError, match=r"\.id"):
                Ref(handle).to_dict()

    def test_values_of_handles_are_compared(self, template, users):
        """Two clients of one pool with the same options are equal, and hash alike."""
        one, other = (UserPoolClient("Web", user_pool=users, oauth=code()) for _ in range(2))
        assert one == other
        assert hash(one) == hash(other)
        assert one != UserPoolClient("Web", user_pool=UserPool("Others").add_to(template), oauth=code())


def test_all_together(template, users):
    """A client with every option is one that AWS's linters find no error in."""
    provider, server = google(users, template), orders(users, template)
    UserPoolDomain("Domain", user_pool=users, prefix="my-app").add_to(template)
    UserPoolClient(
        "Web",
        user_pool=users,
        user_pool_client_name="web",
        generate_secret=True,
        auth_flows=AuthFlows(user_srp=True, custom=True, user_password=True, admin_user_password=True, user=True),
        oauth=code(scopes=[*OAuthScope, server.scope("read")], logout_urls=["https://app.example.com/bye"]),
        identity_providers=[COGNITO, provider],
        access_token_validity=timedelta(minutes=10),
        id_token_validity=timedelta(minutes=10),
        refresh_token_validity=timedelta(days=1),
        auth_session_validity=timedelta(minutes=15),
        refresh_token_rotation=RefreshTokenRotation(),
        read_attributes=ClientAttributes(standard=["email", "email_verified"]),
        write_attributes=ClientAttributes(standard=["email"]),
        enable_propagate_additional_user_context_data=True,
    ).add_to(template)
    assert lint(template.to_dict()) == []


INTRINSICS = [Ref("Parameter"), ImportValue("Name"), Sub("${Parameter}")]
NEEDS = {"enable_propagate_additional_user_context_data": {"generate_secret": True}}
ONLY_IF = {"prevent_user_existence_errors"}


@pytest.mark.parametrize(
    "name",
    [name for name, kind in annotations(UserPoolClient).items() if is_value(kind) and name not in ONLY_IF],
)
@pytest.mark.parametrize("intrinsic", INTRINSICS, ids=lambda intrinsic: type(intrinsic).__name__)
def test_intrinsic_reaches_the_template(template, users, name, intrinsic):
    """An intrinsic given to an option of the client is rendered, and no rule takes it for a literal."""
    UserPoolClient("Web", user_pool=users, **NEEDS.get(name, {}), **{name: intrinsic}).add_to(template)
    assert json.dumps(intrinsic.to_dict()) in template.to_json(indent=None)


def test_nothing_to_warn_of(template, users):
    """What the helper makes by default, and a client with sign-in pages, break no rule, warnings included."""
    UserPoolDomain("Domain", user_pool=users, prefix="my-app").add_to(template)
    UserPoolClient("Plain", user_pool=users).add_to(template)
    UserPoolClient("Web", user_pool=users, oauth=code()).add_to(template)
    view = TemplateView(template.to_dict()["Resources"])
    assert [finding for name in ("Domain", "Plain", "Web") for finding in findings_of(view.resource(name))] == []


def test_a_near_name_of_an_attribute():
    """A misspelt standard attribute gets the name that is meant; what is near to none, that there are others."""
    for name, fix in (("e-mail", "write 'email'"), ("fullname", "write 'name'"), ("zzz", "write one of them")):
        with pytest.raises(ConfigurationError) as caught:
            ClientAttributes(standard=[name])
        [finding] = caught.value.findings
        assert (finding.option, finding.fix) == ("standard", fix)


def test_durations_inside_an_intrinsic():
    """An ``If`` of durations is told to have numbers, of the unit that the option names."""
    branches = If("IsProd", timedelta(minutes=5), timedelta(minutes=10))
    with pytest.raises(ConfigurationError, match="fix:     write numbers, in the unit that the option names"):
        UserPoolClient("Web", user_pool=ExistingUserPool("eu-west-1_abc"), access_token_validity=branches)
