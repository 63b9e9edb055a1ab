"""Domains: prefix and custom ones, their addresses in every partition, the DNS record, and what is refused."""

import pytest
from linters import lint
from outcomes import problems, properties
from troposphere import Equals, Parameter, Ref, Template, certificatemanager, encode_to_dict

from troposphere_cognito_l2 import (
    ConfigurationError,
    CustomDomain,
    DomainAliasRecord,
    ExistingUserPool,
    ExistingUserPoolClient,
    ExistingUserPoolDomain,
    Failover,
    FeaturePlan,
    ManagedLoginVersion,
    OAuth,
    OAuthScope,
    OtherTemplateError,
    SecurityPolicy,
    UniquePrefix,
    UserPool,
    UserPoolClient,
    UserPoolDomain,
    UserPoolResourceServer,
)

CERTIFICATE = "arn:aws:acm:us-east-1:111122223333:certificate/11111111-2222-3333-4444-555555555555"
CALLBACK = "https://app.example.com/cb?from=sign in&x=1"
STACK = "arn:aws:cloudformation:eu-west-1:111122223333:stack/my-stack/a1b2c3d4-5678-90ab-cdef-1234567890ab"


@pytest.fixture
def users(template):
    """A pool to belong to."""
    return UserPool("Users").add_to(template)


@pytest.fixture
def domain(template, users):
    """A domain with a prefix."""
    return UserPoolDomain("Domain", user_pool=users, prefix="my-app").add_to(template)


def custom(**options):
    return CustomDomain("auth.example.com", **{"certificate": CERTIFICATE, **options})


def deployed(value, *, partition="aws", region="eu-west-1", **references):
    """What CloudFormation would make of a text."""
    known = {"AWS::Partition": partition, "AWS::Region": region, "AWS::StackId": STACK, **references}

    def work_out(part):
        if not isinstance(part, dict):
            return [work_out(item) for item in part] if isinstance(part, list) else part
        [(function, argument)] = part.items()
        if function == "Ref":
            return known[argument]
        if function == "Fn::Join":
            return argument[0].join(work_out(argument[1]))
        if function == "Fn::Split":
            return work_out(argument[1]).split(argument[0])
        assert function == "Fn::Select"
        return work_out(argument[1])[int(argument[0])]

    return work_out(encode_to_dict(value))


def client(users, template, title="Web", **options):
    options = {"oauth": OAuth.authorization_code(callback_urls=["https://app.example.com/cb"]), **options}
    return UserPoolClient(title, user_pool=users, **options).add_to(template)


class TestPrefix:
    def test_prefix(self, template, domain):
        """A prefix and its pool, and nothing else."""
        assert properties(domain) == {"UserPoolId": {"Ref": "Users"}, "Domain": "my-app"}
        assert lint(template.to_dict()) == []

    def test_unique_prefix(self, template, users):
        """The prefix ends in the first eight characters of the stack's own id."""
        made = UserPoolDomain("Domain", user_pool=users, prefix=UniquePrefix("my-app")).add_to(template)
        assert deployed(made.resource.Domain) == "my-app-a1b2c3d4"
        assert lint(template.to_dict()) == []

    def test_unique_prefix_too_long(self, template, users):
        """The name leaves room for the id."""
        UserPoolDomain("Short", user_pool=users, prefix=UniquePrefix("a" * 54)).add_to(template)
        for name in ("a" * 55, ""):
            helper = UserPoolDomain(
                "Domain", user_pool=UserPool(f"P{len(name)}").add_to(template), prefix=UniquePrefix(name)
            )
            assert ("E9000", "prefix.name", "Domain") in problems(helper, template)

    @pytest.mark.parametrize(
        "prefix", ["My-App", "my.app", "-app", "app-", "my_app", UniquePrefix("My"), UniquePrefix("-a")]
    )
    def test_form(self, template, users, prefix):
        """What is no prefix is refused, in a unique one too."""
        [(rule, option, path)] = problems(UserPoolDomain("Domain", user_pool=users, prefix=prefix), template)
        assert (rule, path) == ("E9301", "Domain")
        assert option.startswith("prefix")

    @pytest.mark.parametrize("prefix", ["aws-login", "my-cognito", UniquePrefix("amazon")])
    def test_reserved_words(self, template, users, prefix):
        """Reserved words are refused."""
        [(rule, *_)] = problems(UserPoolDomain("Domain", user_pool=users, prefix=prefix), template)
        assert rule == "E9302"

    @pytest.mark.parametrize("prefix", ["awesome", "drawstring", "a", "a" * 63, "1-2"])
    def test_no_false_alarm(self, template, users, prefix):
        """Words that merely hold a reserved one, and edges of the length, pass."""
        UserPoolDomain("Domain", user_pool=users, prefix=prefix).add_to(template)

    def test_prefix_of_a_parameter(self, template, users):
        """What only the deploy knows passes."""
        template.add_parameter(Parameter("Prefix", Type="String"))
        made = UserPoolDomain("Domain", user_pool=users, prefix=Ref("Prefix")).add_to(template)
        assert properties(made)["Domain"] == {"Ref": "Prefix"}


