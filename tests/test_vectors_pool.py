"""User pools: what the helper makes of the scenarios that were run through AWS CDK."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from troposphere import Output, Parameter, Ref, awslambda, iam
from vector_comparison import (
    ABSENT,
    EXTERNAL_ID,
    PRESENT,
    VECTORS,
    Inexpressible,
    Refused,
    Renders,
    Same,
    differs,
    entries_of,
    load,
)

from troposphere_cognito_l2 import (
    AccountRecovery,
    AuthenticationMessages,
    CognitoEmail,
    Contacts,
    ExistingUserPool,
    FeaturePlan,
    FirstFactors,
    LambdaTriggers,
    LambdaVersion,
    Mfa,
    MfaMode,
    NumberAttribute,
    Passkeys,
    PasskeyUserVerification,
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
    ThreatProtectionMode,
    UserInvitation,
    UserPool,
    UserVerification,
    VerificationEmailStyle,
)

SMS_ROLE = "arn:aws:iam::111122223333:role/sms-role"
KMS_KEY = "arn:aws:kms:us-east-1:111122223333:key/12345678-1234-1234-1234-123456789012"
EXTERNAL = "c87467be-4f34-11ea-b77f-2e728ce88125"
SIGN_UP_TEXT = "Hello {username}, Thanks for signing up to our awesome app! Your verification code is {####}"
INVITE_SUBJECT = "Invite to join our awesome app!"
INVITE_TEXT = "Hello {username}, you have been invited to join our awesome app! Your temporary password is {####}"
INVITE_SMS = "Your temporary password for our awesome app is {####}"
INVITE_SMS_WITH_NAME = "{username}, your temporary password for our awesome app is {####}"
CUSTOM_SENDER_KEY = ("lambda_triggers.custom_sender_kms_key", "LambdaConfig.KMSKeyID")
ALLOWED_FIRST = "Policies.SignInPolicy.AllowedFirstAuthFactors"


def function(name):
    """The ARN of a function that the scenario says exists."""
    return f"arn:aws:lambda:us-east-1:111122223333:function:{name}"


SEED_TRIGGERS = (
    "preSignUp",
    "postConfirmation",
    "preAuthentication",
    "postAuthentication",
    "customMessage",
    "defineAuthChallenge",
    "createAuthChallenge",
    "verifyAuthChallengeResponse",
    "userMigration",
    "preTokenGeneration",
)


# Deviations that several vectors share

SEED_BODY = differs(
    "UserPool.VerificationMessageTemplate.EmailMessage",
    ours="The verification code to your new account is {####}",
    because="Cognito does not replace {username} in a verification message, so users would read it; CDK 2 dropped it too",
)
VERIFY_PHONE = differs(
    "UserPool.AutoVerifiedAttributes",
    ours=["phone_number"],
    because="who signs in by phone must prove it; CDK 2 verifies it too, 1.26 did not",
)
NOT_PROTECTED = differs(
    "UserPool.DeletionProtection",
    ours="INACTIVE",
    because="a pool that may go away with its stack can't be protected; written out, so that a live pool is unlocked",
)
INVITE_NAME = differs(
    "UserPool.AdminCreateUserConfig.InviteMessageTemplate.SMSMessage",
    ours=INVITE_SMS_WITH_NAME,
    because="Cognito refuses the README's text, which lacks {username}; this one is mended",
)


def immutable(name):
    """What Cognito makes of a custom attribute whose entry does not say."""
    return differs(
        f"UserPool.Schema.{name}.Mutable",
        ours=False,
        because="Cognito's own choice where nothing is written, written out because it can't be changed later",
    )


# Scenarios of more than one helper


def role_in_template(template):
    role = iam.Role(
        "userpoolsmsrole",
        AssumeRolePolicyDocument={
            "Version": "2012-10-17",
            "Statement": [
                {
                    "Effect": "Allow",
                    "Action": "sts:AssumeRole",
                    "Principal": {"Service": "cognito-idp.amazonaws.com"},
                }
            ],
        },
    )
    template.add_resource(role)
    UserPool("myuserpool", sms=SmsDelivery(role=role, external_id=EXTERNAL)).add_to(template)


def function_in_template(sms):
    def wish(template):
        made = awslambda.Function(
            "Fn",
            Code=awslambda.Code(ZipFile="foo"),
            Handler="index.handler",
            Runtime="nodejs22.x",
            Role="arn:aws:iam::111122223333:role/function-role",
        )
        template.add_resource(made)
        UserPool("Pool", sms=sms, lambda_triggers=LambdaTriggers(pre_sign_up=made)).add_to(template)

    return wish


def reports_its_attributes(template):
    users = UserPool("Pool", sms=None).add_to(template)
    template.add_output(Output("Id", Value=users.id))
    template.add_output(Output("Arn", Value=users.arn))
    template.add_output(Output("Provider", Value=users.provider_name))
    template.add_output(Output("Url", Value=users.provider_url))


def sender_from_parameter(template):
    template.add_parameter(Parameter("From", Type="String"))
    UserPool("Pool", sms=None, email=SesEmail(from_email=Ref("From"), ses_region="us-east-1")).add_to(template)


def removed_if_its_creation_fails(template):
    users = UserPool("Pool", sms=None, deletion_protection=False).add_to(template)
    users.resource.DeletionPolicy = "RetainExceptOnCreate"


def existing_by_id(template):
    pool = ExistingUserPool("us-east-1_abc")
    template.add_output(Output("Id", Value=pool.id))
    template.add_output(Output("Arn", Value=pool.arn))
    template.add_output(Output("Provider", Value=pool.provider_name))


def existing_by_arn(template):
    pool = ExistingUserPool.from_arn("arn:aws:cognito-idp:us-east-1:999988887777:userpool/us-east-1_abc")
    template.add_output(Output("Id", Value=pool.id))
    template.add_output(Output("Arn", Value=pool.arn))
    template.add_output(Output("Provider", Value=pool.provider_name))
    template.add_output(Output("Acc", Value=pool.account))
    template.add_output(Output("Reg", Value=pool.region))


def existing_by_arn_parameter(template):
    template.add_parameter(Parameter("PoolArn", Type="String"))
    pool = ExistingUserPool.from_arn(Ref("PoolArn"))
    template.add_output(Output("Id", Value=pool.id))
    template.add_output(Output("Provider", Value=pool.provider_name))


TABLE = {
    # The seed: AWS CDK 1.26
    "seed-default": [Same(UserPool("Pool"), SEED_BODY)],
    "seed-readme-1-name": [Same(UserPool("myuserpool", user_pool_name="myawesomeapp-userpool"), SEED_BODY)],
    "seed-readme-2-signup-verification": [
        Same(
            UserPool(
                "myuserpool",
                self_sign_up_enabled=True,
                user_verification=UserVerification(
                    email_subject="Verify your email for our awesome app!",
                    email_body=SIGN_UP_TEXT,
                    email_style=VerificationEmailStyle.CODE,
                    sms_message=SIGN_UP_TEXT,
                ),
            )
        )
    ],
    "seed-readme-3-invitation": [
        Refused(
            UserPool(
                "myuserpool",
                user_invitation=UserInvitation(
                    email_subject=INVITE_SUBJECT, email_body=INVITE_TEXT, sms_message=INVITE_SMS
                ),
            ),
            ("user_invitation.sms_message", "AdminCreateUserConfig.InviteMessageTemplate.SMSMessage"),
            because="Cognito refuses an invitation without {username}, and the README's text message has none",
        ),
        Same(
            UserPool(
                "myuserpool",
                user_invitation=UserInvitation(
                    email_subject=INVITE_SUBJECT, email_body=INVITE_TEXT, sms_message=INVITE_SMS_WITH_NAME
                ),
            ),
            SEED_BODY,
            INVITE_NAME,
        ),
    ],
    "seed-readme-4-sms-role": [
        Same(
            UserPool("myuserpool", sms=SmsDelivery(role=SMS_ROLE, external_id=EXTERNAL)), SEED_BODY, asks=(EXTERNAL_ID,)
        )
    ],
    "seed-readme-4-sms-role-new": [Same(role_in_template, SEED_BODY, asks=(EXTERNAL_ID,))],
    "seed-aliases": [
        Same(
            UserPool(
                "Pool",
                sign_in=SignIn.username(
                    aliases=[SignInAlias.EMAIL, SignInAlias.PHONE_NUMBER, SignInAlias.PREFERRED_USERNAME]
                ),
            ),
            SEED_BODY,
            differs(
                "UserPool.AutoVerifiedAttributes",
                ours=["email", "phone_number"],
                because="an alias works only once it is verified; CDK 2 verifies them too, 1.26 did not",
            ),
        )
    ],
    "seed-signin-phone": [Same(UserPool("Pool", sign_in=SignIn.phone()), SEED_BODY, VERIFY_PHONE)],
    "seed-err-alias-without-type": [
        Renders(
            UserPool("Pool", sign_in=SignIn(aliases=[SignInAlias.EMAIL])),
            {"UserPool.AliasAttributes": ["email"], "UserPool.UsernameAttributes": ABSENT},
            because="signing in by user name is the default, and aliases belong to it",
        )
    ],
    "seed-verify-link": [
        Same(
            UserPool("Pool", user_verification=UserVerification(email_style=VerificationEmailStyle.LINK)),
            differs(
                "UserPool.VerificationMessageTemplate.EmailMessageByLink",
                ours="Verify your account by clicking on {##Verify Email##}",
                because="1.26 writes the text for a code here, which holds no link and which Cognito refuses",
            ),
        )
    ],
    "seed-no-validation-verify-body": [
        Refused(
            UserPool("Pool", user_verification=UserVerification(email_body="no placeholder", sms_message="none")),
            ("user_verification.email_body", "VerificationMessageTemplate.EmailMessage"),
            ("user_verification.sms_message", "VerificationMessageTemplate.SmsMessage"),
            because="Cognito refuses a verification message without {####}, which 1.26 lets through",
        )
    ],
    "seed-trigger-function-in-stack": [Same(function_in_template(sms="auto"), SEED_BODY)],
    "seed-triggers-props": [
        Same(
            UserPool(
                "Pool",
                lambda_triggers=LambdaTriggers(
                    pre_sign_up=function("preSignUp"),
                    post_confirmation=function("postConfirmation"),
                    pre_authentication=function("preAuthentication"),
                    post_authentication=function("postAuthentication"),
                    custom_message=function("customMessage"),
                    define_auth_challenge=function("defineAuthChallenge"),
                    create_auth_challenge=function("createAuthChallenge"),
                    verify_auth_challenge_response=function("verifyAuthChallengeResponse"),
                    user_migration=function("userMigration"),
                    pre_token_generation=function("preTokenGeneration"),
                ),
            ),
            SEED_BODY,
            *(
                differs(
                    f"Permission[{name}]",
                    ours=PRESENT,
                    because="without it Cognito can't call the function; 1.26 leaves it out for one given by ARN",
                )
                for name in SEED_TRIGGERS
            ),
        )
    ],
    "seed-import": [
        Refused(
            lambda _: ExistingUserPool("id"),
            ("id", ""),
            because="no pool has that id; its ARN, provider name and URL follow from a real one (see import-by-id), "
            "so they can't contradict it",
        )
    ],
    # The pool itself
    "pool-name-only": [Same(UserPool("myuserpool", sms=None, user_pool_name="myawesomeapp-userpool"))],
    "pool-self-signup-verification": [
        Same(
            UserPool(
                "myuserpool",
                sms=None,
                self_sign_up_enabled=True,
                user_verification=UserVerification(
                    email_subject="Verify your email for our awesome app!",
                    email_body=SIGN_UP_TEXT,
                    email_style=VerificationEmailStyle.CODE,
                    sms_message=SIGN_UP_TEXT,
                ),
            )
        )
    ],
    "pool-invitation": [
        Refused(
            UserPool(
                "myuserpool",
                sms=None,
                user_invitation=UserInvitation(
                    email_subject=INVITE_SUBJECT, email_body=INVITE_TEXT, sms_message=INVITE_SMS
                ),
            ),
            ("user_invitation.sms_message", "AdminCreateUserConfig.InviteMessageTemplate.SMSMessage"),
            because="Cognito refuses an invitation without {username}, and the README's text message has none",
        ),
        Same(
            UserPool(
                "myuserpool",
                sms=None,
                user_invitation=UserInvitation(
                    email_subject=INVITE_SUBJECT, email_body=INVITE_TEXT, sms_message=INVITE_SMS_WITH_NAME
                ),
            ),
            INVITE_NAME,
        ),
    ],
    "pool-invitation-email-only": [
        Same(UserPool("Pool", sms=None, user_invitation=UserInvitation(email_subject="Welcome")))
    ],
    "pool-verify-link-default": [
        Same(UserPool("Pool", sms=None, user_verification=UserVerification(email_style=VerificationEmailStyle.LINK)))
    ],
    "pool-verify-subject-only": [
        Same(UserPool("Pool", sms=None, user_verification=UserVerification(email_subject="Hello")))
    ],
    "pool-attributes-outputs": [Same(reports_its_attributes)],
    "pool-sms-role-no-external-id": [Same(UserPool("Pool", sms=SmsDelivery(role=SMS_ROLE)))],
    "gap-pool-name-invalid": [Refused(UserPool("Pool", user_pool_name="a/" * 100), ("user_pool_name", "UserPoolName"))],
    # How users sign in, and what is verified
    "signin-username-only": [Same(UserPool("Pool", sms=None, sign_in=SignIn.username()))],
    "signin-username-email": [Same(UserPool("Pool", sms=None, sign_in=SignIn.username(aliases=[SignInAlias.EMAIL])))],
    "signin-case-insensitive": [
        Same(
            UserPool("Pool", sms=None, user_pool_name="myawesomeapp-userpool", case_sensitive=False),
            asks=("UserPool.UsernameConfiguration.CaseSensitive",),
        )
    ],
    "signin-autoverify-both": [
        Same(
            UserPool(
                "Pool",
                sign_in=SignIn.username(aliases=[SignInAlias.EMAIL]),
                auto_verify=Contacts(email=True, phone=True),
            )
        )
    ],
    "signin-email-no-autoverify": [Same(UserPool("Pool", sms=None, sign_in=SignIn.email(), auto_verify=None))],
    "signin-keep-original-email": [
        Same(
            UserPool("Pool", sms=None, sign_in=SignIn.email(), keep_original=Contacts(email=True)),
            asks=("UserPool.UserAttributeUpdateSettings.AttributesRequireVerificationBeforeUpdate",),
        )
    ],
    "gap-signin-none": [
        Inexpressible(
            lambda: SignIn(username=False),
            TypeError,
            "SignIn has no option 'username'",
            because="a user name is what is left when nothing else is said; it can't be switched off",
        )
    ],
    # Attributes
    "attr-standard-all-names": [
        Same(
            UserPool(
                "Pool",
                sms=None,
                standard_attributes=StandardAttributes(
                    address=StandardAttribute(),
                    birthdate=StandardAttribute(),
                    email=StandardAttribute(),
                    family_name=StandardAttribute(),
                    gender=StandardAttribute(),
                    given_name=StandardAttribute(),
                    locale=StandardAttribute(),
                    middle_name=StandardAttribute(),
                    fullname=StandardAttribute(),
                    nickname=StandardAttribute(),
                    phone_number=StandardAttribute(),
                    profile_picture=StandardAttribute(),
                    preferred_username=StandardAttribute(),
                    profile_page=StandardAttribute(),
                    timezone=StandardAttribute(),
                    last_update_time=StandardAttribute(),
                    website=StandardAttribute(),
                ),
            )
        )
    ],
    "attr-custom-unconstrained": [
        Same(
            UserPool(
                "Pool",
                sms=None,
                custom_attributes={"custom-string-attr": StringAttribute(), "custom-number-attr": NumberAttribute()},
            ),
            immutable("custom-string-attr"),
            immutable("custom-number-attr"),
        )
    ],
    "err-attr-maxlen-5000": [
        Refused(
            UserPool("Pool", custom_attributes={"s": StringAttribute(max_length=5000)}),
            ("custom_attributes['s']", "Schema[0].StringAttributeConstraints.MaxLength"),
        )
    ],
    "err-attr-minlen-negative": [
        Refused(
            UserPool("Pool", custom_attributes={"s": StringAttribute(min_length=-10)}),
            ("custom_attributes['s']", "Schema[0].StringAttributeConstraints.MinLength"),
        )
    ],
    "gap-attr-min-gt-max": [
        Refused(
            UserPool(
                "Pool",
                custom_attributes={
                    "s": StringAttribute(min_length=50, max_length=5),
                    "n": NumberAttribute(min=10, max=1),
                },
            ),
            ("custom_attributes['s']", "Schema[0].StringAttributeConstraints"),
            ("custom_attributes['n']", "Schema[1].NumberAttributeConstraints"),
        )
    ],
    "gap-attr-number-max-zero": [
        Same(
            UserPool("Pool", sms=None, custom_attributes={"n": NumberAttribute(max=0)}),
            immutable("n"),
            differs("UserPool.Schema.n.NumberAttributeConstraints.MaxValue", ours="0", because="CDK loses the zero"),
        )
    ],
    "gap-attr-number-min-zero": [
        Same(
            UserPool("Pool", sms=None, custom_attributes={"n": NumberAttribute(min=0)}),
            immutable("n"),
            differs("UserPool.Schema.n.NumberAttributeConstraints.MinValue", ours="0", because="CDK loses the zero"),
        )
    ],
    # Messages
    "mfa-message-max": [
        Same(
            UserPool("Pool", sms=None, authentication_messages=AuthenticationMessages(sms_message="{####}" + "x" * 134))
        )
    ],
    "err-mfa-message-placeholder": [
        Refused(
            UserPool("Pool", authentication_messages=AuthenticationMessages(sms_message="{####")),
            ("authentication_messages.sms_message", "SmsAuthenticationMessage"),
        )
    ],
    "err-verify-code-body": [
        Refused(
            UserPool("Pool", user_verification=UserVerification(email_body="no placeholder")),
            ("user_verification.email_body", "VerificationMessageTemplate.EmailMessage"),
        )
    ],
    "err-verify-link-body": [
        Refused(
            UserPool(
                "Pool",
                user_verification=UserVerification(
                    email_style=VerificationEmailStyle.LINK, email_body="invalid email body ##Verify Email##"
                ),
            ),
            ("user_verification.email_body", "VerificationMessageTemplate.EmailMessageByLink"),
        )
    ],
    "gap-link-sms-no-placeholder": [
        Refused(
            UserPool(
                "Pool",
                user_verification=UserVerification(email_style=VerificationEmailStyle.LINK, sms_message="no code"),
            ),
            ("user_verification.sms_message", "VerificationMessageTemplate.SmsMessage"),
        )
    ],
    "gap-verify-sms-too-long": [
        Refused(
            UserPool("Pool", user_verification=UserVerification(sms_message="{####}" + "x" * 294)),
            ("user_verification.sms_message", "VerificationMessageTemplate.SmsMessage"),
        )
    ],
    "gap-invite-no-placeholders": [
        Refused(
            UserPool("Pool", user_invitation=UserInvitation(email_body="Welcome!", sms_message="Welcome!")),
            ("user_invitation.email_body", "AdminCreateUserConfig.InviteMessageTemplate.EmailMessage"),
            ("user_invitation.sms_message", "AdminCreateUserConfig.InviteMessageTemplate.SMSMessage"),
        )
    ],
    # Text messages
    "sms-auto-mfa-required": [Same(UserPool("Pool", mfa=Mfa(MfaMode.REQUIRED, sms=True)))],
    "sms-auto-verify-phone": [
        Same(UserPool("Pool", mfa=Mfa(MfaMode.OFF), sign_in=SignIn.username(), auto_verify=Contacts(phone=True)))
    ],
    "sms-forced-off": [
        Refused(
            UserPool("Pool", mfa=Mfa(MfaMode.REQUIRED, sms=True), sms=None),
            ("mfa", "EnabledMfas"),
            because="Cognito refuses a text message as second factor where none can be sent",
        )
    ],
    "sms-given-role-with-mfa": [
        Same(
            UserPool("Pool", mfa=Mfa(MfaMode.REQUIRED, sms=True), sms=SmsDelivery(role=SMS_ROLE, external_id="x")),
            asks=(EXTERNAL_ID,),
        ),
    ],
    "sms-none-mfa-otp": [Same(UserPool("Pool", mfa=Mfa(MfaMode.REQUIRED, totp=True)))],
    "sms-none-mfa-unset-factors-ignored": [
        Inexpressible(
            lambda: Mfa(sms=True, totp=True),
            TypeError,
            "Mfa needs mode",
            because="factors that would be ignored can't be listed: the mode comes first",
        )
    ],
    "gap-enable-sms-role-false-phone": [
        Refused(UserPool("Pool", sign_in=SignIn.phone(), sms=None), ("auto_verify", "AutoVerifiedAttributes"))
    ],
    "gap-sms-otp-no-role": [
        Same(
            UserPool("Pool", first_factors=FirstFactors(sms_otp=True)),
            differs("Role", ours=PRESENT, because="the code has to be sent"),
            differs(EXTERNAL_ID, ours="<the external id>", because="the role asks for it"),
            differs("UserPool.SmsConfiguration.SnsCallerArn", ours="${Role.Arn}", because="the code has to be sent"),
        )
    ],
    "gap-sms-role-external-id-ignored": [
        Same(
            UserPool("Pool", mfa=Mfa(MfaMode.REQUIRED, sms=True), sms=SmsDelivery(external_id="my-ext-id")),
            differs(EXTERNAL_ID, ours="my-ext-id", because="it was asked for, and CDK makes up another"),
            differs(
                "Role.AssumeRolePolicyDocument.Statement.0.Condition.StringEquals.sts:ExternalId",
                ours="my-ext-id",
                because="it was asked for, and CDK makes up another",
            ),
            asks=(EXTERNAL_ID,),
        )
    ],
    # E-mail
    "email-cognito": [Same(UserPool("Pool", sms=None, email=CognitoEmail()))],
    "email-legacy-settings": [
        Same(
            UserPool(
                "Pool",
                sms=None,
                properties={
                    "EmailConfiguration": {
                        "From": "from@myawesomeapp.com",
                        "ReplyToEmailAddress": "replyTo@myawesomeapp.com",
                    }
                },
            )
        )
    ],
    "email-ses-basic": [
        Same(
            UserPool(
                "Pool",
                sms=None,
                email=SesEmail(
                    from_email="mycustomemail@example.com",
                    reply_to="reply@example.com",
                    configuration_set_name="default",
                ),
            )
        )
    ],
    "email-ses-name": [
        Same(
            UserPool(
                "Pool",
                sms=None,
                email=SesEmail(
                    from_email="mycustomemail@example.com", from_name="My Custom Email", ses_region="us-east-1"
                ),
            )
        )
    ],
    "email-ses-name-escapes": [
        Same(
            UserPool(
                "Pool",
                sms=None,
                email=SesEmail(
                    from_email="mycustomemail@example.com", from_name='Foo "Bar" \\Baz', ses_region="us-east-1"
                ),
            )
        )
    ],
    "email-ses-name-quoted": [
        Same(
            UserPool(
                "Pool",
                sms=None,
                email=SesEmail(
                    from_email="mycustomemail@example.com", from_name='"My Custom Email"', ses_region="us-east-1"
                ),
            )
        )
    ],
    "email-ses-other-region-domain": [
        Same(
            UserPool(
                "Pool",
                sms=None,
                email=SesEmail(
                    from_email="mycustomemail@example.com",
                    from_name="My Custom Email",
                    reply_to="reply@example.com",
                    configuration_set_name="default",
                    ses_region="us-east-1",
                    ses_verified_domain="example.com",
                ),
            )
        )
    ],
    "err-email-domain-mismatch": [
        Refused(
            UserPool(
                "Pool",
                email=SesEmail(from_email="a@some.com", ses_region="us-east-1", ses_verified_domain="example.com"),
            ),
            ("email.from_email", "EmailConfiguration.From"),
        )
    ],
    "err-email-replyto-non-ascii": [
        Refused(
            UserPool("Pool", email=CognitoEmail(reply_to="от@домен.рф")),
            ("email.reply_to", "EmailConfiguration.ReplyToEmailAddress"),
        )
    ],
    "err-email-ses-no-region": [
        Renders(
            UserPool("Pool", email=SesEmail(from_email="a@example.com")),
            {
                "UserPool.EmailConfiguration.SourceArn": (
                    "arn:${AWS::Partition}:ses:${AWS::Region}:${AWS::AccountId}:identity/a@example.com"
                )
            },
            because="CloudFormation knows the Region when it deploys",
        )
    ],
    "gap-email-subdomain-refused": [
        Renders(
            UserPool(
                "Pool",
                email=SesEmail(
                    from_email="no-reply@mail.example.com", ses_region="us-east-1", ses_verified_domain="example.com"
                ),
            ),
            {
                "UserPool.EmailConfiguration.From": "no-reply@mail.example.com",
                "UserPool.EmailConfiguration.SourceArn": (
                    "arn:${AWS::Partition}:ses:us-east-1:${AWS::AccountId}:identity/example.com"
                ),
            },
            because="SES lets an identity send from the subdomains of its domain",
        )
    ],
    "gap-email-token-from": [Same(sender_from_parameter)],
    # Second and first factors
    "mfa-email-only": [
        Same(
            UserPool(
                "Pool",
                mfa=Mfa(MfaMode.REQUIRED, email=True),
                email=SesEmail(from_email="noreply@example.com", ses_region="us-east-1"),
            )
        )
    ],
    "err-mfa-email-no-email": [
        Refused(
            UserPool("Pool", mfa=Mfa(MfaMode.REQUIRED, sms=True, email=True), feature_plan=FeaturePlan.ESSENTIALS),
            ("mfa", "EnabledMfas"),
        )
    ],
    "gap-mfa-no-factor": [Refused(UserPool("Pool", mfa=Mfa(MfaMode.REQUIRED)), ("mfa", "EnabledMfas"))],
    "gap-otp-with-required-mfa": [
        Refused(
            UserPool("Pool", mfa=Mfa(MfaMode.REQUIRED, totp=True), first_factors=FirstFactors(email_otp=True)),
            ("first_factors", ALLOWED_FIRST),
        )
    ],
    "err-first-factor-lite": [
        Refused(
            UserPool("Pool", first_factors=FirstFactors(email_otp=True), feature_plan=FeaturePlan.LITE),
            ("first_factors", ALLOWED_FIRST),
        )
    ],
    "err-first-factor-no-password": [
        Inexpressible(
            lambda: FirstFactors(password=False, passkey=True),
            TypeError,
            "FirstFactors has no option 'password'",
            because="a password is always among the first factors",
        )
    ],
    "passkey-preferred": [
        Same(
            UserPool(
                "Pool",
                sms=None,
                first_factors=FirstFactors(passkey=True),
                passkeys=Passkeys(relying_party_id="example.com", user_verification=PasskeyUserVerification.PREFERRED),
            )
        )
    ],
    "err-passkey-rp-64": [
        Refused(
            UserPool("Pool", passkeys=Passkeys(relying_party_id="x" * 64)),
            ("passkeys.relying_party_id", "WebAuthnRelyingPartyID"),
        )
    ],
    "err-passkey-rp-empty": [
        Refused(
            UserPool("Pool", passkeys=Passkeys(relying_party_id="")),
            ("passkeys.relying_party_id", "WebAuthnRelyingPartyID"),
        )
    ],
    # Passwords and recovery
    "password-empty": [Same(UserPool("Pool", sms=None, password_policy=PasswordPolicy()))],
    "password-partial": [
        Same(
            UserPool(
                "Pool",
                sms=None,
                password_policy=PasswordPolicy(require_digits=True, temp_password_validity=timedelta(days=2)),
            )
        )
    ],
    "password-relaxed": [
        Same(
            UserPool(
                "Pool",
                sms=None,
                password_policy=PasswordPolicy(
                    min_length=6,
                    require_lowercase=False,
                    require_uppercase=False,
                    require_digits=False,
                    require_symbols=False,
                ),
            )
        )
    ],
    "err-password-min-5": [
        Refused(
            UserPool("Pool", password_policy=PasswordPolicy(min_length=5)),
            ("password_policy.min_length", "Policies.PasswordPolicy.MinimumLength"),
        )
    ],
    "err-password-min-100": [
        Refused(
            UserPool("Pool", password_policy=PasswordPolicy(min_length=100)),
            ("password_policy.min_length", "Policies.PasswordPolicy.MinimumLength"),
        )
    ],
    "gap-password-fractional": [
        Refused(
            lambda _: PasswordPolicy(min_length=8.5, temp_password_validity=timedelta(0)),
            ("min_length", "Policies.PasswordPolicy.MinimumLength"),
            because="half a character is refused; zero days are Cognito's word for seven",
        )
    ],
    "recovery-email-only": [Same(UserPool("Pool", sms=None, account_recovery=AccountRecovery.EMAIL_ONLY))],
    "recovery-email-and-phone-without-mfa": [
        Same(UserPool("Pool", sms=None, account_recovery=AccountRecovery.EMAIL_AND_PHONE_WITHOUT_MFA))
    ],
    "recovery-phone-only-without-mfa": [
        Same(UserPool("Pool", sms=None, account_recovery=AccountRecovery.PHONE_ONLY_WITHOUT_MFA))
    ],
    "recovery-phone-and-email": [
        Same(
            UserPool("Pool", sms=None, account_recovery=AccountRecovery.PHONE_AND_EMAIL),
            asks=("UserPool.AccountRecoverySetting.RecoveryMechanisms",),
        )
    ],
    "err-recovery-unknown": [
        Refused(lambda _: UserPool("Pool", account_recovery=99), ("account_recovery", "AccountRecoverySetting"))
    ],
    # Keeping and removing the pool
    "deletion-protection-on": [
        Same(UserPool("Pool", sms=None, deletion_protection=True), asks=("UserPool.DeletionProtection",))
    ],
    "deletion-protection-off": [
        Same(UserPool("Pool", sms=None, deletion_protection=False), asks=("UserPool.DeletionProtection",))
    ],
    "removal-destroy": [
        Same(
            UserPool("Pool", sms=None, removal_policy=RemovalPolicy.DESTROY),
            NOT_PROTECTED,
            asks=("UserPool.DeletionPolicy", "UserPool.UpdateReplacePolicy"),
        )
    ],
    "removal-retain-on-update-or-delete": [
        Same(
            removed_if_its_creation_fails,
            NOT_PROTECTED,
            asks=("UserPool.DeletionPolicy", "UserPool.UpdateReplacePolicy"),
        )
    ],
    # Threat protection
    "threat-standard-full": [
        Same(
            UserPool(
                "Pool",
                sms=None,
                feature_plan=FeaturePlan.PLUS,
                threat_protection=ThreatProtection(standard=ThreatProtectionMode.FULL_FUNCTION),
            )
        )
    ],
    "threat-standard-off": [
        Same(
            UserPool("Pool", sms=None, threat_protection=ThreatProtection(standard=ThreatProtectionMode.NO_ENFORCEMENT))
        )
    ],
    "threat-legacy-enforced": [Same(UserPool("Pool", sms=None, threat_protection=ThreatProtection()))],
    "err-threat-legacy-and-new": [
        Inexpressible(
            lambda: UserPool(
                "Pool",
                advanced_security_mode="AUDIT",
                threat_protection=ThreatProtection(standard=ThreatProtectionMode.AUDIT_ONLY),
            ),
            TypeError,
            "UserPool has no option 'advanced_security_mode'",
            because="both are names of one property, and here it has one",
        )
    ],
    "err-threat-legacy-and-custom": [
        Inexpressible(
            lambda: UserPool(
                "Pool",
                advanced_security_mode="AUDIT",
                threat_protection=ThreatProtection(custom=ThreatProtectionMode.AUDIT_ONLY),
            ),
            TypeError,
            "UserPool has no option 'advanced_security_mode'",
            because="both modes stand in one value, so neither can be said twice",
        )
    ],
    "gap-threat-lite": [
        Refused(
            UserPool("Pool", feature_plan=FeaturePlan.LITE, threat_protection=ThreatProtection()),
            ("threat_protection.standard", "UserPoolAddOns.AdvancedSecurityMode"),
        )
    ],
    # Triggers
    "trigger-custom-operation": [
        Same(UserPool("Pool", sms=None, lambda_triggers=LambdaTriggers(post_confirmation=function("fn"))))
    ],
    "trigger-function-in-stack": [Same(function_in_template(sms=None))],
    "trigger-kms-only": [
        Same(UserPool("Pool", sms=None, lambda_triggers=LambdaTriggers(custom_sender_kms_key=KMS_KEY)))
    ],
    "trigger-pretoken-v2": [
        Same(
            UserPool(
                "Pool",
                sms=None,
                feature_plan=FeaturePlan.PLUS,
                lambda_triggers=LambdaTriggers(
                    pre_token_generation_config=PreTokenGeneration(function("pretoken"), version=LambdaVersion.V2_0)
                ),
            )
        )
    ],
    "trigger-pretoken-v3": [
        Same(
            UserPool(
                "Pool",
                sms=None,
                feature_plan=FeaturePlan.ESSENTIALS,
                lambda_triggers=LambdaTriggers(
                    pre_token_generation_config=PreTokenGeneration(function("pretoken"), version=LambdaVersion.V3_0)
                ),
            )
        )
    ],
    "err-trigger-sender-no-key": [
        Refused(UserPool("Pool", lambda_triggers=LambdaTriggers(custom_sms_sender=function("a"))), CUSTOM_SENDER_KEY)
    ],
    "err-trigger-sender-no-key-add": [
        Refused(UserPool("Pool", lambda_triggers=LambdaTriggers(custom_email_sender=function("a"))), CUSTOM_SENDER_KEY)
    ],
    "err-trigger-v2-wrong-op": [
        Refused(
            lambda _: LambdaTriggers(
                pre_token_generation=PreTokenGeneration(function("a"), version=LambdaVersion.V2_0)
            ),
            ("pre_token_generation", "LambdaConfig.PreTokenGeneration"),
        )
    ],
    "gap-pretoken-both": [
        Refused(
            UserPool(
                "Pool",
                lambda_triggers=LambdaTriggers(
                    pre_token_generation=function("a"),
                    pre_token_generation_config=PreTokenGeneration(function("b"), version=LambdaVersion.V2_0),
                ),
            ),
            ("lambda_triggers.pre_token_generation", "LambdaConfig.PreTokenGeneration"),
        )
    ],
    "gap-pretoken-v2-lite": [
        Refused(
            UserPool(
                "Pool",
                feature_plan=FeaturePlan.LITE,
                lambda_triggers=LambdaTriggers(
                    pre_token_generation_config=PreTokenGeneration(function("f"), version=LambdaVersion.V2_0)
                ),
            ),
            ("lambda_triggers.pre_token_generation_config", "LambdaConfig.PreTokenGenerationConfig.LambdaVersion"),
        )
    ],
    # Pools of other stacks
    "import-by-id": [Same(existing_by_id)],
    "import-by-arn-other-account": [Same(existing_by_arn)],
    "import-by-arn-parameter": [
        Same(
            existing_by_arn_parameter,
            parameters={"PoolArn": "arn:aws:cognito-idp:eu-west-1:999988887777:userpool/eu-west-1_Ab12Cd34"},
        )
    ],
}

OF_OTHER_FAMILIES = {
    "seed-client-full": "app clients",
    "gap-passkey-no-rp-with-custom-domain": "domains",
    "gap-trigger-attach-cycle": "grants",
}
"""Vectors that speak of the pool and of something else, which has tests of its own."""

_POOL_VECTORS = re.compile(
    r"(seed|attr|deletion|email|import|mfa|passkey|password|pool|recovery|removal|signin|sms|threat|trigger)-"
    r"|err-(attr|email|first-factor|mfa|passkey|password|recovery|threat|trigger|verify)-"
    r"|gap-(attr|email|enable-sms|invite|link|mfa|otp|passkey|password|pool|pretoken|signin-none|sms|threat|trigger|verify)"
)


@pytest.mark.parametrize(("vector", "entry"), entries_of(TABLE))
def test_the_wish_of_a_vector(vector, entry):
    """What we make of a vector's wish is CDK's template but for the named deviations, or what the entry says."""
    entry.verify(load(vector))


def test_every_vector_about_pools_is_in_the_table():
    """No vector of the pool's groups is left out, and none is in the table that does not exist."""
    vectors = {path.stem for path in VECTORS.glob("*.json") if _POOL_VECTORS.match(path.stem)}

    assert vectors == TABLE.keys() | OF_OTHER_FAMILIES.keys()
