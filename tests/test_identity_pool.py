"""Identity pools: providers, roles, role mappings, principal tags, handles."""

from __future__ import annotations

import json

import pytest
from awacs.aws import Allow, PolicyDocument, Statement
from awacs.s3 import GetObject
from linters import lint
from troposphere import Equals, GetAtt, If, Join, Output, Parameter, Ref, Tags, Template, cognito, encode_to_dict, iam

from troposphere_cognito_l2 import (
    AmbiguousRoleResolution,
    ConfigurationError,
    ExistingIdentityPool,
    ExistingUserPool,
    ExistingUserPoolClient,
    IdentityPool,
    IdentityPrincipal,
    IdentityRole,
    MappingRule,
    NotAResourceError,
    OtherTemplateError,
    PrincipalTags,
    RoleMapping,
    RoleMappingMatchType,
    SecretValue,
    SocialLogins,
    SocialProvider,
    TitleTakenError,
    TwitterLogin,
    UserPool,
    UserPoolAuthentication,
    UserPoolClient,
    UserPoolGroup,
)

ADMIN = "arn:aws:iam::111122223333:role/admin"
ELSEWHERE = ExistingUserPoolClient("1example23456789")
OTHER_POOL = ExistingUserPool("eu-west-1_Example")
TRUST = {
    "Version": "2012-10-17",
    "Statement": [
        {
            "Effect": "Allow",
            "Principal": {"Federated": "cognito-identity.amazonaws.com"},
            "Action": ["sts:AssumeRoleWithWebIdentity"],
            "Condition": {
                "StringEquals": {"cognito-identity.amazonaws.com:aud": {"Ref": "Identities"}},
                "ForAnyValue:StringLike": {"cognito-identity.amazonaws.com:amr": "authenticated"},
            },
        }
    ],
}


def plain(template):
    """The resources of a template, as CloudFormation gets them."""
    return json.loads(template.to_json())["Resources"]


def properties(template, title):
    return plain(template)[title]["Properties"]


def attachment(template):
    return properties(template, "IdentitiesRoleAttachment")


def refused(helper, template=None):
    """The findings of a helper that is refused; nothing was added."""
    template = Template() if template is None else template
    before = list(template.resources)
    with pytest.raises(ConfigurationError) as raised:
        helper.add_to(template)
    assert list(template.resources) == before
    return raised.value.findings


def rules_of(findings):
    return {(finding.rule, finding.option) for finding in findings}


@pytest.fixture
def users(template):
    return UserPool("Users", sms=None).add_to(template)


@pytest.fixture
def web(template, users):
    return UserPoolClient("Web", user_pool=users).add_to(template)


class TestByDefault:
    def test_resources(self, template):
        """A pool makes itself, one role for those who signed in, and one attachment; no role for guests."""
        IdentityPool("Identities").add_to(template)

        assert {title: body["Type"] for title, body in plain(template).items()} == {
            "Identities": "AWS::Cognito::IdentityPool",
            "IdentitiesAuthenticatedRole": "AWS::IAM::Role",
            "IdentitiesRoleAttachment": "AWS::Cognito::IdentityPoolRoleAttachment",
        }

    def test_guests_are_refused_in_so_many_words(self, template):
        """Whether guests are allowed is always written."""
        IdentityPool("Identities").add_to(template)

        assert properties(template, "Identities") == {"AllowUnauthenticatedIdentities": False}

    def test_role_trusts_this_pool_only(self, template):
        """The role trusts Cognito for identities of this pool that signed in, and may do nothing."""
        IdentityPool("Identities").add_to(template)

        assert properties(template, "IdentitiesAuthenticatedRole") == {"AssumeRolePolicyDocument": TRUST}

    def test_attachment(self, template):
        """The attachment gives the role to those who signed in, and maps nothing."""
        IdentityPool("Identities").add_to(template)

        assert attachment(template) == {
            "IdentityPoolId": {"Ref": "Identities"},
            "Roles": {"authenticated": {"Fn::GetAtt": ["IdentitiesAuthenticatedRole", "Arn"]}},
        }


