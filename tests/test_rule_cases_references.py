"""What is named by reference where an ARN belongs: said where it surely is something else, in `check` and by helpers."""

from __future__ import annotations

from typing import Any

import pytest
from rule_cases import UNKNOWN, found, paths
from troposphere import GetAtt, Ref, Template, cloudformation, sqs

from troposphere_cognito_l2 import (
    ConfigurationError,
    CustomDomain,
    IdentityPool,
    IdentityRole,
    MappingRule,
    RoleMapping,
    SocialLogins,
    SocialProvider,
    UserPool,
    UserPoolDomain,
    UserPoolGroup,
)
from troposphere_cognito_l2.checks.resource_types import (
    DOMAIN,
    GROUP,
    IDENTITY_POOL,
    LOG_DELIVERY,
    ROLE_ATTACHMENT,
    USER_POOL,
)

OTHERS = {
    "Queue": {"Type": "AWS::SQS::Queue"},
    "Made": {
        "Type": "Custom::Maker",
        "Properties": {"ServiceToken": "arn:aws:lambda:us-east-1:111122223333:function:f"},
    },
    "Nested": {"Type": "AWS::CloudFormation::Stack", "Properties": {"TemplateURL": "https://example.com/t.json"}},
    "Module": {"Type": "Acme::Identity::Role::MODULE"},
}
RULE = {"Claim": "admin", "MatchType": "Equals", "Value": "yes"}
AMAZON = {"Type": "Rules", "AmbiguousRoleResolution": "Deny", "IdentityProvider": "www.amazon.com"}


def domain(arn: Any) -> Any:
    return DOMAIN, {
        "UserPoolId": "us-east-1_a",
        "Domain": "auth.example.com",
        "CustomDomainConfig": {"CertificateArn": arn},
    }


def group(arn: Any) -> Any:
    return GROUP, {"UserPoolId": "us-east-1_a", "RoleArn": arn}


def role(arn: Any) -> Any:
    return ROLE_ATTACHMENT, {"IdentityPoolId": "us-east-1:1-2", "Roles": {"authenticated": arn}}


def mapped_role(arn: Any) -> Any:
    mapping = {**AMAZON, "RulesConfiguration": {"Rules": [{**RULE, "RoleARN": arn}]}}
    return ROLE_ATTACHMENT, {"IdentityPoolId": "us-east-1:1-2", "RoleMappings": {"Amazon": mapping}}


def saml_provider(arn: Any) -> Any:
    return IDENTITY_POOL, {"AllowUnauthenticatedIdentities": False, "SamlProviderARNs": [arn]}


def oidc_provider(arn: Any) -> Any:
    return IDENTITY_POOL, {"AllowUnauthenticatedIdentities": False, "OpenIdConnectProviderARNs": [arn]}


def bucket(arn: Any) -> Any:
    log = {"EventSource": "userAuthEvents", "LogLevel": "INFO", "S3Configuration": {"BucketArn": arn}}
    return LOG_DELIVERY, {"UserPoolId": "us-east-1_a", "LogConfigurations": [log]}


def function(arn: Any) -> Any:
    return USER_POOL, {"LambdaConfig": {"PreSignUp": arn}}


PLACES = [
    ("E9313", domain, "AWS::CertificateManager::Certificate", "Ref"),
    ("E9513", group, "AWS::IAM::Role", "Arn"),
    ("E9638", role, "AWS::IAM::Role", "Arn"),
    ("E9638", mapped_role, "AWS::IAM::Role", "Arn"),
    ("E9605", saml_provider, "AWS::IAM::SAMLProvider", "Ref"),
    ("E9605", saml_provider, "AWS::IAM::SAMLProvider", "Arn"),
    ("E9604", oidc_provider, "AWS::IAM::OIDCProvider", "Arn"),
    ("E9817", bucket, "AWS::S3::Bucket", "Arn"),
    ("E9189", function, "AWS::Lambda::Alias", "Ref"),
]


def named(logical_id: str, attribute: str) -> dict[str, Any]:
    return {"Ref": logical_id} if attribute == "Ref" else {"Fn::GetAtt": [logical_id, attribute]}


@pytest.mark.parametrize(("rule", "place", "kind", "attribute"), PLACES)
def test_a_reference_is_to_what_the_property_asks_for(rule, place, kind, attribute):
    """A queue is named as one; the right type is not, nor what may give any ARN: custom resources, stacks, modules."""
    kept = [named("Right", attribute), named("Made", "Ref"), named("Made", "Arn"), named("Nested", "Outputs.Arn")]
    kept += [named("Module", "Arn"), {"Ref": "Unknown"}, {"Fn::ImportValue": "arn"}, named("Queue", "QueueName")]
    for value, wrong in [*((one, 0) for one in kept), (named("Queue", "Ref"), 1), (named("Queue", "Arn"), 1)]:
        resource_type, properties = place(value)
        subject = {"Type": resource_type, "Properties": properties}
        problems = found(rule, {"Resources": {"Subject": subject, "Right": {"Type": kind}, **OTHERS}})
        assert [one.message.startswith("Queue is an AWS::SQS::Queue") for one in problems] == [True] * wrong


