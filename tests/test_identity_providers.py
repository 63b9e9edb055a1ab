"""Identity providers: what each kind renders, what it refuses, and its secrets."""

from __future__ import annotations

import pytest
from linters import lint
from outcomes import properties_in
from troposphere import FindInMap, If, Join, Parameter, Ref, Sub, Template, secretsmanager

from troposphere_cognito_l2 import (
    AmazonAttribute,
    AmazonIdentityProvider,
    AppleIdentityProvider,
    AttributeMapping,
    AttributeRequestMethod,
    ConfigurationError,
    ExistingUserPool,
    ExistingUserPoolDomain,
    FacebookIdentityProvider,
    GoogleAttribute,
    GoogleIdentityProvider,
    OidcEndpoints,
    OidcIdentityProvider,
    OtherTemplateError,
    SamlIdentityProvider,
    SamlMetadata,
    SecretValue,
    SigningAlgorithm,
    StandardAttribute,
    StandardAttributes,
    StringAttribute,
    TwitterLogin,
    UserPool,
    UserPoolDomain,
)
from troposphere_cognito_l2.checks.engine import findings_of
from troposphere_cognito_l2.checks.view import TemplateView

POOL = ExistingUserPool("us-east-1_abc")
SECRET = SecretValue.secrets_manager("provider", json_field="secret")
REFERENCE = "{{resolve:secretsmanager:provider:SecretString:secret::}}"
METADATA = SamlMetadata.url("https://idp.example.com/metadata")


def google(logical_id="Google", **options):
    return GoogleIdentityProvider(
        logical_id, **{"user_pool": POOL, "client_id": "id", "client_secret": SECRET, **options}
    )


def oidc(logical_id="Partner", **options):
    given = {"user_pool": POOL, "client_id": "id", "issuer_url": "https://login.example.com", **options}
    return OidcIdentityProvider(logical_id, **given)


def saml(logical_id="Corporate", **options):
    return SamlIdentityProvider(logical_id, **{"user_pool": POOL, "saml_metadata": METADATA, **options})


def pool_of_tenants(**options):
    return UserPool(
        "Users",
        custom_attributes={"tenant": StringAttribute(mutable=True), "fixed": StringAttribute()},
        standard_attributes=StandardAttributes(nickname=StandardAttribute(mutable=False)),
        **options,
    )


def refusal(helper, template):
    """What is found wrong, by rule: the option of each finding."""
    before = template.to_json()
    with pytest.raises(ConfigurationError) as raised:
        helper.add_to(template)
    assert template.to_json() == before
    return {finding.rule: finding.option for finding in raised.value.findings}


