"""How a helper joins a template: all or nothing, under its own logical ids, with clear errors."""

import json
from datetime import timedelta

import pytest
from troposphere import GetAtt, If, Output, Parameter, Ref, Sub, Tags, Template, cognito, iam, kms

from troposphere_cognito_l2 import (
    ConfigurationError,
    Contacts,
    ExistingUserPool,
    FeaturePlan,
    LambdaTriggers,
    Mfa,
    MfaMode,
    NotAResourceError,
    OtherTemplateError,
    PasswordPolicy,
    RemovalPolicy,
    SesEmail,
    SignIn,
    SmsDelivery,
    StringAttribute,
    TitleTakenError,
    UserPool,
    UserPoolClient,
    UserVerification,
)


def refused(make, template=None):
    """The error that a call raises; the template must be as it was."""
    before = None if template is None else template.to_json()
    with pytest.raises(ConfigurationError) as caught:
        make()
    if template is not None:
        assert template.to_json() == before
    return caught.value


def findings(error):
    return {(finding.option, finding.path, finding.rule) for finding in error.findings}


class TestAllOrNothing:
    def test_everything_is_added(self, template):
        """The pool, its role and its permissions join the template together."""
        UserPool("Users", lambda_triggers=LambdaTriggers(pre_sign_up="arn:aws:lambda:eu-west-1:1:function:f")).add_to(
            template
        )
        assert set(template.resources) == {"Users", "UsersSmsRole", "UsersPreSignUpPermission"}

    def test_all_problems_at_once(self, template):
        """One error names every problem, each with option, property and rule."""
        pool = UserPool(
            "Users",
            self_sign_up_enabled=Ref("Open"),
            password_policy=PasswordPolicy(min_length=3),
            user_verification=UserVerification(email_body="no placeholder"),
        )
        error = refused(lambda: pool.add_to(template), template)
        assert findings(error) == {
            ("self_sign_up_enabled", "AdminCreateUserConfig.AllowAdminCreateUserOnly", "E9000"),
            ("password_policy.min_length", "Policies.PasswordPolicy.MinimumLength", "E9006"),
            ("user_verification.email_body", "VerificationMessageTemplate.EmailMessage", "E9007"),
        }

    def test_error_text_says_what_to_do(self, template):
        """The text holds the value given, what is allowed, the fix and the source."""
        text = str(refused(lambda: UserPool("Users", password_policy=PasswordPolicy(min_length=3)).add_to(template)))
        assert "password_policy.min_length (Users.Policies.PasswordPolicy.MinimumLength)" in text
        assert "given:   3" in text
        assert "allowed: 6 to 99" in text
        assert "https://docs.aws.amazon.com/" in text

    def test_companion_problem_names_the_option(self, template):
        """A problem of the role that the helper makes is laid at the door of the option that asked for it."""
        template.add_resource(iam.Role("UsersSmsRole", AssumeRolePolicyDocument={}))
        error = refused(lambda: UserPool("Users").add_to(template), template)
        assert "which sms makes" in str(error)

    def test_same_script_same_bytes(self):
        """Two runs of the same calls give the same JSON."""

        def run():
            template = Template()
            UserPool("Users", sign_in=SignIn.email_or_phone(), tags={"b": "1", "a": "2"}).add_to(template)
            return template.to_json()

        assert run() == run()

    def test_one_value_many_templates(self):
        """A helper is a value: adding it twice to different templates gives the same resources."""
        pool = UserPool("Users")
        one, other = Template(), Template()
        pool.add_to(one)
        pool.add_to(other)
        assert one.to_json() == other.to_json()

    def test_refuses_what_is_no_template(self):
        """Only a troposphere template can be added to."""
        with pytest.raises(TypeError, match="takes a troposphere Template"):
            UserPool("Users").add_to({})