def refused(make: Any, template: Template) -> list[tuple[str, str]]:
    """The options that are to blame, and what is said of each."""
    before = template.to_json()
    with pytest.raises(ConfigurationError) as caught:
        make.add_to(template)
    assert template.to_json() == before
    return [(one.option, one.message) for one in caught.value.findings]


def test_helpers_name_the_option():
    """A reference to a queue where a certificate or role belongs is refused by the option that gave it."""
    template = Template()
    users = UserPool("Users").add_to(template)
    queue = template.add_resource(sqs.Queue("Queue"))
    message = "Queue is an AWS::SQS::Queue"
    for wrong in (Ref(queue), GetAtt(queue, "Arn")):
        custom = CustomDomain("auth.example.com", certificate=wrong)
        made = UserPoolDomain("SignIn", user_pool=users, custom_domain=custom)
        assert refused(made, template) == [("custom_domain.certificate", message)]
        assert refused(UserPoolGroup("Staff", user_pool=users, role=wrong), template) == [("role", message)]
        amazon = RoleMapping.by_rules(SocialProvider.AMAZON, rules=[MappingRule(claim="a", value="b", role=wrong)])
        pool = IdentityPool(
            "Identities",
            authenticated_role=wrong,
            unauthenticated_role=wrong,
            saml_providers=[wrong],
            social_logins=SocialLogins(amazon="amzn1.app"),
            role_mappings=[amazon],
        )
        options = ["saml_providers", "authenticated_role", "unauthenticated_role", "role_mappings"]
        assert refused(pool, template) == [(option, message) for option in options]


def test_helpers_take_what_may_give_any_arn():
    """An attribute of a custom resource or an output of a nested stack may be the ARN of a role or certificate."""
    template = Template()
    users = UserPool("Users").add_to(template)
    nested = template.add_resource(cloudformation.Stack("Nested", TemplateURL="https://example.com/t.json"))
    made = template.add_resource(cloudformation.CustomResource("Made", ServiceToken="arn:aws:sns:us-east-1:1:t"))
    custom = CustomDomain("auth.example.com", certificate=GetAtt(made, "Arn"))
    UserPoolDomain("SignIn", user_pool=users, custom_domain=custom).add_to(template)
    UserPoolGroup("Staff", user_pool=users, role=GetAtt(nested, "Outputs.Role")).add_to(template)
    pool = IdentityPool("Identities", authenticated_role=GetAtt(made, "Arn"), unauthenticated_role=IdentityRole())
    assert pool.add_to(template).role_attachment.Roles["authenticated"].to_dict() == {"Fn::GetAtt": ["Made", "Arn"]}


def guarded(kind: str = "AWS::ApiGatewayV2::Authorizer", **jwt: Any) -> dict[str, Any]:
    """A pool with a client, and an HTTP API that takes its tokens."""
    given: dict[str, Any] = {"JwtConfiguration": jwt}
    if kind != "AWS::ApiGatewayV2::Authorizer":
        given = {"Auth": {"Authorizers": {"Tokens": {"JwtConfiguration": jwt}}}}
    return {
        "Resources": {
            "Users": {"Type": USER_POOL},
            "Web": {"Type": "AWS::Cognito::UserPoolClient", "Properties": {"UserPoolId": {"Ref": "Users"}}},
            "Guard": {"Type": kind, "Properties": given},
        }
    }


USERS, WEB, SAM_API = {"Ref": "Users"}, {"Ref": "Web"}, "AWS::Serverless::HttpApi"
IN_SAM = "Auth.Authorizers.Tokens.JwtConfiguration"


@pytest.mark.parametrize(
    ("example", "places"),
    [
        (guarded(Audience=[USERS]), ["JwtConfiguration.Audience"]),
        (guarded(Audience=[WEB]), []),
        (guarded(Audience=[USERS, WEB]), []),
        (guarded(Audience=[UNKNOWN]), []),
        (guarded(Audience=[]), []),
        (guarded(Issuer={"Fn::GetAtt": ["Users", "ProviderURL"]}), []),
        (guarded(Issuer={"Fn::GetAtt": ["Users", "ProviderName"]}), ["JwtConfiguration.Issuer"]),
        (guarded(Issuer=USERS), ["JwtConfiguration.Issuer"]),
        (guarded(Issuer={"Fn::Sub": "${Users.ProviderName}/"}), ["JwtConfiguration.Issuer"]),
        (guarded(Issuer={"Fn::Sub": "https://${Users.ProviderName}"}), []),
        (guarded(Issuer={"Fn::Sub": "${Unknown}/${Users}"}), []),
        (guarded(SAM_API, audience=[USERS], issuer=USERS), [f"{IN_SAM}.issuer", f"{IN_SAM}.audience"]),
        (guarded(SAM_API, audience=[WEB], issuer={"Fn::GetAtt": ["Users", "ProviderURL"]}), []),
        (guarded("AWS::Lambda::Function", Audience=[USERS]), []),
    ],
)
def test_whose_tokens_an_api_takes(example, places):
    """An HTTP API names a pool by its URL, and clients as the audience; what is not known may be either."""
    assert paths("E9026", example) == places
