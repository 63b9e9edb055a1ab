"""Resource servers, groups and access: what the helpers make of the scenarios that were run through AWS CDK."""

from __future__ import annotations

import re

import awacs.cognito_idp
import pytest
from troposphere import GetAtt, awslambda, iam
from vector_comparison import VECTORS, Refused, Same, entries_of, load

from troposphere_cognito_l2 import (
    LambdaTriggers,
    UserPool,
    UserPoolAccess,
    UserPoolGroup,
    UserPoolResourceServer,
)

TRUST = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}],
}


def pool(template, **options):
    return UserPool("Pool", sms=None, **options).add_to(template)


def server(**options):
    return lambda template: UserPoolResourceServer("Server", user_pool=pool(template), **options).add_to(template)


def group(**options):
    """A function that adds the pool, and returns the group to add or adds it."""
    return lambda template: UserPoolGroup("Group", user_pool=pool(template), **options)


def added(make):
    return lambda template: make(template).add_to(template)


def twice_the_same_group(template):
    users = pool(template)
    UserPoolGroup("A", user_pool=users, group_name="x").add_to(template)
    return UserPoolGroup("B", user_pool=users, group_name="x")


def grant(template):
    role = template.add_resource(iam.Role("Role", AssumeRolePolicyDocument=TRUST))
    UserPoolAccess(
        "Access",
        user_pool=pool(template),
        roles=[role],
        actions=[awacs.cognito_idp.AdminCreateUser, awacs.cognito_idp.ListUsers],
    ).add_to(template)


def grant_to_trigger(template):
    role = template.add_resource(iam.Role("FunctionRole", AssumeRolePolicyDocument=TRUST))
    function = template.add_resource(
        awslambda.Function(
            "Function",
            Code=awslambda.Code(ZipFile="foo"),
            Handler="index.handler",
            Runtime="nodejs22.x",
            Role=GetAtt(role, "Arn"),
        )
    )
    users = pool(template, lambda_triggers=LambdaTriggers(post_confirmation=function))
    UserPoolAccess("Access", user_pool=users, roles=[role], actions=[awacs.cognito_idp.AdminAddUserToGroup]).add_to(
        template
    )


TABLE = {
    "resource-server": [Same(server(identifier="users", scopes={"read": "Read-only access"}))],
    "resource-server-named": [Same(server(identifier="https://api.example.com", name="internal-users"))],
    "group-full": [
        Same(
            added(
                group(
                    group_name="test-group",
                    description="test description",
                    precedence=0,
                    role="arn:aws:iam::111122223333:role/group-role",
                )
            )
        )
    ],
    "group-limits": [Same(added(group(group_name="g" * 128, description="d" * 2048, precedence=2**31 - 1)))],
    "err-group-name-space": [Refused(group(group_name="my group"), ("group_name", "GroupName"))],
    "err-group-precedence-big": [Refused(group(precedence=2**31), ("precedence", "Precedence"))],
    "gap-group-duplicate-name": [Refused(twice_the_same_group, ("group_name", "GroupName"))],
    "gap-group-fractional-precedence": [Refused(group(precedence=1.5), ("precedence", "Precedence"))],
    # The Cognito part and the permission; test_access.py compares the policies.
    "grant": [Same(grant)],
    "grant-trigger-role": [Same(grant_to_trigger)],
    "gap-trigger-attach-cycle": [Same(grant_to_trigger)],
}

_FAMILY = re.compile(r"(resource-server|group|grant)|(err|gap)-(resource|group|grant)|gap-trigger-attach")


@pytest.mark.parametrize(("vector", "entry"), entries_of(TABLE))
def test_the_wish_of_a_vector(vector, entry):
    """What we make of a vector's wish is CDK's template, or is refused where it has to be."""
    entry.verify(load(vector))


def test_every_vector_of_the_family_is_in_the_table():
    """No vector of the family is left out, and none is in the table that does not exist."""
    assert {path.stem for path in VECTORS.glob("*.json") if _FAMILY.match(path.stem)} == TABLE.keys()
