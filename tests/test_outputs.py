"""The Outputs that an app's configuration is made of."""

import pytest
from linters import lint
from troposphere import Equals, Output, Ref, Template

from troposphere_cognito_l2 import (
    AppOutputs,
    ConfigurationError,
    ExistingUserPool,
    ExistingUserPoolClient,
    ExistingUserPoolDomain,
    IssuerType,
    NotAResourceError,
    OtherTemplateError,
    TitleTakenError,
    UserPool,
    UserPoolClient,
    UserPoolDomain,
)

OF_THE_POOL = ["UserPoolId", "UserPoolArn", "Issuer", "JwksUrl", "Region"]


@pytest.fixture
def users(template):
    """A pool to tell apps of."""
    return UserPool("Users", sms=None).add_to(template)


def outputs(template):
    return template.to_dict()["Outputs"]


def problems(helper, template):
    """Option and value of each problem; the template stays as it was."""
    before = template.to_json()
    with pytest.raises(TitleTakenError) as raised:
        helper.add_to(template)
    assert template.to_json() == before
    return [(finding.option, finding.value) for finding in raised.value.findings]


def test_pool_alone(template, users):
    """A pool gives its id, ARN, issuer, keys and Region, and nothing is exported unasked."""
    made = AppOutputs(user_pool=users).add_to(template)
    assert list(made) == OF_THE_POOL
    assert {name: output["Value"] for name, output in outputs(template).items()} == {
        "UserPoolId": {"Ref": "Users"},
        "UserPoolArn": {"Fn::GetAtt": ["Users", "Arn"]},
        "Issuer": {"Fn::GetAtt": ["Users", "ProviderURL"]},
        "JwksUrl": {"Fn::Join": ["", [{"Fn::GetAtt": ["Users", "ProviderURL"]}, "/.well-known/jwks.json"]]},
        "Region": {"Ref": "AWS::Region"},
    }
    assert all(output["Description"] and "Export" not in output for output in outputs(template).values())
    assert made["Issuer"] is template.outputs["Issuer"]


def test_clients_and_domain(template, users):
    """Clients give their ids under their names, a domain its address; never a secret."""
    web = UserPoolClient("WebClient", user_pool=users).add_to(template)
    server = UserPoolClient("ServerClient", user_pool=users, generate_secret=True).add_to(template)
    domain = UserPoolDomain("Domain", user_pool=users, prefix="example").add_to(template)
    made = AppOutputs(user_pool=users, clients={"Web": web, "Server": server}, domain=domain).add_to(template)
    assert list(made) == [*OF_THE_POOL, "DomainBaseUrl", "WebClientId", "ServerClientId"]
    assert outputs(template)["WebClientId"]["Value"] == {"Ref": "WebClient"}
    assert outputs(template)["DomainBaseUrl"]["Value"] == domain.base_url.to_dict()
    assert "Secret" not in str(outputs(template))
    assert lint(template.to_dict()) == []


@pytest.mark.parametrize(
    ("prefix", "name"),
    [
        ("identity", "identity-UserPoolId"),
        (Ref("AWS::StackName"), {"Fn::Join": ["-", [{"Ref": "AWS::StackName"}, "UserPoolId"]]}),
    ],
    ids=["text", "intrinsic"],
)
def test_exports(template, users, prefix, name):
    """Asked for, every Output is exported under the prefix and its name."""
    AppOutputs(user_pool=users, export_prefix=prefix).add_to(template)
    assert outputs(template)["UserPoolId"]["Export"] == {"Name": name}
    assert all("Export" in output for output in outputs(template).values())
    assert lint(template.to_dict()) == []


def test_two_pools(template, users):
    """A prefix keeps the Outputs of two pools apart."""
    partners = UserPool("Partners", sms=None).add_to(template)
    AppOutputs(user_pool=users).add_to(template)
    made = AppOutputs(user_pool=partners, prefix="Partners").add_to(template)
    assert list(made) == [f"Partners{name}" for name in OF_THE_POOL]
    assert outputs(template)["PartnersUserPoolId"]["Value"] == {"Ref": "Partners"}


def test_taken_names(template, users):
    """Names that are taken are all said at once, and nothing is added."""
    template.add_output(Output("Region", Value="here"))
    template.add_output(Output("WebClientId", Value="there"))
    web = UserPoolClient("Web", user_pool=users).add_to(template)
    assert problems(AppOutputs(user_pool=users, clients={"Web": web}), template) == [
        ("prefix", "Region"),
        ("clients['Web']", "WebClientId"),
    ]


