"""What changes of a pool's log delivery do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ...checks.aws_pages import GUIDE
from ...checks.resource_types import LOG_DELIVERY
from ...checks.rule import Evidence
from ..change import Effect
from ..pair import Pair
from ..rule import Claim, change_rule, words
from .reading import entries, is_other

_PAGE = f"{GUIDE}exporting-quotas-and-usage.html"
_DESTINATIONS = ("CloudWatchLogsConfiguration", "FirehoseConfiguration", "S3Configuration")
_GROUP = "arn:aws:logs:eu-west-1:111122223333:log-group:"
_BUCKET = {"EventSource": "userAuthEvents", "LogLevel": "INFO", "S3Configuration": {"BucketArn": "arn:aws:s3:::logs"}}


def _to(group: str) -> dict[str, Any]:
    return {
        "EventSource": "userNotification",
        "LogLevel": "ERROR",
        "CloudWatchLogsConfiguration": {"LogGroupArn": f"{_GROUP}{group}"},
    }


@change_rule(
    "C9811",
    LOG_DELIVERY,
    Effect.RESET,
    source=_PAGE,
    before={"LogConfigurations": [_to("pool"), _BUCKET]},
    after={"LogConfigurations": [_to("pool")]},
    harmless={"LogConfigurations": [_BUCKET, _to("pool")]},
)
def events_are_delivered_no_more(pair: Pair) -> Iterator[Claim]:
    """Events of a kind are delivered nowhere."""
    old, new = _sources(pair.old("LogConfigurations")), _sources(pair.new("LogConfigurations"))
    if old is None or new is None:
        return
    lost = [source for source in old if source not in new]
    if lost:
        yield Claim("LogConfigurations", f"{words(lost)}: delivered nowhere any more", "Leave the entry in the list.")


@change_rule(
    "C9812",
    LOG_DELIVERY,
    Effect.REJECTED,
    source="https://github.com/aws/aws-cdk/issues/31242",
    evidence=Evidence.UNCERTAIN,
    before={"LogConfigurations": [_to("pool")]},
    after={"LogConfigurations": [_to("other")]},
    harmless={"LogConfigurations": [{**_to("pool"), "LogLevel": "ERROR"}, _BUCKET]},
)
def destination_changes(pair: Pair) -> Iterator[Claim]:
    """Events of a kind get another destination, which was reported as refused."""
    old, new = _sources(pair.old("LogConfigurations")), _sources(pair.new("LogConfigurations"))
    moved = []
    for source, destination in (old or {}).items():
        other = (new or {}).get(source)
        if other is not None and is_other(destination, other):
            moved.append(source)
    if moved:
        yield Claim(
            "LogConfigurations",
            f"{words(moved)} to another destination: such an update was reported to fail because the configuration "
            "already exists (this is not certain)",
            "If it fails, take two deploys.",
            (
                "Deploy with the entry taken out: events are delivered nowhere from here.",
                "Deploy with the entry and its new destination.",
            ),
        )


def _sources(listed: Any) -> dict[str, Mapping[str, Any]] | None:
    """The destinations by the kind of event; ``None`` if they are not all known."""
    known = entries(listed)
    if known is None or not all(isinstance(one.get("EventSource"), str) for one in known):
        return None
    return {one["EventSource"]: {name: value for name, value in one.items() if name in _DESTINATIONS} for one in known}