class TestGuests:
    def test_role_is_made_where_guests_are_allowed(self, template):
        """Where guests are allowed they get a role of their own, which trusts guests only."""
        IdentityPool("Identities", allow_unauthenticated_identities=True).add_to(template)

        [statement] = properties(template, "IdentitiesUnauthenticatedRole")["AssumeRolePolicyDocument"]["Statement"]
        assert statement["Condition"]["ForAnyValue:StringLike"] == {
            "cognito-identity.amazonaws.com:amr": "unauthenticated"
        }
        assert attachment(template)["Roles"]["unauthenticated"] == {
            "Fn::GetAtt": ["IdentitiesUnauthenticatedRole", "Arn"]
        }

    def test_role_is_made_where_only_the_deploy_knows(self, template):
        """An intrinsic may turn out to allow guests, so their role is there."""
        template.add_condition("Open", Equals("a", "b"))
        IdentityPool("Identities", allow_unauthenticated_identities=If("Open", True, False)).add_to(template)

        assert "IdentitiesUnauthenticatedRole" in template.resources
        assert properties(template, "Identities")["AllowUnauthenticatedIdentities"] == {"Fn::If": ["Open", True, False]}

    def test_given_role(self, template):
        """A role that is given for guests is attached as it is."""
        IdentityPool("Identities", allow_unauthenticated_identities=True, unauthenticated_role=ADMIN).add_to(template)

        assert attachment(template)["Roles"]["unauthenticated"] == ADMIN
        assert "IdentitiesUnauthenticatedRole" not in template.resources


class TestRoles:
    def test_what_the_role_may_do(self, template):
        """A role that is made takes managed policies (each once), policies of its own, a boundary, a path and a name."""
        document = PolicyDocument(
            Statement=[Statement(Effect=Allow, Action=[GetObject], Resource=["arn:aws:s3:::b/*"])]
        )
        managed = template.add_resource(iam.ManagedPolicy("Managed", PolicyDocument=document))
        IdentityPool(
            "Identities",
            authenticated_role=IdentityRole(
                managed_policies=["arn:aws:iam::aws:policy/ReadOnlyAccess", managed, managed],
                policies={"read": document, "plain": {"Version": "2012-10-17", "Statement": []}},
                permissions_boundary=managed,
                path="/app/",
                role_name="signed-in",
            ),
        ).add_to(template)

        role = properties(template, "IdentitiesAuthenticatedRole")
        assert role["ManagedPolicyArns"] == ["arn:aws:iam::aws:policy/ReadOnlyAccess", {"Ref": "Managed"}]
        assert [policy["PolicyName"] for policy in role["Policies"]] == ["read", "plain"]
        assert role["Policies"][0]["PolicyDocument"]["Statement"][0]["Action"] == ["s3:GetObject"]
        assert role["PermissionsBoundary"] == {"Ref": "Managed"}
        assert (role["Path"], role["RoleName"]) == ("/app/", "signed-in")

    @pytest.mark.parametrize(
        ("given", "written"),
        [
            (ADMIN, ADMIN),
            (Ref("RoleArn"), {"Ref": "RoleArn"}),
            (iam.Role("Reader", AssumeRolePolicyDocument={}), {"Fn::GetAtt": ["Reader", "Arn"]}),
        ],
        ids=["arn", "intrinsic", "role"],
    )
    def test_given_role(self, template, given, written):
        """A role is given by ARN, by an intrinsic, or as a troposphere role; none is made then."""
        template.add_parameter(Parameter("RoleArn", Type="String"))
        IdentityPool("Identities", authenticated_role=given).add_to(template)

        assert attachment(template)["Roles"] == {"authenticated": written}
        assert "IdentitiesAuthenticatedRole" not in template.resources

    def test_role_under_a_condition(self, template):
        """A role that exists under a condition is attached where it exists."""
        role = iam.Role("Reader", AssumeRolePolicyDocument={}, Condition="Extra")
        IdentityPool("Identities", authenticated_role=role).add_to(template)

        assert attachment(template)["Roles"]["authenticated"] == {
            "Fn::If": ["Extra", {"Fn::GetAtt": ["Reader", "Arn"]}, {"Ref": "AWS::NoValue"}]
        }

    def test_name_of_a_role_is_no_arn(self, template):
        """A Ref of a role gives its name, which Cognito refuses."""
        template.add_resource(iam.Role("Reader", AssumeRolePolicyDocument=TRUST))

        found = refused(IdentityPool("Identities", authenticated_role=Ref("Reader")), template)
        assert rules_of(found) == {("E9622", "authenticated_role")}

    def test_role_without_audience(self, template):
        """A role of the template that would trust any identity pool is refused, as IAM does."""
        document = json.loads(json.dumps(TRUST))
        del document["Statement"][0]["Condition"]["StringEquals"]
        role = template.add_resource(iam.Role("Reader", AssumeRolePolicyDocument=document))

        found = refused(IdentityPool("Identities", authenticated_role=role), template)
        assert rules_of(found) == {("E9641", "authenticated_role")}

    @pytest.mark.parametrize("principal", list(IdentityPrincipal))
    def test_principal_stands_in_the_condition_keys_too(self, template, principal):
        """In other partitions the service has another name, in the principal and in the condition keys."""
        IdentityPool("Identities", principal=principal).add_to(template)

        [statement] = properties(template, "IdentitiesAuthenticatedRole")["AssumeRolePolicyDocument"]["Statement"]
        assert statement["Principal"] == {"Federated": principal.value}
        assert statement["Condition"] == {
            "StringEquals": {f"{principal.value}:aud": {"Ref": "Identities"}},
            "ForAnyValue:StringLike": {f"{principal.value}:amr": "authenticated"},
        }