class TestTitles:
    @pytest.mark.parametrize("title", ["my-pool", "", "a b", "x" * 256, "Ü"])
    def test_not_alphanumeric(self, template, title):
        """A logical id has 1 to 255 letters and digits."""
        assert isinstance(refused(lambda: UserPool(title).add_to(template), template), TitleTakenError)

    def test_taken_by_resource(self, template):
        """A logical id that a resource has is refused."""
        template.add_resource(kms.Key("Users"))
        assert isinstance(refused(lambda: UserPool("Users").add_to(template), template), TitleTakenError)

    def test_taken_by_parameter(self, template):
        """A logical id that a parameter has is refused, as CloudFormation does."""
        template.add_parameter(Parameter("UsersSmsRole", Type="String"))
        error = refused(lambda: UserPool("Users").add_to(template), template)
        assert "parameter of that name" in str(error)

    def test_condition_of_the_same_name_is_fine(self, template):
        """CloudFormation lets a condition and a resource share a name."""
        template.add_condition("Users", {"Fn::Equals": ["a", "b"]})
        UserPool("Users").add_to(template)
        assert "Users" in template.resources

    def test_more_than_500_resources(self, template):
        """The resource limit of a template is found before anything is added."""
        for number in range(499):
            template.add_resource(kms.Key(f"Key{number}"))
        error = refused(lambda: UserPool("Users").add_to(template), template)
        assert "500 resources" in str(error)
        UserPool("Users", sms=None).add_to(template)
        assert len(template.resources) == 500


class TestCommonOptions:
    def test_condition_holds_for_all(self, template):
        """The pool and its companions exist under the same condition."""
        UserPool("Users", condition="IsProd").add_to(template)
        assert [made.Condition for made in template.resources.values()] == ["IsProd", "IsProd"]

    def test_metadata_and_depends_on(self, template):
        """Metadata and dependencies stand on the pool; titles, objects and handles are all taken."""
        key = template.add_resource(kms.Key("Key"))
        other = UserPool("Other").add_to(template)
        users = UserPool("Users", metadata={"owner": "me"}, depends_on=[key, other, "Else"]).add_to(template)
        assert users.resource.Metadata == {"owner": "me"}
        assert users.resource.DependsOn == ["Key", "Other", "Else"]

    @pytest.mark.parametrize("tags", [{"team": "identity"}, Tags(team="identity")])
    def test_tags(self, template, tags):
        """Tags are taken as a mapping or as troposphere's Tags, and rendered as the mapping that pools want."""
        assert UserPool("Users", tags=tags).add_to(template).resource.UserPoolTags == {"team": "identity"}

    def test_tag_that_is_an_intrinsic_as_a_whole(self, template):
        """A tag list with an intrinsic for a tag can't become a mapping."""
        tags = Tags(If("C", {"Key": "a", "Value": "b"}, Ref("AWS::NoValue")))
        assert findings(refused(lambda: UserPool("Users", tags=tags).add_to(template))) == {
            ("tags", "UserPoolTags", "E9000")
        }


