"""Rules of ``AWS::Cognito::UserPoolReplica`` and ``AWS::Cognito::UserPoolRegionalConfigurationAttachment``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..aws_pages import GUIDE, USER_POOLS_API, page_of
from ..change import put
from ..resource_types import KMS_KEY, REGIONAL, REPLICA, USER_POOL
from ..rule import Problem, rule
from ..values import Reference, Unknown
from ..view import ResourceView
from .booleans import is_false
from .members import plan_of, pool_of

_MULTI_REGION = f"{GUIDE}user-pool-multi-region.html"
_REGIONAL_PAGE = page_of(REGIONAL)
_UPDATE = f"{USER_POOLS_API}API_UpdateUserPoolReplica.html"
_STATUSES = ("ACTIVE", "INACTIVE")
_SINGLE_REGION_KEY = re.compile(r"arn:[\w-]+:kms:[^:]*:\d*:key/(?!mrk-).+")

_KEY_ARN = "arn:aws:kms:us-east-1:111122223333:key/mrk-1"
_CUSTOMER_KEY = {"KeyType": "CUSTOMER_MANAGED_KEY", "KmsKeyArn": _KEY_ARN}
_ISSUER = {"IssuerConfiguration": {"Type": "UPDATED"}}
_REPLICABLE = {**_ISSUER, "KeyConfiguration": _CUSTOMER_KEY}
_READY = {"Type": USER_POOL, "Properties": _REPLICABLE}
_USERS = {"UserPoolId": {"Ref": "Users"}}
_WEST = {"Type": REPLICA, "Properties": {**_USERS, "RegionName": "us-west-2"}}


@rule(
    "E9831",
    REPLICA,
    source=_MULTI_REGION,
    accepts={"Resources": {"West": _WEST, "Users": _READY}},
    rejects={
        "Resources": {
            "West": _WEST,
            "Users": {"Type": USER_POOL, "Properties": {**_REPLICABLE, "UserPoolTier": "LITE"}},
        }
    },
)
def plan_allows_replication(replica: ResourceView) -> Iterator[Problem]:
    """A replicated pool is on the Essentials or Plus plan."""
    pool = pool_of(replica)
    if pool is not None and plan_of(pool) == "LITE":
        fix = "give the pool FeaturePlan.ESSENTIALS or PLUS"
        yield Problem("UserPoolId", f"{pool.logical_id} is on the Lite plan", fix)


@rule(
    "E9832",
    REPLICA,
    source=_MULTI_REGION,
    accepts={"Resources": {"West": _WEST, "Users": _READY}},
    rejects={
        "Resources": {
            "West": _WEST,
            "Users": {"Type": USER_POOL, "Properties": {**_ISSUER, "KeyConfiguration": {"KeyType": "AWS_OWNED_KEY"}}},
        }
    },
)
def key_is_in_both_regions(replica: ResourceView) -> Iterator[Problem]:
    """A replicated pool is encrypted with a customer-managed multi-Region key."""
    pool = pool_of(replica)
    if pool is None:
        return
    fix = "make a key with MultiRegion true and a replica of it in the other Region, and give it as `kms_key=`"
    if pool.absent("KeyConfiguration.KeyType") or pool.literal("KeyConfiguration.KeyType") == "AWS_OWNED_KEY":
        yield Problem("UserPoolId", f"{pool.logical_id} is not encrypted with a customer-managed key", fix)
        return
    arn, key = pool.get("KeyConfiguration.KmsKeyArn"), pool.target("KeyConfiguration.KmsKeyArn")
    in_one = isinstance(arn, str) and _SINGLE_REGION_KEY.fullmatch(arn) is not None
    if key is not None and key.type == KMS_KEY:
        in_one = key.absent("MultiRegion") or is_false(key.literal("MultiRegion"))
    if in_one:
        yield Problem("UserPoolId", f"the key of {pool.logical_id} is in one Region only", fix)


@rule(
    "E9833",
    REPLICA,
    source=_MULTI_REGION,
    accepts={"Resources": {"West": _WEST, "Users": _READY}},
    rejects={
        "Resources": {
            "West": _WEST,
            "Users": {"Type": USER_POOL, "Properties": {**_REPLICABLE, "IssuerConfiguration": {"Type": "ORIGINAL"}}},
        }
    },
)
def issuer_is_the_same_in_both_regions(replica: ResourceView) -> Iterator[Problem]:
    """A replicated pool has the issuer type UPDATED, which does not name a Region."""
    pool = pool_of(replica)
    if pool is None:
        return
    if pool.absent("IssuerConfiguration.Type") or pool.literal("IssuerConfiguration.Type") == "ORIGINAL":
        fix = "give the pool issuer=IssuerType.UPDATED, and tell every verifier of its tokens"
        yield Problem("UserPoolId", f"the issuer of {pool.logical_id} is not of the type UPDATED", fix)


@rule(
    "E9834",
    REPLICA,
    source=_MULTI_REGION,
    accepts={
        "Resources": {
            "West": {"Type": REPLICA, "Properties": {"UserPoolId": "us-east-1_abc", "RegionName": "us-west-2"}},
            "Ireland": {"Type": REPLICA, "Properties": {"UserPoolId": "us-east-1_def", "RegionName": "eu-west-1"}},
        }
    },
    rejects={
        "Resources": {
            "West": {"Type": REPLICA, "Properties": {"UserPoolId": "us-east-1_abc", "RegionName": "us-west-2"}},
            "Ireland": {"Type": REPLICA, "Properties": {"UserPoolId": "us-east-1_abc", "RegionName": "eu-west-1"}},
        }
    },
)
def pool_has_one_replica(replica: ResourceView) -> Iterator[Problem]:
    """A pool has one replica."""
    for other in replica.twins("UserPoolId"):
        yield Problem("UserPoolId", f"{other.logical_id} is a replica of the same pool", "leave one of them out")


@rule(
    "E9835",
    REPLICA,
    source=_MULTI_REGION,
    accepts={"UserPoolId": "us-east-1_abc", "RegionName": "us-west-2"},
    rejects={"UserPoolId": "us-east-1_abc", "RegionName": "us-east-1"},
)
def replica_is_in_another_region(replica: ResourceView) -> Iterator[Problem]:
    """A replica is in another Region than its pool."""
    pool, region = replica.get("UserPoolId"), replica.get("RegionName")
    same = isinstance(pool, str) and pool.rpartition("_")[0] == region
    here = isinstance(region, Unknown) and region.raw == {"Ref": "AWS::Region"}
    if same or (here and pool_of(replica) is not None):
        yield Problem("RegionName", "is the Region of the pool itself", "name the second Region")


@rule(
    "E9841",
    REGIONAL,
    source=_REGIONAL_PAGE,
    accepts={"UserPoolId": "us-east-1_abc", "Status": "ACTIVE"},
    rejects={
        "Resources": {
            "West": {"Type": REGIONAL, "Properties": _USERS},
            "Users": _READY,
        }
    },
)
def configuration_is_in_the_second_region(regional: ResourceView) -> Iterator[Problem]:
    """A regional configuration stands in a stack of the second Region, so its pool is in no template beside it."""
    pool = regional.get("UserPoolId")
    if isinstance(pool, Reference) and pool_of(regional) is not None:
        yield Problem(
            "UserPoolId",
            f"{pool.logical_id} is made by this stack, whose Region is its first",
            "put it into a stack of the second Region, with ExistingUserPool(id)",
        )


@rule(
    "E9842",
    REGIONAL,
    source=_UPDATE,
    accepts={"UserPoolId": "us-east-1_abc", "Status": "INACTIVE"},
    rejects={"UserPoolId": "us-east-1_abc", "Status": "ENABLED"},
)
def status_exists(regional: ResourceView) -> Iterator[Problem]:
    """A replica is set to ACTIVE or INACTIVE."""
    status = regional.literal("Status")
    if status is not None and status not in _STATUSES:
        meant = str(status).upper()
        change = (put("Status", meant),) if meant in _STATUSES else ()
        message = "is not one of the values that exist"
        yield Problem("Status", message, "use one of them", ", ".join(_STATUSES), change=change)


@rule(
    "W9843",
    REGIONAL,
    source=_REGIONAL_PAGE,
    accepts={
        "Resources": {
            "West": {"Type": REGIONAL, "Properties": {"UserPoolId": "us-east-1_abc"}},
            "Others": {"Type": REGIONAL, "Properties": {"UserPoolId": "us-east-1_def"}},
        }
    },
    rejects={
        "Resources": {
            "West": {"Type": REGIONAL, "Properties": {"UserPoolId": "us-east-1_abc"}},
            "Others": {"Type": REGIONAL, "Properties": {"UserPoolId": "us-east-1_abc"}},
        }
    },
)
def replica_has_one_configuration(regional: ResourceView) -> Iterator[Problem]:
    """A replica has one regional configuration."""
    for other in regional.twins("UserPoolId"):
        fix = f"put what both say into {other.logical_id}"
        yield Problem("UserPoolId", f"{other.logical_id} configures the same replica, and the last one made wins", fix)