class TestProviders:
    def test_client_alone(self, web):
        """An app client stands for its UserPoolAuthentication."""
        rendered = []
        for title, provider in (("One", web), ("Other", UserPoolAuthentication(web))):
            made = IdentityPool(title, user_pools=[provider]).add_to(web.template)
            rendered.append(made.resource.to_dict()["Properties"]["CognitoIdentityProviders"])
        assert rendered[0] == rendered[1]
        with pytest.raises(ConfigurationError, match="an existing client does not say its pool"):
            IdentityPool("More", user_pools=[ELSEWHERE]).add_to(web.template)

    def test_client_of_the_template(self, template, web):
        """A client is named with its pool's provider name, and its tokens are checked."""
        IdentityPool("Identities", user_pools=[UserPoolAuthentication(web)]).add_to(template)

        assert properties(template, "Identities")["CognitoIdentityProviders"] == [
            {
                "ClientId": {"Ref": "Web"},
                "ProviderName": {"Fn::GetAtt": ["Users", "ProviderName"]},
                "ServerSideTokenCheck": True,
            }
        ]

    def test_client_of_another_stack(self, template):
        """A client elsewhere is given with its pool, whose Region stands in its name."""
        provider = UserPoolAuthentication(ELSEWHERE, user_pool=OTHER_POOL, server_side_token_check=False)
        IdentityPool("Identities", user_pools=[provider]).add_to(template)

        assert properties(template, "Identities")["CognitoIdentityProviders"] == [
            {
                "ClientId": "1example23456789",
                "ProviderName": {"Fn::Sub": "cognito-idp.eu-west-1.${AWS::URLSuffix}/eu-west-1_Example"},
                "ServerSideTokenCheck": False,
            }
        ]

    def test_pool_is_said_once(self, template, web):
        """A client elsewhere without pool, and a client of the template with another, are named together."""
        providers = [UserPoolAuthentication(ELSEWHERE), UserPoolAuthentication(web, user_pool=OTHER_POOL)]

        found = refused(IdentityPool("Identities", user_pools=providers), template)
        assert [finding.option for finding in found] == ["user_pools[0].user_pool", "user_pools[1].user_pool"]

    def test_client_under_a_condition(self, template, users):
        """A client that exists under a condition is left out of a stack that lacks it."""
        template.add_condition("Extra", Equals("a", "b"))
        extra = UserPoolClient("Extras", user_pool=users, condition="Extra").add_to(template)
        IdentityPool("Identities", user_pools=[UserPoolAuthentication(extra)]).add_to(template)

        [written] = properties(template, "Identities")["CognitoIdentityProviders"]
        assert written["Fn::If"][0] == "Extra"
        assert written["Fn::If"][1]["ClientId"] == {"Ref": "Extras"}
        assert written["Fn::If"][2] == {"Ref": "AWS::NoValue"}

    def test_client_under_the_same_condition(self, template, users):
        """Under one condition both are there or neither, so nothing is asked."""
        template.add_condition("Extra", Equals("a", "b"))
        extra = UserPoolClient("Extras", user_pool=users, condition="Extra").add_to(template)
        IdentityPool("Identities", user_pools=[UserPoolAuthentication(extra)], condition="Extra").add_to(template)

        [written] = properties(template, "Identities")["CognitoIdentityProviders"]
        assert written["ClientId"] == {"Ref": "Extras"}
        assert {body.get("Condition") for title, body in plain(template).items() if "Identities" in title} == {"Extra"}

    def test_client_of_another_template(self, web):
        """A client of another template is refused."""
        with pytest.raises(OtherTemplateError, match="Web stands in another template"):
            IdentityPool("Identities", user_pools=[UserPoolAuthentication(web)]).add_to(Template())

    def test_something_else_than_a_client(self, template, users):
        """A handle that is not a client's is refused by its type."""
        group = UserPoolGroup("Group", user_pool=users).add_to(template)

        with pytest.raises(ConfigurationError, match="client"):
            UserPoolAuthentication(group)

    def test_social_logins(self, template):
        """Each social provider has its own key."""
        twitter = TwitterLogin(consumer_key="key", consumer_secret=SecretValue.secrets_manager("twitter"))
        IdentityPool(
            "Identities",
            social_logins=SocialLogins(amazon="amzn1", facebook="1", google="g", apple="a", twitter=twitter),
        ).add_to(template)

        assert properties(template, "Identities")["SupportedLoginProviders"] == {
            "www.amazon.com": "amzn1",
            "graph.facebook.com": "1",
            "accounts.google.com": "g",
            "appleid.apple.com": "a",
            "api.twitter.com": {"Fn::Join": [";", ["key", "{{resolve:secretsmanager:twitter}}"]]},
        }

    def test_secret_is_no_string(self):
        """The secret at Twitter does not come as a string, and the error does not show it."""
        with pytest.raises(ConfigurationError) as raised:
            TwitterLogin(consumer_key="key", consumer_secret="hush")
        assert "hush" not in str(raised.value)

    def test_secret_is_never_shown(self, template):
        """A consumer secret that has the wrong form is refused without being shown."""
        secret = SecretValue.unsafe_plain_text("hush hush")
        logins = SocialLogins(twitter=TwitterLogin(consumer_key="key", consumer_secret=secret))

        with pytest.raises(ConfigurationError, match="E9606") as raised:
            IdentityPool("Identities", social_logins=logins).add_to(template)
        assert "hush" not in str(raised.value)

    def test_iam_providers(self, template):
        """OIDC and SAML providers are ARNs, or troposphere objects whose Ref is the ARN."""
        oidc = iam.OIDCProvider("Oidc", Url="https://example.com", ThumbprintList=["a" * 40])
        saml = iam.SAMLProvider("Saml", SamlMetadataDocument="x" * 1000, Condition="Extra")
        arn = "arn:aws:iam::111122223333:oidc-provider/example.org"
        IdentityPool("Identities", openid_connect_providers=[arn, oidc], saml_providers=[saml]).add_to(template)

        written = properties(template, "Identities")
        assert written["OpenIdConnectProviderARNs"] == [arn, {"Ref": "Oidc"}]
        assert written["SamlProviderARNs"] == [{"Fn::If": ["Extra", {"Ref": "Saml"}, {"Ref": "AWS::NoValue"}]}]

    @pytest.mark.parametrize(
        "tags",
        [{"team": "identity"}, Tags(team="identity")],
        ids=["mapping", "tags"],
    )
    def test_tags(self, template, tags):
        """Tags are a list, whatever form they come in."""
        IdentityPool("Identities", tags=tags).add_to(template)

        assert properties(template, "Identities")["IdentityPoolTags"] == [{"Key": "team", "Value": "identity"}]

    def test_further_properties(self, template):
        """Names, the developer provider and the classic flow are written as they are; others through properties."""
        IdentityPool(
            "Identities",
            identity_pool_name="App identities",
            developer_provider_name="login.example",
            allow_classic_flow=True,
            properties={"CognitoStreams": {"StreamingStatus": "DISABLED"}},
        ).add_to(template)

        assert properties(template, "Identities") == {
            "IdentityPoolName": "App identities",
            "DeveloperProviderName": "login.example",
            "AllowClassicFlow": True,
            "AllowUnauthenticatedIdentities": False,
            "CognitoStreams": {"StreamingStatus": "DISABLED"},
        }