class TestPassThrough:
    def test_merges_leaf_by_leaf(self, template):
        """A property that an option has no leaf for stands beside the options' leaves."""
        pool = UserPool(
            "Users", properties={"AdminCreateUserConfig": {"UnusedAccountValidityDays": 3}}, password_policy=None
        )
        config = pool.add_to(template).resource.AdminCreateUserConfig
        assert (config.AllowAdminCreateUserOnly, config.UnusedAccountValidityDays) == (True, 3)

    def test_same_leaf_twice(self, template):
        """A leaf that an option writes too is refused, with the name of that option."""
        pool = UserPool("Users", properties={"Policies": {"PasswordPolicy": {"MinimumLength": 12}}})
        error = refused(lambda: pool.add_to(template), template)
        assert findings(error) == {("properties", "Policies.PasswordPolicy.MinimumLength", "E9000")}
        assert "password_policy.min_length" in str(error)

    def test_unknown_property_passes(self, template):
        """What AWS released yesterday goes through, and nothing else is loosened."""
        users = UserPool("Users", properties={"BrandNew": {"Mode": "ON"}, "UserPoolTier": "ULTRA"}).add_to(template)
        rendered = users.resource.to_dict()["Properties"]
        assert rendered["BrandNew"] == {"Mode": "ON"}
        assert rendered["UserPoolTier"] == "ULTRA"

    def test_bounds_hold_for_passed_through(self, template):
        """Bounds are checked in what is passed through."""
        error = refused(lambda: UserPool("Users", properties={"UserPoolName": "x" * 200}).add_to(template), template)
        assert ("properties", "UserPoolName", "E9005") in findings(error)

    def test_a_list_that_options_write_too(self, template):
        """What is wrong in a list that is passed through is said of it; too many attributes are the custom ones."""
        schema = [{"Name": "x" * 30, "AttributeDataType": "String"}]
        error = refused(lambda: UserPool("Users", properties={"Schema": schema}).add_to(template), template)
        assert findings(error) == {("properties", "Schema[0].Name", "E9005")}
        many = UserPool("Users", custom_attributes={f"a{number}": StringAttribute() for number in range(51)})
        assert findings(refused(lambda: many.add_to(template), template)) == {("custom_attributes", "Schema", "E9008")}

    def test_troposphere_property_objects(self, template):
        """troposphere's property objects are taken apart and merged."""
        given = cognito.AdminCreateUserConfig(UnusedAccountValidityDays=Ref("Days"))
        users = UserPool("Users", properties={"AdminCreateUserConfig": given}).add_to(template)
        rendered = users.resource.to_dict()["Properties"]["AdminCreateUserConfig"]
        assert rendered == {"AllowAdminCreateUserOnly": True, "UnusedAccountValidityDays": {"Ref": "Days"}}

    def test_intrinsic_in_place_of_a_property_object(self, template):
        """An intrinsic may stand where CloudFormation has a mapping."""
        given = {"DeviceConfiguration": If("C", {"ChallengeRequiredOnNewDevice": True}, Ref("AWS::NoValue"))}
        users = UserPool("Users", properties=given).add_to(template)
        assert "Fn::If" in users.resource.to_dict()["Properties"]["DeviceConfiguration"]


class TestIgnore:
    def test_goes_past_a_rule_and_records_why(self, template):
        """An ignored rule is recorded with its reason in the resource's metadata."""
        pool = UserPool("Users", password_policy=PasswordPolicy(min_length=5), metadata={"owner": "me"})
        users = pool.add_to(template, ignore={"E9006": "AWS allows 5 since yesterday"})
        assert users.resource.Metadata == {
            "owner": "me",
            "CognitoChecks": {"ignore": {"E9006": "AWS allows 5 since yesterday"}},
        }

    def test_unknown_rule(self, template):
        """An id that no rule has is refused: a typo would switch nothing off."""
        error = refused(lambda: UserPool("Users").add_to(template, ignore=["E1234"]), template)
        assert findings(error) == {("ignore", "", "E9000")}

    def test_other_rules_still_hold(self, template):
        """Ignoring one rule does not switch off another."""
        pool = UserPool("Users", password_policy=PasswordPolicy(min_length=5))
        assert refused(lambda: pool.add_to(template, ignore=["E9007"]), template).findings[0].rule == "E9006"


class TestHandles:
    def test_references(self, template):
        """The handle gives the references of the pool."""
        users = UserPool("Users").add_to(template)
        assert users.id.to_dict() == {"Ref": "Users"}
        assert users.arn.to_dict() == {"Fn::GetAtt": ["Users", "Arn"]}
        assert users.provider_name.to_dict() == {"Fn::GetAtt": ["Users", "ProviderName"]}
        assert users.provider_url.to_dict() == {"Fn::GetAtt": ["Users", "ProviderURL"]}

    def test_resource_is_plain_troposphere(self, template):
        """What was made can still be changed the troposphere way."""
        users = UserPool("Users").add_to(template)
        users.resource.UserPoolTags = {"team": "identity"}
        users.resource.Policies.PasswordPolicy.MinimumLength = 12
        rendered = template.to_dict()["Resources"]["Users"]["Properties"]
        assert rendered["UserPoolTags"] == {"team": "identity"}
        assert rendered["Policies"]["PasswordPolicy"]["MinimumLength"] == 12

    def test_other_template(self, template):
        """A handle of another template is refused, and the remedy named."""
        users = UserPool("Users").add_to(template)
        users.must_be_in(template)
        with pytest.raises(OtherTemplateError, match="ExistingUserPool"):
            users.must_be_in(Template())

    @pytest.mark.parametrize(
        "wrap", [lambda made: made, lambda made: made.add_to(Template())], ids=["helper", "handle"]
    )
    def test_not_a_resource(self, template, wrap):
        """A helper or handle in add_resource or Ref says what to do, and the template stays as it was."""
        made = wrap(UserPool("Users"))
        with pytest.raises(NotAResourceError):
            template.add_resource(made)
        assert template.resources == {}
        template.add_output(Output("Id", Value=Ref(made)))
        with pytest.raises(NotAResourceError):
            template.to_json()


