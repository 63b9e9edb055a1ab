"""A live pool can be taken over under its logical id: nothing immutable changes, and its users stay."""

import json
from pathlib import Path

import pytest
from in_process_aws import StackFailed, in_process_aws
from troposphere import Output, Template, cognito

from troposphere_cognito_l2 import (
    BooleanAttribute,
    NumberAttribute,
    SignIn,
    SignInAlias,
    StandardAttribute,
    StandardAttributes,
    StringAttribute,
    UserPool,
    compare,
)

IMMUTABLE = ("AliasAttributes", "UsernameAttributes", "UsernameConfiguration", "Schema")
VECTORS = Path(__file__).parent / "vectors"


def cdk(name):
    """The user pool of one of CDK's templates: its logical id and properties."""
    resources = json.loads((VECTORS / f"{name}.json").read_text())["template"]
    [(logical_id, resource)] = [
        (title, body) for title, body in resources.items() if body["Type"] == "AWS::Cognito::UserPool"
    ]
    return logical_id, resource["Properties"]


def raw(**properties):
    """A pool in raw troposphere."""
    return "Users", cognito.UserPool("Users", **properties).to_dict().get("Properties", {})


CASES = {
    "CDK: nothing said": (cdk("pool-name-only"), {"case_sensitive": None}),
    "CDK: e-mail": (cdk("signin-email-no-autoverify"), {"case_sensitive": None, "sign_in": SignIn.email()}),
    "CDK: user name with e-mail": (
        cdk("signin-username-email"),
        {"case_sensitive": None, "sign_in": SignIn.username(aliases=[SignInAlias.EMAIL])},
    ),
    "CDK: case-insensitive": (cdk("signin-case-insensitive"), {}),
    "CDK 1.26: phone": (cdk("seed-signin-phone"), {"case_sensitive": None, "sign_in": SignIn.phone()}),
    "CDK: standard attributes, without data types": (
        cdk("attr-standard-all-names"),
        {
            "case_sensitive": None,
            "standard_attributes": StandardAttributes(
                **{name: StandardAttribute(write_data_type=False) for name in StandardAttributes._fields}
            ),
        },
    ),
    "raw: custom attributes": (
        raw(
            UsernameAttributes=["email"],
            UsernameConfiguration=cognito.UsernameConfiguration(CaseSensitive=True),
            Schema=[
                cognito.SchemaAttribute(Name="email", AttributeDataType="String", Mutable=True, Required=True),
                cognito.SchemaAttribute(Name="tenant", AttributeDataType="String"),
                cognito.SchemaAttribute(Name="vip", AttributeDataType="Boolean", Mutable=True),
                cognito.SchemaAttribute(
                    Name="level",
                    AttributeDataType="Number",
                    Mutable=True,
                    NumberAttributeConstraints=cognito.NumberAttributeConstraints(MinValue="0"),
                ),
            ],
        ),
        {
            "sign_in": SignIn.email(),
            "case_sensitive": True,
            "standard_attributes": StandardAttributes(email=StandardAttribute(required=True)),
            "custom_attributes": {
                "tenant": StringAttribute(mutable=None),
                "vip": BooleanAttribute(mutable=True),
                "level": NumberAttribute(min=0, mutable=True),
            },
        },
    ),
}


def immutable(properties):
    """What Cognito never lets change, whatever the order of the schema."""
    kept = {name: properties[name] for name in IMMUTABLE if properties.get(name)}
    if "Schema" in kept:
        kept["Schema"] = sorted(kept["Schema"], key=lambda attribute: attribute["Name"])
    return kept


@pytest.mark.parametrize("case", CASES)
def test_nothing_immutable_changes(case):
    """The helper that takes a pool over says the same of everything that is immutable."""
    (logical_id, live), options = CASES[case]
    adopted = UserPool(logical_id, **options).add_to(Template())
    assert adopted.logical_id == logical_id
    assert immutable(adopted.resource.to_dict()["Properties"]) == immutable(live)


@pytest.mark.parametrize("case", CASES)
def test_compare_is_clean(case):
    """What the helper makes in the place of a live pool compares without an error, and asks for nothing immutable."""
    (logical_id, live), options = CASES[case]
    old = {"Resources": {logical_id: {"Type": "AWS::Cognito::UserPool", "Properties": live}}}
    sms = {} if "SmsConfiguration" in live else {"sms": None}
    template = Template()
    UserPool(logical_id, **sms, **options).add_to(template)
    assert compare(old, template).errors == ()


@pytest.mark.parametrize("case", CASES)
def test_users_stay(case):
    """Deployed over the live pool, the helper's template keeps its users."""
    (logical_id, live), options = CASES[case]
    live = {
        name: value for name, value in live.items() if name != "SmsConfiguration"
    }  # its role is not in the template
    old = {"Resources": {logical_id: {"Type": "AWS::Cognito::UserPool", "Properties": live}}}
    template = Template()
    adopted = UserPool(logical_id, sms=None, auto_verify=None, keep_original=None, **options).add_to(template)
    template.add_output(Output("Id", Value=adopted.id))
    with in_process_aws() as aws:
        pool = aws.deploy("live", old).physical_id(logical_id)
        username = "+15555550100" if live.get("UsernameAttributes") == ["phone_number"] else "ann@example.com"
        if "email" in (live.get("AliasAttributes") or []):
            username = "ann"
        aws.client("cognito-idp").admin_create_user(UserPoolId=pool, Username=username)
        assert aws.update("live", template.to_dict()).outputs["Id"] == pool
        assert len(aws.client("cognito-idp").list_users(UserPoolId=pool)["Users"]) == 1


def test_immutable_change_is_refused():
    """The twin: the default's case-insensitive names on a pool without that setting are refused by the deploy."""
    old = {"Resources": {"Users": {"Type": "AWS::Cognito::UserPool", "Properties": {}}}}
    template = Template()
    UserPool("Users", sms=None).add_to(template)
    assert [change.path for change in compare(old, template).errors] == ["UsernameConfiguration.CaseSensitive"]
    with in_process_aws() as aws:
        aws.deploy("live", old)
        with pytest.raises(StackFailed, match="UsernameConfiguration"):
            aws.update("live", template.to_dict())
