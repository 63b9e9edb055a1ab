"""Groups, users, and who is in which group."""

import pytest
from linters import lint
from outcomes import problems, properties
from troposphere import And, Condition, Equals, GetAtt, Ref, Template, iam, sqs

from troposphere_cognito_l2 import (
    ConfigurationError,
    DeliveryMedium,
    ExistingUserPool,
    MessageAction,
    OtherTemplateError,
    SignIn,
    SignInAlias,
    StringAttribute,
    UserPool,
    UserPoolGroup,
    UserPoolUser,
    UserPoolUserToGroupAttachment,
)
from troposphere_cognito_l2.checks.engine import findings_of
from troposphere_cognito_l2.checks.view import TemplateView

ROLE_ARN = "arn:aws:iam::111122223333:role/readers"
TRUST = {
    "Version": "2012-10-17",
    "Statement": [
        {
            "Effect": "Allow",
            "Principal": {"Federated": "cognito-identity.amazonaws.com"},
            "Action": "sts:AssumeRoleWithWebIdentity",
            "Condition": {"StringEquals": {"cognito-identity.amazonaws.com:aud": "us-east-1:1"}},
        }
    ],
}


@pytest.fixture
def users(template):
    """A pool whose users have user names."""
    return UserPool("Users").add_to(template)


@pytest.fixture
def by_email(template):
    """A pool whose users sign in with their e-mail addresses."""
    return UserPool("ByEmail", sign_in=SignIn.email()).add_to(template)


def warnings(template, logical_id):
    """Rule and property of each warning about a resource."""
    view = TemplateView(template.to_dict()["Resources"]).resource(logical_id)
    return [(finding.rule, finding.path) for finding in findings_of(view) if finding.rule.startswith("W")]