class TestRoleMappings:
    def test_token_of_a_client(self, template, web):
        """A client is mapped under a literal key, and named with pool and client."""
        IdentityPool(
            "Identities", user_pools=[UserPoolAuthentication(web)], role_mappings=[RoleMapping.from_token(web)]
        ).add_to(template)

        assert attachment(template)["RoleMappings"] == {
            "Web": {
                "Type": "Token",
                "AmbiguousRoleResolution": "Deny",
                "IdentityProvider": {
                    "Fn::Join": ["", [{"Fn::GetAtt": ["Users", "ProviderName"]}, ":", {"Ref": "Web"}]]
                },
            }
        }

    def test_rules(self, template):
        """Rules are written in their order; a role may be given as a troposphere object."""
        role = template.add_resource(
            iam.Role("Admin", AssumeRolePolicyDocument=ExistingIdentityPool(Ref("Identities")).trust_policy())
        )
        IdentityPool(
            "Identities",
            social_logins=SocialLogins(google="app"),
            role_mappings=[
                RoleMapping.by_rules(
                    SocialProvider.GOOGLE,
                    ambiguous=AmbiguousRoleResolution.AUTHENTICATED_ROLE,
                    rules=[
                        MappingRule(claim="hd", value="example.com", role=role),
                        MappingRule(claim="email", match=RoleMappingMatchType.CONTAINS, value="@", role=ADMIN),
                    ],
                )
            ],
        ).add_to(template)

        mapping = attachment(template)["RoleMappings"]["accounts.google.com"]
        assert mapping == {
            "Type": "Rules",
            "AmbiguousRoleResolution": "AuthenticatedRole",
            "IdentityProvider": "accounts.google.com",
            "RulesConfiguration": {
                "Rules": [
                    {
                        "Claim": "hd",
                        "MatchType": "Equals",
                        "Value": "example.com",
                        "RoleARN": {"Fn::GetAtt": ["Admin", "Arn"]},
                    },
                    {"Claim": "email", "MatchType": "Contains", "Value": "@", "RoleARN": ADMIN},
                ]
            },
        }
        assert lint(json.loads(template.to_json())) == []

    def test_provider_by_name(self, template):
        """A SAML provider is mapped by its ARN, which a troposphere object gives."""
        saml = iam.SAMLProvider("Corporate", SamlMetadataDocument="x" * 1000)
        IdentityPool(
            "Identities",
            saml_providers=[saml],
            role_mappings=[RoleMapping.from_token(saml), RoleMapping.from_token("login.example", key="own")],
        ).add_to(template)

        mappings = attachment(template)["RoleMappings"]
        assert {key: mapping["IdentityProvider"] for key, mapping in mappings.items()} == {
            "Corporate": {"Ref": "Corporate"},
            "own": "login.example",
        }

    def test_name_that_only_the_deploy_knows_needs_a_key(self, template):
        """A key of a mapping can't be an intrinsic."""
        template.add_parameter(Parameter("Provider", Type="String"))
        mapping = RoleMapping.from_token(Ref("Provider"))

        [finding] = refused(IdentityPool("Identities", role_mappings=[mapping]), template)
        assert finding.option == "role_mappings[0].key"

        IdentityPool("Identities", role_mappings=[RoleMapping.from_token(Ref("Provider"), key="provider")]).add_to(
            template
        )
        assert attachment(template)["RoleMappings"]["provider"]["IdentityProvider"] == {"Ref": "Provider"}

    def test_client_under_a_condition(self, template, users):
        """The mapping of a client that may not exist is left out with it."""
        template.add_condition("Extra", Equals("a", "b"))
        extra = UserPoolClient("Extras", user_pool=users, condition="Extra").add_to(template)
        IdentityPool(
            "Identities", user_pools=[UserPoolAuthentication(extra)], role_mappings=[RoleMapping.from_token(extra)]
        ).add_to(template)

        condition, then, otherwise = attachment(template)["RoleMappings"]["Extras"]["Fn::If"]
        assert (condition, then["Type"], otherwise) == ("Extra", "Token", {"Ref": "AWS::NoValue"})

    def test_provider_that_the_pool_does_not_have(self, template, users, web):
        """A client or a social provider that is mapped, but no provider of the pool, is refused."""
        phone = UserPoolClient("Phone", user_pool=users).add_to(template)
        mappings = [RoleMapping.from_token(phone), RoleMapping.from_token(SocialProvider.AMAZON)]
        pool = IdentityPool("Identities", user_pools=[UserPoolAuthentication(web)], role_mappings=mappings)

        found = refused(pool, template)
        assert rules_of(found) == {("E9630", "role_mappings")}
        assert len(found) == 2

    def test_all_problems_at_once(self, template):
        """Everything wrong with a mapping is said together."""
        rule = MappingRule(claim="", value="v" * 129, role="admin")
        pool = IdentityPool(
            "Identities",
            social_logins=SocialLogins(amazon="my app"),
            role_mappings=[RoleMapping.by_rules("https://example.com", rules=[rule] * 26, key="a")],
        )

        rules = {finding.rule for finding in refused(pool, template)}
        assert rules == {"E9606", "E9622", "E9626", "E9627", "E9629"}


