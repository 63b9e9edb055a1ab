"""A template in which every helper finds what it may be given, for tests of the whole public surface."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from awacs import aws, cognito_idp, s3
from awacs.helpers.trust import get_lambda_assumerole_policy
from troposphere import (
    AWSObject,
    Equals,
    GetAtt,
    Output,
    Parameter,
    Ref,
    Template,
    awslambda,
    certificatemanager,
    firehose,
    iam,
    kms,
    logs,
    s3 as buckets,
)

from troposphere_cognito_l2 import (
    CustomDomain,
    ExistingIdentityPool,
    ExistingUserPool,
    ExistingUserPoolClient,
    ExistingUserPoolDomain,
    FeaturePlan,
    GoogleIdentityProvider,
    IdentityPool,
    IssuerType,
    ManagedLoginBranding,
    OAuth,
    OAuthFlow,
    OAuthScope,
    SamlIdentityProvider,
    SamlMetadata,
    Scope,
    SecretValue,
    SesEmail,
    SignIn,
    StringAttribute,
    ThreatProtection,
    UserPool,
    UserPoolClient,
    UserPoolDomain,
    UserPoolGroup,
    UserPoolResourceServer,
    UserPoolUser,
)

ACCOUNT = "111122223333"
ARNS = {
    "AWS::IAM::Role": f"arn:aws:iam::{ACCOUNT}:role/app",
    "AWS::IAM::ManagedPolicy": f"arn:aws:iam::{ACCOUNT}:policy/app",
    "AWS::IAM::OIDCProvider": f"arn:aws:iam::{ACCOUNT}:oidc-provider/login.example.com",
    "AWS::IAM::SAMLProvider": f"arn:aws:iam::{ACCOUNT}:saml-provider/company",
    "AWS::Lambda::Function": f"arn:aws:lambda:us-east-1:{ACCOUNT}:function:pool",
    "AWS::KMS::Key": f"arn:aws:kms:us-east-1:{ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab",
    "AWS::CertificateManager::Certificate": f"arn:aws:acm:us-east-1:{ACCOUNT}:certificate/1234abcd-12ab-34cd-56ef-123456789012",
    "AWS::Logs::LogGroup": f"arn:aws:logs:us-east-1:{ACCOUNT}:log-group:pool",
    "AWS::KinesisFirehose::DeliveryStream": f"arn:aws:firehose:us-east-1:{ACCOUNT}:deliverystream/pool",
    "AWS::S3::Bucket": "arn:aws:s3:::aws-waf-logs-pool",
}
"""The ARN of one thing of each type that an option may ask for; a test holds that none is missing."""


def allowing(actions: list[aws.Action], **rest: Any) -> aws.PolicyDocument:
    """A policy of one statement."""
    statement = aws.Statement(Effect=aws.Allow, Action=actions, **rest)
    return aws.PolicyDocument(Version="2012-10-17", Statement=[statement])


POLICY = allowing([s3.GetObject], Resource=["arn:aws:s3:::files/*"])
ACTIONS = [cognito_idp.AdminGetUser, cognito_idp.ListUsers]
TEXTS, NUMBERS, FLAGS, LISTS = ("Text", "Other"), ("Number",), ("Flag",), ("List",)
"""Parameters, by what they give."""
CONDITION = "IsProd"


class Family(NamedTuple):
    """A pool with what belongs to it, so that what is drawn together often fits together."""

    pool: Any
    members: list[Any]

    def __repr__(self) -> str:
        return f"what belongs to {self.pool!r}"


class World(NamedTuple):
    """A template and what stands in it."""

    template: Template
    families: list[Family]
    resources: list[AWSObject]
    others: list[Any]
    """What belongs to no pool: scopes, secrets, an identity pool."""
    depends: list[Any]

    def __repr__(self) -> str:
        return "the world"

    def of_type(self, types: tuple[str, ...]) -> list[AWSObject]:
        """Resources of these types."""
        return [one for one in self.resources if one.resource_type in types]

    def around(self, some: dict[str, dict[str, Any]]) -> dict[str, Any]:
        """A template of these resources and outputs, and of all in the world that they name, directly or not.

        It has one of the world's resources where there would be none, which no template may have.
        """
        everything = json.loads(self.template.to_json())
        kept = dict(some["Resources"]) or dict([next(iter(everything["Resources"].items()))])
        waiting = [json.dumps([some, kept])]
        while waiting:
            for name in set(re.findall(r"\w+", waiting.pop())) & everything["Resources"].keys() - kept.keys():
                kept[name] = everything["Resources"][name]
                waiting.append(json.dumps(kept[name]))
        return {**everything, "Resources": kept, "Outputs": some["Outputs"]}


def _declare(template: Template) -> None:
    template.set_version()
    for name in TEXTS:
        template.add_parameter(Parameter(name, Type="String"))
    template.add_parameter(Parameter("Number", Type="Number"))
    template.add_parameter(Parameter("Flag", Type="String", AllowedValues=["true", "false"]))
    template.add_parameter(Parameter("List", Type="CommaDelimitedList"))
    template.add_parameter(Parameter("Stage", Type="String", AllowedValues=["test", "prod"]))
    template.add_parameter(Parameter("Hidden", Type="String", NoEcho=True))
    template.add_output(Output("Here", Value=Ref("AWS::Region")))
    template.add_condition(CONDITION, Equals(Ref("Stage"), "prod"))


def _trust(service: str, **conditions: Any) -> aws.PolicyDocument:
    return allowing([aws.Action("sts", "AssumeRole")], Principal=aws.Principal("Service", service), **conditions)


def _resources() -> Iterator[AWSObject]:
    identity = ExistingIdentityPool("us-east-1:11111111-2222-3333-4444-555555555555")
    trust = identity.trust_policy()  # as roles are drawn for identity pools, too
    trust.Statement += get_lambda_assumerole_policy().Statement
    yield iam.Role("FunctionRole", AssumeRolePolicyDocument=trust)
    external = aws.Condition(aws.StringEquals("sts:ExternalId", "stack-users"))
    yield iam.Role("PoolRole", AssumeRolePolicyDocument=_trust("cognito-idp.amazonaws.com", Condition=external))
    yield iam.Role("SignedInRole", AssumeRolePolicyDocument=identity.trust_policy())
    yield iam.ManagedPolicy("Boundary", PolicyDocument=POLICY)
    code = awslambda.Code(ZipFile="def handler(event, context):\n    return event\n")
    role = GetAtt("FunctionRole", "Arn")
    yield awslambda.Function("Trigger", Runtime="python3.13", Handler="index.handler", Role=role, Code=code)
    yield awslambda.Version("TriggerVersion", FunctionName=Ref("Trigger"))
    root = aws.AWSPrincipal(f"arn:aws:iam::{ACCOUNT}:root")
    yield kms.Key("Key", KeyPolicy=allowing([aws.Action("kms", "*")], Principal=root, Resource=["*"]))
    yield certificatemanager.Certificate("Certificate", DomainName="login.example.com", ValidationMethod="DNS")
    yield logs.LogGroup("Events")
    yield buckets.Bucket("Files")
    target = firehose.S3DestinationConfiguration(BucketARN=GetAtt("Files", "Arn"), RoleARN=ARNS["AWS::IAM::Role"])
    yield firehose.DeliveryStream("Stream", S3DestinationConfiguration=target)
    yield iam.OIDCProvider("Oidc", Url="https://login.example.com", ClientIdList=["app"], ThumbprintList=["a" * 40])
    yield iam.SAMLProvider("Saml", SamlMetadataDocument="<x>" + "x" * 1000 + "</x>")


def _rich(template: Template) -> Family:
    """A pool with all that one usually has."""
    users = UserPool(
        "Users",
        sign_in=SignIn.email(),
        email=SesEmail(from_email="no-reply@example.com"),
        custom_attributes={"tenant": StringAttribute(mutable=True)},
        feature_plan=FeaturePlan.PLUS,
        threat_protection=ThreatProtection(),
    ).add_to(template)
    orders = UserPoolResourceServer(
        "Orders", user_pool=users, identifier="orders", scopes={"read": "Read", "write": "Write"}
    ).add_to(template)
    secret = SecretValue.secrets_manager("google")
    google = GoogleIdentityProvider("Google", user_pool=users, client_id="g", client_secret=secret).add_to(template)
    metadata = SamlMetadata.url("https://idp.example.com/metadata")
    company = SamlIdentityProvider("Company", user_pool=users, saml_metadata=metadata).add_to(template)
    pages = OAuth.authorization_code(
        callback_urls=["https://app.example.com/cb"], scopes=[OAuthScope.OPENID, orders.scope("read")]
    )
    web = UserPoolClient("Web", user_pool=users, oauth=pages).add_to(template)
    programs = OAuth(flows=[OAuthFlow.CLIENT_CREDENTIALS], scopes=[orders.scope("read")])
    machine = UserPoolClient("Machine", user_pool=users, generate_secret=True, oauth=programs).add_to(template)
    login = UserPoolDomain("Login", user_pool=users, prefix="my-app").add_to(template)
    admins = UserPoolGroup("Admins", user_pool=users).add_to(template)
    ann = UserPoolUser("Ann", user_pool=users, username="ann@example.com").add_to(template)
    branding = ManagedLoginBranding(
        "Look", user_pool=users, client=web, domain=login, use_cognito_provided_values=True
    ).add_to(template)
    return Family(users, [orders, google, company, web, machine, login, admins, ann, branding, orders.scope("write")])


def _plain(template: Template) -> Family:
    """A pool with a client and nothing else, so that all else is still free."""
    pool = UserPool("Plain", sms=None).add_to(template)
    app = UserPoolClient("PlainApp", user_pool=pool, generate_secret=True).add_to(template)
    return Family(pool, [app, UserPoolGroup("PlainGroup", user_pool=pool).add_to(template)])


def _conditional(template: Template) -> Family:
    """A pool that exists under a condition, with a domain of its own, ready for another Region."""
    pool = UserPool(
        "Partners",
        sign_in=SignIn.email_or_phone(),
        condition=CONDITION,
        issuer=IssuerType.UPDATED,
        kms_key="arn:aws:kms:us-east-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab",
    ).add_to(template)
    pages = OAuth.authorization_code(callback_urls=["https://partners.example.com/"])
    app = UserPoolClient("PartnerApp", user_pool=pool, oauth=pages).add_to(template)
    address = CustomDomain("login.example.com", certificate=template.resources["Certificate"])
    domain = UserPoolDomain("PartnerLogin", user_pool=pool, custom_domain=address).add_to(template)
    return Family(pool, [app, domain])


def _elsewhere() -> Family:
    """A pool that another stack owns."""
    members = [ExistingUserPoolClient("1example23456789"), ExistingUserPoolDomain(prefix="my-app")]
    return Family(ExistingUserPool("us-east-1_Abc123def"), members)


def make_world() -> World:
    """A new template, complete and without an error of its own."""
    template = Template()
    _declare(template)
    resources = [template.add_resource(one) for one in _resources()]
    families = [_rich(template), _plain(template), _conditional(template), _elsewhere()]
    identities = IdentityPool("Identities", user_pools=[families[0].members[3]]).add_to(template)
    others = [
        identities,
        Scope("reports/read"),
        SecretValue.secrets_manager("app", json_field="secret"),
        SecretValue.ssm("/app/secret"),
        SecretValue.parameter(template.parameters["Hidden"]),
    ]
    return World(template, families, resources, others, ["Events", template.resources["Trigger"], families[1].pool])