class TestSocial:
    def test_google(self, template):
        """Google's provider has the name of its type, scopes separated by spaces, and the secret as a reference."""
        handle = google(scopes=["openid", "email"]).add_to(template)
        assert properties_in(template, "Google") == {
            "UserPoolId": "us-east-1_abc",
            "ProviderName": "Google",
            "ProviderType": "Google",
            "ProviderDetails": {"client_id": "id", "client_secret": REFERENCE, "authorize_scopes": "openid email"},
        }
        assert handle.provider_name.to_dict() == {"Ref": "Google"}
        assert handle.user_pool is POOL

    def test_facebook_separates_scopes_by_commas(self, template):
        """Facebook's scopes are separated by commas, and its API's version is a detail."""
        FacebookIdentityProvider(
            "Meta",
            user_pool=POOL,
            client_id="id",
            client_secret=SECRET,
            scopes=["public_profile", "email"],
            api_version="v17.0",
        ).add_to(template)
        details = properties_in(template, "Meta")["ProviderDetails"]
        assert details["authorize_scopes"] == "public_profile,email"
        assert details["api_version"] == "v17.0"

    def test_apple_has_a_private_key(self, template):
        """Apple's provider signs with a key instead of presenting a secret."""
        AppleIdentityProvider(
            "Apple", user_pool=POOL, client_id="com.example", team_id="TEAM", key_id="KEY", private_key=SECRET
        ).add_to(template)
        assert properties_in(template, "Apple")["ProviderDetails"] == {
            "client_id": "com.example",
            "team_id": "TEAM",
            "key_id": "KEY",
            "private_key": REFERENCE,
            "authorize_scopes": "name",
        }

    def test_scope_that_is_an_intrinsic(self, template):
        """A scope that only the deploy knows is joined to the others there."""
        google(scopes=["email", Ref("MoreScopes")]).add_to(template)
        scopes = properties_in(template, "Google")["ProviderDetails"]["authorize_scopes"]
        assert scopes == {"Fn::Join": [" ", ["email", {"Ref": "MoreScopes"}]]}

    def test_scopes_left_empty(self, template):
        """Cognito wants scopes of a social provider."""
        assert refusal(google(scopes=[]), template) == {"E9401": "scopes"}

    def test_a_pool_has_one_of_each(self, template):
        """A second Google provider of the same pool is refused, one of another pool is not."""
        google().add_to(template)
        assert "E9407" in refusal(google("Again"), template)
        google("Elsewhere", user_pool=ExistingUserPool("us-east-1_other")).add_to(template)

    def test_one_of_each_under_different_conditions(self, template):
        """Two Google providers that may exclude each other are let through."""
        google(condition="IsProduction").add_to(template)
        google("Trial", condition="IsTrial").add_to(template)
        assert set(template.resources) == {"Google", "Trial"}


class TestOidc:
    def test_least(self, template):
        """A provider without secret and endpoints is named as its logical id and asked by GET for openid."""
        oidc().add_to(template)
        assert properties_in(template, "Partner") == {
            "UserPoolId": "us-east-1_abc",
            "ProviderName": "Partner",
            "ProviderType": "OIDC",
            "ProviderDetails": {
                "client_id": "id",
                "oidc_issuer": "https://login.example.com",
                "attributes_request_method": "GET",
                "authorize_scopes": "openid",
            },
        }

    def test_endpoints(self, template):
        """Endpoints are given as one value, all four of them."""
        endpoints = OidcEndpoints(
            authorization="https://a", token="https://t", user_info="https://u", jwks_uri="https://j"
        )
        oidc(endpoints=endpoints, attribute_request_method=AttributeRequestMethod.POST).add_to(template)
        details = properties_in(template, "Partner")["ProviderDetails"]
        assert details["attributes_request_method"] == "POST"
        assert (details["authorize_url"], details["token_url"]) == ("https://a", "https://t")
        assert (details["attributes_url"], details["jwks_uri"]) == ("https://u", "https://j")
        with pytest.raises(TypeError, match="OidcEndpoints needs token, user_info, jwks_uri"):
            OidcEndpoints(authorization="https://a")

    @pytest.mark.parametrize(("name", "rule"), [("ab", "E9007"), ("a" * 33, "E9005"), ("_abc", "E9007")])
    def test_name_that_cognito_refuses(self, template, name, rule):
        """A name has 3 to 32 characters and no underscore at its start."""
        assert refusal(oidc(name=name), template) == {rule: "name"}

    def test_logical_id_that_is_no_name(self, template):
        """A logical id too long for a name asks for a name, and with one it is fine."""
        assert refusal(oidc("Partner" * 5), template) == {"E9005": "name"}
        oidc("Partner" * 5, name="partner").add_to(template)
        assert properties_in(template, "Partner" * 5)["ProviderName"] == "partner"

    def test_issuer_without_https(self, template):
        """The issuer begins with https, even where the rest of it is not known."""
        assert refusal(oidc(issuer_url="http://login.example.com"), template) == {"E9404": "issuer_url"}
        assert refusal(oidc(issuer_url=Sub("http://${Host}")), template) == {"E9404": "issuer_url"}
        oidc(issuer_url=Sub("https://${Host}")).add_to(template)
        oidc("Other", issuer_url=Ref("Issuer")).add_to(template)

    def test_identifiers(self, template):
        """Identifiers lead users to the provider; the pattern of each is checked."""
        oidc(identifiers=["example.com", Ref("Domain")]).add_to(template)
        assert properties_in(template, "Partner")["IdpIdentifiers"] == ["example.com", {"Ref": "Domain"}]
        assert refusal(oidc("Other", identifiers=["exa/mple"]), template) == {"E9007": "identifiers"}