class TestPrincipalTags:
    def test_own_tags(self, template, web):
        """Claims become tags by a resource of its own, under the name of the user pool."""
        IdentityPool(
            "Identities",
            user_pools=[UserPoolAuthentication(web)],
            principal_tags=[PrincipalTags(web, tags={"department": "custom:department"})],
        ).add_to(template)

        assert properties(template, "IdentitiesWebPrincipalTag") == {
            "IdentityPoolId": {"Ref": "Identities"},
            "IdentityProviderName": {"Fn::GetAtt": ["Users", "ProviderName"]},
            "UseDefaults": False,
            "PrincipalTags": {"department": "custom:department"},
        }

    def test_default_tags(self, template):
        """Without tags of one's own it is Cognito's mapping."""
        IdentityPool(
            "Identities",
            social_logins=SocialLogins(amazon="amzn1"),
            principal_tags=[PrincipalTags(SocialProvider.AMAZON)],
        ).add_to(template)

        assert properties(template, "IdentitiesAmazonPrincipalTag") == {
            "IdentityPoolId": {"Ref": "Identities"},
            "IdentityProviderName": "www.amazon.com",
            "UseDefaults": True,
        }

    def test_role_may_be_tagged(self, template):
        """The role of those who signed in lets Cognito tag the session; the guests' role does not."""
        identities = IdentityPool(
            "Identities",
            allow_unauthenticated_identities=True,
            social_logins=SocialLogins(amazon="amzn1"),
            principal_tags=[PrincipalTags(SocialProvider.AMAZON)],
        ).add_to(template)

        actions = {
            title: properties(template, title)["AssumeRolePolicyDocument"]["Statement"][0]["Action"]
            for title in ("IdentitiesAuthenticatedRole", "IdentitiesUnauthenticatedRole")
        }
        assert actions == {
            "IdentitiesAuthenticatedRole": ["sts:AssumeRoleWithWebIdentity", "sts:TagSession"],
            "IdentitiesUnauthenticatedRole": ["sts:AssumeRoleWithWebIdentity"],
        }
        document = encode_to_dict(identities.trust_policy())
        assert document["Statement"][0]["Action"] == actions["IdentitiesAuthenticatedRole"]

    def test_provider_under_a_condition(self, template, users):
        """The tags of a client that may not exist are under its condition."""
        template.add_condition("Extra", Equals("a", "b"))
        extra = UserPoolClient("Extras", user_pool=users, condition="Extra").add_to(template)
        options = {"user_pools": [UserPoolAuthentication(extra)], "principal_tags": [PrincipalTags(extra)]}
        IdentityPool("Identities", **options).add_to(template)

        assert plain(template)["IdentitiesExtrasPrincipalTag"]["Condition"] == "Extra"
        [finding] = refused(IdentityPool("Others", condition="Other", **options), template)
        assert finding.option == "principal_tags[0]"

    def test_provider_is_tagged_once(self, template):
        """A second set of tags for a provider is named, beside whatever else is wrong."""
        tags = [PrincipalTags(SocialProvider.AMAZON), PrincipalTags(SocialProvider.AMAZON, tags={"a": ""})]

        found = refused(IdentityPool("Identities", principal_tags=tags), template)
        assert {finding.option for finding in found} == {"principal_tags[1].provider", "principal_tags"}


