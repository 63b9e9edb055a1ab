"""The look of the sign-in pages: styles, CSS, and links to terms."""

from __future__ import annotations

import pytest
from linters import lint
from outcomes import properties_in, rules_broken
from troposphere import Equals, Parameter, Ref, Template

from troposphere_cognito_l2 import (
    AssetCategory,
    AssetColorMode,
    AssetExtension,
    BrandingAsset,
    ConfigurationError,
    ExistingUserPool,
    ExistingUserPoolClient,
    ExistingUserPoolDomain,
    ManagedLoginBranding,
    OtherTemplateError,
    TermsLanguage,
    TermsName,
    UserPool,
    UserPoolClient,
    UserPoolDomain,
    UserPoolTerms,
    UserPoolUICustomization,
    check,
)
from troposphere_cognito_l2.checks.engine import findings_of
from troposphere_cognito_l2.checks.view import TemplateView

LOGO = {"category": AssetCategory.FORM_LOGO, "color_mode": AssetColorMode.DARK, "extension": AssetExtension.SVG}
TERMS = {TermsLanguage.DEFAULT: "https://example.com/terms"}


@pytest.fixture
def users(template):
    return UserPool("Users", sms=None).add_to(template)


@pytest.fixture
def web(template, users):
    return UserPoolClient("Web", user_pool=users).add_to(template)


@pytest.fixture
def domain(template, users):
    return UserPoolDomain("Domain", user_pool=users, prefix="myapp").add_to(template)


def found(template, name):
    """What all rules, warnings included, find in one resource."""
    view = TemplateView(template.to_dict()["Resources"]).resource(name)
    return {finding.rule for finding in findings_of(view)}


