"""What holds for every option of every public class, read from the type hints."""

import ast
import collections
import copy
import inspect
import json
import pydoc
import re
import typing
from functools import cache

import pytest
from option_values import annotations, helper_classes, is_value, option_classes
from troposphere import If, ImportValue, Ref, Sub, Template, cloudformation, sqs

from troposphere_cognito_l2 import (
    ConfigurationError,
    ExistingIdentityPool,
    ExistingUserPool,
    ExistingUserPoolDomain,
    IdentityPool,
    LambdaTriggers,
    Mfa,
    MfaMode,
    OAuth,
    OAuthFlow,
    OidcIdentityProvider,
    Passkeys,
    Scope,
    SmsDelivery,
    UserPool,
    UserPoolAccess,
    UserPoolClient,
    UserPoolDomain,
    UserPoolGroup,
    UserPoolUICustomization,
)
from troposphere_cognito_l2._core.conform import conforms, remedy
from troposphere_cognito_l2._core.options import MISSING
from troposphere_cognito_l2.user_pool.feature import Feature

CLASSES = option_classes()
USERS = ExistingUserPool("eu-west-1_abc")
INTRINSICS = [Ref("Parameter"), Sub("${Parameter}"), If("Condition", Ref("One"), Ref("Other")), ImportValue("Name")]

OPTIONS = [(cls, name) for cls in CLASSES for name in annotations(cls)]
VALUES = [(cls, name) for cls, name in OPTIONS if is_value(annotations(cls)[name])]
STRUCTURAL = [(cls, name) for cls, name in OPTIONS if not is_value(annotations(cls)[name])]
MAPPED = {"self_sign_up_enabled", "deletion_protection"}
"""Booleans that stand for another value: of the intrinsics they take only If."""


def named(pairs):
    return [pytest.param(cls, name, id=f"{cls.__name__}.{name}") for cls, name in pairs]


@cache
def field_docs(cls):
    """The docstring under each field of a class and its bases."""
    docs = {}
    for base in reversed(cls.__mro__):
        if base is object or not base.__module__.startswith("troposphere_cognito_l2"):
            continue
        [tree] = [
            node
            for node in ast.walk(ast.parse(inspect.getsource(inspect.getmodule(base))))
            if isinstance(node, ast.ClassDef) and node.name == base.__name__
        ]
        for field, after in zip(tree.body, [*tree.body[1:], None], strict=True):
            if (
                isinstance(field, ast.AnnAssign)
                and isinstance(after, ast.Expr)
                and isinstance(after.value, ast.Constant)
            ):
                docs[field.target.id] = after.value.value
    return docs


@pytest.mark.parametrize(("cls", "name"), named(VALUES))
@pytest.mark.parametrize("intrinsic", INTRINSICS, ids=lambda intrinsic: type(intrinsic).__name__)
def test_value_takes_every_intrinsic(cls, name, intrinsic):
    """An option that stands for one property takes any intrinsic."""
    assert conforms(intrinsic, annotations(cls)[name])


@pytest.mark.parametrize(("cls", "name"), named(STRUCTURAL))
def test_structural_option_refuses_an_intrinsic(cls, name):
    """An option that chooses what is written refuses an intrinsic and names the remedy."""
    annotation = annotations(cls)[name]
    assert not conforms(Ref("Parameter"), annotation)
    named = remedy(Ref("Parameter"), annotation)
    assert "decide in Python" in named or ".add_to(template)" in named


@pytest.mark.parametrize(("cls", "name"), named(OPTIONS))
def test_documented(cls, name):
    """Every option has a docstring under it, and one with a default says what that is."""
    doc = field_docs(cls).get(name, "")
    assert doc.strip().endswith(".")
    assert "efault" in doc or cls._fields[name].default is MISSING


@pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: cls.__name__)
def test_class_documented(cls):
    """Every public class of options says in a docstring of its own what it is."""
    assert vars(cls)["__doc__"].strip()


@pytest.mark.parametrize("cls", helper_classes(), ids=lambda cls: cls.__name__)
def test_helper_names_its_page(cls):
    """Every helper names the AWS page that it rests on."""
    assert "https://docs.aws.amazon.com/" in cls.__doc__


@pytest.mark.parametrize(
    ("cls", "name"),
    [
        pair
        for pair in named(VALUES)
        if issubclass(pair.values[0], Feature) and not pair.values[0].__name__.startswith("_")
    ],
)
@pytest.mark.parametrize("intrinsic", INTRINSICS, ids=lambda intrinsic: type(intrinsic).__name__)
def test_intrinsic_reaches_the_template(cls, name, intrinsic):
    """An intrinsic given to a feature of the pool is rendered, and no rule takes it for a literal."""
    needs = {"from_email": "a@example.com"} if cls.__name__ == "SesEmail" and name != "from_email" else {}
    feature = cls(**{**needs, name: intrinsic})
    template = Template()
    option = next(option for option in UserPool._fields if conforms(feature, annotations(UserPool)[option]))
    extra = {"lambda_triggers": "custom_sender_kms_key"}.get(option)
    if extra and name in ("custom_email_sender", "custom_sms_sender"):
        feature = cls(**{name: intrinsic, extra: "arn:aws:kms:eu-west-1:111122223333:key/1"})
    UserPool("Users", **{option: feature}).add_to(template)
    assert json.dumps(intrinsic.to_dict()) in json.dumps(template.to_dict())