class TestSaml:
    def test_metadata_url(self, template):
        """By default there are the metadata and no sign-out at the provider, as strings."""
        saml().add_to(template)
        assert properties_in(template, "Corporate") == {
            "UserPoolId": "us-east-1_abc",
            "ProviderName": "Corporate",
            "ProviderType": "SAML",
            "ProviderDetails": {"MetadataURL": "https://idp.example.com/metadata", "IDPSignout": "false"},
        }

    def test_everything(self, template):
        """Booleans are rendered as the strings that Cognito wants."""
        saml(
            saml_metadata=SamlMetadata.document("<EntityDescriptor/>"),
            idp_signout=True,
            encrypted_responses=True,
            request_signing_algorithm=SigningAlgorithm.RSA_SHA256,
            idp_initiated=False,
        ).add_to(template)
        assert properties_in(template, "Corporate")["ProviderDetails"] == {
            "MetadataFile": "<EntityDescriptor/>",
            "IDPSignout": "true",
            "EncryptedResponses": "true",
            "RequestSigningAlgorithm": "rsa-sha256",
            "IDPInit": "false",
        }

    def test_switches_that_are_intrinsics(self, template):
        """Of an If each branch is rendered, and a parameter stands as it is."""
        saml(idp_signout=If("IsProduction", True, False), idp_initiated=Ref("Initiated")).add_to(template)
        details = properties_in(template, "Corporate")["ProviderDetails"]
        assert details["IDPSignout"] == {"Fn::If": ["IsProduction", "true", "false"]}
        assert details["IDPInit"] == {"Ref": "Initiated"}

    def test_what_the_provider_must_be_told(self, template):
        """The handle has the pool's entity id and the addresses below a domain's base URL."""
        users = UserPool("Users").add_to(template)
        handle = saml(user_pool=users).add_to(template)
        assert handle.entity_id.to_dict() == {"Fn::Join": ["", ["urn:amazon:cognito:sp:", {"Ref": "Users"}]]}
        assert handle.acs_url("https://login.example.com/") == "https://login.example.com/saml2/idpresponse"
        assert handle.logout_url(Ref("BaseUrl")).to_dict() == {"Fn::Join": ["", [{"Ref": "BaseUrl"}, "/saml2/logout"]]}
        assert saml("Other").add_to(template).entity_id == "urn:amazon:cognito:sp:us-east-1_abc"

    def test_domain_handle(self, template):
        """A domain's handle, of this stack or another, gives its base URL."""
        users = UserPool("Users").add_to(template)
        handle = saml(user_pool=users).add_to(template)
        domain = UserPoolDomain("Domain", user_pool=users, prefix="my-app").add_to(template)
        expected = {"Fn::Join": ["", [domain.base_url.to_dict(), "/saml2/idpresponse"]]}
        assert handle.acs_url(domain).to_dict() == expected
        elsewhere = ExistingUserPoolDomain(custom_domain="login.example.com")
        assert handle.logout_url(elsewhere) == "https://login.example.com/saml2/logout"

    def test_no_domain(self, template):
        """What is no domain of the provider's pool and template is refused, and the argument named."""
        users = UserPool("Users").add_to(template)
        domain = UserPoolDomain("Domain", user_pool=users, prefix="my-app").add_to(template)
        others = saml("Others", user_pool=UserPool("OtherUsers").add_to(template)).add_to(template)
        for given, message in (
            (domain, "Domain belongs to another user pool"),
            (users, "domain: must be UserPoolDomainHandle"),
            ("my-app", "domain: is no base URL"),
        ):
            for address in (others.acs_url, others.logout_url):
                with pytest.raises(ConfigurationError, match=message) as raised:
                    address(given)
                assert [finding.option for finding in raised.value.findings] == ["domain"]
        with pytest.raises(OtherTemplateError, match="Domain stands in another template"):
            saml().add_to(Template()).acs_url(domain)

    def test_metadata_of_both_kinds(self, template):
        """A document passed through beside a metadata URL is refused."""
        helper = saml(properties={"ProviderDetails": {"MetadataFile": "<EntityDescriptor/>"}})
        assert "E9402" in refusal(helper, template)