class TestCustom:
    def test_all_options(self, template, users):
        """Certificate, TLS, failover and the pages."""
        made = UserPoolDomain(
            "Domain",
            user_pool=users,
            custom_domain=custom(
                security_policy=SecurityPolicy.TLS_V1_2_2021,
                failover=Failover(secondary_region="us-west-2", primary_route53_health_check_id="check"),
            ),
            managed_login_version=ManagedLoginVersion.NEWER_MANAGED_LOGIN,
        ).add_to(template)
        assert properties(made) == {
            "UserPoolId": {"Ref": "Users"},
            "Domain": "auth.example.com",
            "CustomDomainConfig": {"CertificateArn": CERTIFICATE, "SecurityPolicy": "TLS_V1_2_2021"},
            "Routing": {"Failover": {"SecondaryRegion": "us-west-2", "PrimaryRoute53HealthCheckId": "check"}},
            "ManagedLoginVersion": 2,
        }
        assert lint(template.to_dict()) == []

    def test_certificate_of_the_template(self, template, users):
        """A certificate of the same template is referred to by its ARN."""
        certificate = template.add_resource(certificatemanager.Certificate("Tls", DomainName="auth.example.com"))
        made = UserPoolDomain("Domain", user_pool=users, custom_domain=custom(certificate=certificate)).add_to(template)
        assert properties(made)["CustomDomainConfig"] == {"CertificateArn": {"Ref": "Tls"}}

    def test_certificate_of_another_region(self, template, users):
        """A certificate outside us-east-1 is refused."""
        wrong = custom(certificate=CERTIFICATE.replace("us-east-1", "eu-west-1"))
        helper = UserPoolDomain("Domain", user_pool=users, custom_domain=wrong)
        [(rule, option, path)] = problems(helper, template)
        assert (rule, option) == ("E9305", "custom_domain.certificate")
        assert path == "CustomDomainConfig.CertificateArn"

    @pytest.mark.parametrize("name", ["auth", "Auth.example.com", "auth..example.com", "auth.example.com."])
    def test_whole_name(self, template, users, name):
        """A custom domain is a whole name."""
        helper = UserPoolDomain("Domain", user_pool=users, custom_domain=CustomDomain(name, certificate=CERTIFICATE))
        assert problems(helper, template) == [("E9304", "custom_domain.name", "Domain")]


class TestPool:
    def test_either_a_prefix_or_a_custom_domain(self, template, users):
        """Both and neither are one clear problem each."""
        for options in ({}, {"prefix": "my-app", "custom_domain": custom()}):
            helper = UserPoolDomain("Domain", user_pool=users, **options)
            assert problems(helper, template) == [("E9000", "prefix", "Domain")]

    def test_one_of_each_kind(self, template, users, domain):
        """A pool takes one domain of each kind, and no second one."""
        UserPoolDomain("Custom", user_pool=users, custom_domain=custom()).add_to(template)
        another = UserPoolDomain("Another", user_pool=users, prefix="another")
        assert problems(another, template) == [("E9310", "user_pool", "UserPoolId")]

    def test_one_domain_of_two(self, template, users):
        """Two domains under different conditions may never exist side by side."""
        for name in ("Prod", "Test"):
            template.add_condition(name, Equals(Ref("AWS::StackName"), name))
            UserPoolDomain(f"{name}Domain", user_pool=users, condition=name, prefix=name.lower()).add_to(template)

    def test_managed_login_on_lite(self, template):
        """The newer pages are refused on a pool that has not the plan for them."""
        users = UserPool("Users", feature_plan=FeaturePlan.LITE).add_to(template)
        helper = UserPoolDomain(
            "Domain", user_pool=users, prefix="my-app", managed_login_version=ManagedLoginVersion.NEWER_MANAGED_LOGIN
        )
        assert problems(helper, template) == [("E9309", "managed_login_version", "ManagedLoginVersion")]