class TestAttachment:
    def test_logical_id_of_a_live_attachment(self, template):
        """A live attachment keeps its logical id, since Cognito refuses a second one."""
        identities = IdentityPool("Identities", role_attachment_logical_id="DefaultRoleAttachment").add_to(template)

        assert identities.role_attachment.title == "DefaultRoleAttachment"
        assert "IdentitiesRoleAttachment" not in template.resources

    def test_second_attachment(self, template):
        """An attachment that the template has already is named."""
        template.add_resource(
            cognito.IdentityPoolRoleAttachment("Mine", IdentityPoolId=Ref("Identities"), Roles={"authenticated": ADMIN})
        )

        [finding] = refused(IdentityPool("Identities"), template)
        assert (finding.rule, finding.resource) == ("E9631", "IdentitiesRoleAttachment")
        assert "Mine" in finding.message

    def test_taken_title(self, template):
        """A logical id that a companion would have and the template has already is refused."""
        template.add_resource(iam.Role("IdentitiesAuthenticatedRole", AssumeRolePolicyDocument={}))

        with pytest.raises(TitleTakenError, match="authenticated_role"):
            IdentityPool("Identities").add_to(template)


class TestHandle:
    def test_references(self, template):
        """The handle gives id, ARN and name."""
        identities = IdentityPool("Identities").add_to(template)

        account = "arn:${AWS::Partition}:cognito-identity:${AWS::Region}:${AWS::AccountId}"
        assert identities.id.to_dict() == {"Ref": "Identities"}
        assert identities.arn.to_dict() == {"Fn::Sub": f"{account}:identitypool/${{Identities}}"}
        assert identities.name.to_dict() == {"Fn::GetAtt": ["Identities", "Name"]}

    def test_roles(self, template):
        """The handle holds the roles that were made or given as objects, so that policies can be attached."""
        given = template.add_resource(iam.Role("Guest", AssumeRolePolicyDocument={}))
        identities = IdentityPool(
            "Identities", allow_unauthenticated_identities=True, unauthenticated_role=given
        ).add_to(template)

        assert identities.authenticated_role is template.resources["IdentitiesAuthenticatedRole"]
        assert identities.unauthenticated_role is given
        assert identities.principal_tags == ()

    def test_no_role(self, template):
        """A role that was given by ARN, or that there is none of, is None."""
        identities = IdentityPool("Identities", authenticated_role=ADMIN).add_to(template)

        assert identities.authenticated_role is None
        assert identities.unauthenticated_role is None

    @pytest.mark.parametrize("guests", [False, True])
    def test_trust_policy(self, template, guests):
        """The handle gives the trust policy for further roles: a group's, a mapping rule's."""
        identities = IdentityPool("Identities").add_to(template)

        amr = "unauthenticated" if guests else "authenticated"
        document = encode_to_dict(identities.trust_policy(guests=guests))
        [statement] = document["Statement"]
        assert statement["Condition"] == {
            "StringEquals": {"cognito-identity.amazonaws.com:aud": {"Ref": "Identities"}},
            "ForAnyValue:StringLike": {"cognito-identity.amazonaws.com:amr": amr},
        }

    def test_is_no_resource(self, template):
        """A handle where a resource was meant says what to use."""
        identities = IdentityPool("Identities").add_to(template)

        with pytest.raises(NotAResourceError, match=r"`\.id`"):
            Ref(identities).to_dict()