class TestMapping:
    def test_names(self, template):
        """Attributes are named as for the pool; custom ones get their prefix, once."""
        users = pool_of_tenants().add_to(template)
        mapping = AttributeMapping(
            email=GoogleAttribute.EMAIL,
            fullname="name",
            profile_picture=GoogleAttribute.PICTURE,
            last_update_time=Ref("Claim"),
            custom={"tenant": GoogleAttribute.FAMILY_NAME},
        )
        google(user_pool=users, attribute_mapping=mapping).add_to(template)
        assert properties_in(template, "Google")["AttributeMapping"] == {
            "email": "email",
            "name": "name",
            "picture": "picture",
            "updated_at": {"Ref": "Claim"},
            "custom:tenant": "family_name",
        }
        saml(user_pool=users, attribute_mapping=AttributeMapping(custom={"custom:tenant": "org"})).add_to(template)
        assert properties_in(template, "Corporate")["AttributeMapping"] == {"custom:tenant": "org"}

    def test_values_are_plain_strings(self, template):
        """A member of an enumeration is rendered as the string that it stands for, not as a member."""
        mapping = AttributeMapping(email=GoogleAttribute.EMAIL, custom={"tenant": GoogleAttribute.NAMES})
        assert {type(value) for value in mapping.rendered().values()} == {str}

    def test_attribute_of_another_provider(self, template):
        """Amazon's name of an attribute is refused where Google or a SAML provider is asked."""
        mapping = AttributeMapping(email=AmazonAttribute.EMAIL, custom={"tenant": AmazonAttribute.USER_ID})
        for helper in (google(attribute_mapping=mapping), saml(attribute_mapping=mapping)):
            with pytest.raises(ConfigurationError) as raised:
                helper.add_to(template)
            named = [finding.option for finding in raised.value.findings]
            assert named == ["attribute_mapping.email", "attribute_mapping.custom['tenant']"]
        AmazonIdentityProvider(
            "Amazon", user_pool=POOL, client_id="id", client_secret=SECRET, attribute_mapping=mapping
        ).add_to(template)

    def test_attribute_that_the_pool_does_not_have(self, template):
        """A custom attribute must be in the schema of a pool of the same template; of other pools nothing is known."""
        users = pool_of_tenants().add_to(template)
        mapping = AttributeMapping(custom={"tenent": "org"})
        found = refusal(saml(user_pool=users, attribute_mapping=mapping), template)
        assert found == {"E9411": "attribute_mapping.custom"}
        saml(attribute_mapping=mapping).add_to(template)

    def test_pool_with_other_custom_attributes(self, template):
        """A pool that declares attributes has no others; one that declares none may be a live pool that has any."""
        users = UserPool("Users", custom_attributes={"level": StringAttribute(mutable=True)}).add_to(template)
        mapping = AttributeMapping(custom={"tenant": "org"})
        assert refusal(saml(user_pool=users, attribute_mapping=mapping), template) == {
            "E9411": "attribute_mapping.custom"
        }
        silent = UserPool("Silent").add_to(template)
        assert saml(user_pool=silent, attribute_mapping=mapping).add_to(template)

    def test_attribute_that_cannot_change(self, template):
        """Mapped attributes must be mutable: custom ones say so, standard ones do not deny it."""
        users = pool_of_tenants().add_to(template)
        for mapping, option in (
            (AttributeMapping(custom={"fixed": "org"}), "attribute_mapping.custom"),
            (AttributeMapping(nickname="nick"), "attribute_mapping.nickname"),
        ):
            assert refusal(saml(user_pool=users, attribute_mapping=mapping), template) == {"E9412": option}
        unsaid = UserPool("Unsaid", custom_attributes={"tenant": StringAttribute(mutable=None)}).add_to(template)
        helper = saml(user_pool=unsaid, attribute_mapping=AttributeMapping(custom={"tenant": "org"}))
        assert refusal(helper, template) == {"E9412": "attribute_mapping.custom"}

    def test_empty_mapping(self, template):
        """A mapping of nothing leaves the property out."""
        saml(attribute_mapping=AttributeMapping()).add_to(template)
        assert "AttributeMapping" not in properties_in(template, "Corporate")