class TestGroup:
    def test_everything(self, template, users):
        """Every option is written to its property; precedence 0 is one."""
        group = UserPoolGroup(
            "Readers", user_pool=users, group_name="readers", description="Who reads", precedence=0, role=ROLE_ARN
        ).add_to(template)
        assert properties(group) == {
            "UserPoolId": {"Ref": "Users"},
            "GroupName": "readers",
            "Description": "Who reads",
            "Precedence": 0,
            "RoleArn": ROLE_ARN,
        }
        assert group.group_name.to_dict() == {"Ref": "Readers"}

    def test_name_is_the_logical_id(self, template, users):
        """Without a name the group is called by its logical id, since tokens carry the name."""
        group = UserPoolGroup("Readers", user_pool=users).add_to(template)
        assert properties(group)["GroupName"] == "Readers"

    def test_name_can_be_left_out(self, template, users):
        """A live group that was made without a name is adopted with NoValue in its place."""
        group = UserPoolGroup("Readers", user_pool=users, group_name=Ref("AWS::NoValue")).add_to(template)
        assert properties(group)["GroupName"] == {"Ref": "AWS::NoValue"}

    def test_role_as_an_object(self, template, users):
        """A troposphere role is named by its ARN."""
        role = template.add_resource(iam.Role("Role", AssumeRolePolicyDocument=TRUST))
        group = UserPoolGroup("Readers", user_pool=users, role=role).add_to(template)
        assert properties(group)["RoleArn"] == {"Fn::GetAtt": ["Role", "Arn"]}

    def test_role_under_another_condition(self, template, users):
        """A role under another condition is the group's only where it exists."""
        role = template.add_resource(iam.Role("Role", AssumeRolePolicyDocument=TRUST, Condition="IsLive"))
        group = UserPoolGroup("Readers", user_pool=users, role=role).add_to(template)
        assert properties(group)["RoleArn"] == {
            "Fn::If": ["IsLive", {"Fn::GetAtt": ["Role", "Arn"]}, {"Ref": "AWS::NoValue"}]
        }
        same = UserPoolGroup("Writers", user_pool=users, role=role, condition="IsLive").add_to(template)
        assert properties(same)["RoleArn"] == {"Fn::GetAtt": ["Role", "Arn"]}

    def test_role_by_its_name(self, template, users):
        """Ref of a role gives its name, which is no ARN."""
        role = template.add_resource(iam.Role("Role", AssumeRolePolicyDocument=TRUST))
        group = UserPoolGroup("Readers", user_pool=users, role=Ref(role))
        assert problems(group, template) == [("E9513", "role", "RoleArn")]

    def test_arn_of_another_type(self, template, users):
        """The ARN of a queue is no role's."""
        queue = template.add_resource(sqs.Queue("Jobs"))
        group = UserPoolGroup("Readers", user_pool=users, role=GetAtt(queue, "Arn"))
        assert problems(group, template) == [("E9513", "role", "RoleArn")]

    @pytest.mark.parametrize("name", ["readers", "READERS"])
    def test_same_name_twice(self, template, users, name):
        """Two groups of one name on one pool are refused, even if the case differs."""
        UserPoolGroup("Readers", user_pool=users, group_name="readers").add_to(template)
        again = UserPoolGroup("Others", user_pool=users, group_name=name)
        assert problems(again, template) == [("E9512", "group_name", "GroupName")]

    def test_same_name_on_two_pools(self, template, users, by_email):
        """Two pools may have groups of the same name."""
        UserPoolGroup("Readers", user_pool=users, group_name="readers").add_to(template)
        assert UserPoolGroup("Others", user_pool=by_email, group_name="readers").add_to(template)

    def test_same_unknown_name_twice(self, template, users):
        """The same parameter gives the same name."""
        UserPoolGroup("Readers", user_pool=users, group_name=Ref("Name")).add_to(template)
        assert UserPoolGroup("Other", user_pool=users, group_name=Ref("OtherName")).add_to(template)
        again = UserPoolGroup("Others", user_pool=users, group_name=Ref("Name"))
        assert problems(again, template) == [("E9512", "group_name", "GroupName")]

    def test_all_problems_at_once(self, template, users):
        """Each problem names its option, all of them at once."""
        group = UserPoolGroup(
            "Readers", user_pool=users, group_name="two words", description="x" * 2049, precedence=-1, role="reader"
        )
        assert problems(group, template) == [
            ("E9005", "description", "Description"),
            ("E9006", "precedence", "Precedence"),
            ("E9007", "group_name", "GroupName"),
            ("E9005", "role", "RoleArn"),
        ]

    def test_highest_precedence(self, template, users):
        """2147483647 is the highest precedence."""
        assert UserPoolGroup("Readers", user_pool=users, precedence=2**31 - 1).add_to(template)
        more = UserPoolGroup("Writers", user_pool=users, precedence=2**31)
        assert problems(more, template) == [("E9511", "precedence", "Precedence")]

    def test_equal_precedence_with_different_roles(self, template, users):
        """Equal precedence with different roles warns, with the same role or without one it does not."""
        one, two = (
            template.add_resource(iam.Role(name, AssumeRolePolicyDocument=TRUST)) for name in ("RoleOne", "RoleTwo")
        )
        UserPoolGroup("A", user_pool=users, precedence=1, role=one).add_to(template)
        UserPoolGroup("B", user_pool=users, precedence=1, role=one).add_to(template)
        UserPoolGroup("C", user_pool=users, precedence=1).add_to(template)
        UserPoolGroup("D", user_pool=users, precedence=1, role=two).add_to(template)
        assert [warnings(template, name) for name in "ABC"] == [[], [], []]
        assert set(warnings(template, "D")) == {("W9514", "Precedence")}

    def test_pool_of_another_template(self, users):
        """A pool of another template is refused."""
        with pytest.raises(OtherTemplateError, match="another template"):
            UserPoolGroup("Readers", user_pool=users).add_to(Template())