class TestManagedLoginBranding:
    def test_default_is_cognito_s_own_style(self, template, users, web):
        """A style without settings and assets is Cognito's own, for the client that is given."""
        ManagedLoginBranding("Style", user_pool=users, client=web).add_to(template)
        assert properties_in(template, "Style") == {
            "UserPoolId": {"Ref": "Users"},
            "ClientId": {"Ref": "Web"},
            "UseCognitoProvidedValues": True,
        }
        assert lint(template.to_dict()) == []

    def test_settings_and_assets(self, template, users, web, domain):
        """Settings and assets are rendered as given, bytes of an image in Base64, and the style waits for the domain."""
        style = ManagedLoginBranding(
            "Style",
            user_pool=users,
            client=web,
            domain=domain,
            settings={"components": {"form": {"borderRadius": 8}}},
            assets=[
                BrandingAsset(**LOGO, bytes=b"<svg/>"),
                BrandingAsset(**LOGO, bytes="PHN2Zy8+", resource_id="1-a"),
            ],
            return_merged_resources=True,
        ).add_to(template)
        image = {"Category": "FORM_LOGO", "ColorMode": "DARK", "Extension": "SVG", "Bytes": "PHN2Zy8+"}
        assert properties_in(template, "Style") == {
            "UserPoolId": {"Ref": "Users"},
            "ClientId": {"Ref": "Web"},
            "Settings": {"components": {"form": {"borderRadius": 8}}},
            "Assets": [image, {**image, "ResourceId": "1-a"}],
            "ReturnMergedResources": True,
        }
        assert style.resource.resource["DependsOn"] == ["Domain"]
        assert style.managed_login_branding_id.to_dict() == {"Fn::GetAtt": ["Style", "ManagedLoginBrandingId"]}
        assert style.user_pool is users
        assert lint(template.to_dict()) == []

    @pytest.mark.parametrize("client", [Ref("ClientId"), "4f0example", ExistingUserPoolClient("4f0example")])
    def test_client_of_another_stack(self, template, client):
        """A client is given by its id too, as a literal, an intrinsic or an existing client."""
        template.add_parameter(Parameter("ClientId", Type="String", Default="4f0example"))
        ManagedLoginBranding("Style", user_pool=ExistingUserPool("us-east-1_abc"), client=client).add_to(template)
        rendered = properties_in(template, "Style")["ClientId"]
        assert rendered == ({"Ref": "ClientId"} if isinstance(client, Ref) else "4f0example")
        assert lint(template.to_dict()) == []

    def test_provided_values_exclude_settings(self, template, users, web):
        """Cognito's own values beside settings and assets are refused, each with its option."""
        style = ManagedLoginBranding(
            "Style",
            user_pool=users,
            client=web,
            settings={"a": 1},
            assets=[BrandingAsset(**LOGO)],
            use_cognito_provided_values=True,
        )
        with pytest.raises(ConfigurationError) as error:
            style.add_to(template)
        assert rules_broken(error) == ["E9702", "E9702"]
        assert [finding.option for finding in error.value.findings] == ["settings", "assets"]
        assert "Style" not in template.resources

    def test_image_as_text_of_svg(self, template, users, web):
        """An image given as its text rather than as bytes or Base64 is refused."""
        with pytest.raises(ConfigurationError) as error:
            ManagedLoginBranding(
                "Style", user_pool=users, client=web, assets=[BrandingAsset(**LOGO, bytes="<svg/>")]
            ).add_to(template)
        assert rules_broken(error) == ["E9705"]
        assert error.value.findings[0].option == "assets"

    def test_two_styles_for_one_client(self, template, users, web):
        """A second style for the same client is refused, one for another client is not."""
        ManagedLoginBranding("Style", user_pool=users, client=web).add_to(template)
        app = UserPoolClient("App", user_pool=users).add_to(template)
        ManagedLoginBranding("AppStyle", user_pool=users, client=app).add_to(template)
        with pytest.raises(ConfigurationError) as error:
            ManagedLoginBranding("Again", user_pool=users, client=web).add_to(template)
        assert rules_broken(error) == ["E9703"]
        assert "Style is a style of the same app client" in str(error.value)

    def test_client_of_another_pool(self, template, web):
        """A client of another pool is refused."""
        others = UserPool("Others", sms=None).add_to(template)
        with pytest.raises(ConfigurationError) as error:
            ManagedLoginBranding("Style", user_pool=others, client=web).add_to(template)
        assert rules_broken(error) == ["E9704"]
        assert error.value.findings[0].option == "client"

    def test_all_clients(self, template, users):
        """A style can't be for all clients."""
        with pytest.raises(ConfigurationError) as error:
            ManagedLoginBranding("Style", user_pool=users, client="ALL").add_to(template)
        assert rules_broken(error) == ["E9701"]

    def test_domain_of_another_pool(self, template, domain):
        """A domain of another pool is refused."""
        others = UserPool("Others", sms=None).add_to(template)
        app = UserPoolClient("App", user_pool=others).add_to(template)
        with pytest.raises(ConfigurationError, match="Domain is the domain of another pool"):
            ManagedLoginBranding("Style", user_pool=others, client=app, domain=domain).add_to(template)

    @pytest.mark.parametrize("option", ["client", "domain"])
    def test_handle_of_another_template(self, template, web, domain, option):
        """A client or domain of another template is refused."""
        other = Template()
        users = UserPool("Users", sms=None).add_to(other)
        options = {"client": "4f0example", option: {"client": web, "domain": domain}[option]}
        with pytest.raises(OtherTemplateError):
            ManagedLoginBranding("Style", user_pool=users, **options).add_to(other)

    def test_condition_of_the_client(self, template, users):
        """A style exists where its client does, and waits for a domain under that condition or none only."""
        for name in ("WithWeb", "WithPages"):
            template.add_condition(name, Equals(Ref("AWS::Region"), name))
        web = UserPoolClient("Web", user_pool=users, condition="WithWeb").add_to(template)
        pages = UserPoolDomain("Domain", user_pool=users, prefix="myapp", condition="WithPages").add_to(template)
        style = ManagedLoginBranding("Style", user_pool=users, client=web, domain=pages).add_to(template)
        assert style.condition == "WithWeb"
        assert "DependsOn" not in style.resource.resource
        look = UserPoolUICustomization("Look", user_pool=users, domain=pages, condition="WithPages").add_to(template)
        assert look.resource.resource["DependsOn"] == ["Domain"]
        assert lint(template.to_dict()) == []


