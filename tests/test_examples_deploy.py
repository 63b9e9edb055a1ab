"""The examples deploy to the in-process AWS, in every order that their references allow."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import NamedTuple
from unittest.mock import patch

import custom_auth
import pytest
from botocore.exceptions import ClientError
from example_templates import TEMPLATES, render
from iam_enforced import acting_as
from in_process_aws import InProcessAws, StackFailed, in_process_aws
from in_process_aws.engine import class_of_type
from in_process_aws.resource import Accepted
from troposphere import Ref, Template

from troposphere_cognito_l2 import AppOutputs, SignIn, UserPool, UserPoolDomain, UserPoolResourceServer, compare


class Needs(NamedTuple):
    """What a template takes for granted."""

    parameters: dict[str, str]
    before: Callable[[InProcessAws], dict[str, str]] = lambda aws: {}
    """Makes what has to be there, and returns the parameters that name it."""


SENDER = {"Sender": "no-reply@example.com"}
KEY = {"KeyArn": "arn:aws:kms:us-east-1:123456789012:key/mrk-1"}


def google_and_dns(aws):
    """The secret that Google's console gave, and the zone that the sign-in domain is in."""
    secret = json.dumps({"client_secret": "abc"})
    aws.client("secretsmanager").create_secret(Name="google-sign-in", SecretString=secret)
    zone = aws.client("route53").create_hosted_zone(Name="example.com", CallerReference="1")["HostedZone"]["Id"]
    return {"HostedZoneId": zone.rpartition("/")[2]}


def two_pools(aws):
    """The stacks that own the pools."""
    staff, customers = Template(), Template()
    AppOutputs(user_pool=UserPool("Users", sms=None).add_to(staff)).add_to(staff)
    users = UserPool("Users", sms=None, sign_in=SignIn.email()).add_to(customers)
    UserPoolResourceServer("Orders", user_pool=users, identifier="orders", scopes={"read": "See"}).add_to(customers)
    pages = UserPoolDomain("Pages", user_pool=users, prefix="customers").add_to(customers)
    AppOutputs(user_pool=users, domain=pages, export_prefix=Ref("AWS::StackName")).add_to(customers)
    aws.deploy("customers", customers.to_json())
    return {"StaffPoolId": aws.deploy("staff", staff.to_json()).outputs["UserPoolId"], "IdentityStack": "customers"}


def replicated_pool(aws):
    """The pool; the replica has the same id."""
    stack = aws.deploy("primary", render("two_regions").to_json(), {**KEY, **SENDER})
    return {"UserPoolId": stack.outputs["UserPoolId"]}


NEEDS = {
    "composed": Needs(SENDER),
    "fleet": Needs({"TestUnit": "ou-1", "ProdUnit": "ou-2"}),
    "fleet_member": Needs({"Stage": "test"}),
    "other_stack": Needs({}, two_pools),
    "passwordless": Needs(SENDER),
    "single_page_app": Needs(
        {"CertificateArn": "arn:aws:acm:us-east-1:123456789012:certificate/1", "GoogleClientId": "123"}, google_and_dns
    ),
    "two_regions": Needs({**KEY, **SENDER}),
    "two_regions_secondary": Needs(SENDER, replicated_pool),
}

ONLY_ACCEPTED = {
    "composed": {"AWS::ApiGateway::Authorizer": "moto has no CloudFormation support for it"},
    "fleet": {
        "AWS::CloudFormation::StackSet": "moto makes stack sets by its API only; `fleet_member` is deployed here"
    },
    "identity_pool": {"AWS::Cognito::IdentityPoolRoleAttachment": "moto gives credentials without looking at roles"},
    "single_page_app": {"AWS::Cognito::ManagedLoginBranding": "moto has no sign-in pages"},
    "two_regions": {"AWS::Cognito::UserPoolReplica": "moto replicates nothing"},
    "two_regions_secondary": {
        "AWS::Cognito::UserPoolRegionalConfigurationAttachment": "no replica is in the other Region: deployed beside "
        "the pool, which has the same id"
    },
}
"""What the in-process AWS accepts and records without doing anything, by template, and why. All the rest is made."""

LEFT_OUT = {"composed": {"GetOrders": "moto takes no API method without IntegrationHttpMethod, which a mock has not"}}
"""What the in-process AWS can't deploy, by template and logical id, and why."""


def deployable(name):
    """A template without what is left out."""
    template = render(name).to_dict()
    for title in LEFT_OUT.get(name, {}):
        del template["Resources"][title]
    return template


def run(code):
    """The handler of a function's inline code."""
    made = {}
    exec(code, made)
    return made["handler"]


def orders(name):
    """Forward, reverse, and each resource that belongs to a Cognito resource as early as its references allow."""
    resources = deployable(name)["Resources"]
    belongs = [title for title, made in resources.items() if {"UserPoolId", "IdentityPoolId"} & {*made["Properties"]}]
    return ["forward", "reverse", *belongs]