class TestAddresses:
    @pytest.mark.parametrize(
        ("partition", "region", "host"),
        [
            ("aws", "eu-west-1", "my-app.auth.eu-west-1.amazoncognito.com"),
            ("aws-us-gov", "us-gov-west-1", "my-app.auth-fips.us-gov-west-1.amazoncognito.com"),
        ],
    )
    def test_prefix_in_every_partition(self, template, domain, partition, region, host):
        """The address is right in the partition and Region that the stack is deployed to."""
        url = deployed(domain.base_url, partition=partition, region=region, Domain="my-app")
        assert url == f"https://{host}"

    def test_fips(self, domain):
        """FIPS endpoints are to be had elsewhere too."""
        url = deployed(domain.fips.token_endpoint, Domain="my-app")
        assert url == "https://my-app.auth-fips.eu-west-1.amazoncognito.com/oauth2/token"
        assert deployed(domain.fips.base_url, partition="aws-us-gov", region="us-gov-east-1", Domain="my-app") == (
            "https://my-app.auth-fips.us-gov-east-1.amazoncognito.com"
        )

    def test_endpoints(self, domain):
        """Each endpoint stands on the domain."""
        endpoints = {
            "authorize_endpoint": "/oauth2/authorize",
            "token_endpoint": "/oauth2/token",
            "user_info_endpoint": "/oauth2/userInfo",
            "revoke_endpoint": "/oauth2/revoke",
        }
        base = deployed(domain.base_url, Domain="my-app")
        for name, path in endpoints.items():
            assert deployed(getattr(domain, name), Domain="my-app") == f"{base}{path}"

    def test_custom_domain(self, template, users):
        """A custom domain is its own address, and has no FIPS endpoint."""
        made = UserPoolDomain("Domain", user_pool=users, custom_domain=custom()).add_to(template)
        assert deployed(made.base_url, Domain="auth.example.com") == "https://auth.example.com"
        with pytest.raises(ConfigurationError, match="no FIPS"):
            _ = made.fips

    def test_linters(self, template, users, domain):
        """AWS's linters take the addresses as they are."""
        from troposphere import Output

        url = domain.sign_in_url(client(users, template), "https://app.example.com/cb")
        template.add_output([Output("Base", Value=domain.base_url), Output("SignIn", Value=url)])
        assert lint(template.to_dict()) == []


class TestSignInUrl:
    def test_code(self, template, users, domain):
        """A code is asked for, and literals are encoded."""
        web = client(
            users, template, oauth=OAuth.authorization_code_and_implicit(callback_urls=[CALLBACK.replace(" ", "+")])
        )
        url = domain.sign_in_url(web, CALLBACK.replace(" ", "+"), state="a b&c")
        assert deployed(url, Domain="my-app", Web="id") == (
            "https://my-app.auth.eu-west-1.amazoncognito.com/login?client_id=id&response_type=code"
            "&redirect_uri=https%3A%2F%2Fapp.example.com%2Fcb%3Ffrom%3Dsign%2Bin%26x%3D1&state=a%20b%26c"
        )

    def test_implicit_alone(self, template, users, domain):
        """Tokens are asked for where the client gives no code."""
        url = "https://app.example.com/cb"
        web = client(users, template, oauth=OAuth.implicit(callback_urls=[url]))
        assert "&response_type=token&" in deployed(domain.sign_in_url(web, url), Domain="d", Web="id")

    def test_scopes_and_path(self, template, users, domain):
        """Scopes are separated by an encoded space, and the page can be another one."""
        orders = UserPoolResourceServer("Orders", user_pool=users, identifier="orders", scopes={"read": "Read"}).add_to(
            template
        )
        url = domain.sign_in_url(
            client(users, template),
            "https://app.example.com/cb",
            scopes=[OAuthScope.OPENID, orders.scope("read"), "bills/read"],
            path="/signup",
        )
        text = deployed(url, Domain="d", Web="id", Orders="orders")
        assert text.endswith("&scope=openid%20orders/read%20bills%2Fread")
        assert "/signup?client_id=id" in text

    def test_intrinsic_redirect(self, template, users, domain):
        """A redirect that only the deploy knows goes in as it is, and matches its own registration."""
        template.add_parameter(Parameter("Callback", Type="String"))
        web = client(users, template, oauth=OAuth.authorization_code(callback_urls=[Ref("Callback")]))
        url = domain.sign_in_url(web, Ref("Callback"))
        assert deployed(url, Domain="d", Web="id", Callback="https://x").endswith("redirect_uri=https://x")

    def test_existing_client(self, domain):
        """A client elsewhere can't be checked, and is asked for a code."""
        url = domain.sign_in_url(ExistingUserPoolClient("abc"), "https://anything.example.com")
        assert "client_id=abc&response_type=code" in deployed(url, Domain="d")

    def test_everything_wrong_at_once(self, template, users, domain):
        """Another pool's client without OAuth that does not know the redirect: three problems in one error."""
        other = client(UserPool("Others").add_to(template), template, oauth=None)
        with pytest.raises(ConfigurationError) as raised:
            domain.sign_in_url(other, "https://app.example.com/cb")
        assert [finding.path for finding in raised.value.findings] == [
            "UserPoolId",
            "AllowedOAuthFlowsUserPoolClient",
            "CallbackURLs",
        ]

    def test_client_as_it_is_now(self, template, users, domain):
        """The check looks at the resource, which may have changed since it was made."""
        web = client(users, template)
        web.resource.CallbackURLs.append("https://later.example.com")
        domain.sign_in_url(web, "https://later.example.com")

    def test_client_of_another_template(self, domain):
        """A client of another template is refused."""
        elsewhere = Template()
        with pytest.raises(OtherTemplateError, match="Web"):
            domain.sign_in_url(client(UserPool("Users").add_to(elsewhere), elsewhere), "https://app.example.com/cb")

    @pytest.mark.parametrize("given", ["client-id", None, Ref("ClientId"), 5])
    def test_no_client(self, users, domain, given):
        """What is no client is refused with the argument's name and what to give, beside what else is wrong."""
        for address, option in ((domain.sign_in_url, "redirect_uri"), (domain.logout_url, "logout_uri")):
            with pytest.raises(ConfigurationError) as raised:
                address(given, 5)
            found = raised.value.findings
            assert [finding.option for finding in found] == ["client", option]
            assert found[0].allowed == "UserPoolClientHandle"
            assert found[0].fix

    def test_client_that_was_not_added(self, users, domain):
        """A client that was not added to a template yet is told so."""
        with pytest.raises(ConfigurationError, match=r"call `\.add_to\(template\)` on it"):
            domain.sign_in_url(UserPoolClient("Web", user_pool=users), CALLBACK)


