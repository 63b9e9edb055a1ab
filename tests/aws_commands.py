"""AWS commands held against botocore's service models: `Called`."""

import re
import shlex
from typing import NamedTuple

import botocore.session
import jmespath
from botocore import xform_name
from botocore.validate import ParamValidator

READ_ONLY = ("Describe", "Get", "List", "AdminGet", "AdminList")
_SESSION = botocore.session.get_session()
_KNOWN = ("--query", "--output")


class Called(NamedTuple):
    """What a command calls, with what."""

    operation: str
    parameters: dict


def called(command):
    """The operation and parameters of a command; fails if botocore would not send it."""
    words = shlex.split(command)
    assert words[0] == "aws"
    service, action, *rest = words[1:]
    model = _SESSION.get_service_model(service)
    operations = {xform_name(name, "-"): name for name in model.operation_names}
    operation = model.operation_model(operations[action])
    options = {f"--{xform_name(name, '-')}": (name, shape) for name, shape in operation.input_shape.members.items()}
    parameters = {}
    queries = []
    while rest:
        option = rest.pop(0)
        values = []
        while rest and not rest[0].startswith("--"):
            values.append(rest.pop(0))
        if option in _KNOWN:
            queries += values if option == "--query" else []
            continue
        name, shape = options[option]
        if not values[0].startswith("file://"):
            values = values if shape.type_name == "list" else _value(values, shape)
            report = ParamValidator().validate(values, shape)
            assert not report.has_errors(), report.generate_report()
        parameters[name] = values
    assert set(operation.input_shape.required_members) <= set(parameters)
    for query in queries:
        jmespath.compile(query)
        _leads_somewhere(query, operation.output_shape)
    return Called(operation.name, parameters)


def validate(service, operation, parameters):
    """Fail if botocore would not send parameters."""
    shape = _SESSION.get_service_model(service).operation_model(operation).input_shape
    report = ParamValidator().validate(parameters, shape)
    assert not report.has_errors(), report.generate_report()


def _value(values, shape):
    [value] = values
    return int(value) if shape.type_name in ("integer", "long") else value


def _leads_somewhere(query, shape):
    for name in re.findall(r"\w+", query):
        while shape.type_name == "list":
            shape = shape.member
        assert name in shape.members, f"{query}: there is no {name}, only {', '.join(shape.members)}"
        shape = shape.members[name]
