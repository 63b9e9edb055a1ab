"""A single-page app whose users sign in on its own domain: with a password, Google or their company's SAML provider."""

from datetime import timedelta

from troposphere import Output, Parameter, Ref, Template

from troposphere_cognito_l2 import (
    COGNITO,
    AppOutputs,
    AttributeMapping,
    CustomDomain,
    DomainAliasRecord,
    GoogleAttribute,
    GoogleIdentityProvider,
    ManagedLoginBranding,
    ManagedLoginVersion,
    OAuth,
    OAuthScope,
    RefreshTokenRotation,
    SamlIdentityProvider,
    SamlMetadata,
    SecretValue,
    SecurityPolicy,
    SignIn,
    UserPool,
    UserPoolClient,
    UserPoolDomain,
)

APP = "https://app.example.com"
EMAIL_CLAIM = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress"

template = Template()

certificate = template.add_parameter(
    Parameter("CertificateArn", Type="String", Description="Certificate for auth.example.com, in us-east-1")
)
zone = template.add_parameter(
    Parameter("HostedZoneId", Type="AWS::Route53::HostedZone::Id", Description="Hosted zone of example.com")
)
google_client = template.add_parameter(
    Parameter("GoogleClientId", Type="String", Description="Id of the app in Google's console")
)

users = UserPool("Users", self_sign_up_enabled=True, sign_in=SignIn.email()).add_to(template)

google = GoogleIdentityProvider(
    "Google",
    user_pool=users,
    client_id=Ref(google_client),
    client_secret=SecretValue.secrets_manager("google-sign-in", json_field="client_secret"),
    scopes=["openid", "email", "profile"],
    attribute_mapping=AttributeMapping(email=GoogleAttribute.EMAIL, email_verified=GoogleAttribute.EMAIL_VERIFIED),
).add_to(template)

corporate = SamlIdentityProvider(
    "Corporate",
    user_pool=users,
    saml_metadata=SamlMetadata.url("https://idp.example.com/metadata.xml"),
    attribute_mapping=AttributeMapping(email=EMAIL_CLAIM),
).add_to(template)

# A browser keeps no secret, so the client has none: the app proves itself by PKCE, which needs no setting here.
web = UserPoolClient(
    "Web",
    user_pool=users,
    identity_providers=[COGNITO, google, corporate],
    oauth=OAuth.authorization_code(
        callback_urls=[f"{APP}/callback"],
        logout_urls=[APP],
        scopes=[OAuthScope.OPENID, OAuthScope.EMAIL],
    ),
    access_token_validity=timedelta(minutes=15),
    id_token_validity=timedelta(minutes=15),
    refresh_token_validity=timedelta(days=7),
    refresh_token_rotation=RefreshTokenRotation(grace_period=timedelta(seconds=10)),
).add_to(template)

# Cognito wants an A record at example.com before it makes auth.example.com.
domain = UserPoolDomain(
    "SignInDomain",
    user_pool=users,
    custom_domain=CustomDomain(
        "auth.example.com", certificate=Ref(certificate), security_policy=SecurityPolicy.TLS_V1_2_2021
    ),
    managed_login_version=ManagedLoginVersion.NEWER_MANAGED_LOGIN,
).add_to(template)
DomainAliasRecord("SignInRecord", domain=domain, hosted_zone_id=Ref(zone)).add_to(template)
ManagedLoginBranding("SignInStyle", user_pool=users, client=web, domain=domain).add_to(template)

AppOutputs(user_pool=users, clients={"Web": web}, domain=domain).add_to(template)
template.add_output(Output("SignInUrl", Value=domain.sign_in_url(web, f"{APP}/callback")))
template.add_output(Output("SamlEntityId", Value=corporate.entity_id, Description="For the company's provider"))
template.add_output(Output("SamlAcsUrl", Value=corporate.acs_url(domain), Description="For the company's provider"))

if __name__ == "__main__":
    print(template.to_json())
