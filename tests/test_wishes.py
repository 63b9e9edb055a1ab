"""Wishes beyond the vectors, as CDK's users have them: each gives what CDK would give, or is refused where it must be.

They were written from knowledge of CDK's constructs alone, and built by README and docstrings.
"""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from linters import lint
from troposphere import (
    Equals,
    If,
    ImportValue,
    NoValue,
    Parameter,
    Ref,
    Sub,
    awslambda,
    certificatemanager,
    iam,
    kms,
    logs,
    serverless,
)

from troposphere_cognito_l2 import (
    AccountRecovery,
    AccountTakeoverAction,
    AccountTakeoverEventAction,
    AccountTakeoverRisk,
    AmazonAttribute,
    AmazonIdentityProvider,
    AmbiguousRoleResolution,
    AppleAttribute,
    AppleIdentityProvider,
    AssetCategory,
    AssetColorMode,
    AssetExtension,
    AttributeMapping,
    AttributeRequestMethod,
    AuthenticationMessages,
    AuthFlows,
    BooleanAttribute,
    BrandingAsset,
    ClientAttributes,
    CognitoEmail,
    ConfigurationError,
    Contacts,
    CustomDomain,
    DateTimeAttribute,
    DeviceTracking,
    ExistingIdentityPool,
    ExistingUserPool,
    ExistingUserPoolClient,
    FeaturePlan,
    FirstFactors,
    GoogleIdentityProvider,
    IdentityPool,
    IssuerType,
    LambdaTriggers,
    LambdaVersion,
    LogGroupDestination,
    ManagedLoginBranding,
    ManagedLoginVersion,
    MappingRule,
    MessageAction,
    Mfa,
    MfaMode,
    NumberAttribute,
    OAuth,
    OidcEndpoints,
    OidcIdentityProvider,
    Passkeys,
    PasskeyUserVerification,
    PasswordPolicy,
    PinpointAnalytics,
    PreTokenGeneration,
    PrincipalTags,
    RefreshTokenRotation,
    RiskExceptions,
    RiskNotification,
    RoleMapping,
    RoleMappingMatchType,
    SamlIdentityProvider,
    SamlMetadata,
    SecretValue,
    SecurityPolicy,
    SesEmail,
    SignIn,
    SignInAlias,
    SigningAlgorithm,
    SocialLogins,
    SocialProvider,
    StringAttribute,
    ThreatProtection,
    ThreatProtectionMode,
    UserInvitation,
    UserPool,
    UserPoolAbility,
    UserPoolAccess,
    UserPoolClient,
    UserPoolClientSecret,
    UserPoolDomain,
    UserPoolGroup,
    UserPoolLogDelivery,
    UserPoolReplica,
    UserPoolResourceServer,
    UserPoolRiskConfiguration,
    UserPoolUser,
    check,
)
from troposphere_cognito_l2.checks.paths import at

TRUST = {"Version": "2012-10-17", "Statement": []}
FUNCTION = "arn:aws:lambda:us-east-1:111122223333:function:f"
GIVES, REFUSES = [], []


def gives(leaves):
    """Note a wish, and some of the properties of Cognito's resources that come of it."""

    def noted(wish):
        GIVES.append(pytest.param(wish, leaves, id=wish.__name__))
        return wish

    return noted


def refuses(*found):
    """Note a wish that is refused: the rules that say so, and the options to blame."""

    def noted(wish):
        REFUSES.append(pytest.param(wish, list(found), id=wish.__name__))
        return wish

    return noted


def pool(template, **options):
    """A pool that sends no text messages."""
    return UserPool("Pool", sms=None, **options).add_to(template)


@gives({"UserPool.AliasAttributes": ["email", "phone_number", "preferred_username"]})
def pool_all_sign_in(template):
    pool(
        template,
        sign_in=SignIn.username(aliases=[SignInAlias.EMAIL, SignInAlias.PHONE_NUMBER, SignInAlias.PREFERRED_USERNAME]),
        auto_verify=None,
    )


@gives(
    {
        "UserPool.UserAttributeUpdateSettings.AttributesRequireVerificationBeforeUpdate": ["email", "phone_number"],
        "UserPool.AutoVerifiedAttributes": ["email", "phone_number"],
    }
)
def pool_keep_original_both(template):
    UserPool("Pool", sign_in=SignIn.email_or_phone(), keep_original=Contacts(email=True, phone=True)).add_to(template)


@refuses(("E9114", "keep_original"))
def err_keep_original_without_verify(template):
    pool(template, sign_in=SignIn.username(), auto_verify=None, keep_original=Contacts(email=True))


@refuses(("E9004", "sign_in.username_attributes"))
def err_preferred_username_without_username(template):
    pool(template, sign_in=SignIn(username_attributes=[SignInAlias.PREFERRED_USERNAME]))


@gives(
    {
        "UserPool.WebAuthnUserVerification": "required",
        "UserPool.WebAuthnRelyingPartyID": "example.com",
        "UserPool.Policies.SignInPolicy.AllowedFirstAuthFactors": ["PASSWORD", "WEB_AUTHN"],
    }
)
def passkeys_required(template):
    pool(
        template,
        first_factors=FirstFactors(passkey=True),
        passkeys=Passkeys(relying_party_id="example.com", user_verification=PasskeyUserVerification.REQUIRED),
    )