class TestOptions:
    def test_wrong_type(self):
        """A value of the wrong type is refused when the option is made, with what is allowed."""
        error = refused(lambda: PasswordPolicy(min_length="long", require_digits=1))
        assert {finding.option for finding in error.findings} == {"min_length", "require_digits"}

    def test_parameter_where_ref_was_meant(self):
        """A parameter object gets the hint to refer to it."""
        error = refused(lambda: SmsDelivery(external_id=Parameter("Ext", Type="String")))
        assert "did you mean Ref(Ext)" in str(error)

    def test_none_where_a_value_is_needed(self):
        """None is refused where it means nothing."""
        assert "leave the option out" in str(refused(lambda: PasswordPolicy(min_length=None)))

    def test_tags_are_no_intrinsic(self):
        """troposphere's Tags, a helper function by inheritance, does not pass for an intrinsic."""
        assert refused(lambda: UserPool("Users", user_pool_name=Tags(a="b"))).findings[0].option == "user_pool_name"

    def test_unknown_option(self):
        """A misspelt option is refused with the nearest name."""
        with pytest.raises(TypeError, match="did you mean 'user_pool_name'"):
            UserPool("Users", user_pool_nam="x")

    def test_missing_option(self):
        """An option without default must be given."""
        with pytest.raises(TypeError, match="Mfa needs mode"):
            Mfa()

    def test_positional_only_where_meant(self):
        """Only the logical id is positional, and only once."""
        with pytest.raises(TypeError, match="1 positional"):
            UserPool("Users", "more")
        with pytest.raises(TypeError, match="twice"):
            UserPool("Users", logical_id="Users")

    def test_frozen(self):
        """A value can't be changed once made."""
        policy = PasswordPolicy()
        with pytest.raises(AttributeError, match="frozen"):
            policy.min_length = 3
        with pytest.raises(AttributeError, match="frozen"):
            del policy.min_length

    def test_equal_by_value(self):
        """Values with the same options are equal, and an intrinsic is not its own name."""
        assert UserPool("Users", user_pool_name=Ref("N")) == UserPool("Users", user_pool_name=Ref("N"))
        assert hash(PasswordPolicy()) == hash(PasswordPolicy(min_length=8))
        assert UserPool("Users", user_pool_name=Ref("N")) != UserPool("Users", user_pool_name="N")

    def test_repr_names_what_differs(self):
        """The repr names the options that are not the default."""
        assert repr(PasswordPolicy(min_length=12)) == "PasswordPolicy(min_length=12)"
        assert repr(Mfa(MfaMode.OFF)) == "Mfa(mode=MfaMode.OFF)"