class TestUICustomization:
    def test_for_all_clients(self, template, users, domain):
        """CSS is for all clients by default, and waits for the domain."""
        look = UserPoolUICustomization("Look", user_pool=users, domain=domain, css=".a {}").add_to(template)
        assert properties_in(template, "Look") == {"UserPoolId": {"Ref": "Users"}, "ClientId": "ALL", "CSS": ".a {}"}
        assert look.resource.resource["DependsOn"] == ["Domain"]
        assert lint(template.to_dict()) == []

    def test_for_one_client(self, template, users, web, domain):
        """CSS can be for one client."""
        UserPoolUICustomization("Look", user_pool=users, client=web, css=Ref("Css")).add_to(template)
        assert properties_in(template, "Look")["ClientId"] == {"Ref": "Web"}

    def test_faults(self, template, web):
        """CSS that is too long, and a client of another pool, are refused together."""
        others = UserPool("Others", sms=None).add_to(template)
        UserPoolDomain("Domain", user_pool=others, prefix="myapp").add_to(template)
        with pytest.raises(ConfigurationError) as error:
            UserPoolUICustomization("Look", user_pool=others, client=web, css=" " * 131073).add_to(template)
        assert rules_broken(error) == ["E9711", "E9712"]
        assert [finding.option for finding in error.value.findings] == ["client", "css"]

    def test_waits_for_the_domain_of_the_pool(self, template, users, domain):
        """Without being told, CSS waits for the pool's own domain, and for no other pool's."""
        others = UserPool("Others", sms=None).add_to(template)
        UserPoolDomain("OtherDomain", user_pool=others, prefix="other").add_to(template)
        look = UserPoolUICustomization("Look", user_pool=users, depends_on=[domain]).add_to(template)
        assert look.resource.resource["DependsOn"] == ["Domain"]
        assert "W9713" not in found(template, "Look")

    def test_pool_without_domain(self, template, users):
        """CSS for a pool of the template that has no domain to wait for is refused."""
        with pytest.raises(ConfigurationError, match="before Users has a domain") as error:
            UserPoolUICustomization("Look", user_pool=users).add_to(template)
        assert [finding.option for finding in error.value.findings] == ["domain"]
        assert "Look" not in template.resources

    @pytest.mark.parametrize(
        "options",
        [
            {"domain": ExistingUserPoolDomain(prefix="my-app")},
            {"depends_on": ["Later"]},
            {"user_pool": ExistingUserPool("us-east-1_abc")},
        ],
        ids=["domain elsewhere", "waits for what comes later", "pool elsewhere"],
    )
    def test_domain_that_may_be_there(self, template, users, options):
        """CSS is taken where the domain may be there already, or is waited for otherwise."""
        look = UserPoolUICustomization("Look", **{"user_pool": users, **options}).add_to(template)
        assert look.resource.resource.get("DependsOn", []) == options.get("depends_on", [])

    def test_warns_without_waiting(self, template, users):
        """CSS that does not wait for a domain that came later is warned of; waiting in turn is enough."""
        UserPoolUICustomization("Look", user_pool=users, depends_on=["Users"]).add_to(template)
        domain = UserPoolDomain("Domain", user_pool=users, prefix="myapp").add_to(template)
        assert "W9713" in found(template, "Look")
        web = UserPoolClient("Web", user_pool=users, depends_on=[domain]).add_to(template)
        look = UserPoolUICustomization("WebLook", user_pool=users, client=web).add_to(template)
        del look.resource.resource["DependsOn"]
        assert "W9713" not in found(template, "WebLook")