@gives({"UserPool.WebAuthnRelyingPartyID": {"Ref": "Rp"}})
def passkey_rp_token(template):
    template.add_parameter(Parameter("Rp", Type="String"))
    pool(template, first_factors=FirstFactors(passkey=True), passkeys=Passkeys(relying_party_id=Ref("Rp")))


@gives({"UserPool.Policies.SignInPolicy.AllowedFirstAuthFactors": ["PASSWORD", "EMAIL_OTP", "SMS_OTP", "WEB_AUTHN"]})
def first_factors_all(template):
    UserPool(
        "Pool",
        email=SesEmail(from_email="a@example.com"),
        first_factors=FirstFactors(email_otp=True, sms_otp=True, passkey=True),
        passkeys=Passkeys(relying_party_id="example.com"),
    ).add_to(template)


@gives(
    {
        "UserPool.EmailConfiguration.SourceArn": {
            "Fn::Sub": "arn:${AWS::Partition}:ses:eu-west-1:${AWS::AccountId}:identity/example.com"
        },
        "UserPool.EmailConfiguration.From": "Shop <no-reply@example.com>",
        "UserPool.EmailConfiguration.ConfigurationSet": "cs",
        "UserPool.EmailConfiguration.ReplyToEmailAddress": "help@example.com",
    }
)
def ses_other_region(template):
    pool(
        template,
        email=SesEmail(
            from_email="no-reply@example.com",
            from_name="Shop",
            reply_to="help@example.com",
            configuration_set_name="cs",
            ses_region="eu-west-1",
            ses_verified_domain="example.com",
        ),
    )


@gives({"UserPool.EmailConfiguration.From": "no-reply@xn--bcher-kva.example"})
def ses_unicode_domain(template):
    pool(template, email=SesEmail(from_email="no-reply@bücher.example"))


@gives(
    {
        "UserPool.UserPoolAddOns.AdvancedSecurityMode": "ENFORCED",
        "UserPool.UserPoolAddOns.AdvancedSecurityAdditionalFlows.CustomAuthMode": "AUDIT",
        "UserPool.UserPoolTier": "PLUS",
    }
)
def custom_threat_protection(template):
    pool(
        template,
        feature_plan=FeaturePlan.PLUS,
        threat_protection=ThreatProtection(custom=ThreatProtectionMode.AUDIT_ONLY),
    )


@gives(
    {
        "UserPool.UserPoolAddOns.AdvancedSecurityMode": "OFF",
        "UserPool.UserPoolAddOns.AdvancedSecurityAdditionalFlows.CustomAuthMode": "ENFORCED",
    }
)
def custom_threat_only(template):
    pool(
        template,
        feature_plan=FeaturePlan.PLUS,
        threat_protection=ThreatProtection(
            standard=ThreatProtectionMode.NO_ENFORCEMENT, custom=ThreatProtectionMode.FULL_FUNCTION
        ),
    )


@refuses(("E9004", "threat_protection.custom"))
def err_custom_threat_off(template):
    pool(
        template,
        feature_plan=FeaturePlan.PLUS,
        threat_protection=ThreatProtection(custom=ThreatProtectionMode.NO_ENFORCEMENT),
    )


@gives({"UserPool.Policies.PasswordPolicy.PasswordHistorySize": 24})
def password_history(template):
    pool(template, feature_plan=FeaturePlan.ESSENTIALS, password_policy=PasswordPolicy(password_history_size=24))


@refuses(("E9148", "password_policy.password_history_size"))
def err_password_history_lite(template):
    pool(template, feature_plan=FeaturePlan.LITE, password_policy=PasswordPolicy(password_history_size=3))


@refuses(("E9000", "password_policy.temp_password_validity"))
def err_temp_password_30_hours(template):
    pool(template, password_policy=PasswordPolicy(temp_password_validity=timedelta(hours=30)))


@refuses(("E9006", "password_policy.temp_password_validity"))
def err_temp_password_366(template):
    pool(template, password_policy=PasswordPolicy(temp_password_validity=timedelta(days=366)))


@gives(
    {
        "UserPool.Schema": [
            {
                "Name": "tenant",
                "AttributeDataType": "String",
                "Mutable": False,
                "StringAttributeConstraints": {"MinLength": "1", "MaxLength": "15"},
            },
            {
                "Name": "n",
                "AttributeDataType": "Number",
                "Mutable": True,
                "NumberAttributeConstraints": {"MinValue": "0", "MaxValue": "3"},
            },
            {"Name": "b", "AttributeDataType": "Boolean", "Mutable": False},
            {"Name": "d", "AttributeDataType": "DateTime", "Mutable": True},
        ]
    }
)
def attributes_custom_all(template):
    pool(
        template,
        custom_attributes={
            "tenant": StringAttribute(min_length=1, max_length=15),
            "n": NumberAttribute(min=0, max=3, mutable=True),
            "b": BooleanAttribute(),
            "d": DateTimeAttribute(mutable=True),
        },
    )