class TestIntrinsics:
    def test_inverted_boolean_with_if(self, template):
        """The branches of an If are swapped, deep down too."""
        flag = If("A", If("B", True, False), Ref("AWS::NoValue"))
        config = UserPool("Users", self_sign_up_enabled=flag).add_to(template).resource.AdminCreateUserConfig
        assert config.to_dict()["AllowAdminCreateUserOnly"] == {
            "Fn::If": ["A", {"Fn::If": ["B", False, True]}, {"Ref": "AWS::NoValue"}]
        }

    @pytest.mark.parametrize("flag", [Ref("Open"), Sub("${Open}"), If("C", Ref("Open"), False)])
    def test_inverted_boolean_never_becomes_a_literal(self, template, flag):
        """An intrinsic that can't be inverted is refused, with the If that can."""
        error = refused(lambda: UserPool("Users", self_sign_up_enabled=flag).add_to(template), template)
        assert "If(condition, True, False)" in str(error)

    def test_structural_option_refuses_an_intrinsic(self):
        """An option that chooses what is written names the remedy."""
        assert "decide in Python" in str(refused(lambda: UserPool("Users", mfa=Ref("Mfa"))))

    @pytest.mark.parametrize(
        "function",
        [If("IsProd", Ref("Arn"), Ref("AWS::NoValue")), If("A", If("B", Ref("AWS::NoValue"), Ref("Arn")), Ref("Arn"))],
    )
    def test_trigger_that_may_be_none(self, template, function):
        """A trigger is a function under every condition: Cognito's permission to call it can't be without one."""
        triggers = LambdaTriggers(pre_sign_up=function)
        error = refused(lambda: UserPool("Users", lambda_triggers=triggers).add_to(template), template)
        assert ("lambda_triggers.pre_sign_up", "LambdaConfig.PreSignUp", "E9000") in findings(error)

    def test_deletion_protection_by_condition(self, template):
        """Deletion protection may hang on a condition."""
        users = UserPool("Users", deletion_protection=If("IsProd", True, False)).add_to(template)
        assert users.resource.DeletionProtection.to_dict() == {"Fn::If": ["IsProd", "ACTIVE", "INACTIVE"]}


class TestRetention:
    def test_default(self, template):
        """Pool and role are retained, and the pool is protected from deletion."""
        UserPool("Users").add_to(template)
        for made in template.to_dict()["Resources"].values():
            assert (made["DeletionPolicy"], made["UpdateReplacePolicy"]) == ("Retain", "Retain")
        assert template.resources["Users"].DeletionProtection == "ACTIVE"

    def test_destroy(self, template):
        """One option makes everything disposable."""
        UserPool("Users", removal_policy=RemovalPolicy.DESTROY).add_to(template)
        for made in template.to_dict()["Resources"].values():
            assert (made["DeletionPolicy"], made["UpdateReplacePolicy"]) == ("Delete", "Delete")
        assert template.resources["Users"].DeletionProtection == "INACTIVE"


class TestSmsRole:
    def test_one_external_id_on_both_sides(self, template):
        """The pool presents the external id that the role's trust asks for."""
        UserPool("Users").add_to(template)
        rendered = template.to_dict()["Resources"]
        [statement] = rendered["UsersSmsRole"]["Properties"]["AssumeRolePolicyDocument"]["Statement"]
        presented = rendered["Users"]["Properties"]["SmsConfiguration"]["ExternalId"]
        assert (
            statement["Condition"]["StringEquals"]["sts:ExternalId"]
            == presented
            == {"Fn::Sub": "${AWS::StackName}-Users"}
        )

    def test_given_external_id_without_role(self, template):
        """An external id of yours is used on both sides of the role that is made."""
        UserPool("Users", sms=SmsDelivery(external_id="mine")).add_to(template)
        rendered = json.dumps(template.to_dict()["Resources"])
        assert rendered.count('"mine"') == 2

    def test_given_role_without_external_id(self, template):
        """For a role of yours no external id is made up."""
        users = UserPool("Users", sms=SmsDelivery(role="arn:aws:iam::111122223333:role/sms")).add_to(template)
        assert users.resource.SmsConfiguration.to_dict() == {"SnsCallerArn": "arn:aws:iam::111122223333:role/sms"}
        assert users.sms_role is None

    def test_path_and_boundary(self, template):
        """The role takes a path and a permissions boundary."""
        users = UserPool("Users", sms=SmsDelivery(role_path="/app/", role_permissions_boundary=Ref("Boundary"))).add_to(
            template
        )
        assert (users.sms_role.Path, users.sms_role.PermissionsBoundary.to_dict()) == ("/app/", {"Ref": "Boundary"})

    def test_gives_way_to_an_authenticator_app(self, template):
        """Where MFA is on without SMS, no SMS configuration is made, since Cognito refuses one there."""
        users = UserPool("Users", mfa=Mfa(MfaMode.REQUIRED, totp=True)).add_to(template)
        assert users.sms_role is None
        assert "SmsConfiguration" not in users.resource.properties