class TestUser:
    def test_everything(self, template):
        """Every option is written to its property."""
        users = UserPool("Users", custom_attributes={"tenant": StringAttribute()}).add_to(template)
        ann = UserPoolUser(
            "Ann",
            user_pool=users,
            username="ann",
            user_attributes={"email": "ann@example.com", "phone_number": Ref("Phone"), "custom:tenant": "a"},
            desired_delivery_mediums=[DeliveryMedium.SMS, DeliveryMedium.EMAIL],
            force_alias_creation=False,
            client_metadata={"source": "stack"},
            validation_data={"token": Ref("Token")},
        ).add_to(template)
        assert properties(ann) == {
            "UserPoolId": {"Ref": "Users"},
            "Username": "ann",
            "UserAttributes": [
                {"Name": "email", "Value": "ann@example.com"},
                {"Name": "phone_number", "Value": {"Ref": "Phone"}},
                {"Name": "custom:tenant", "Value": "a"},
            ],
            "DesiredDeliveryMediums": ["SMS", "EMAIL"],
            "ForceAliasCreation": False,
            "ClientMetadata": {"source": "stack"},
            "ValidationData": [{"Name": "token", "Value": {"Ref": "Token"}}],
        }
        assert ann.username.to_dict() == {"Ref": "Ann"}

    def test_action(self, template, users):
        """Without an invitation there is no medium for it."""
        ann = UserPoolUser(
            "Ann",
            user_pool=users,
            username="ann",
            user_attributes={"email": "a@example.com"},
            message_action=MessageAction.SUPPRESS,
        ).add_to(template)
        assert properties(ann)["MessageAction"] == "SUPPRESS"
        assert "DesiredDeliveryMediums" not in properties(ann)

    @pytest.mark.parametrize(
        ("sign_in", "options", "mediums"),
        [
            (SignIn.username(), {"username": "ann"}, None),
            (SignIn.username(), {"username": "ann", "user_attributes": {"email": "a@example.com"}}, ["EMAIL"]),
            (SignIn.username(), {"username": "ann", "user_attributes": {"phone_number": "+12065550100"}}, None),
            (SignIn.email(), {"username": "ann@example.com"}, ["EMAIL"]),
            (SignIn.email(), {"username": Ref("Email")}, ["EMAIL"]),
            (SignIn.phone(), {"username": "+12065550100"}, None),
            (SignIn.email_or_phone(), {"username": "ann@example.com"}, ["EMAIL"]),
            (SignIn.email_or_phone(), {"username": "+12065550100"}, None),
            (SignIn.email_or_phone(), {"username": Ref("Contact")}, None),
            (SignIn.email(), {"username": "ann@example.com", "desired_delivery_mediums": None}, None),
        ],
    )
    def test_invitation_goes_where_the_user_is(self, template, sign_in, options, mediums):
        """The invitation goes by e-mail where the user surely has an address, else by Cognito's default."""
        users = UserPool("Users", sign_in=sign_in).add_to(template)
        ann = UserPoolUser("Ann", user_pool=users, **options).add_to(template)
        assert properties(ann).get("DesiredDeliveryMediums") == mediums

    def test_existing_pool(self, template):
        """A user of a pool of another stack is invited by e-mail if the name is an address."""
        pool = ExistingUserPool("us-east-1_abc")
        ann = UserPoolUser("Ann", user_pool=pool, username="ann@example.com").add_to(template)
        bob = UserPoolUser("Bob", user_pool=pool, username=Ref("Name")).add_to(template)
        assert properties(ann)["DesiredDeliveryMediums"] == ["EMAIL"]
        assert "DesiredDeliveryMediums" not in properties(bob)

    @pytest.mark.parametrize("name", ["ann lee", "", "a" * 129, "ann\u200b"])
    def test_no_user_name(self, template, users, name):
        """A user name has 1 to 128 characters, none of them a space or invisible."""
        assert problems(UserPoolUser("Ann", user_pool=users, username=name), template) == [
            ("E9521", "username", "Username")
        ]

    def test_user_name_in_any_script(self, template, users):
        """A user name may be in any script, with accents and symbols."""
        assert UserPoolUser("Ann", user_pool=users, username="Åñe\u0301-李+€_1").add_to(template)

    @pytest.mark.parametrize(
        ("sign_in", "name"),
        [
            (SignIn.email(), "ann"),
            (SignIn.email(), "+12065550100"),
            (SignIn.phone(), "ann@example.com"),
            (SignIn.phone(), "12065550100"),
            (SignIn.email_or_phone(), "ann"),
        ],
    )
    def test_name_that_nobody_signs_in_with(self, template, sign_in, name):
        """Where users sign in with an address or number only, another user name is refused."""
        users = UserPool("Users", sign_in=sign_in).add_to(template)
        ann = UserPoolUser("Ann", user_pool=users, username=name, message_action=MessageAction.SUPPRESS)
        assert problems(ann, template) == [("E9522", "username", "Username")]

    @pytest.mark.parametrize(
        ("alias", "name"), [(SignInAlias.EMAIL, "ann@example.com"), (SignInAlias.PHONE_NUMBER, "+12065550100")]
    )
    def test_name_like_an_alias(self, template, alias, name):
        """A user name that looks like an alias of the pool is refused."""
        users = UserPool("Users", sign_in=SignIn.username(aliases=[alias])).add_to(template)
        ann = UserPoolUser("Ann", user_pool=users, username=name, desired_delivery_mediums=None)
        assert problems(ann, template) == [("E9523", "username", "Username")]
        assert UserPoolUser("Bob", user_pool=users, username="bob").add_to(template)

    def test_address_that_is_not_the_name(self, template, by_email):
        """Where the user name is the address, another address is refused and the same one is not."""
        other = UserPoolUser(
            "Ann", user_pool=by_email, username="ann@example.com", user_attributes={"email": "lee@example.com"}
        )
        assert problems(other, template) == [("E9524", "user_attributes['email']", "UserAttributes[0].Value")]
        assert UserPoolUser(
            "Bob", user_pool=by_email, username="bob@example.com", user_attributes={"email": "Bob@example.com"}
        ).add_to(template)

    @pytest.mark.parametrize("medium", DeliveryMedium)
    def test_invitation_without_an_address(self, template, users, medium):
        """An invitation needs the address or number that it goes to."""
        ann = UserPoolUser("Ann", user_pool=users, username="ann", desired_delivery_mediums=[medium])
        assert problems(ann, template) == [("E9525", "desired_delivery_mediums", "DesiredDeliveryMediums[0]")]

    def test_attribute_that_the_pool_does_not_have(self, template):
        """Attributes that the pool has not are refused, with the prefix if that is all that is missing."""
        users = UserPool("Users", custom_attributes={"tenant": StringAttribute()}).add_to(template)
        ann = UserPoolUser(
            "Ann",
            user_pool=users,
            username="ann",
            user_attributes={"name": "Ann", "tenant": "a", "custom:tenent": "a"},
        )
        with pytest.raises(ConfigurationError) as raised:
            ann.add_to(template)
        assert [(one.rule, one.option, one.fix) for one in raised.value.findings] == [
            ("E9528", "user_attributes['tenant']", "write custom:tenant"),
            ("E9528", "user_attributes['custom:tenent']", "give Users the custom attribute, and write custom:tenent"),
        ]

    def test_custom_attribute_of_a_pool_without_schema(self, template, users):
        """A pool whose schema is not in the template, as of a live pool, may have any custom attribute."""
        assert UserPoolUser("Ann", user_pool=users, username="ann", user_attributes={"custom:tenant": "a"}).add_to(
            template
        )

    def test_value_of_an_attribute(self, template, users):
        """A value has at most 2048 characters."""
        ann = UserPoolUser("Ann", user_pool=users, username="ann", user_attributes={"name": "A" * 2049})
        assert problems(ann, template) == [("E9527", "user_attributes['name']", "UserAttributes[0].Value")]

    def test_same_name_twice(self, template, users):
        """Two users of one name on one pool are refused."""
        UserPoolUser("Ann", user_pool=users, username="ann").add_to(template)
        again = UserPoolUser("Lee", user_pool=users, username="ann")
        assert problems(again, template) == [("E9529", "username", "Username")]

    def test_sending_again_is_a_warning(self, template, users):
        """RESEND for a user whom the stack creates deploys to a failure, so it warns."""
        UserPoolUser("Ann", user_pool=users, username="ann", message_action=MessageAction.RESEND).add_to(template)
        assert warnings(template, "Ann") == [("W9530", "MessageAction")]