@refuses(("E9005", "custom_attributes['aaaaaaaaaaaaaaaaaaaaa']"))
def err_attr_name_21(template):
    pool(template, custom_attributes={"a" * 21: StringAttribute()})


@refuses(("E9008", "custom_attributes"))
def err_attr_51(template):
    pool(template, custom_attributes={f"a{n}": StringAttribute() for n in range(51)})


@refuses(("E9000", "custom_attributes['custom:tenant']"))
def err_attr_prefixed(template):
    pool(template, custom_attributes={"custom:tenant": StringAttribute()})


@refuses(("E9005", "authentication_messages.sms_message"))
def err_mfa_message_141(template):
    UserPool(
        "Pool",
        mfa=Mfa(MfaMode.REQUIRED, sms=True),
        authentication_messages=AuthenticationMessages(sms_message="{####}" + "x" * 135),
    ).add_to(template)


@gives(
    {
        "UserPool.MfaConfiguration": "ON",
        "UserPool.EnabledMfas": ["SMS_MFA", "SOFTWARE_TOKEN_MFA"],
        "UserPool.SmsAuthenticationMessage": "code {####}",
    }
)
def mfa_required_sms_totp(template):
    UserPool(
        "Pool",
        mfa=Mfa(MfaMode.REQUIRED, sms=True, totp=True),
        authentication_messages=AuthenticationMessages(sms_message="code {####}"),
    ).add_to(template)


@gives({"UserPool.EnabledMfas": ["EMAIL_OTP"]})
def mfa_email(template):
    pool(
        template,
        mfa=Mfa(MfaMode.OPTIONAL, email=True),
        email=SesEmail(from_email="a@example.com"),
        account_recovery=AccountRecovery.NONE,
    )


@refuses(("E9125", "mfa"))
def err_mfa_email_lite(template):
    pool(
        template,
        mfa=Mfa(MfaMode.OPTIONAL, email=True),
        email=SesEmail(from_email="a@example.com"),
        feature_plan=FeaturePlan.LITE,
        account_recovery=AccountRecovery.NONE,
    )


@gives(
    {"UserPool.DeviceConfiguration": {"ChallengeRequiredOnNewDevice": True, "DeviceOnlyRememberedOnUserPrompt": False}}
)
def device_tracking(template):
    pool(template, device_tracking=DeviceTracking(challenge_required_on_new_device=True))


@gives(
    {
        "UserPool.LambdaConfig.CustomSMSSender": {"LambdaArn": FUNCTION, "LambdaVersion": "V1_0"},
        "UserPool.LambdaConfig.KMSKeyID": {"Fn::GetAtt": ["Key", "Arn"]},
        "UserPool.LambdaConfig.UserMigration": FUNCTION,
        "UserPool.LambdaConfig.PreTokenGenerationConfig.LambdaVersion": "V3_0",
    }
)
def triggers_every(template):
    key = template.add_resource(kms.Key("Key", KeyPolicy=TRUST))
    pool(
        template,
        feature_plan=FeaturePlan.ESSENTIALS,
        lambda_triggers=LambdaTriggers(
            create_auth_challenge=FUNCTION,
            define_auth_challenge=FUNCTION,
            verify_auth_challenge_response=FUNCTION,
            custom_message=FUNCTION,
            post_authentication=FUNCTION,
            post_confirmation=FUNCTION,
            pre_authentication=FUNCTION,
            pre_sign_up=FUNCTION,
            user_migration=FUNCTION,
            pre_token_generation_config=PreTokenGeneration(FUNCTION, version=LambdaVersion.V3_0),
            custom_email_sender=FUNCTION,
            custom_sms_sender=FUNCTION,
            custom_sender_kms_key=key,
        ),
    )


@refuses(("E9182", "lambda_triggers.pre_token_generation"))
def err_trigger_twice(template):
    pool(
        template,
        lambda_triggers=LambdaTriggers(
            pre_token_generation=FUNCTION, pre_token_generation_config=PreTokenGeneration(FUNCTION + "2")
        ),
    )


@gives(
    {
        "UserPoolClient.ExplicitAuthFlows": [
            "ALLOW_USER_PASSWORD_AUTH",
            "ALLOW_ADMIN_USER_PASSWORD_AUTH",
            "ALLOW_CUSTOM_AUTH",
            "ALLOW_USER_SRP_AUTH",
            "ALLOW_USER_AUTH",
        ],
        "UserPoolClient.RefreshTokenRotation": {"Feature": "ENABLED", "RetryGracePeriodSeconds": 10},
        "UserPoolClient.GenerateSecret": True,
        "UserPoolClient.EnablePropagateAdditionalUserContextData": True,
        "UserPoolClient.AuthSessionValidity": 15,
        "UserPoolClient.ClientName": "app",
    }
)
def client_everything(template):
    UserPoolClient(
        "C",
        user_pool=pool(template),
        user_pool_client_name="app",
        generate_secret=True,
        auth_flows=AuthFlows(user_srp=True, user_password=True, admin_user_password=True, custom=True, user=True),
        refresh_token_rotation=RefreshTokenRotation(grace_period=timedelta(seconds=10)),
        enable_propagate_additional_user_context_data=True,
        auth_session_validity=timedelta(minutes=15),
    ).add_to(template)