class TestExistingUserPool:
    def test_literal_id_gives_its_own_region(self):
        """A literal id says in which Region the pool is."""
        pool = ExistingUserPool("eu-west-1_abc")
        assert pool.region == "eu-west-1"
        assert pool.provider_name.to_dict() == {"Fn::Sub": "cognito-idp.eu-west-1.${AWS::URLSuffix}/eu-west-1_abc"}

    def test_intrinsic_id(self):
        """The Region of an id known at deploy is read from it."""
        pool = ExistingUserPool(Ref("PoolId"))
        [text, variables] = pool.arn.to_dict()["Fn::Sub"]
        assert text == "arn:${AWS::Partition}:cognito-idp:${Region}:${AWS::AccountId}:userpool/${Id}"
        assert variables["Region"] == {"Fn::Select": [0, {"Fn::Split": ["_", {"Ref": "PoolId"}]}]}

    def test_from_arn(self):
        """An ARN says id, Region and account."""
        pool = ExistingUserPool.from_arn("arn:aws:cognito-idp:us-east-1:111122223333:userpool/us-east-1_abc")
        assert (pool.id, pool.region, pool.account) == ("us-east-1_abc", "us-east-1", "111122223333")

    @pytest.mark.parametrize("id", ["", "nopool", 5, None, Parameter("P", Type="String")])
    def test_refuses_what_is_no_id(self, id):
        """What does not look like a pool's id is refused."""
        refused(lambda: ExistingUserPool(id))

    def test_refuses_what_is_no_arn(self):
        """What is no ARN of a pool is refused."""
        refused(lambda: ExistingUserPool.from_arn("arn:aws:cognito-idp:us-east-1:1:identitypool/x"))

    def test_fits_any_template(self):
        """A pool of another stack can be used in any template."""
        assert ExistingUserPool("us-east-1_abc").must_be_in(Template()) is None


class TestVerification:
    def test_default_follows_sign_in(self, template):
        """What users sign in with is verified, and kept until the new value is."""
        users = UserPool("Users", sign_in=SignIn.email_or_phone()).add_to(template)
        assert users.resource.AutoVerifiedAttributes == ["email", "phone_number"]
        kept = users.resource.UserAttributeUpdateSettings.AttributesRequireVerificationBeforeUpdate
        assert kept == ["email", "phone_number"]

    def test_none_leaves_it_out(self, template):
        """None leaves both properties out."""
        users = UserPool("Users", sign_in=SignIn.email(), auto_verify=None, keep_original=None).add_to(template)
        assert not {"AutoVerifiedAttributes", "UserAttributeUpdateSettings"} & set(users.resource.properties)

    def test_asked_for(self, template):
        """Contacts can be named."""
        users = UserPool("Users", auto_verify=Contacts(email=True), keep_original=Contacts()).add_to(template)
        assert users.resource.AutoVerifiedAttributes == ["email"]
        assert "UserAttributeUpdateSettings" not in users.resource.properties


def test_get_att_is_troposphere(template):
    """References of a handle are troposphere's own."""
    assert isinstance(UserPool("Users").add_to(template).arn, GetAtt)


