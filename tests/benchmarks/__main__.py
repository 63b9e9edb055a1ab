"""What the library costs, as one table.

    python tests/benchmarks [--quick]

Times are medians of CPU time, of whole processes or (warm) of a process that has done the same before. Where two sides
are compared, they take turns, and the ratio is the median of the ratios of neighbours: machines differ, and so do their
moments. Memory is the peak of a whole process.
"""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import checking
from full_setup import SET_UPS
from measure import Comparison
from pools import POOLS

RUNS = {1: 21, 10: 21, 100: 11, 1000: 7}
"""How often each size is measured."""
BUDGETS = {1: 1.25, 10: 1.25, 100: 1.3, 1000: 1.4}
"""How many times as long as by hand so many pools, or set-ups, may take."""
CLI = ("-m", "troposphere_cognito_l2")


class Cost(NamedTuple):
    """What a process takes."""

    milliseconds: float
    megabytes: float


def cost_of(*arguments: str) -> Cost:
    """What a Python process takes; those that find something in a template exit with 1."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    process = subprocess.Popen([sys.executable, *arguments], env=environment, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        raise SystemExit(f"{' '.join(arguments)} failed")
    return Cost((used.ru_utime + used.ru_stime) * 1e3, used.ru_maxrss / 1024)  # Linux counts kilobytes


def warm_milliseconds(action: Callable[[], object], runs: int = 15) -> float:
    """The median of a few runs, after one that loads what is needed."""
    action()
    took = []
    for _ in range(runs):
        gc.collect()
        started = time.process_time()
        action()
        took.append((time.process_time() - started) * 1e3)
    return median(took)


def row(what: str, own: str, other: str = "", ratio: str = "", budget: str = "") -> str:
    """One line of the table."""
    return f"| {what} | {own} | {other} | {ratio} | {budget} |"


def processes_that_write(compared: Comparison, runs: dict[int, int]) -> Iterator[str]:
    """The helpers beside the same by hand, in whole processes."""
    cost_of(compared.script, "both", "3")  # which compiles what is not compiled yet
    for count, times in runs.items():
        pairs = [tuple(cost_of(compared.script, side, str(count)) for side in ("helper", "hand")) for _ in range(times)]
        helper, hand = (median(cost.milliseconds for cost in side) for side in zip(*pairs, strict=True))
        ratio = median(own.milliseconds / other.milliseconds for own, other in pairs)
        budget = f"{BUDGETS[count]}" if count in BUDGETS else ""
        yield row(f"{compared.noun}: {count}", f"{helper:.0f} ms", f"{hand:.0f} ms by hand", f"{ratio:.2f}", budget)
    own, other = (median(cost.megabytes for cost in side) for side in zip(*pairs, strict=True))
    what = f"{compared.noun}: {count}, peak memory"
    yield row(what, f"{own:.0f} MB", f"{other:.0f} MB by hand", f"{own / other:.2f}")


def one_more(compared: Comparison) -> str:
    """One more in a warm process, of a template that is full in the end."""
    took = []
    for _ in range(5):
        sides = [
            warm_milliseconds(partial(compared.render, side, compared.a_template), runs=1) / compared.a_template
            for side in ("helper", "hand")
        ]
        took.append(sides)
    own, other = (median(side) for side in zip(*took, strict=True))
    ratio = median(helper / hand for helper, hand in took)
    return row(f"{compared.noun}: one more, warm", f"{own:.2f} ms", f"{other:.2f} ms by hand", f"{ratio:.2f}")


def processes_that_read(given: dict[str, Any], new: dict[str, Any]) -> Iterator[str]:
    """The command line on files."""
    with TemporaryDirectory() as folder:
        files = [str(Path(folder) / name) for name in ("old.json", "new.json")]
        for file, template in zip(files, (given, new), strict=True):
            Path(file).write_text(json.dumps(template), encoding="utf-8")
        for command, operands in (("check", files[:1]), ("compare", files)):
            cost_of(*CLI, command, *operands)
            costs = [cost_of(*CLI, command, *operands) for _ in range(9)]
            what = f"`{command} {' '.join(Path(file).name for file in operands)}`, cold process"
            yield row(what, f"{median(cost.milliseconds for cost in costs):.0f} ms", budget="200 ms")
            yield row(f"{what}, peak memory", f"{median(cost.megabytes for cost in costs):.0f} MB")


def warm_reading(given: dict[str, Any], one_in_ten: dict[str, Any]) -> Iterator[str]:
    """`check` and `compare` of parsed templates, and AWS's linters on one of them."""
    from troposphere_cognito_l2 import check, compare

    size = f"{len(given['Resources'])} resources"
    own = warm_milliseconds(lambda: check(given))
    yield row(f"`check`, {size}", f"{own:.0f} ms", budget="30 ms")
    with_conditions = checking.template(conditions=10)
    yield row(
        f"`check`, {size}, ten conditions",
        f"{warm_milliseconds(lambda: check(with_conditions)):.0f} ms",
        budget="100 ms",
    )
    pools = checking.edited(given, ("AWS::Cognito::UserPool",))
    for what, new in (("one in ten", one_in_ten), ("all pools", pools), ("all", checking.edited(given))):
        took = warm_milliseconds(partial(compare, given, new))
        yield row(f"`compare`, {size}, {what} changed", f"{took:.0f} ms", budget="60 ms")
    for name, lint in checking.linters(given).items():
        other = warm_milliseconds(lint, runs=3)
        yield row(f"`check` beside {name}", f"{own:.0f} ms", f"{other:.0f} ms", f"{own / other:.3f}")


def table(*, quick: bool) -> Iterator[str]:
    """The lines, those of processes first: a process that a large one starts seems to be as large."""
    runs = {count: times // 3 if quick else times for count, times in RUNS.items() if not quick or count < max(RUNS)}
    yield row("what", "this library", "beside it", "ratio", "budget")
    yield "|---|---|---|---|---|"
    yield from processes_that_write(POOLS, runs)
    yield from processes_that_write(SET_UPS, runs)
    given = checking.template()
    one_in_ten = checking.edited(given, every=10)
    yield from processes_that_read(given, one_in_ten)
    yield from map(one_more, (POOLS, SET_UPS))
    yield from warm_reading(given, one_in_ten)


if __name__ == "__main__":
    for line in table(quick="--quick" in sys.argv[1:]):
        print(line, flush=True)