@refuses(("E9006", "refresh_token_rotation.grace_period"))
def err_rotation_61s(template):
    UserPoolClient(
        "C", user_pool=pool(template), refresh_token_rotation=RefreshTokenRotation(grace_period=timedelta(seconds=61))
    ).add_to(template)


@refuses(("E9006", "auth_session_validity"))
def err_session_2min(template):
    UserPoolClient("C", user_pool=pool(template), auth_session_validity=timedelta(minutes=2)).add_to(template)


@refuses(("E9228", "access_token_validity"))
def err_access_over_refresh(template):
    UserPoolClient(
        "C",
        user_pool=pool(template),
        access_token_validity=timedelta(hours=3),
        refresh_token_validity=timedelta(hours=2),
    ).add_to(template)


@refuses(("E9227", "access_token_validity"))
def err_access_25h(template):
    UserPoolClient("C", user_pool=pool(template), access_token_validity=timedelta(hours=25)).add_to(template)


@gives({"UserPoolClient.AccessTokenValidity": 330, "UserPoolClient.TokenValidityUnits.AccessToken": "seconds"})
def client_validity_seconds(template):
    UserPoolClient("C", user_pool=pool(template), access_token_validity=timedelta(seconds=330)).add_to(template)


@gives({"UserPoolClient.RefreshTokenValidity": 3650, "UserPoolClient.TokenValidityUnits.RefreshToken": "days"})
def client_refresh_10y(template):
    UserPoolClient("C", user_pool=pool(template), refresh_token_validity=timedelta(days=3650)).add_to(template)


@gives(
    {
        "UserPoolClient.AnalyticsConfiguration": {
            "ApplicationArn": "arn:aws:mobiletargeting:us-east-1:111122223333:apps/abc",
            "UserDataShared": True,
        }
    }
)
def client_analytics_arn(template):
    UserPoolClient(
        "C",
        user_pool=pool(template),
        analytics=PinpointAnalytics(
            arn="arn:aws:mobiletargeting:us-east-1:111122223333:apps/abc", user_data_shared=True
        ),
    ).add_to(template)


@refuses(("E9202", "generate_secret"))
def err_cc_no_secret(template):
    UserPoolClient("C", user_pool=pool(template), oauth=OAuth.client_credentials(scopes=["api/read"])).add_to(template)


@refuses(("E9000", "scope"))
def err_scope_unknown_of_server(template):
    users = pool(template)
    role = UserPoolResourceServer("S", user_pool=users, identifier="api", scopes={"read": "r"}).add_to(template)
    UserPoolClient(
        "C",
        user_pool=users,
        oauth=OAuth.authorization_code(callback_urls=["https://a.example"], scopes=[role.scope("write")]),
    ).add_to(template)


@refuses(("E9241", "read_attributes"))
def err_client_unknown_custom_attr(template):
    UserPoolClient("C", user_pool=pool(template), read_attributes=ClientAttributes(custom=["tennant"])).add_to(template)


@gives(
    {
        "UserPoolDomain.CustomDomainConfig": {"CertificateArn": {"Ref": "Cert"}, "SecurityPolicy": "TLS_V1_2_2021"},
        "UserPoolDomain.ManagedLoginVersion": 2,
    }
)
def domain_managed_custom(template):
    client = template.add_resource(certificatemanager.Certificate("Cert", DomainName="auth.example.com"))
    UserPoolDomain(
        "D",
        user_pool=pool(template),
        custom_domain=CustomDomain(
            "auth.example.com", certificate=client, security_policy=SecurityPolicy.TLS_V1_2_2021
        ),
        managed_login_version=ManagedLoginVersion.NEWER_MANAGED_LOGIN,
    ).add_to(template)


@gives(
    {
        "UserPoolIdentityProvider.ProviderDetails": {
            "IDPSignout": "true",
            "MetadataURL": "https://idp.example.com/m",
            "EncryptedResponses": "true",
            "RequestSigningAlgorithm": "rsa-sha256",
            "IDPInit": "true",
        },
        "UserPoolIdentityProvider.IdpIdentifiers": ["example.com"],
    }
)
def saml_idp_initiated(template):
    SamlIdentityProvider(
        "Saml",
        user_pool=pool(template),
        name="Corp",
        saml_metadata=SamlMetadata.url("https://idp.example.com/m"),
        idp_signout=True,
        encrypted_responses=True,
        request_signing_algorithm=SigningAlgorithm.RSA_SHA256,
        idp_initiated=True,
        identifiers=["example.com"],
    ).add_to(template)


