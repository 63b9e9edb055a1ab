"""`Nearest`: how little of a wanted template is left as it is deployed. What is refused is made up by the tests."""

from troposphere_cognito_l2 import Change, ChangeReport, Effect, Severity
from troposphere_cognito_l2.comparing.asked import Asked, Side
from troposphere_cognito_l2.comparing.nearest import Nearest


def refusal(resource, path):
    """A change that is refused."""
    return Change("C9199", Effect.REJECTED, Severity.ERROR, resource, path, None, None, "no", "leave it", "")


class Judge(Asked):
    """Two templates, and who says what is refused between them."""

    def between(self, old, new):
        """What the tests have said of the new resources."""
        return ChangeReport(self.accept["refused"](new.document["Resources"]))


def pool(**properties):
    """A template with a pool."""
    return {"Resources": {"Users": {"Type": "AWS::Cognito::UserPool", "Properties": properties}}}


def nearest(old, new, refused):
    """The template nearest to the new one, and what is said of it."""
    asked = Judge(Side(old, None), Side(new, None), {"refused": refused})
    found = Nearest(asked, asked.old, asked.new).found(asked.between(asked.old, asked.new))
    return found and (found[0].document, found[1])


def test_only_the_cause_is_put_back():
    """Where the refused property is not the cause, the one that is is found, and all others are as wanted."""

    def refused(resources):
        wrong = resources["Users"]["Properties"]["MfaConfiguration"] == "OFF"
        return [refusal("Users", "UserPoolName")] * 2 if wrong else []

    old = pool(UserPoolName="a", MfaConfiguration="OPTIONAL", EnabledMfas=["SOFTWARE_TOKEN_MFA"])
    new = pool(UserPoolName="b", MfaConfiguration="OFF", EnabledMfas=["SOFTWARE_TOKEN_MFA"], UserPoolTier="PLUS")
    wanted = pool(
        UserPoolName="b", MfaConfiguration="OPTIONAL", EnabledMfas=["SOFTWARE_TOKEN_MFA"], UserPoolTier="PLUS"
    )
    assert nearest(old, new, refused) == (wanted, "leave MfaConfiguration of Users as deployed")


def test_nothing_is_broken_by_it():
    """What is put back brings along what it can't be without, by the rules of `check`."""

    def refused(resources):
        kept = "phone_number" in str(resources["Users"]["Properties"]["UserAttributeUpdateSettings"])
        return [] if kept else [refusal("Users", "UserAttributeUpdateSettings")]

    both = {"AttributesRequireVerificationBeforeUpdate": ["phone_number"]}
    sms = {"SnsCallerArn": "arn:aws:iam::123456789012:role/sms", "ExternalId": "shop"}
    old = pool(AutoVerifiedAttributes=["phone_number"], UserAttributeUpdateSettings=both, SmsConfiguration=sms)
    mail = {"AttributesRequireVerificationBeforeUpdate": ["email"]}
    new = pool(
        AutoVerifiedAttributes=["email"], UserAttributeUpdateSettings=mail, SmsConfiguration=sms, UserPoolName="a"
    )
    found, said = nearest(old, new, refused)
    assert found == pool(**old["Resources"]["Users"]["Properties"], UserPoolName="a")
    assert said == "leave AutoVerifiedAttributes, UserAttributeUpdateSettings of Users as deployed"


def test_all_of_a_resource():
    """Where a whole resource is refused, all of it is left as it is deployed, with what it needs."""
    old, new = pool(UserPoolName={"Ref": "Name"}), pool(UserPoolName="b", UserPoolTier="PLUS")
    old["Parameters"] = {"Name": {"Type": "String"}}

    def refused(resources):
        return [refusal("Users", ""), refusal("Users", "UserPoolTier")] if resources == new["Resources"] else []

    assert nearest(old, new, refused) == (old, "leave Users as deployed")


def test_what_takes_a_place():
    """What is refused because something deployed has its place gives way to that."""
    old, new = pool(), pool()
    group = {"Type": "AWS::Cognito::UserPoolGroup", "Properties": {"GroupName": "admins"}}
    old["Resources"]["Admins"] = group
    new["Resources"]["Root"] = {**group, "Properties": {"GroupName": "ADMINS"}}
    new["Outputs"] = {"Group": {"Value": {"Ref": "Root"}}}
    found, said = nearest(old, new, lambda resources: [refusal("Root", "GroupName")] if "Root" in resources else [])
    assert found == {**old, "Outputs": {"Group": {"Value": {"Ref": "Admins"}}}}
    assert said == "leave GroupName of Admins as deployed"


def test_removed():
    """What can't be removed is put back."""
    old = pool()
    old["Resources"]["Topic"] = {"Type": "AWS::SNS::Topic"}
    found = nearest(old, pool(), lambda resources: [] if "Topic" in resources else [refusal("Topic", "")])
    assert found == (old, "keep Topic")


def test_no_way():
    """Where nothing helps, nothing is made up."""
    assert nearest(pool(), pool(UserPoolName="a"), lambda _: [refusal("Users", "UserPoolName")]) is None
    new = pool()
    new["Resources"]["Root"] = {"Type": "AWS::Cognito::UserPoolGroup"}
    assert nearest(pool(), new, lambda _: [refusal("Root", "GroupName")]) is None
