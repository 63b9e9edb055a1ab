"""What the tests know of the options, read from their annotations: a new field is covered unasked."""

import importlib
import pkgutil

import troposphere_cognito_l2
from troposphere_cognito_l2._core.conform import takes_intrinsic as is_value
from troposphere_cognito_l2._core.helper import Helper
from troposphere_cognito_l2._core.options import Options, annotation_of

__all__ = ["annotations", "helper_classes", "is_value", "modules", "option_classes"]


def option_classes():
    """Every public class of options, helpers included."""
    public = (getattr(troposphere_cognito_l2, name) for name in troposphere_cognito_l2.__all__)
    return [made for made in public if isinstance(made, type) and issubclass(made, Options)]


def helper_classes():
    """Every public helper."""
    return [made for made in option_classes() if issubclass(made, Helper)]


def modules():
    """Every module of the package by name."""
    found = pkgutil.walk_packages(troposphere_cognito_l2.__path__, f"{troposphere_cognito_l2.__name__}.")
    return {module.name: importlib.import_module(module.name) for module in found}


def annotations(cls):
    """The annotation of every option of a class, evaluated."""
    return {name: annotation_of(cls, name) for name in cls._fields}