@gives(
    {
        "UserPoolIdentityProvider.ProviderDetails.authorize_scopes": "email name",
        "UserPoolIdentityProvider.ProviderName": "SignInWithApple",
    }
)
def idp_apple(template):
    AppleIdentityProvider(
        "A",
        user_pool=pool(template),
        client_id="c",
        team_id="T123456789",
        key_id="K123456789",
        private_key=SecretValue.secrets_manager("apple"),
        scopes=["email", "name"],
        attribute_mapping=AttributeMapping(email=AppleAttribute.EMAIL, given_name=AppleAttribute.FIRST_NAME),
    ).add_to(template)


@gives(
    {
        "UserPoolIdentityProvider.ProviderDetails.attributes_request_method": "POST",
        "UserPoolIdentityProvider.ProviderDetails.jwks_uri": "https://i.example/jwks",
        "UserPoolIdentityProvider.ProviderDetails.authorize_scopes": "openid email",
    }
)
def oidc_endpoints_post(template):
    OidcIdentityProvider(
        "O",
        user_pool=pool(template),
        name="Okta",
        client_id="c",
        client_secret=SecretValue.secrets_manager("o"),
        issuer_url="https://i.example",
        scopes=["openid", "email"],
        attribute_request_method=AttributeRequestMethod.POST,
        endpoints=OidcEndpoints(
            authorization="https://i.example/a",
            token="https://i.example/t",
            user_info="https://i.example/u",
            jwks_uri="https://i.example/jwks",
        ),
    ).add_to(template)


@refuses(("E9412", "attribute_mapping.custom"))
def err_idp_mapping_immutable(template):
    users = pool(template, custom_attributes={"fb": StringAttribute(mutable=False)})
    AmazonIdentityProvider(
        "A",
        user_pool=users,
        client_id="c",
        client_secret=SecretValue.secrets_manager("o"),
        attribute_mapping=AttributeMapping(custom={"fb": AmazonAttribute.USER_ID}),
    ).add_to(template)


@gives(
    {
        "IdentityPool.AllowClassicFlow": True,
        "IdentityPool.DeveloperProviderName": "my.company",
        "IdentityPool.SupportedLoginProviders": {
            "www.amazon.com": "amzn1.app",
            "graph.facebook.com": "12345",
            "accounts.google.com": "x.apps.googleusercontent.com",
            "appleid.apple.com": "com.example.app",
        },
        "IdentityPool.SamlProviderARNs": [{"Ref": "Saml"}],
        "IdentityPool.OpenIdConnectProviderARNs": ["arn:aws:iam::111122223333:oidc-provider/a.example"],
    }
)
def idpool_everything(template):
    saml = template.add_resource(iam.SAMLProvider("Saml", SamlMetadataDocument="<x/>" * 300))
    IdentityPool(
        "I",
        identity_pool_name="mine",
        allow_classic_flow=True,
        developer_provider_name="my.company",
        social_logins=SocialLogins(
            amazon="amzn1.app", facebook="12345", google="x.apps.googleusercontent.com", apple="com.example.app"
        ),
        saml_providers=[saml],
        openid_connect_providers=["arn:aws:iam::111122223333:oidc-provider/a.example"],
        allow_unauthenticated_identities=True,
    ).add_to(template)


@gives(
    {
        "IdentityPoolRoleAttachment.RoleMappings": {
            "C": {
                "Type": "Token",
                "AmbiguousRoleResolution": "AuthenticatedRole",
                "IdentityProvider": {"Fn::Join": ["", [{"Fn::GetAtt": ["Pool", "ProviderName"]}, ":", {"Ref": "C"}]]},
            }
        }
    }
)
def idpool_token_mapping_user_pool(template):
    users = pool(template)
    client = UserPoolClient("C", user_pool=users).add_to(template)
    IdentityPool(
        "I",
        user_pools=[client],
        role_mappings=[RoleMapping.from_token(client, ambiguous=AmbiguousRoleResolution.AUTHENTICATED_ROLE)],
    ).add_to(template)


@refuses(("E9627", "role_mappings"))
def err_idpool_26_rules(template):
    IdentityPool(
        "I",
        social_logins=SocialLogins(amazon="amzn1.app"),
        role_mappings=[
            RoleMapping.by_rules(
                SocialProvider.AMAZON,
                rules=[
                    MappingRule(claim="a", value=str(n), role="arn:aws:iam::111122223333:role/x") for n in range(26)
                ],
            )
        ],
    ).add_to(template)


@refuses(("E9630", "role_mappings"))
def err_idpool_mapping_of_unknown_provider(template):
    IdentityPool(
        "I",
        social_logins=SocialLogins(amazon="amzn1.app"),
        role_mappings=[RoleMapping.from_token(SocialProvider.GOOGLE)],
    ).add_to(template)


@refuses(("E9000", "id"))
def err_idpool_import_region_mismatch(template):
    ExistingIdentityPool.from_arn(
        "arn:aws:cognito-identity:eu-west-1:123456789012:identitypool/us-east-1:12345678-1234-1234-1234-123456789012"
    )


@gives({})
def resource_server_100(template):
    UserPoolResourceServer(
        "S", user_pool=pool(template), identifier="https://api.example.com/", scopes={f"s{n}": "d" for n in range(100)}
    ).add_to(template)