class TestExisting:
    def test_by_id(self):
        """A literal id says the Region; the account is the stack's unless given."""
        identities = ExistingIdentityPool("eu-west-1:0a-1b", account="999988887777")

        assert identities.region == "eu-west-1"
        assert identities.arn.to_dict() == {
            "Fn::Sub": "arn:${AWS::Partition}:cognito-identity:eu-west-1:999988887777:identitypool/eu-west-1:0a-1b"
        }
        assert identities.condition is None

    def test_by_parameter(self, template):
        """An id that only the deploy knows is taken apart there."""
        identities = ExistingIdentityPool(Ref("PoolId"))
        template.add_output(Output("Arn", Value=identities.arn))

        arn = "arn:${AWS::Partition}:cognito-identity:${Region}:${AWS::AccountId}:identitypool/${Id}"
        region = {"Fn::Select": [0, {"Fn::Split": [":", {"Ref": "PoolId"}]}]}
        assert identities.arn.to_dict() == {"Fn::Sub": [arn, {"Region": region, "Id": {"Ref": "PoolId"}}]}

    def test_by_arn(self):
        """An ARN says id, Region and account."""
        arn = "arn:aws-us-gov:cognito-identity:us-gov-west-1:999988887777:identitypool/us-gov-west-1:0a-1b"
        identities = ExistingIdentityPool.from_arn(arn, principal=IdentityPrincipal.GOVCLOUD_WEST)

        assert (identities.id, identities.arn) == ("us-gov-west-1:0a-1b", arn)
        trust = encode_to_dict(identities.trust_policy(session_tags=True))["Statement"][0]
        assert trust["Principal"] == {"Federated": "cognito-identity-us-gov.amazonaws.com"}
        assert trust["Action"] == ["sts:AssumeRoleWithWebIdentity", "sts:TagSession"]

    def test_by_arn_that_only_the_deploy_knows(self):
        """An ARN from a parameter is taken apart at the deploy."""
        identities = ExistingIdentityPool.from_arn(Ref("PoolArn"))

        assert identities.id.to_dict() == {"Fn::Select": [1, {"Fn::Split": ["/", {"Ref": "PoolArn"}]}]}
        assert identities.arn.to_dict() == {"Ref": "PoolArn"}

    @pytest.mark.parametrize("wrong", ["eu-west-1", "eu-west-1:", "a:b:c", "", 7, None])
    def test_wrong_id(self, wrong):
        """What is no id of an identity pool is refused."""
        with pytest.raises(ConfigurationError, match="<region>:<uuid>"):
            ExistingIdentityPool(wrong)

    @pytest.mark.parametrize(
        "wrong",
        [
            "arn:aws:cognito-identity:us-east-1:111122223333:identitypool",
            "arn:aws:cognito-idp:us-east-1:111122223333:userpool/us-east-1_abc",
            "arn:aws:cognito-identity:us-east-1:111122223333:identitypool/eu-west-1:0a-1b",
        ],
        ids=["no id", "user pool", "two Regions"],
    )
    def test_wrong_arn(self, wrong):
        """What is no ARN of an identity pool, or names two Regions, is refused."""
        with pytest.raises(ConfigurationError, match="does not name an identity pool"):
            ExistingIdentityPool.from_arn(wrong)

    def test_a_group_s_role(self, template, users):
        """A group's role trusts an identity pool that another stack owns."""
        identities = ExistingIdentityPool(Ref("PoolId"))
        template.add_parameter(Parameter("PoolId", Type="String"))
        role = template.add_resource(iam.Role("Admin", AssumeRolePolicyDocument=identities.trust_policy()))
        UserPoolGroup("Admins", user_pool=users, role=role).add_to(template)

        assert lint(json.loads(template.to_json())) == []


