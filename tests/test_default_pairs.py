"""Every option of a user pool alone, and every pair: what clashes in Cognito is refused, and nothing else is."""

from __future__ import annotations

from itertools import combinations

import pytest
from troposphere import Template

from troposphere_cognito_l2 import (
    AccountRecovery,
    AuthenticationMessages,
    CognitoEmail,
    ConfigurationError,
    Contacts,
    DeviceTracking,
    EndUserMessagingSms,
    FeaturePlan,
    FirstFactors,
    IssuerType,
    LambdaTriggers,
    LambdaVersion,
    Mfa,
    MfaMode,
    PasskeyFactor,
    Passkeys,
    PasswordPolicy,
    PreTokenGeneration,
    RemovalPolicy,
    SesEmail,
    SignIn,
    SignInAlias,
    SmsDelivery,
    StandardAttribute,
    StandardAttributes,
    StringAttribute,
    ThreatProtection,
    UserInvitation,
    UserPool,
    UserVerification,
    VerificationEmailStyle,
)

FUNCTION = "arn:aws:lambda:eu-west-1:111122223333:function:pool"
KEY = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"
ROLE = "arn:aws:iam::111122223333:role/sms"

OPTIONS = {
    "user_pool_name": {"": "customers"},
    "self_sign_up_enabled": {"": True},
    "sign_in": {
        "email": SignIn.email(),
        "phone": SignIn.phone(),
        "aliases": SignIn.username([SignInAlias.EMAIL, SignInAlias.PREFERRED_USERNAME]),
    },
    "case_sensitive": {"yes": True, "unsaid": None},
    "auto_verify": {"email": Contacts(email=True), "phone": Contacts(phone=True), "none": None},
    "keep_original": {"email": Contacts(email=True), "none": None},
    "standard_attributes": {
        "email": StandardAttributes(email=StandardAttribute(required=True)),
        "preferred_username": StandardAttributes(preferred_username=StandardAttribute(required=True)),
    },
    "custom_attributes": {"": {"tenant": StringAttribute(max_length=10)}},
    "user_verification": {"link": UserVerification(email_style=VerificationEmailStyle.LINK), "none": None},
    "user_invitation": {"": UserInvitation(email_body="You are {username}, and your password is {####}")},
    "authentication_messages": {"": AuthenticationMessages(sms_message="Your code is {####}")},
    "sms": {"role": SmsDelivery(role=ROLE), "end_user_messaging": EndUserMessagingSms(), "none": None},
    "email": {"cognito": CognitoEmail(), "ses": SesEmail(from_email="no-reply@example.com")},
    "mfa": {
        "off": Mfa(MfaMode.OFF),
        "optional_totp": Mfa(MfaMode.OPTIONAL, totp=True),
        "optional_email": Mfa(MfaMode.OPTIONAL, email=True),
        "required_sms": Mfa(MfaMode.REQUIRED, sms=True),
        "required_all": Mfa(MfaMode.REQUIRED, sms=True, totp=True, email=True),
    },
    "first_factors": {
        "email": FirstFactors(email_otp=True),
        "sms": FirstFactors(sms_otp=True),
        "passkey": FirstFactors(passkey=True),
    },
    "passkeys": {
        "domain": Passkeys(relying_party_id="example.com"),
        "two_factors": Passkeys(factor=PasskeyFactor.MULTI_FACTOR_WITH_USER_VERIFICATION),
    },
    "password_policy": {"history": PasswordPolicy(password_history_size=5), "none": None},
    "account_recovery": {
        "email": AccountRecovery.EMAIL_ONLY,
        "phone": AccountRecovery.PHONE_ONLY_WITHOUT_MFA,
        "both": AccountRecovery.EMAIL_AND_PHONE_WITHOUT_MFA,
        "admin": AccountRecovery.NONE,
        "unsaid": None,
    },
    "device_tracking": {"": DeviceTracking()},
    "lambda_triggers": {
        "plain": LambdaTriggers(pre_sign_up=FUNCTION),
        "access_token": LambdaTriggers(
            pre_token_generation_config=PreTokenGeneration(FUNCTION, version=LambdaVersion.V2_0)
        ),
        "sms_sender": LambdaTriggers(custom_sms_sender=FUNCTION, custom_sender_kms_key=KEY),
    },
    "feature_plan": {"lite": FeaturePlan.LITE, "essentials": FeaturePlan.ESSENTIALS, "plus": FeaturePlan.PLUS},
    "threat_protection": {"": ThreatProtection()},
    "kms_key": {"": KEY},
    "issuer": {"": IssuerType.UPDATED},
    "tags": {"": {"team": "identity"}},
    "removal_policy": {"": RemovalPolicy.DESTROY},
    "deletion_protection": {"": False},
    "condition": {"": "IsProduction"},
    "metadata": {"": {"Owner": "identity"}},
    "depends_on": {"": ["Other"]},
    "properties": {"": {"WebAuthnUserVerification": "required"}},
}
"""Representative values of each option, each with a word for it."""

