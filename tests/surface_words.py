"""Texts and odd values for the tests of the public surface."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import strategies as st
from surface_world import ARNS, CONDITION
from troposphere import Base64, FindInMap, GetAtt, If, Join, Parameter, Ref, Select, Split, Sub, Tags

from troposphere_cognito_l2 import UserPool

TITLE = "Zebra"
"""The logical id of what is drawn: a word that stands nowhere else, so that it can be replaced in what was rendered."""
BY_NAME = {
    r"logical_id": [f"{TITLE}Attachment"],
    r"arn": ["arn:aws:ses:us-east-1:111122223333:identity/example.com", ARNS["AWS::IAM::Role"]],
    r"polic": [ARNS["AWS::IAM::ManagedPolicy"]],
    r"body|message|text": [
        "Your code is {####}",
        "{username}, your password is {####}",
        "{##Verify##} {####}",
        "Hello",
    ],
    r"boundary": [ARNS["AWS::IAM::ManagedPolicy"]],
    r"ur[li]|links|metadata|issuer|authorization|token|user_info|value": [
        "https://login.example.com",
        "https://app.example.com/cb",
        "https://login.example.com/",
    ],
    r"email|reply_to|user": ["no-reply@example.com", "ann@example.com"],
    r"region": ["us-east-1", "eu-west-1"],
    r"range": ["203.0.113.0/24", "2001:db8::/32"],
    r"domain|relying|zone_name|name": ["example.com", "login.example.com."],
    r"zone_id": ["Z0123456789ABCDEFGHIJ"],
    r"path": ["/team/"],
    r"prefix": ["my-users", "team"],
    r"team_id|key_id": ["ABCDE12345"],
    r"scopes": ["openid", "email", "orders/read", "profile"],
    r"client": ["1example23456789"],
    r"group": ["admins"],
    r"version": ["v17.0"],
    r"custom|standard|mapping|attribute|claim": ["tenant", "custom:tenant", "email", "sub", "phone_number"],
    r"bytes": ["PHN2Zz48L3N2Zz4="],
    r"css": [".logo-customizable { max-width: 60% }"],
}
"""Texts that fit what an option's name speaks of."""
OF_IAM = "boundary|path"
"""What IAM asks of these texts is in no rule of this library."""
LETTERS = st.characters(
    max_codepoint=0xFFFF, exclude_categories=("Cc", "Cf", "Cn", "Co", "Cs", "No"), include_characters="\n\xad\u200b"
)
"""What cfn-lint can read in a template of JSON (it takes other characters' escapes for errors), and what gets pasted.

Without the numbers that are no digits (\\u00be), over which regular expressions disagree."""
PLAIN = ["orders", "team", "a", "customers-1", "My app", "12", "custom:tenant", "email", "us-east-1_Abc123def"]
ODD = [
    *("", "arn:", "https://[", "@", "{{resolve:", "${", "\x00", "\ud800", "a" * 10**5, "9" * 40, "\u0661"),
    *(None, True, -1, 10**30, 0.5, float("nan"), b"", object(), int, ..., timedelta(-1), timedelta.max),
    *([], {}, set(), [[]], [None], [object()], {1: 2}, {None: None}, {"a": {"b": object()}}, {"Ref": "Text"}),
    *(Ref("Text"), Ref("AWS::NoValue"), If(CONDITION, 1, Ref("AWS::NoValue")), If("Unknown", "a", object())),
    *(Sub("${"), Sub("${Unknown}"), GetAtt("Unknown", "Arn"), Join(",", []), Split(",", "a"), Select(0, ["a"])),
    *(FindInMap("A", "b", "c"), Base64("x"), Tags(), Tags(a=1), UserPool("Other"), Parameter("P", Type="String")),
]
"""What an option is given by mistake."""