def deploy(name, order, template):
    """A stack of a template, in an account of its own that has what the example of that name needs."""
    needs = NEEDS.get(name, Needs({}))
    with in_process_aws() as aws:
        parameters = {**needs.parameters, **needs.before(aws)}
        return aws.deploy("example", template, parameters, order=order)


@pytest.mark.one_python
@pytest.mark.parametrize(("name", "order"), [(name, order) for name in TEMPLATES for order in orders(name)])
def test_deploys(name, order):
    """All that must come first is said in the template: every valid order works, and every Output has a value."""
    template = deployable(name)
    stack = deploy(name, order, template)
    assert stack.physical_ids.keys() == template["Resources"].keys()
    assert stack.outputs.keys() == template.get("Outputs", {}).keys()
    assert all(stack.outputs.values())


def is_made_before(first, second, template):
    """Whether one resource of single_page_app comes before another that is made as early as may be."""
    made = list(deploy("single_page_app", second, template).physical_ids)
    return made.index(first) < made.index(second)


def test_style_waits_for_the_domain():
    """The style of the sign-in pages waits for their domain, which its properties do not name."""
    assert is_made_before("SignInDomain", "SignInStyle", deployable("single_page_app"))


def test_style_that_does_not_wait():
    """The twin: without its DependsOn the style comes first."""
    template = deployable("single_page_app")
    del template["Resources"]["SignInStyle"]["DependsOn"]
    assert not is_made_before("SignInDomain", "SignInStyle", template)


@pytest.mark.parametrize("name", TEMPLATES)
def test_what_is_only_accepted(name):
    """The table says which types of an example are not really made, no more and no less."""
    types = {resource["Type"] for resource in render(name).to_dict()["Resources"].values()}
    with in_process_aws():
        assert {kind for kind in types if issubclass(class_of_type(kind), Accepted)} == {*ONLY_ACCEPTED.get(name, {})}


@pytest.mark.parametrize(
    ("name", "client", "path", "text", "refusal"),
    [
        ("single_page_app", "Web", ("SupportedIdentityProviders", 1), "Google", "provider Google does not exist"),
        (
            "machine_to_machine",
            "Report",
            ("AllowedOAuthScopes", 0),
            "https://api.example.com/orders/read",
            "Invalid scope",
        ),
        (
            "many_tenants",
            "AcmeApp",
            ("SupportedIdentityProviders", 0),
            "AcmeSignIn",
            "provider AcmeSignIn does not exist",
        ),
    ],
)
def test_names_in_place_of_references(name, client, path, text, refusal):
    """The twin: with a name where the helper refers to the resource, the client may come too early and is refused."""
    template = render(name).to_dict()
    option, index = path
    template["Resources"][client]["Properties"][option][index] = text
    with pytest.raises(StackFailed, match=refusal):
        deploy(name, client, template)


def confirm(template):
    """The members after the function that custom_auth names for it was called, as its role, for a new user."""
    with in_process_aws() as aws:
        stack = aws.deploy("example", template)
        pool, user = stack.outputs["UserPoolId"], "ann@example.com"
        cognito = aws.client("cognito-idp")
        cognito.sign_up(ClientId=stack.outputs["AppClientId"], Username=user, Password="Correct-Horse-7")
        role = aws.client("iam").get_role(RoleName=stack.physical_id("PostConfirmationRole"))["Role"]["Arn"]
        event = {"triggerSource": "PostConfirmation_ConfirmSignUp", "userPoolId": pool, "userName": user}
        with acting_as(aws, role) as session, patch("boto3.client", session.client):
            assert run(custom_auth.POST_CONFIRMATION)(event, None) == event
        return cognito.list_users_in_group(UserPoolId=pool, GroupName="members")["Users"]


def test_trigger_function_that_knows_its_pool_by_the_event():
    """The function after a confirmation may put the new user into the group, and does."""
    assert len(confirm(deployable("custom_auth"))) == 1


def test_trigger_function_without_access():
    """The twin: without the policy that `UserPoolAccess` makes, it may not."""
    template = deployable("custom_auth")
    del template["Resources"]["PostConfirmationAccess"]
    with pytest.raises(ClientError, match="AccessDenied"):
        confirm(template)