class TestAttachment:
    def test_refers_to_user_and_group(self, template, users):
        """User and group are named by Ref, so the attachment waits for both."""
        ann = UserPoolUser("Ann", user_pool=users, username="ann").add_to(template)
        readers = UserPoolGroup("Readers", user_pool=users).add_to(template)
        made = UserPoolUserToGroupAttachment("AnnReads", user_pool=users, user=ann, group=readers).add_to(template)
        assert properties(made) == {
            "UserPoolId": {"Ref": "Users"},
            "Username": {"Ref": "Ann"},
            "GroupName": {"Ref": "Readers"},
        }
        assert lint(template.to_dict()) == []

    def test_by_name(self, template):
        """Who and what is there already is named by name."""
        pool = ExistingUserPool("us-east-1_abc")
        made = UserPoolUserToGroupAttachment("AnnReads", user_pool=pool, user="ann", group=Ref("Group")).add_to(
            template
        )
        assert properties(made) == {
            "UserPoolId": "us-east-1_abc",
            "Username": "ann",
            "GroupName": {"Ref": "Group"},
        }

    def test_of_another_pool(self, template, users, by_email):
        """A user or a group of another pool is refused."""
        ann = UserPoolUser("Ann", user_pool=by_email, username="ann@example.com").add_to(template)
        readers = UserPoolGroup("Readers", user_pool=by_email).add_to(template)
        made = UserPoolUserToGroupAttachment("AnnReads", user_pool=users, user=ann, group=readers)
        assert problems(made, template) == [("E9542", "user", "Username"), ("E9542", "group", "GroupName")]

    def test_of_another_template(self, template, users):
        """A group of another template is refused."""
        other = Template()
        readers = UserPoolGroup("Readers", user_pool=UserPool("Users").add_to(other)).add_to(other)
        with pytest.raises(OtherTemplateError, match="Readers"):
            UserPoolUserToGroupAttachment("AnnReads", user_pool=users, user="ann", group=readers).add_to(template)

    def test_said_twice(self, template, users):
        """The same membership twice is refused."""
        readers = UserPoolGroup("Readers", user_pool=users).add_to(template)
        UserPoolUserToGroupAttachment("AnnReads", user_pool=users, user="ann", group=readers).add_to(template)
        again = UserPoolUserToGroupAttachment("AnnReadsToo", user_pool=users, user="ann", group=readers)
        assert problems(again, template) == [("E9541", "group", "GroupName")]

    def test_literal_name_of_a_group_in_the_template(self, template, users):
        """A literal name of what the template makes lets the stack go wrong, so it warns; DependsOn mends it."""
        readers = UserPoolGroup("Readers", user_pool=users, group_name="readers").add_to(template)
        loose = UserPoolUserToGroupAttachment("Loose", user_pool=users, user="ann", group="readers").add_to(template)
        assert warnings(template, loose.logical_id) == [("W9543", "GroupName")]
        UserPoolUserToGroupAttachment(
            "Waits", user_pool=users, user="bob", group="readers", depends_on=[readers]
        ).add_to(template)
        assert warnings(template, "Waits") == []

    def test_inherits_the_condition_of_what_it_joins(self, template, users):
        """An attachment exists where the user and the group do."""
        ann = UserPoolUser("Ann", user_pool=users, username="ann", condition="IsTest").add_to(template)
        readers = UserPoolGroup("Readers", user_pool=users).add_to(template)
        made = UserPoolUserToGroupAttachment("AnnReads", user_pool=users, user=ann, group=readers).add_to(template)
        assert made.condition == "IsTest"

    def test_two_conditions_need_a_third(self, template, users):
        """Where user and group have different conditions, the caller says when both exist."""
        for name in ("IsTest", "IsBig"):
            template.add_condition(name, Equals(Ref("AWS::Region"), name))
        template.add_condition("Both", And(Condition("IsTest"), Condition("IsBig")))
        ann = UserPoolUser("Ann", user_pool=users, username="ann", condition="IsTest").add_to(template)
        readers = UserPoolGroup("Readers", user_pool=users, condition="IsBig").add_to(template)
        joined = {"user_pool": users, "user": ann, "group": readers}
        assert problems(UserPoolUserToGroupAttachment("AnnReads", **joined), template) == [("E9000", "condition", "")]
        made = UserPoolUserToGroupAttachment("AnnReads", **joined, condition="Both").add_to(template)
        assert made.condition == "Both"

    def test_not_a_resource(self, template, users):
        """A raw troposphere group in place of a handle is refused with a remedy."""
        role = iam.Role("Role", AssumeRolePolicyDocument=TRUST)
        with pytest.raises(ConfigurationError, match="did you mean Ref"):
            UserPoolUserToGroupAttachment("AnnReads", user_pool=users, user="ann", group=role)