class TestWhatATemplateCanHold:
    def test_enumeration_inside_an_intrinsic(self, template):
        """An enumeration in a branch of an If stands as its value."""
        users = UserPool("Users", feature_plan=If("C", FeaturePlan.PLUS, FeaturePlan.ESSENTIALS)).add_to(template)
        assert users.resource.UserPoolTier.to_dict() == {"Fn::If": ["C", "PLUS", "ESSENTIALS"]}
        assert '"PLUS"' in template.to_json()

    @pytest.mark.parametrize(
        "options",
        [
            {"user_pool_name": If("C", timedelta(days=1), "x")},
            {"tags": {"a": If("C", kms.Key("Key"), "x")}},
            {"metadata": {"a": object()}},
            {"properties": {"UserPoolName": b"x"}},
            {"user_pool_name": Sub("${A}", A=Parameter("A", Type="String"))},
            {"metadata": {"a": float("nan")}},
        ],
        ids=["timedelta", "resource", "object", "bytes", "parameter", "nan"],
    )
    def test_what_is_no_json(self, options):
        """What no template can hold is refused when the helper is made, not when the template is printed."""
        error = refused(lambda: UserPool("Users", **options))
        assert "no template can hold" in str(error)

    def test_values_keep_their_own(self, template):
        """What the caller does to a mapping afterwards changes nothing in the helper."""
        attributes, metadata = {"a": StringAttribute()}, {"a": {"b": 1}}
        pool = UserPool("Users", custom_attributes=attributes, metadata=metadata)
        attributes["b"], metadata["a"]["b"] = 1, 2
        users = pool.add_to(template)
        assert [entry.Name for entry in users.resource.Schema] == ["a"]
        assert users.resource.Metadata == {"a": {"b": 1}}
        users.resource.Metadata["a"]["b"] = 3
        assert pool.add_to(Template()).resource.Metadata == {"a": {"b": 1}}

    def test_both_branches_are_checked(self, template):
        """Each value of an If is held against the bounds of its property."""
        error = refused(
            lambda: UserPool("Users", password_policy=PasswordPolicy(min_length=If("C", 4, 12))).add_to(template)
        )
        assert [(finding.option, finding.value) for finding in error.findings] == [("password_policy.min_length", 4)]


class TestMisuse:
    @pytest.mark.parametrize("name", ["custom:tenant", "email"])
    def test_misnamed_custom_attribute(self, template, name):
        """A custom attribute that would become another one is refused by its name."""
        error = refused(
            lambda: UserPool("Users", custom_attributes={name: StringAttribute()}).add_to(template), template
        )
        assert (f"custom_attributes[{name!r}]", "Schema", "E9000") in findings(error)

    @pytest.mark.parametrize("address", ["", "ann", "ann@", "@b.com", "a b@c.com", "a@b..com"])
    def test_what_is_no_address(self, template, address):
        """A sender that is no e-mail address is refused."""
        error = refused(lambda: UserPool("Users", email=SesEmail(from_email=address)).add_to(template), template)
        assert ("email.from_email", "EmailConfiguration.From", "E9000") in findings(error)

    def test_waits_for_itself(self, template):
        """A resource can't depend on itself."""
        error = refused(lambda: UserPool("Users", depends_on=["Users"]).add_to(template), template)
        assert findings(error) == {("depends_on", "", "E9000")}

    def test_ignore_takes_one_id(self, template):
        """One id may be given as it is."""
        users = UserPool("Users", password_policy=PasswordPolicy(min_length=5)).add_to(template, ignore="E9006")
        assert users.resource.Metadata["CognitoChecks"]["ignore"] == {"E9006": "no reason given"}

    def test_ignore_without_a_reason(self, template):
        """A mapping of ids gives reasons, in words."""
        error = refused(lambda: UserPool("Users").add_to(template, ignore={"E9006": ""}), template)
        assert findings(error) == {("ignore", "", "E9000")}

    @pytest.mark.parametrize("ignore", [None, True, 1])
    def test_ignore_of_another_type(self, template, ignore):
        """What is no list of ids is a TypeError that says so."""
        with pytest.raises(TypeError, match="ignore takes ids of rules"):
            UserPool("Users").add_to(template, ignore=ignore)

    def test_helper_in_place_of_its_handle(self):
        """The most likely slip gets the word that mends it."""
        error = refused(lambda: UserPoolClient("Web", user_pool=UserPool("Users")))
        assert "call `.add_to(template)` on it" in str(error)

    @pytest.mark.parametrize("pool", ["us-east-1_abc", Ref("Users"), cognito.UserPool("Users")])
    def test_something_else_in_place_of_a_handle(self, pool):
        """A name, reference or raw resource gets the word that mends it."""
        assert "ExistingUserPool(id)" in str(refused(lambda: UserPoolClient("Web", user_pool=pool)))