@pytest.mark.parametrize("name", [name for cls, name in VALUES if cls is UserPool and name not in MAPPED])
@pytest.mark.parametrize("intrinsic", INTRINSICS, ids=lambda intrinsic: type(intrinsic).__name__)
def test_intrinsic_of_the_pool_reaches_the_template(name, intrinsic):
    """An intrinsic given to an option of the pool itself is rendered, and no rule takes it for a literal."""
    template = Template()
    UserPool("Users", **{name: intrinsic}).add_to(template)
    assert json.dumps(intrinsic.to_dict()) in json.dumps(template.to_dict())


@pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: cls.__name__)
def test_signature(cls):
    """A class of options tells ``help`` and editors its options, with annotations and defaults."""
    parameters = inspect.signature(cls).parameters
    assert set(parameters) == set(cls._fields)
    for name, known in cls._fields.items():
        assert parameters[name].annotation is not inspect.Parameter.empty
        assert (parameters[name].default is inspect.Parameter.empty) is (known.default is MISSING)
        expected = inspect.Parameter.POSITIONAL_OR_KEYWORD if known.positional else inspect.Parameter.KEYWORD_ONLY
        assert parameters[name].kind is expected


def test_help():
    """``help`` of a helper shows how it is called."""
    text = pydoc.render_doc(UserPool, renderer=pydoc.plaintext)
    head = " ".join(text[: text.index("A user pool:")].replace("(", "( ").replace("|  ", "").split())
    assert "UserPool( logical_id: str, *, user_pool_name: Value[str] | None = None," in head
    assert "*args" not in head


OTHER = sqs.Queue("Jobs")
KINDS = [(cls, name) for cls, name in OPTIONS if "Annotated" in str(annotations(cls)[name])]


@pytest.mark.parametrize(("cls", "name"), named(KINDS))
def test_resource_of_another_type(cls, name):
    """An option that takes a troposphere resource takes one of its own type, or of a type that AWS does not know."""
    annotation = annotations(cls)[name]

    def given(resource):
        return [resource] if typing.get_origin(annotation) is collections.abc.Sequence else resource

    assert not conforms(given(OTHER), annotation)
    assert "Jobs is an AWS::SQS::Queue" in remedy(given(OTHER), annotation)
    assert conforms(given(cloudformation.CustomResource("Custom", ServiceToken="x")), annotation) is False
    own = type("Private", (cloudformation.CustomResource,), {"resource_type": "Custom::Thing"})
    assert conforms(given(own("Own", ServiceToken="x")), annotation)


def test_resource_of_a_type_is_asked_for():
    """The options that take roles, functions, keys, certificates, providers and destinations are all among them."""
    kinds = {kind for cls, name in KINDS for kind in re.findall("'(AWS::[^']*)'", str(annotations(cls)[name]))}
    assert len(KINDS) > 30
    assert {"AWS::IAM::Role", "AWS::Lambda::Alias", "AWS::KMS::Key", "AWS::CertificateManager::Certificate"} <= kinds


def test_repr_is_readable():
    """The repr of options shows what they were made of, without addresses in memory."""
    users = UserPool("Users").add_to(Template())
    client = UserPoolClient(
        "Web",
        user_pool=users,
        oauth=OAuth.client_credentials(scopes=[Scope(Sub("${Server}/read"))]),
        metadata={"stage": Ref("Stage")},
        depends_on=[OTHER],
    )
    assert repr(client) == (
        "UserPoolClient(logical_id='Web', metadata={'stage': Ref('Stage')}, depends_on=[<Queue Jobs>], "
        "user_pool=<UserPoolResources Users>, oauth=OAuth(flows=[OAuthFlow.CLIENT_CREDENTIALS], "
        "scopes=[Scope(Sub('${Server}/read'), None)]))"
    )