class TestTerms:
    def test_both_documents(self, template, users, web):
        """Both documents are rendered with their links by language."""
        links = {**TERMS, TermsLanguage.CHINESE_SIMPLIFIED: Ref("Chinese")}
        template.add_parameter(Parameter("Chinese", Type="String", Default="https://example.com/zh"))
        terms = UserPoolTerms(
            "Terms", user_pool=users, client=web, terms_name=TermsName.TERMS_OF_USE, links=links
        ).add_to(template)
        UserPoolTerms("Privacy", user_pool=users, client=web, terms_name=TermsName.PRIVACY_POLICY, links=TERMS).add_to(
            template
        )
        assert properties_in(template, "Terms") == {
            "UserPoolId": {"Ref": "Users"},
            "ClientId": {"Ref": "Web"},
            "TermsName": "terms-of-use",
            "TermsSource": "LINK",
            "Enforcement": "NONE",
            "Links": {"cognito:default": "https://example.com/terms", "cognito:chinese-simplified": {"Ref": "Chinese"}},
        }
        assert terms.terms_id.to_dict() == {"Fn::GetAtt": ["Terms", "TermsId"]}
        assert lint(template.to_dict()) == []
        assert found(template, "Terms") == set()

    def test_one_document_alone(self, template, users, web):
        """One document without the other is warned of."""
        UserPoolTerms("Terms", user_pool=users, client=web, terms_name=TermsName.TERMS_OF_USE, links=TERMS).add_to(
            template
        )
        assert {each.rule for each in check(template).findings if each.resource == "Terms"} == {"W9725"}

    def test_the_same_document_twice(self, template, users, web):
        """The same document of the same client twice is refused."""
        options = {"user_pool": users, "client": web, "terms_name": TermsName.TERMS_OF_USE, "links": TERMS}
        UserPoolTerms("Terms", **options).add_to(template)
        with pytest.raises(ConfigurationError) as error:
            UserPoolTerms("Again", **options).add_to(template)
        assert rules_broken(error) == ["E9723"]

    def test_faults(self, template, web):
        """A client of another pool, no link at all and an unknown language are refused."""
        others = UserPool("Others", sms=None).add_to(template)
        with pytest.raises(ConfigurationError) as error:
            UserPoolTerms("Terms", user_pool=others, client=web, terms_name=TermsName.TERMS_OF_USE, links={}).add_to(
                template
            )
        assert rules_broken(error) == ["E9008", "E9722"]
        with pytest.raises(ConfigurationError) as error:
            UserPoolTerms(
                "Terms",
                user_pool=others,
                client="4f0example",
                terms_name=TermsName.TERMS_OF_USE,
                links=TERMS,
                properties={"Links": {"de": "https://example.com/de"}},
            ).add_to(template)
        assert rules_broken(error) == ["E9724"]

    def test_language_as_text(self, users):
        """A language is one of the enumeration's."""
        with pytest.raises(ConfigurationError, match="TermsLanguage"):
            UserPoolTerms(
                "Terms", user_pool=users, client="1", terms_name=TermsName.TERMS_OF_USE, links={"german": "x"}
            )

    def test_equal_by_value(self, users):
        """Terms with the same links are equal, in whatever order."""
        two = {**TERMS, TermsLanguage.GERMAN: "https://example.com/de"}
        given = {"user_pool": users, "client": "1", "terms_name": TermsName.TERMS_OF_USE}
        terms, same = (
            UserPoolTerms("Terms", links=dict(links), **given) for links in (two.items(), [*two.items()][::-1])
        )
        assert (terms, hash(terms)) == (same, hash(same))
        assert terms != UserPoolTerms("Terms", links=TERMS, **given)

    def test_wrong_link(self, users):
        """What is wrong with one link is told, with the language that it is for."""
        with pytest.raises(ConfigurationError) as error:
            UserPoolTerms(
                "Terms", user_pool=users, client="1", terms_name=TermsName.TERMS_OF_USE, links={TermsLanguage.GERMAN: 3}
            )
        assert '{"TermsLanguage.GERMAN": 3}' in str(error.value)
        assert error.value.findings[0].fingerprint
