"""What `check` costs, beside AWS's own linters on the same template.

    python tests/benchmarks/checking.py

Figures are medians of CPU time in this process, in milliseconds; the cold process is wall time of the whole of it.
"""

from __future__ import annotations

import gc
import json
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from troposphere_cognito_l2 import check

MOST = 496
TESTS = Path(__file__).parents[1]


def template(resources: int = MOST, conditions: int = 0) -> dict[str, Any]:
    """Pools with all that may belong to them, taken from an example; two scalars of each depend on conditions."""
    example = json.loads((TESTS / "goldens" / "single_page_app.json").read_text(encoding="utf-8"))
    own, parameters = example["Resources"], example["Parameters"]
    named = re.compile(rf'((?:"Ref": |"(?:Fn::GetAtt|DependsOn)": \[)"|\$\{{)({"|".join(own)})\b')
    text = json.dumps(own)
    found: dict[str, Any] = {}
    for count in range(resources // len(own)):
        copy = json.loads(named.sub(rf"\g<1>\g<2>N{count}", text))
        found |= {f"{name}N{count}": body for name, body in copy.items()}
    if not conditions:
        return {"Parameters": parameters, "Resources": found}
    names = [f"Condition{number}" for number in range(conditions)]
    for number, body in enumerate(found.values()):
        properties = body["Properties"]
        scalars = [name for name, value in properties.items() if not isinstance(value, (dict, list))]
        for place, name in enumerate(scalars[:2]):
            condition = names[(number + place) % conditions]
            properties[name] = {"Fn::If": [condition, properties[name], properties[name]]}
    return {
        "Parameters": parameters | {f"Of{name}": {"Type": "String"} for name in names},
        "Conditions": {name: {"Fn::Equals": [{"Ref": f"Of{name}"}, "yes"]} for name in names},
        "Resources": found,
    }


def milliseconds(action: Callable[[], object], runs: int = 15) -> float:
    """The median of a few runs, after one that loads what is needed."""
    action()
    took = []
    for _ in range(runs):
        gc.collect()
        started = time.process_time()
        action()
        took.append((time.process_time() - started) * 1e3)
    return statistics.median(took)


def linters(given: dict[str, Any]) -> dict[str, Callable[[], object]]:
    """AWS's linters on a template."""
    import cloudformation_validate
    from cfnlint import api
    from cfnlint.core import get_rules

    text = json.dumps(given)
    engine, rules = cloudformation_validate.RegoEngine(), get_rules([], [], [])
    return {
        "cloudformation-validate": lambda: engine.validate_template(text.encode()),
        "cfn-lint": lambda: api.lint(text, rules=rules, regions=["us-east-1"]),
    }


def cold_milliseconds(given: dict[str, Any]) -> float:
    """A process that checks one file."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "template.json"
        file.write_text(json.dumps(given), encoding="utf-8")
        script = f"from troposphere_cognito_l2 import check; check({str(file)!r})"
        took = []
        for _ in range(9):
            started = time.perf_counter()
            subprocess.run([sys.executable, "-c", script], check=True)
            took.append((time.perf_counter() - started) * 1e3)
    return statistics.median(took)


def main() -> None:
    """Print the table."""
    print("| resources | conditions | ms |\n|---|---|---|")
    for resources, conditions in ((MOST // 4, 0), (MOST // 2, 0), (MOST, 0), (MOST, 10)):
        given = template(resources, conditions)
        print(f"| {resources} | {conditions} | {milliseconds(lambda given=given: check(given)):.0f} |")
    given = template()
    print(f"\nCold process, a file of {MOST} resources: {cold_milliseconds(given):.0f} ms")
    own = milliseconds(lambda: check(given))
    for name, action in linters(given).items():
        print(f"{name}: {milliseconds(action, runs=3) / own:.0f} times as long")


if __name__ == "__main__":
    main()