class TestLogoutUrl:
    def test_registered(self, template, users, domain):
        """The address signs out and goes on to a registered page."""
        page = "https://app.example.com/bye"
        oauth = OAuth.authorization_code(callback_urls=["https://app.example.com/cb"], logout_urls=[page])
        url = domain.logout_url(client(users, template, oauth=oauth), page)
        assert deployed(url, Domain="d", Web="id").endswith(
            "/logout?client_id=id&logout_uri=https%3A%2F%2Fapp.example.com%2Fbye"
        )

    def test_unregistered(self, template, users, domain):
        """A page that the client does not know is refused, and the error says that it knows none."""
        with pytest.raises(ConfigurationError, match="it has none"):
            domain.logout_url(client(users, template), "https://app.example.com/bye")


class TestExistingDomain:
    @pytest.mark.parametrize(
        ("options", "base"),
        [
            ({"prefix": "my-app"}, "https://my-app.auth.eu-west-1.amazoncognito.com"),
            ({"prefix": Ref("Prefix"), "region": "us-east-1"}, "https://my-app.auth.us-east-1.amazoncognito.com"),
            ({"custom_domain": "auth.example.com"}, "https://auth.example.com"),
            ({"custom_domain": Ref("Custom")}, "https://auth.example.com"),
        ],
    )
    def test_addresses(self, template, users, options, base):
        """A domain of another stack has all addresses, for clients of this stack and of others."""
        domain = ExistingUserPoolDomain(**options)
        names = {"Prefix": "my-app", "Custom": "auth.example.com", "Web": "id"}
        assert deployed(domain.base_url, **names) == base
        assert deployed(domain.token_endpoint, **names) == f"{base}/oauth2/token"
        for web in (client(users, template), ExistingUserPoolClient("id")):
            url = deployed(domain.sign_in_url(web, "https://app.example.com/cb"), **names)
            start = f"{base}/login?client_id=id&response_type=code"
            assert url == f"{start}&redirect_uri=https%3A%2F%2Fapp.example.com%2Fcb"

    def test_client_of_this_template_is_checked(self, template, users):
        """A redirect that a client of the template does not know is refused on a domain elsewhere too."""
        domain = ExistingUserPoolDomain(prefix="my-app")
        with pytest.raises(ConfigurationError, match="is not among the CallbackURLs of Web"):
            domain.sign_in_url(client(users, template), "https://other.example.com")

    @pytest.mark.parametrize("host", ["my-app.auth.eu-west-1.amazoncognito.com", "auth.example.com"])
    def test_by_its_address(self, host):
        """A domain of either kind is known by its address, as AppOutputs exports it."""
        for base in (f"https://{host}", f"https://{host}/"):
            assert ExistingUserPoolDomain.from_base_url(base).token_endpoint == f"https://{host}/oauth2/token"
        imported = ExistingUserPoolDomain.from_base_url(Ref("BaseUrl"))
        assert deployed(imported.token_endpoint, BaseUrl=f"https://{host}") == f"https://{host}/oauth2/token"

    @pytest.mark.parametrize("base", ["my-app", "http://auth.example.com", "https://auth.example.com/login", None])
    def test_no_address(self, base):
        """What is no address of a domain is refused."""
        with pytest.raises(ConfigurationError):
            ExistingUserPoolDomain.from_base_url(base)

    def test_is_like_a_domain(self):
        """It says what it is, has FIPS endpoints where a domain has them, and fits any template."""
        domain = ExistingUserPoolDomain(prefix="my-app")
        assert repr(domain) == "ExistingUserPoolDomain(prefix='my-app')"
        assert deployed(domain.fips.base_url) == "https://my-app.auth-fips.eu-west-1.amazoncognito.com"
        assert deployed(domain.base_url) == "https://my-app.auth.eu-west-1.amazoncognito.com"
        assert domain.condition is None
        domain.must_be_in(Template())
        with pytest.raises(ConfigurationError, match="no FIPS endpoints"):
            _ = ExistingUserPoolDomain(custom_domain="auth.example.com").fips

    @pytest.mark.parametrize(
        ("options", "named"),
        [
            ({}, ["prefix"]),
            ({"prefix": "my-app", "custom_domain": "auth.example.com"}, ["prefix"]),
            ({"prefix": "https://my-app"}, ["prefix"]),
            ({"prefix": "", "region": 5}, ["region", "prefix"]),
            ({"custom_domain": "auth"}, ["custom_domain"]),
            ({"custom_domain": ExistingUserPool("us-east-1_abc")}, ["custom_domain"]),
        ],
    )
    def test_refused(self, options, named):
        """What names no domain is refused, all of it at once."""
        with pytest.raises(ConfigurationError) as raised:
            ExistingUserPoolDomain(**options)
        assert [finding.option for finding in raised.value.findings] == named