class TestSecrets:
    @pytest.mark.parametrize(
        ("secret", "rendered"),
        [
            (SecretValue.secrets_manager("google"), "{{resolve:secretsmanager:google}}"),
            (SECRET, REFERENCE),
            (
                SecretValue.secrets_manager("google", version_stage="AWSPREVIOUS"),
                "{{resolve:secretsmanager:google:SecretString::AWSPREVIOUS:}}",
            ),
            (
                SecretValue.secrets_manager("a/b+c", json_field="k", version_id="v1"),
                "{{resolve:secretsmanager:a/b+c:SecretString:k::v1}}",
            ),
            (
                SecretValue.secrets_manager("arn:aws:secretsmanager:us-east-1:111122223333:secret:google-Ab1"),
                "{{resolve:secretsmanager:arn:aws:secretsmanager:us-east-1:111122223333:secret:google-Ab1}}",
            ),
            (
                SecretValue.secrets_manager(Ref("SecretArn"), json_field="k"),
                {"Fn::Join": ["", ["{{resolve:secretsmanager:", {"Ref": "SecretArn"}, ":SecretString:k::}}"]]},
            ),
            (
                SecretValue.secrets_manager(secretsmanager.Secret("Made")),
                {"Fn::Join": ["", ["{{resolve:secretsmanager:", {"Ref": "Made"}, "}}"]]},
            ),
            (SecretValue.ssm("/google/secret"), "{{resolve:ssm:/google/secret}}"),
            (SecretValue.ssm("/google/secret", version=3), "{{resolve:ssm:/google/secret:3}}"),
            (
                SecretValue.ssm(Ref("Name"), version=Ref("Version")),
                {"Fn::Join": ["", ["{{resolve:ssm:", {"Ref": "Name"}, ":", {"Ref": "Version"}, "}}"]]},
            ),
            (SecretValue.parameter(Parameter("Hidden", Type="String", NoEcho=True)), {"Ref": "Hidden"}),
            (SecretValue.unsafe_plain_text("in the open"), "in the open"),
        ],
    )
    def test_rendering(self, template, secret, rendered):
        """Each way to name a secret renders what CloudFormation resolves."""
        google(client_secret=secret).add_to(template)
        assert properties_in(template, "Google")["ProviderDetails"]["client_secret"] == rendered

    def test_any_intrinsic(self, template):
        """An intrinsic is a secret by reference too, and a SecretValue may stand where any intrinsic may."""
        google(client_secret=Ref("Hidden"), client_id=SecretValue.secrets_manager("id")).add_to(template)
        details = properties_in(template, "Google")["ProviderDetails"]
        assert details["client_secret"] == {"Ref": "Hidden"}
        assert details["client_id"] == "{{resolve:secretsmanager:id}}"

    def test_plain_string(self):
        """A plain string is refused with the remedy, and not shown."""
        with pytest.raises(ConfigurationError, match=r"SecretValue\.secrets_manager") as raised:
            google(client_secret="hunter2")
        assert "hunter2" not in str(raised.value)
        assert raised.value.findings[0].option == "client_secret"

    def test_handle(self, template):
        """A handle is no secret, and is refused as any value of another type."""
        users = UserPool("Others").add_to(template)
        with pytest.raises(
            ConfigurationError, match="must be SecretValue or an intrinsic, got <UserPoolResources Others>"
        ):
            google(client_secret=users)

    @pytest.mark.parametrize(
        "secret",
        [
            Sub("hunter2"),
            Join("", ["hunter", "2"]),
            If("IsProd", SECRET, "hunter2"),
            If("IsProd", If("IsEast", Ref("AWS::NoValue"), Sub("hunter2")), SECRET),
        ],
        ids=["Sub", "Join", "If", "If in If"],
    )
    def test_plain_text_in_an_intrinsic(self, template, secret):
        """An intrinsic that only wraps plain text is refused like the text, wherever a secret is asked for."""
        google(client_secret=If("IsProd", SECRET, Ref("Hidden"))).add_to(template)  # the first to be taken
        for make in (
            lambda: google(client_secret=secret),
            lambda: oidc(client_secret=secret),
            lambda: TwitterLogin(consumer_key="key", consumer_secret=secret),
        ):
            with pytest.raises(ConfigurationError, match="holds the secret as plain text") as raised:
                make()
            assert "hunter2" not in str(raised.value)
            assert "SecretValue.unsafe_plain_text" in raised.value.findings[0].fix

    @pytest.mark.parametrize(
        "secret",
        [
            Sub("{{resolve:secretsmanager:google-${AWS::StackName}}}"),
            If("IsProd", SECRET, SecretValue.unsafe_plain_text("in the open")),
            If("IsProd", Ref("Hidden"), Ref("AWS::NoValue")),
            FindInMap("Names", "Secret", Ref("Stage")),
        ],
        ids=["Sub", "If", "NoValue", "FindInMap"],
    )
    def test_reference_in_an_intrinsic(self, template, secret):
        """An intrinsic that leads to a secret, or may do so, is taken."""
        google(client_secret=secret).add_to(template)
        assert "client_secret" in properties_in(template, "Google")["ProviderDetails"]

    @pytest.mark.parametrize(
        "secret", ["hunter2", Sub("hunter2"), If("IsProd", "hunter2", SECRET)], ids=["text", "Sub", "If"]
    )
    def test_plain_text_passed_through(self, template, secret):
        """`properties` takes no secret as plain text, and tells none; it takes a reference."""
        helper = oidc(properties={"ProviderDetails": {"client_secret": secret}})
        assert refusal(helper, template) == {"E9000": "properties"}
        with pytest.raises(ConfigurationError, match="holds a secret as plain text") as raised:
            helper.add_to(template)
        assert "hunter2" not in str(raised.value)
        oidc(properties={"ProviderDetails": {"client_secret": SecretValue.unsafe_plain_text("open")}}).add_to(template)

    def test_plain_text_is_not_shown(self):
        """What is said to be unsafe is still not printed."""
        assert "hunter2" not in repr(google(client_secret=SecretValue.unsafe_plain_text("hunter2")))
        assert repr(SecretValue.ssm("/a")) == "SecretValue('{{resolve:ssm:/a}}')"

    @pytest.mark.parametrize(
        ("make", "option"),
        [
            (lambda: SecretValue.secrets_manager("a b"), "secret"),
            (lambda: SecretValue.secrets_manager("a:b"), "secret"),
            (lambda: SecretValue.secrets_manager("a", json_field="b:c"), "json_field"),
            (lambda: SecretValue.secrets_manager("a", version_stage="s", version_id="v"), "version_id"),
            (lambda: SecretValue.secrets_manager(Parameter("P", Type="String")), "secret"),
            (lambda: SecretValue.ssm("a}}b"), "name"),
            (lambda: SecretValue.parameter(Parameter("P", Type="String")), "parameter"),
            (lambda: SecretValue.parameter(Parameter("P", Type="String", NoEcho=True, Default="x")), "parameter"),
            (lambda: SecretValue.unsafe_plain_text(""), "text"),
        ],
    )
    def test_what_is_no_secret(self, make, option):
        """What does not fit into a reference, or would show the secret, is refused by name."""
        with pytest.raises(ConfigurationError) as raised:
            make()
        assert [finding.option for finding in raised.value.findings] == [option]

    def test_secure_string(self, template):
        """A secure string of Parameter Store, which CloudFormation does not take here, is refused however written."""
        for reference in ("{{resolve:ssm-secure:/google:1}}", "{{resolve:ssm-secure:${Name}:1}}"):
            assert refusal(google(client_secret=Sub(reference)), template) == {"E9406": "client_secret"}

    def test_sixty_references(self, template):
        """The 61st dynamic reference of a template is refused, wherever the others stand."""
        template.add_resource(secretsmanager.Secret("Copy", SecretString="{{resolve:ssm:/a:1}}{{resolve:ssm:/b:1}}"))
        for number in range(58):
            oidc(f"Partner{number}", client_secret=SecretValue.ssm(Ref("Name"))).add_to(template)
        assert "E9408" in refusal(oidc("Last", client_secret=SECRET), template)
        oidc("Last").add_to(template)

    def test_secret_is_found_in_the_open(self):
        """A secret as text is a warning in any template, which does not repeat it."""
        body = {
            "Type": "AWS::Cognito::UserPoolIdentityProvider",
            "Properties": {
                "UserPoolId": "us-east-1_abc",
                "ProviderName": "Google",
                "ProviderType": "Google",
                "ProviderDetails": {"client_id": "id", "client_secret": "hunter2", "authorize_scopes": "email"},
            },
        }
        found = list(findings_of(TemplateView({"Google": body}).resource("Google")))
        assert [finding.rule for finding in found] == ["W9420"]
        assert "hunter2" not in repr(found)