@refuses(("E9008", "scopes"))
def err_resource_server_101(template):
    UserPoolResourceServer(
        "S", user_pool=pool(template), identifier="api", scopes={f"s{n}": "d" for n in range(101)}
    ).add_to(template)


@refuses(("E9007", "scopes['a/b']"))
def err_resource_server_slash(template):
    UserPoolResourceServer("S", user_pool=pool(template), identifier="api", scopes={"a/b": "d"}).add_to(template)


@gives({"UserPoolGroup.UserPoolId": "eu-west-1_abc", "UserPoolGroup.Precedence": 5})
def group_on_imported(template):
    UserPoolGroup("G", user_pool=ExistingUserPool("eu-west-1_abc"), group_name="g", precedence=5).add_to(template)


@gives({"UserPoolDomain.UserPoolId": {"Ref": "Id"}})
def import_everything(template):
    template.add_parameter(Parameter("Id", Type="String"))
    existing = ExistingUserPool(Ref("Id"))
    UserPoolDomain("D", user_pool=existing, prefix="shop").add_to(template)
    UserPoolResourceServer("S", user_pool=existing, identifier="api").add_to(template)
    GoogleIdentityProvider(
        "G", user_pool=existing, client_id="x", client_secret=SecretValue.secrets_manager("g")
    ).add_to(template)
    role = template.add_resource(iam.Role("R", AssumeRolePolicyDocument=TRUST))
    UserPoolAccess("A", user_pool=existing, roles=[role], abilities=[UserPoolAbility.READ_USERS]).add_to(template)


@refuses(("E9000", "id"))
def err_import_bad_arn(template):
    ExistingUserPool.from_arn("arn:aws:cognito-idp:us-east-1:111122223333:userpool")


@gives(
    {"UserPool.DeletionProtection": {"Fn::If": ["C", "ACTIVE", "INACTIVE"]}, "UserPool.UserPoolTier": {"Ref": "Tier"}}
)
def tokens_in_every_option(template):
    template.add_parameter(Parameter("Tier", Type="String"))
    template.add_condition("C", Equals(Ref("Tier"), "PLUS"))
    pool(
        template,
        deletion_protection=If("C", True, False),
        feature_plan=Ref("Tier"),
        case_sensitive=If("C", True, False),
        user_pool_name=Sub("${AWS::StackName}-p"),
    )


@gives({"UserPool.UserPoolTags": {"a": {"Fn::If": ["C", "x", {"Ref": "AWS::NoValue"}]}}})
def tags_if(template):
    template.add_condition("C", Equals(Ref("AWS::Region"), "x"))
    pool(template, tags={"a": If("C", "x", NoValue)})


@gives({"UserPool.LambdaConfig.PreSignUp": {"Fn::GetAtt": ["F", "Arn"]}})
def sam_function_trigger(template):
    function = template.add_resource(serverless.Function("F", Handler="i.h", Runtime="python3.13", InlineCode="x"))
    template.set_transform("AWS::Serverless-2016-10-31")
    pool(template, lambda_triggers=LambdaTriggers(pre_sign_up=function))


@gives({"UserPool.LambdaConfig.PreSignUp": {"Ref": "Al"}})
def alias_trigger(template):
    alias = template.add_resource(awslambda.Alias("Al", FunctionName="f", FunctionVersion="1", Name="live"))
    pool(template, lambda_triggers=LambdaTriggers(pre_sign_up=alias))


@refuses(("E9310", "user_pool"))
def err_two_prefix(template):
    users = pool(template)
    UserPoolDomain("D", user_pool=users, prefix="a").add_to(template)
    UserPoolDomain("E", user_pool=users, prefix="b").add_to(template)


@refuses(("E9305", "custom_domain.certificate"))
def err_cert_other_region(template):
    UserPoolDomain(
        "E",
        user_pool=pool(template),
        custom_domain=CustomDomain(
            "auth.example.com",
            certificate="arn:aws:acm:eu-west-1:111122223333:certificate/aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee",
        ),
    ).add_to(template)


@refuses(("E9407", ""))
def err_two_google(template):
    users = pool(template)
    for n in "GH":
        GoogleIdentityProvider(
            n, user_pool=users, client_id="x", client_secret=SecretValue.secrets_manager("g")
        ).add_to(template)


@refuses(("E9008", "identifiers"))
def err_idp_51_identifiers(template):
    SamlIdentityProvider(
        "Saml",
        user_pool=pool(template),
        saml_metadata=SamlMetadata.url("https://a.example"),
        identifiers=[f"a{n}" for n in range(51)],
    ).add_to(template)


@gives(
    {
        "UserPoolIdentityProvider.ProviderDetails": {
            "client_id": "c",
            "attributes_request_method": "GET",
            "oidc_issuer": "https://i.example",
            "authorize_scopes": "openid",
        }
    }
)
def oidc_public(template):
    OidcIdentityProvider("Okta", user_pool=pool(template), client_id="c", issuer_url="https://i.example").add_to(
        template
    )


