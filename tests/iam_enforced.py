"""moto as an AWS that holds every call against IAM, for what a role may do with a user pool."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

import boto3
from in_process_aws import InProcessAws
from moto.cognitoidp.responses import CognitoIdpResponse
from moto.core import enable_iam_authentication


@contextmanager
def acting_as(aws: InProcessAws, role_arn: str) -> Iterator[boto3.Session]:
    """A session with the credentials of a role, while every call but the public ones needs a permission.

    moto does not say which pool a call is about, so it is told: else no policy for one pool would ever allow anything.
    """
    credentials = aws.client("sts").assume_role(RoleArn=role_arn, RoleSessionName="test")["Credentials"]

    def pool_of(call: Any) -> str:
        pool = json.loads(call.body)["UserPoolId"]
        return f"arn:aws:cognito-idp:{call.region}:{call.current_account}:userpool/{pool}"

    with patch.object(CognitoIdpResponse, "_determine_resource", pool_of, create=True), enable_iam_authentication():
        yield boto3.Session(
            region_name=aws.region,
            aws_access_key_id=credentials["AccessKeyId"],
            aws_secret_access_key=credentials["SecretAccessKey"],
            aws_session_token=credentials["SessionToken"],
        )