class TestTogether:
    def test_condition_of_the_pool(self, template):
        """A provider exists where its pool does, unless it has a condition of its own."""
        users = UserPool("Users", condition="HasPool").add_to(template)
        google(user_pool=users).add_to(template)
        saml(user_pool=users, condition="HasSaml").add_to(template)
        resources = template.to_dict()["Resources"]
        assert resources["Google"]["Condition"] == "HasPool"
        assert resources["Corporate"]["Condition"] == "HasSaml"

    def test_pool_of_another_template(self, template):
        """A provider of a pool that stands in another template is refused."""
        users = UserPool("Users").add_to(Template())
        with pytest.raises(OtherTemplateError, match="ExistingUserPool"):
            google(user_pool=users).add_to(template)

    def test_details_passed_through(self, template):
        """A detail that this library does not know is passed through; one that an option writes is not said twice."""
        oidc(properties={"ProviderDetails": {"attributes_url_add_attributes": "true"}}).add_to(template)
        assert properties_in(template, "Partner")["ProviderDetails"]["attributes_url_add_attributes"] == "true"
        twice = google(properties={"ProviderDetails": {"client_id": "other"}})
        assert refusal(twice, template) == {"E9000": "properties"}

    def test_all_kinds_pass_both_linters(self, template):
        """A pool with a provider of each kind is free of errors to AWS's own linters."""
        users = pool_of_tenants().add_to(template)
        hidden = template.add_parameter(Parameter("Hidden", Type="String", NoEcho=True))
        made = template.add_resource(
            secretsmanager.Secret("Made", GenerateSecretString=secretsmanager.GenerateSecretString())
        )
        shared = {"user_pool": users, "client_id": "id"}
        mapping = AttributeMapping(email="email", custom={"tenant": "org"})
        google(user_pool=users, client_secret=SecretValue.secrets_manager(made, json_field="k")).add_to(template)
        FacebookIdentityProvider("Meta", client_secret=SecretValue.parameter(hidden), **shared).add_to(template)
        AmazonIdentityProvider("Amazon", client_secret=SECRET, **shared).add_to(template)
        AppleIdentityProvider("Apple", team_id="T", key_id="K", private_key=SECRET, **shared).add_to(template)
        oidc(user_pool=users, client_secret=SecretValue.ssm("/a", version=1), attribute_mapping=mapping).add_to(
            template
        )
        saml(user_pool=users, identifiers=["example.com"], idp_signout=True).add_to(template)
        assert lint(template.to_dict()) == []