@gives({"UserPoolIdentityProvider.ProviderDetails.MetadataFile": {"Ref": "Doc"}})
def saml_document_parameter(template):
    template.add_parameter(Parameter("Doc", Type="String"))
    SamlIdentityProvider("Saml", user_pool=pool(template), saml_metadata=SamlMetadata.document(Ref("Doc"))).add_to(
        template
    )


@gives({"IdentityPoolPrincipalTag.UseDefaults": True})
def idpool_principal_tags(template):
    users = pool(template)
    client = UserPoolClient("C", user_pool=users).add_to(template)
    IdentityPool("I", user_pools=[client], principal_tags=[PrincipalTags(client)]).add_to(template)


@gives({"IdentityPoolPrincipalTag.PrincipalTags": {"tenant": "custom:tenant"}})
def idpool_principal_tags_own(template):
    users = pool(template, custom_attributes={"tenant": StringAttribute()})
    client = UserPoolClient("C", user_pool=users).add_to(template)
    IdentityPool(
        "I", user_pools=[client], principal_tags=[PrincipalTags(client, tags={"tenant": "custom:tenant"})]
    ).add_to(template)


@gives(
    {
        "IdentityPoolRoleAttachment.RoleMappings": {
            "www.amazon.com": {
                "Type": "Rules",
                "AmbiguousRoleResolution": "Deny",
                "IdentityProvider": "www.amazon.com",
                "RulesConfiguration": {
                    "Rules": [
                        {
                            "Claim": "isAdmin",
                            "MatchType": "NotEqual",
                            "Value": "no",
                            "RoleARN": {"Fn::GetAtt": ["R", "Arn"]},
                        }
                    ]
                },
            }
        }
    }
)
def idpool_rule_not_equal(template):
    role = template.add_resource(iam.Role("R", AssumeRolePolicyDocument=ExistingIdentityPool(Ref("I")).trust_policy()))
    IdentityPool(
        "I",
        social_logins=SocialLogins(amazon="amzn1.app"),
        role_mappings=[
            RoleMapping.by_rules(
                SocialProvider.AMAZON,
                rules=[MappingRule(claim="isAdmin", match=RoleMappingMatchType.NOT_EQUAL, value="no", role=role)],
            )
        ],
    ).add_to(template)


@gives(
    {
        "IdentityPoolRoleAttachment.RoleMappings": {
            "mine": {"Type": "Token", "AmbiguousRoleResolution": "Deny", "IdentityProvider": {"Fn::ImportValue": "p"}}
        }
    }
)
def idpool_mapping_custom_key(template):
    IdentityPool(
        "I", developer_provider_name="a.b", role_mappings=[RoleMapping.from_token(ImportValue("p"), key="mine")]
    ).add_to(template)


@refuses(("E9000", "role_mappings[1].provider"))
def err_idpool_mapping_twice(template):
    IdentityPool(
        "I",
        social_logins=SocialLogins(amazon="amzn1.app"),
        role_mappings=[RoleMapping.from_token(SocialProvider.AMAZON)] * 2,
    ).add_to(template)


@gives({"ManagedLoginBranding.UseCognitoProvidedValues": True})
def branding_default(template):
    users = pool(template)
    client = UserPoolClient(
        "C", user_pool=users, oauth=OAuth.authorization_code(callback_urls=["https://a.example"])
    ).add_to(template)
    domain = UserPoolDomain(
        "D", user_pool=users, prefix="shop", managed_login_version=ManagedLoginVersion.NEWER_MANAGED_LOGIN
    ).add_to(template)
    ManagedLoginBranding("B", user_pool=users, client=client, domain=domain).add_to(template)


@gives(
    {
        "ManagedLoginBranding.Assets": [
            {"Category": "FORM_LOGO", "ColorMode": "LIGHT", "Extension": "PNG", "Bytes": "aGk="}
        ],
        "ManagedLoginBranding.Settings": {"a": 1},
    }
)
def branding_assets(template):
    users = pool(template)
    client = UserPoolClient("C", user_pool=users).add_to(template)
    ManagedLoginBranding(
        "B",
        user_pool=users,
        client=client,
        settings={"a": 1},
        assets=[
            BrandingAsset(
                category=AssetCategory.FORM_LOGO,
                color_mode=AssetColorMode.LIGHT,
                extension=AssetExtension.PNG,
                bytes=b"hi",
            )
        ],
    ).add_to(template)


@gives(
    {
        "UserPoolRiskConfigurationAttachment.AccountTakeoverRiskConfiguration.NotifyConfiguration.SourceArn": "arn:aws:ses:us-east-1:111122223333:identity/example.com"
    }
)
def risk_notify(template):
    users = pool(template, threat_protection=ThreatProtection())
    UserPoolRiskConfiguration(
        "R",
        user_pool=users,
        account_takeover=AccountTakeoverRisk(
            high_action=AccountTakeoverAction(AccountTakeoverEventAction.BLOCK, notify=True),
            notification=RiskNotification(source_arn="arn:aws:ses:us-east-1:111122223333:identity/example.com"),
        ),
        risk_exceptions=RiskExceptions(skipped_ip_range_list=["10.0.0.0/8"]),
    ).add_to(template)