def test_name_that_is_none(template, users):
    """A name of a client that an Output can't have is refused."""
    web = UserPoolClient("Web", user_pool=users).add_to(template)
    assert problems(AppOutputs(user_pool=users, clients={"my-web": web}), template) == [
        ("clients['my-web']", "my-webClientId")
    ]


def test_too_many(template, users):
    """A template holds 200 Outputs."""
    for number in range(196):
        template.add_output(Output(f"Output{number}", Value="x"))
    assert problems(AppOutputs(user_pool=users), template) == [("clients", 196)]


def test_under_conditions(template):
    """What exists under a condition has its Outputs under the same one."""
    template.add_condition("IsLive", Equals(Ref("AWS::Region"), "eu-west-1"))
    template.add_condition("HasWeb", Equals(Ref("AWS::Region"), "eu-west-1"))
    users = UserPool("Users", sms=None, condition="IsLive").add_to(template)
    web = UserPoolClient("Web", user_pool=users, condition="HasWeb").add_to(template)
    AppOutputs(user_pool=users, clients={"Web": web}).add_to(template)
    conditions = {name: output["Condition"] for name, output in outputs(template).items()}
    assert conditions == {**dict.fromkeys(OF_THE_POOL, "IsLive"), "WebClientId": "HasWeb"}


def test_updated_issuer(template):
    """A pool with the updated form of issuer says that one."""
    users = UserPool("Users", sms=None, issuer=IssuerType.UPDATED).add_to(template)
    AppOutputs(user_pool=users).add_to(template)
    issuer = {"Fn::Sub": "https://issuer-cognito-idp.${AWS::Region}.${AWS::URLSuffix}/${Users}"}
    assert outputs(template)["Issuer"]["Value"] == issuer
    assert outputs(template)["JwksUrl"]["Value"] == {"Fn::Join": ["", [issuer, "/.well-known/jwks.json"]]}


def test_issuer_that_a_parameter_chooses(template):
    """A parameter that is called like the updated form is not mistaken for it."""
    users = UserPool("Users", sms=None, issuer=Ref("UPDATED")).add_to(template)
    assert users.issuer.to_dict() == {"Fn::GetAtt": ["Users", "ProviderURL"]}


def test_existing_pool(template):
    """A pool of another stack, and of another Region, is told as it is."""
    AppOutputs(user_pool=ExistingUserPool("eu-west-1_abc", account="111122223333")).add_to(template)
    assert outputs(template)["Region"]["Value"] == "eu-west-1"
    assert outputs(template)["UserPoolId"]["Value"] == "eu-west-1_abc"
    assert "eu-west-1" in str(outputs(template)["Issuer"]["Value"])


def test_other_template(users):
    """A pool of another template is refused."""
    with pytest.raises(OtherTemplateError, match="another template"):
        AppOutputs(user_pool=users).add_to(Template())


def test_client_must_be_one(users):
    """What is no client is refused."""
    with pytest.raises(ConfigurationError, match="clients"):
        AppOutputs(user_pool=users, clients={"Web": users})


def test_not_a_resource(template, users):
    """Outputs given to add_resource say what to do instead."""
    with pytest.raises(NotAResourceError, match="add_to"):
        template.add_resource(AppOutputs(user_pool=users))


def test_of_another_pool(template, users):
    """A client and a domain of another pool are refused together, beside a name that is taken."""
    others = UserPool("Others", sms=None).add_to(template)
    web = UserPoolClient("Web", user_pool=others).add_to(template)
    domain = UserPoolDomain("Domain", user_pool=others, prefix="my-app").add_to(template)
    with pytest.raises(ConfigurationError, match="Web belongs to another user pool") as raised:
        AppOutputs(user_pool=users, clients={"Web": web}, domain=domain).add_to(template)
    assert not isinstance(raised.value, TitleTakenError)
    assert [finding.option for finding in raised.value.findings] == ["domain", "clients['Web']"]
    template.add_output(Output("Region", Value="x"))
    helper = AppOutputs(user_pool=users, clients={"Web": web})
    assert problems(helper, template) == [("prefix", "Region"), ("clients['Web']", "Web")]


def test_elsewhere(template, users):
    """A client and a domain of another stack are told of as they are."""
    domain, web = ExistingUserPoolDomain(custom_domain="auth.example.com"), ExistingUserPoolClient("abc")
    AppOutputs(user_pool=users, clients={"Web": web}, domain=domain).add_to(template)
    assert outputs(template)["DomainBaseUrl"]["Value"] == "https://auth.example.com"
    assert outputs(template)["WebClientId"]["Value"] == "abc"
