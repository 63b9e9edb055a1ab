"""Deploys the quickstart to an AWS inside this process, signs a user up, confirms her and signs her in.

No AWS account is needed; nothing leaves the process.
"""

from __future__ import annotations

import json
from typing import Any

from botocore.exceptions import ClientError
from in_process_aws import in_process_aws
from quickstart import template

USER = "ann@example.com"
PASSWORD = "Correct-Horse-7"


def sign_in(cognito: Any, client_id: str, password: str) -> str:
    """The user's access token."""
    answer = cognito.initiate_auth(
        ClientId=client_id, AuthFlow="USER_PASSWORD_AUTH", AuthParameters={"USERNAME": USER, "PASSWORD": password}
    )
    token: str = answer["AuthenticationResult"]["AccessToken"]
    return token


def main() -> None:
    """Show each step."""
    rendered = json.loads(template.to_json())
    print("1. The template, from two helpers:")
    for logical_id, resource in sorted(rendered["Resources"].items()):
        print(f"     {logical_id}: {resource['Type']}")
    with in_process_aws() as aws:
        stack = aws.deploy("quickstart", rendered)
        print(f"2. Deployed: user pool {stack.outputs['UserPoolId']}")
        cognito = aws.client("cognito-idp")
        client_id = stack.outputs["ClientId"]
        cognito.sign_up(
            ClientId=client_id, Username=USER, Password=PASSWORD, UserAttributes=[{"Name": "email", "Value": USER}]
        )
        print(f"3. {USER} has signed up")
        cognito.confirm_sign_up(ClientId=client_id, Username=USER, ConfirmationCode="123456")
        print("4. ... and confirmed (here any code will do)")
        token = sign_in(cognito, client_id, PASSWORD)
        print(f"5. ... and signed in: access token {token[:20]}...")
        try:
            sign_in(cognito, client_id, "wrong-Password-1")
        except ClientError as refused:
            print(f"6. A wrong password is refused: {refused.response['Error']['Code']}")
        else:
            raise SystemExit("a wrong password was let in")


if __name__ == "__main__":
    main()
