"""How much the user-pool helper costs beside raw troposphere and awacs that write the same output.

One of them is a trio of pool, role and client; ``measure`` runs one side.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from measure import Add, Comparison


def pool_by_hand() -> Callable[[Any, str], Any]:
    """Raw troposphere and awacs: how to add a pool and its role, which returns the pool."""
    import awacs.sns
    import awacs.sts
    from awacs.aws import Allow, ArnLike, Condition, PolicyDocument, Principal, Statement, StringEquals
    from troposphere import GetAtt, Ref, Sub, cognito, iam

    def add(template: Any, title: str) -> Any:
        external_id = Sub("${AWS::StackName}-" + title)
        trust = PolicyDocument(
            Version="2012-10-17",
            Statement=[
                Statement(
                    Effect=Allow,
                    Principal=Principal("Service", "cognito-idp.amazonaws.com"),
                    Action=[awacs.sts.AssumeRole],
                    Condition=Condition(
                        [
                            StringEquals({"sts:ExternalId": external_id, "aws:SourceAccount": Ref("AWS::AccountId")}),
                            ArnLike(
                                {
                                    "aws:SourceArn": Sub(
                                        "arn:${AWS::Partition}:cognito-idp:${AWS::Region}:${AWS::AccountId}:userpool/*"
                                    )
                                }
                            ),
                        ]
                    ),
                )
            ],
        )
        publish = PolicyDocument(
            Version="2012-10-17",
            Statement=[Statement(Effect=Allow, Action=[awacs.sns.Publish], Resource=["*"])],
        )
        role = template.add_resource(
            iam.Role(
                f"{title}SmsRole",
                AssumeRolePolicyDocument=trust,
                Policies=[iam.Policy(PolicyName="sns-publish", PolicyDocument=publish)],
                DeletionPolicy="Retain",
                UpdateReplacePolicy="Retain",
            )
        )
        return template.add_resource(
            cognito.UserPool(
                title,
                UserPoolName=title.lower(),
                AdminCreateUserConfig=cognito.AdminCreateUserConfig(AllowAdminCreateUserOnly=True),
                DeletionProtection="ACTIVE",
                UsernameConfiguration=cognito.UsernameConfiguration(CaseSensitive=False),
                Policies=cognito.Policies(
                    PasswordPolicy=cognito.PasswordPolicy(
                        MinimumLength=8,
                        RequireLowercase=True,
                        RequireUppercase=True,
                        RequireNumbers=True,
                        RequireSymbols=True,
                        TemporaryPasswordValidityDays=7,
                    )
                ),
                AccountRecoverySetting=cognito.AccountRecoverySetting(
                    RecoveryMechanisms=[cognito.RecoveryOption(Name="verified_email", Priority=1)]
                ),
                VerificationMessageTemplate=cognito.VerificationMessageTemplate(
                    DefaultEmailOption="CONFIRM_WITH_CODE",
                    EmailMessage="The verification code to your new account is {####}",
                    EmailSubject="Verify your new account",
                    SmsMessage="The verification code to your new account is {####}",
                ),
                SmsConfiguration=cognito.SmsConfiguration(ExternalId=external_id, SnsCallerArn=GetAtt(role, "Arn")),
                DeletionPolicy="Retain",
                UpdateReplacePolicy="Retain",
            )
        )

    return add


def by_hand() -> Add:
    """Raw troposphere and awacs."""
    from troposphere import Ref

    add_pool = pool_by_hand()

    def add(template: Any, title: str) -> None:
        _client(template, title, Ref(add_pool(template, title)))

    return add


def by_helper() -> Add:
    """This library."""
    from troposphere_cognito_l2 import UserPool

    def add(template: Any, title: str) -> None:
        pool = UserPool(title, user_pool_name=title.lower()).add_to(template)
        _client(template, title, pool.id)

    return add


def _client(template: Any, title: str, pool_id: Any) -> None:
    from troposphere import cognito

    flows = ["ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"]
    template.add_resource(cognito.UserPoolClient(f"{title}Client", UserPoolId=pool_id, ExplicitAuthFlows=flows))


POOLS = Comparison(__file__, "pools", 3, by_hand, by_helper)

if __name__ == "__main__":
    POOLS.main()