class TestAliasRecord:
    def test_record(self, template, users):
        """The record leads to the distribution of the domain, in the zone of CloudFront."""
        made = UserPoolDomain("Domain", user_pool=users, custom_domain=custom()).add_to(template)
        record = DomainAliasRecord("Record", domain=made, hosted_zone_id="Z1").add_to(template)
        assert properties(record) == {
            "Name": {"Ref": "Domain"},
            "Type": "A",
            "AliasTarget": {
                "DNSName": {"Fn::GetAtt": ["Domain", "CloudFrontDistribution"]},
                "HostedZoneId": "Z2FDTNDATAQYW2",
            },
            "HostedZoneId": "Z1",
        }
        assert lint(template.to_dict()) == []

    @pytest.mark.parametrize("name", ["example.com", "example.com."])
    def test_name_of_the_zone_ends_in_a_dot(self, template, users, name):
        """Route 53 wants a dot at the end of a zone's name, and gets it."""
        template.add_condition("Prod", Equals(Ref("AWS::Region"), "eu-west-1"))
        made = UserPoolDomain("Domain", user_pool=users, condition="Prod", custom_domain=custom()).add_to(template)
        record = DomainAliasRecord("Record", domain=made, hosted_zone_name=name).add_to(template)
        assert properties(record)["HostedZoneName"] == "example.com."
        assert record.condition == "Prod"

    def test_refused(self, template, domain):
        """A prefix domain has no record of yours, and a record stands in one zone."""
        for zones in ({}, {"hosted_zone_id": "Z1", "hosted_zone_name": "example.com"}):
            helper = DomainAliasRecord("Record", domain=domain, **zones)
            assert [option for _, option, _ in problems(helper, template)] == ["domain", "hosted_zone_id"]

    def test_other_template(self, domain):
        """The record stands in the template of the domain."""
        with pytest.raises(OtherTemplateError, match="Domain"):
            DomainAliasRecord("Record", domain=domain, hosted_zone_id="Z1").add_to(Template())


def test_pool_addresses(template, users):
    """The pool says where libraries find its keys and what they need to know."""
    issuer = {"Fn::GetAtt": ["Users", "ProviderURL"]}
    assert users.jwks_url.to_dict() == {"Fn::Join": ["", [issuer, "/.well-known/jwks.json"]]}
    assert users.openid_configuration_url.to_dict() == {"Fn::Join": ["", [issuer, "/.well-known/openid-configuration"]]}