def test_empty_strings():
    """An empty string says nothing: all of them are refused at once, with the options, beside what rules say."""
    template = Template()
    users = UserPool("Users", sms=None).add_to(template)
    server = {"user_pool": users, "client_id": "x", "issuer_url": "https://login.example.com", "scopes": ["openid", ""]}
    for helper, options in (
        (UserPool("New", sms=SmsDelivery(external_id="", sns_region="")), {"sms.external_id", "sms.sns_region"}),
        (OidcIdentityProvider("New", **server, condition=""), {"scopes[1]", "condition"}),
        (UserPoolAccess("New", user_pool=users, roles=[""], abilities=[]), {"roles[0]", "abilities"}),
        (UserPool("New", user_pool_name="", tags={"": "x"}), {"user_pool_name", "tags['']"}),
    ):
        with pytest.raises(ConfigurationError) as raised:
            helper.add_to(template)
        named = [finding.option for finding in raised.value.findings]
        assert set(named) >= options
        assert len(named) == len(set(named))
        assert list(template.resources) == ["Users"]


def test_empty_strings_that_say_something():
    """A description, a style sheet and the value of a tag may be empty."""
    template = Template()
    users = UserPool("Users", sms=None, tags={"team": ""}).add_to(template)
    UserPoolGroup("Group", user_pool=users, description="").add_to(template)
    domain = ExistingUserPoolDomain(prefix="my-app")
    UserPoolUICustomization("Look", user_pool=users, domain=domain, css="").add_to(template)


@pytest.mark.parametrize("account", ["", "123", 111122223333, "11112222333a"])
@pytest.mark.parametrize(
    "existing",
    [
        lambda account: ExistingUserPool("us-east-1_a", account=account),
        lambda account: ExistingIdentityPool("us-east-1:a", account=account),
    ],
    ids=["user pool", "identity pool"],
)
def test_account_of_what_is_elsewhere(existing, account):
    """An account is twelve digits or an intrinsic."""
    assert existing(Ref("Account")).arn
    with pytest.raises(ConfigurationError, match="account: is no account"):
        existing(account)


@pytest.mark.parametrize(
    ("make", "fix"),
    [
        (lambda: OAuth(flows=OAuthFlow.IMPLICIT), "put it into a list"),
        (lambda: OAuth(flows=["IMPLICIT"]), "write OAuthFlow.IMPLICIT"),
        (lambda: OAuth(flows=["client_credentials"]), "write OAuthFlow.CLIENT_CREDENTIALS"),
        (lambda: Mfa("optional"), "write MfaMode.OPTIONAL"),
        (lambda: Mfa("some"), "give one of MfaMode.OFF"),
    ],
    ids=["one in place of a list", "name in a list", "value in a list", "name", "neither"],
)
def test_near_miss(make, fix):
    """The error says what is meant: a list, or the member of an enumeration that has this name or value."""
    with pytest.raises(ConfigurationError) as raised:
        make()
    assert raised.value.findings[0].fix.startswith(fix)


def test_helper_in_place_of_its_handle():
    """What only the handle has is asked of the helper in vain, and the error says where it is."""
    helper = UserPool("Users")
    with pytest.raises(AttributeError, match=r"UserPool has no 'arn'.*`.add_to\(template\)` returns"):
        _ = helper.arn
    assert copy.copy(helper) == helper


@pytest.mark.parametrize(
    ("make", "fix"),
    [
        (lambda: UserPool("Users", sign_in="email"), "write SignIn.username(...) or SignIn.email(...) or "),
        (lambda: UserPool("Users", mfa=MfaMode.REQUIRED), "write Mfa(...)"),
        (lambda: UserPool("Users", password_policy={"min_length": 8}), "write PasswordPolicy(min_length=...)"),
        (lambda: UserPool("Users", email="a@example.com"), "write CognitoEmail(...) or SesEmail(...)"),
        (lambda: UserPool("Users", custom_attributes={"a": "String"}), "write {...: StringAttribute(...)} or "),
        (lambda: OAuth.authorization_code(callback_urls="https://app.example.com"), "put it into a list"),
        (lambda: Passkeys(relying_party_id="example.com", user_verification="required"), "write PasskeyUserVer"),
        (
            lambda: UserPoolDomain("Domain", user_pool=USERS, managed_login_version=2),
            "write ManagedLoginVersion.NEWER_",
        ),
        (
            lambda: IdentityPool("Identities", user_pools=[USERS]),
            "give UserPoolAuthentication or UserPoolClientHandle; ",
        ),
        (lambda: UserPoolAccess("A", user_pool=USERS, roles=["r"], actions=["ListUsers"]), "give awacs Action"),
    ],
)
def test_what_to_write_instead(make, fix):
    """What is of a wrong type gets the words that make the right one, in the caller's own words where they fit."""
    with pytest.raises(ConfigurationError) as caught:
        make()
    [finding] = caught.value.findings
    assert finding.fix.startswith(fix)


def test_too_short_for_an_arn():
    """A name in place of an ARN is not told to be longer, but to be an ARN."""
    triggers = LambdaTriggers(pre_sign_up="my-function")
    with pytest.raises(ConfigurationError, match="fix:     write an ARN, arn:<partition>"):
        UserPool("Users", lambda_triggers=triggers).add_to(Template())
