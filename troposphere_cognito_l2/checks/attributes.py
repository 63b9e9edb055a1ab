"""The attributes that every user pool has.

https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-attributes.html
"""

from __future__ import annotations

STANDARD = frozenset(
    (
        "address",
        "birthdate",
        "email",
        "family_name",
        "gender",
        "given_name",
        "locale",
        "middle_name",
        "name",
        "nickname",
        "phone_number",
        "picture",
        "preferred_username",
        "profile",
        "updated_at",
        "website",
        "zoneinfo",
    )
)
"""The standard attributes, which a pool's schema may say something about."""
MANAGED = frozenset(("sub", "email_verified", "phone_number_verified"))
"""The attributes that Cognito itself keeps."""
