"""How much the user-pool helper costs beside raw troposphere and awacs that write the same output.

    python tests/benchmarks/pools.py

Each side runs as a whole process, in turn, and the figures are medians of CPU time; a template holds at most 150 trios
of pool, role and client (500 resources). The ratio is what counts: machines differ.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

SIZES = {1: 21, 10: 21, 100: 11, 1000: 7}
TRIOS_A_TEMPLATE = 150


def by_hand() -> Callable[[Any, str], None]:
    """Raw troposphere and awacs."""
    import awacs.sns
    import awacs.sts
    from awacs.aws import Allow, ArnLike, Condition, PolicyDocument, Principal, Statement, StringEquals
    from troposphere import GetAtt, Ref, Sub, cognito, iam

    def add(template: Any, title: str) -> None:
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
        pool = template.add_resource(
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
        _client(template, title, Ref(pool))

    return add


def by_helper() -> Callable[[Any, str], None]:
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


def render(add: Callable[[Any, str], None], pools: int) -> list[str]:
    """The templates that hold so many pools."""
    from troposphere import Template

    rendered = []
    for first in range(0, pools, TRIOS_A_TEMPLATE):
        template = Template()
        for number in range(first, min(first + TRIOS_A_TEMPLATE, pools)):
            add(template, f"Pool{number}")
        rendered.append(template.to_json())
    return rendered


SIDES = {"hand": by_hand, "helper": by_helper}


def process_seconds(side: str, pools: int) -> float:
    """CPU seconds of a whole process."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, __file__, side, str(pools)], check=True, env=environment)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def resource_microseconds(side: str) -> float:
    """CPU time for one pool in a warm process, building and printing."""
    add = SIDES[side]()
    render(add, TRIOS_A_TEMPLATE)
    start = time.process_time()
    render(add, TRIOS_A_TEMPLATE)
    return (time.process_time() - start) / TRIOS_A_TEMPLATE * 1e6


def main() -> None:
    """Print the table."""
    if render(by_hand(), 3) != render(by_helper(), 3):
        raise SystemExit("the two sides do not write the same output")
    print("| pools | by hand, ms | helper, ms | ratio |\n|---|---|---|---|")
    for pools, runs in SIZES.items():
        process_seconds("helper", pools)  # compiles what is not compiled yet
        pairs = [(process_seconds("hand", pools), process_seconds("helper", pools)) for _ in range(runs)]
        hand, helper = (statistics.median(side) * 1e3 for side in zip(*pairs, strict=True))
        ratio = statistics.median(mine / raw for raw, mine in pairs)
        print(f"| {pools} | {hand:.0f} | {helper:.0f} | {ratio:.2f} |")
    hand, helper = (statistics.median(resource_microseconds(side) for _ in range(9)) for side in ("hand", "helper"))
    print(f"| one more, in us | {hand:.0f} | {helper:.0f} | {helper / hand:.2f} |")


if __name__ == "__main__":
    if len(sys.argv) == 3:
        render(SIDES[sys.argv[1]](), int(sys.argv[2]))
    else:
        main()