@gives(
    {
        "LogDeliveryConfiguration.LogConfigurations": [
            {
                "EventSource": "userNotification",
                "LogLevel": "ERROR",
                "CloudWatchLogsConfiguration": {
                    "LogGroupArn": {
                        "Fn::Sub": "arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:log-group:${G}"
                    }
                },
            }
        ]
    }
)
def log_delivery(template):
    group = template.add_resource(logs.LogGroup("G", LogGroupName="/aws/vendedlogs/x"))
    UserPoolLogDelivery("L", user_pool=pool(template), user_notification_errors=LogGroupDestination(group)).add_to(
        template
    )


@gives(
    {
        "UserPoolUser.MessageAction": "SUPPRESS",
        "UserPoolUser.ForceAliasCreation": True,
        "UserPoolUser.UserAttributes": [
            {"Name": "email", "Value": "a@b.example"},
            {"Name": "custom:tenant", "Value": "x"},
        ],
    }
)
def user_suppress(template):
    UserPoolUser(
        "U",
        user_pool=pool(template, custom_attributes={"tenant": StringAttribute()}),
        username="ann",
        user_attributes={"email": "a@b.example", "custom:tenant": "x"},
        message_action=MessageAction.SUPPRESS,
        force_alias_creation=True,
    ).add_to(template)


@gives({})
def client_secret(template):
    client = UserPoolClient("C", user_pool=pool(template), generate_secret=True).add_to(template)
    UserPoolClientSecret("S", client=client, secret_name="x").add_to(template)


@refuses(("E9000", "client"))
def err_secret_of_public_client(template):
    UserPoolClientSecret("S", client=UserPoolClient("C", user_pool=pool(template)).add_to(template)).add_to(template)


@refuses(("E9000", "secret"))
def err_secret_output_existing(template):
    return ExistingUserPoolClient("abc").secret


@gives(
    {
        "UserPool.EmailConfiguration": {
            "EmailSendingAccount": "COGNITO_DEFAULT",
            "ReplyToEmailAddress": "a@example.com",
            "SourceArn": "arn:aws:ses:us-east-1:111122223333:identity/a@example.com",
        }
    }
)
def email_cognito_source(template):
    pool(
        template,
        email=CognitoEmail(
            reply_to="a@example.com", source_arn="arn:aws:ses:us-east-1:111122223333:identity/a@example.com"
        ),
    )


@refuses(("E9184", "kms_key"))
def kms_key_alias_ref(template):
    alias = template.add_resource(kms.Alias("Al", AliasName="alias/x", TargetKeyId="k"))
    pool(template, kms_key=Ref(alias))


@refuses(("E9127", "first_factors"))
def err_otp_first_factor_required_mfa(template):
    pool(
        template,
        mfa=Mfa(MfaMode.REQUIRED, totp=True),
        email=SesEmail(from_email="a@example.com"),
        first_factors=FirstFactors(email_otp=True),
    )


@refuses(("E9132", "account_recovery"))
def err_recovery_email_with_email_mfa(template):
    pool(
        template,
        mfa=Mfa(MfaMode.OPTIONAL, email=True),
        email=SesEmail(from_email="a@example.com"),
        account_recovery=AccountRecovery.EMAIL_ONLY,
    )


@gives({"UserPool.AccountRecoverySetting": None})
def recovery_phone_legacy(template):
    UserPool("Pool", account_recovery=AccountRecovery.PHONE_AND_EMAIL).add_to(template)


@gives({"UserPool.AdminCreateUserConfig.InviteMessageTemplate": {"SMSMessage": "{username} {####}"}})
def invite_sms_only(template):
    UserPool("Pool", user_invitation=UserInvitation(sms_message="{username} {####}")).add_to(template)


@gives({"UserPoolReplica.RegionName": "us-west-2"})
def replica(template):
    key = template.add_resource(kms.Key("K", KeyPolicy=TRUST, MultiRegion=True))
    users = pool(template, kms_key=key, issuer=IssuerType.UPDATED)
    UserPoolReplica("Rep", user_pool=users, region_name="us-west-2").add_to(template)


@pytest.mark.parametrize(("wish", "leaves"), GIVES)
def test_what_a_wish_gives(template, wish, leaves):
    """What CDK would write stands there, and neither `check` nor the linters find an error."""
    wish(template)
    rendered = json.loads(template.to_json())
    for place, value in leaves.items():
        kind, _, path = place.partition(".")
        [properties] = [
            body["Properties"] for body in rendered["Resources"].values() if body["Type"] == f"AWS::Cognito::{kind}"
        ]
        assert at(properties, path) == value
    assert check(template).errors == ()
    assert lint(rendered) == []


@pytest.mark.parametrize(("wish", "found"), REFUSES)
def test_what_is_refused(template, wish, found):
    """What Cognito would refuse is said with the options to blame."""
    with pytest.raises(ConfigurationError) as caught:
        wish(template)
    assert [(one.rule, one.option) for one in caught.value.findings] == found