@pytest.mark.parametrize(
    ("password", "answer", "tokens"), [(True, "right", True), (True, "wrong", False), (False, "right", False)]
)
def test_custom_challenge(password, answer, tokens):
    """The functions of custom_auth give tokens for the right password and the right answer, and for nothing less."""
    define, create, verify = (run(code) for code in (custom_auth.DEFINE, custom_auth.CREATE, custom_auth.VERIFY))
    session = [{"challengeName": "SRP_A", "challengeResult": True}]
    said = define({"request": {"session": session}, "response": {}}, None)["response"]
    assert said == {"issueTokens": False, "failAuthentication": False, "challengeName": "PASSWORD_VERIFIER"}
    session.append({"challengeName": "PASSWORD_VERIFIER", "challengeResult": password})
    said = define({"request": {"session": session}, "response": {}}, None)["response"]
    assert said.get("challengeName") == ("CUSTOM_CHALLENGE" if password else None)
    challenge = create({"response": {}}, None)["response"]["privateChallengeParameters"]
    given = challenge["answer"] if answer == "right" else "?"
    request = {"challengeAnswer": given, "privateChallengeParameters": challenge}
    correct = verify({"request": request, "response": {}}, None)["response"]["answerCorrect"]
    session.append({"challengeName": "CUSTOM_CHALLENGE", "challengeResult": correct})
    said = define({"request": {"session": session}, "response": {}}, None)["response"]
    assert (said["issueTokens"], said["failAuthentication"]) == (tokens, not tokens)


@pytest.mark.parametrize("first", [[], [{"challengeName": "CUSTOM_CHALLENGE", "challengeResult": True}]])
def test_riddle_alone_lets_nobody_in(first):
    """Without the password's steps before it, the riddle gives no tokens."""
    said = run(custom_auth.DEFINE)({"request": {"session": first}, "response": {}}, None)["response"]
    assert said == {"issueTokens": False, "failAuthentication": True}


def test_pool_id_in_the_environment_of_its_trigger():
    """The twin: a trigger function that knows its pool by its environment makes a circle."""
    template = render("custom_auth").to_dict()
    environment = {"Variables": {"POOL": {"Ref": "Users"}}}
    template["Resources"]["PostConfirmation"]["Properties"]["Environment"] = environment
    with pytest.raises(StackFailed, match="Circular dependency"):
        deploy("custom_auth", "forward", template)


def changed(template):
    """A later version of a template: everything that Cognito lets change in every resource of its users is changed."""
    later = json.loads(json.dumps(template))
    for resource in later["Resources"].values():
        properties = resource["Properties"]
        if resource["Type"] == "AWS::Cognito::UserPool":
            schema = properties.setdefault("Schema", [])
            schema.append({"Name": "added_later", "AttributeDataType": "String", "Mutable": True})
            properties.setdefault("Policies", {}).setdefault("PasswordPolicy", {})["MinimumLength"] = 14
            properties["UserPoolTags"] = {"version": "2"}
        elif resource["Type"] == "AWS::Cognito::UserPoolClient":
            properties["ClientName"] = "the-same-app"
        elif resource["Type"] == "AWS::Cognito::UserPoolGroup":
            properties["Description"] = "still the same people"
    return later


def renamed(template):
    """The twin: a version in which every pool has another logical id."""
    text = json.dumps(template)
    for title, resource in template["Resources"].items():
        if resource["Type"] == "AWS::Cognito::UserPool":
            text = re.sub(rf'"{title}"', f'"{title}2"', text).replace(f"${{{title}}}", f"${{{title}2}}")
            text = text.replace(f"${{{title}.", f"${{{title}2.")
    return json.loads(text)


def people_after(name, order, version):
    """Who is in the pools of an example, a user in each of them and then updated to another version of itself."""
    needs = NEEDS.get(name, Needs({}))
    with in_process_aws() as aws:
        parameters = {**needs.parameters, **needs.before(aws)}
        template = deployable(name)
        stack = aws.deploy("example", template, parameters, order=order)
        cognito = aws.client("cognito-idp")
        pools = [title for title, made in template["Resources"].items() if made["Type"] == "AWS::Cognito::UserPool"]
        for pool in pools:
            phone = template["Resources"][pool]["Properties"].get("UsernameAttributes") == ["phone_number"]
            username = "+15555550100" if phone else "ann@example.com"
            cognito.admin_create_user(UserPoolId=stack.physical_id(pool), Username=username)
        later = version(template)
        after = aws.update("example", later, parameters, order=order)
        found = [title for title, made in later["Resources"].items() if made["Type"] == "AWS::Cognito::UserPool"]
        return [len(cognito.list_users(UserPoolId=after.physical_id(pool))["Users"]) for pool in found]


WITH_POOLS = [name for name in TEMPLATES if '"AWS::Cognito::UserPool"' in render(name).to_json()]


@pytest.mark.one_python
@pytest.mark.parametrize("order", ["forward", "reverse"])
@pytest.mark.parametrize("name", WITH_POOLS)
def test_update_keeps_the_users(name, order):
    """A later version of an example updates it in either order, and its users are still there."""
    assert compare(deployable(name), changed(deployable(name))).ok
    people = people_after(name, order, changed)
    assert people == [1] * len(people)
    assert people


@pytest.mark.parametrize("name", ["quickstart", "custom_auth"])
def test_update_that_loses_the_users(name):
    """The twin: with another logical id the pool is empty, as compare says."""
    report = compare(deployable(name), renamed(deployable(name)))
    assert "users-lost" in {change.effect.value for change in report.errors}
    assert set(people_after(name, "forward", renamed)) == {0}
