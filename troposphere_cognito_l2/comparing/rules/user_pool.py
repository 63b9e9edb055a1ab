"""What happens when what a user pool is changes: how its users are named, who issues its tokens, what encrypts it."""

from __future__ import annotations

from collections.abc import Iterator

from ...checks.aws_pages import GUIDE, USER_POOLS_API
from ...checks.resource_types import REPLICA, USER_POOL
from ...checks.rule import Evidence
from ..change import Effect
from ..pair import Pair
from ..refused import newly_broken
from ..rule import Claim, change_rule

_KEY = "arn:aws:kms:eu-west-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab"
_OWN_KEY = {"KeyType": "CUSTOMER_MANAGED_KEY", "KmsKeyArn": _KEY}


@change_rule(
    "C9101",
    USER_POOL,
    Effect.REJECTED,
    source=f"{GUIDE}cognito-user-pool-updating.html",
    before={"UsernameAttributes": ["email"]},
    after={"UsernameAttributes": ["email", "phone_number"]},
    harmless={"UsernameAttributes": ["email"], "AutoVerifiedAttributes": ["email"]},
)
def what_users_sign_in_with_is_fixed(pair: Pair) -> Iterator[Claim]:
    """What users sign in with is chosen when the pool is created; a change is refused."""
    for name in ("AliasAttributes", "UsernameAttributes", "UsernameConfiguration"):
        delta = pair.delta(name)
        if delta is not None and delta.sure:
            migration = (
                "If another choice is needed: add a second pool with it, with a UserMigration trigger that takes users "
                "over from this one as they sign in; move the apps to it; remove this pool when it is empty."
            )
            yield Claim(
                delta.path,
                f"Cognito answers: Updates are not allowed for property - {name}",
                f"Leave {name} as it is deployed; for another choice make a new pool beside this one.",
                (f"Deploy with {name} as it is in the old template.", migration),
            )


@change_rule(
    "C9102",
    USER_POOL,
    Effect.SIGN_IN_BREAKS,
    source=f"{USER_POOLS_API}API_IssuerConfigurationType.html",
    evidence=Evidence.UNCERTAIN,
    before={"UserPoolName": "shop"},
    after={"UserPoolName": "shop", "IssuerConfiguration": {"Type": "UPDATED"}},
    harmless={"UserPoolName": "shop", "IssuerConfiguration": {"Type": "ORIGINAL"}},
)
def issuer_changes(pair: Pair) -> Iterator[Claim]:
    """Another issuer stands in every token, so whoever checks tokens against the old one refuses them."""
    issuers = pair.texts("IssuerConfiguration.Type", "ORIGINAL")
    if issuers and issuers[0] != issuers[1]:
        yield Claim(
            "IssuerConfiguration.Type",
            f"the issuer of all tokens is {issuers[1]}, not {issuers[0]}: APIs, load balancers, identity pools and "
            "federated services that name the old one take no token any more",
            "Let all of them take both issuers first, then change it.",
        )


@change_rule(
    "C9103",
    USER_POOL,
    Effect.RESET,
    source=f"{USER_POOLS_API}API_KeyConfigurationType.html",
    before={"KeyConfiguration": _OWN_KEY},
    after={"KeyConfiguration": {"KeyType": "AWS_OWNED_KEY"}},
    harmless={"KeyConfiguration": {**_OWN_KEY, "KmsKeyArn": f"{_KEY}0"}},
)
def own_key_is_given_up(pair: Pair) -> Iterator[Claim]:
    """The pool is encrypted with a key of AWS rather than with one's own."""
    if pair.texts("KeyConfiguration.KeyType", "AWS_OWNED_KEY") == ("CUSTOMER_MANAGED_KEY", "AWS_OWNED_KEY"):
        yield Claim(
            "KeyConfiguration",
            "the pool is encrypted with a key that AWS owns: nobody can watch over its use or take it away",
            "Write the deployed KeyConfiguration again; if not, keep the old key until nothing needs it.",
        )


def _replicated(**given: object) -> dict[str, object]:
    """A pool with a replica."""
    pool = {"IssuerConfiguration": {"Type": "UPDATED"}, "KeyConfiguration": _OWN_KEY, **given}
    replica = {"Type": REPLICA, "Properties": {"UserPoolId": {"Ref": "Subject"}, "RegionName": "eu-central-1"}}
    return {"Resources": {"Subject": {"Properties": pool}, "Replica": replica}}


@change_rule(
    "C9104",
    USER_POOL,
    Effect.REJECTED,
    source=f"{GUIDE}user-pool-multi-region.html",
    evidence=Evidence.UNCERTAIN,
    before=_replicated(),
    after=_replicated(UserPoolTier="LITE"),
    harmless=_replicated(UserPoolTier="PLUS"),
)
def replica_needs_what_it_was_made_with(pair: Pair) -> Iterator[Claim]:
    """A pool with a replica gives up the plan, key or issuer without which there can be none."""
    for replica in pair.templates.new.of_type(REPLICA):
        beside = pair.templates.pair(replica.logical_id)
        target = replica.target("UserPoolId")
        if beside is None or target is None or target.logical_id != pair.logical_id:
            continue
        for rule, problem in newly_broken(beside, ("E9831", "E9832", "E9833")):
            path = {"E9831": "UserPoolTier", "E9832": "KeyConfiguration", "E9833": "IssuerConfiguration.Type"}[rule.id]
            yield Claim(
                path,
                f"{replica.logical_id} replicates this pool, and {problem.message}: the update may be refused",
                f"Leave {path} as it is deployed while there is a replica.",
            )