def test_everything_is_valid(template, users, web):
    """A pool with all of it is free of errors for both linters, and its conditions hold."""
    template.add_condition("Extra", Equals("a", "b"))
    extra = UserPoolClient("Extras", user_pool=users, condition="Extra").add_to(template)
    other = UserPoolAuthentication(ELSEWHERE, user_pool=OTHER_POOL)
    IdentityPool(
        "Identities",
        allow_unauthenticated_identities=If("Extra", True, False),
        user_pools=[UserPoolAuthentication(web), UserPoolAuthentication(extra), other],
        social_logins=SocialLogins(amazon="amzn1.app", apple="com.example"),
        developer_provider_name="login.example",
        role_mappings=[
            RoleMapping.from_token(web),
            RoleMapping.from_token(extra),
            RoleMapping.from_token(other),
            RoleMapping.by_rules(
                SocialProvider.AMAZON, rules=[MappingRule(claim="sub", value="x", role=GetAtt("Admin", "Arn"))]
            ),
        ],
        principal_tags=[PrincipalTags(web), PrincipalTags(SocialProvider.APPLE, tags={"user": "sub"})],
        tags={"team": Join("-", ["a", Ref("AWS::StackName")])},
    ).add_to(template)
    trust = ExistingIdentityPool(Ref("Identities")).trust_policy()
    template.add_resource(iam.Role("Admin", AssumeRolePolicyDocument=trust))

    assert lint(json.loads(template.to_json())) == []


def test_same_options_are_equal(web):
    """Options that hold handles compare by what they hold."""
    assert UserPoolAuthentication(web) == UserPoolAuthentication(web)
    assert UserPoolAuthentication(web) != UserPoolAuthentication(ELSEWHERE, user_pool=OTHER_POOL)


def test_key_of_a_mapping_is_one_line(template):
    """What a mapping is called has no line break, which the schema of CloudFormation does not take."""
    for key, refused in (("a\n", True), ("a b", False)):
        mapping = RoleMapping.from_token(SocialProvider.AMAZON, key=key)
        pool = IdentityPool("Identities", role_mappings=[mapping], social_logins=SocialLogins(amazon="amzn1.app"))
        if refused:
            with pytest.raises(ConfigurationError) as caught:
                pool.add_to(template)
            assert [(one.rule, one.option) for one in caught.value.findings] == [("E9007", "role_mappings")]
        else:
            pool.add_to(template)