CHOICES = [
    (f"{option}.{word}" if word else option, option, value)
    for option, values in OPTIONS.items()
    for word, value in values.items()
]

ALONE = {"keep_original.email": "E9114", "mfa.optional_email": "E9124", "mfa.required_all": "E9124"}
"""What Cognito refuses of a default pool with one option."""

MENDED = {
    ("auto_verify.email", "keep_original.email"),
    ("email.ses", "mfa.optional_email"),
    ("email.ses", "mfa.required_all"),
    ("sign_in.aliases", "keep_original.email"),
    ("sign_in.email", "keep_original.email"),
}
"""Pairs in which one option is what the other lacked alone."""

CLASHES = {
    ("sign_in.aliases", "standard_attributes.preferred_username"): "E9111",
    ("sms.none", "mfa.required_sms"): "E9121",
    ("sms.none", "mfa.required_all"): "E9121",
    ("mfa.optional_email", "feature_plan.lite"): "E9125",
    ("mfa.required_all", "feature_plan.lite"): "E9125",
    ("sms.role", "mfa.optional_totp"): "E9126",
    ("sms.role", "mfa.optional_email"): "E9126",
    ("sms.end_user_messaging", "mfa.optional_totp"): "E9126",
    ("sms.end_user_messaging", "mfa.optional_email"): "E9126",
    ("mfa.required_sms", "first_factors.email"): "E9127",
    ("mfa.required_sms", "first_factors.sms"): "E9127",
    ("mfa.required_all", "first_factors.email"): "E9127",
    ("mfa.required_all", "first_factors.sms"): "E9127",
    ("mfa.required_sms", "first_factors.passkey"): "E9128",
    ("mfa.required_all", "first_factors.passkey"): "E9128",
    ("mfa.optional_email", "account_recovery.email"): "E9132",
    ("mfa.required_all", "account_recovery.email"): "E9132",
    ("mfa.required_sms", "account_recovery.phone"): "E9133",
    ("mfa.required_all", "account_recovery.phone"): "E9133",
    ("first_factors.email", "feature_plan.lite"): "E9140",
    ("first_factors.sms", "feature_plan.lite"): "E9140",
    ("first_factors.passkey", "feature_plan.lite"): "E9140",
    ("feature_plan.lite", "threat_protection"): "E9147",
    ("feature_plan.essentials", "threat_protection"): "E9147",
    ("password_policy.history", "feature_plan.lite"): "E9148",
    ("sign_in.phone", "sms.none"): "E9172",
    ("sign_in.phone", "mfa.optional_totp"): "E9172",
    ("sign_in.phone", "mfa.optional_email"): "E9172",
    ("auto_verify.phone", "sms.none"): "E9172",
    ("auto_verify.phone", "mfa.optional_totp"): "E9172",
    ("auto_verify.phone", "mfa.optional_email"): "E9172",
    ("lambda_triggers.access_token", "feature_plan.lite"): "E9183",
}
"""Pairs that Cognito refuses, and the rule that says so."""


def refused(**options):
    """The ids of the rules that refuse a pool; each finding names an option and what to do."""
    template = Template()
    try:
        UserPool("Users", **options).add_to(template)
    except ConfigurationError as error:
        assert not template.resources
        for finding in error.findings:
            assert finding.option.split(".")[0] in OPTIONS
            assert finding.fix
        return {finding.rule for finding in error.findings}
    assert "Users" in template.resources
    return set()


def test_every_option_is_here():
    """The table has every option of the helper, so a new one is tried with all others."""
    assert set(OPTIONS) == set(UserPool._fields) - {"logical_id"}


def test_the_default_is_accepted():
    """A pool with no option is accepted."""
    assert refused() == set()


@pytest.mark.parametrize(("name", "option", "value"), CHOICES, ids=[name for name, _, _ in CHOICES])
def test_one_option(name, option, value):
    """One option beside the defaults is accepted, or refused by the rule that is expected."""
    assert refused(**{option: value}) == ({ALONE[name]} if name in ALONE else set())


@pytest.mark.parametrize("first", CHOICES, ids=[name for name, _, _ in CHOICES])
def test_pairs_of_options(first):
    """Two options beside the defaults are accepted, or refused by the rules that are expected."""
    for second in CHOICES[CHOICES.index(first) + 1 :]:
        if first[1] != second[1]:
            pair = (first[0], second[0])
            expected = {ALONE[name] for name in pair if name in ALONE and pair not in MENDED}
            expected |= {CLASHES[pair]} if pair in CLASHES else set()
            assert refused(**{first[1]: first[2], second[1]: second[2]}) == expected, pair


def test_expected_clashes_are_tried():
    """The tables of what is expected name pairs that are tried, in their order."""
    names = [name for name, _, _ in CHOICES]
    pairs = set(combinations(names, 2))
    assert {*MENDED, *CLASHES} <= pairs
    assert set(ALONE) <= set(names)
