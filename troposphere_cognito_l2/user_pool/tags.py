"""Tags of user pools, which are a mapping where other resources have a list."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .._core.helper import Problems
from .._core.problem import option_finding
from .._core.values import TagList, Value


def tag_map(tags: Mapping[str, Value[str]] | TagList, path: str, problems: Problems) -> dict[str, Any]:
    """Tags as the mapping that user pools want; notes what can't be in one as a problem."""
    if isinstance(tags, Mapping):
        return dict(tags)
    if not all(isinstance(tag, dict) for tag in tags.tags):
        problems.append(
            option_finding(
                path,
                "tags",
                tags,
                message="a user pool's tags are a mapping, which can't hold a tag that is an intrinsic as a whole",
                allowed="keys and values",
                fix="give a mapping, with If(condition, value, Ref(AWS_NO_VALUE)) as a value",
            )
        )
        return {}
    return {tag["Key"]: tag["Value"] for tag in tags.tags}
