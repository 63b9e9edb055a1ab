"""The package as a whole: its public names, the direction of its imports, its data."""

import ast
import importlib.metadata
import json
import subprocess
import sys
from pathlib import Path

import pytest
import regenerate_registry
from option_values import modules

import troposphere_cognito_l2
from troposphere_cognito_l2.checks.schema import registry

PACKAGE = Path(troposphere_cognito_l2.__file__).parent
SOURCES = sorted(PACKAGE.rglob("*.py"))


def area(path):
    """The top-level part of the package that a module belongs to."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported(path):
    """The package's own modules that a module imports, as paths relative to the package."""
    here = list(path.relative_to(PACKAGE).parent.parts)
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom) and node.level:
            base = here[: len(here) - (node.level - 1)]
            yield tuple(base + (node.module.split(".") if node.module else []))
        elif isinstance(node, ast.ImportFrom) and node.module.startswith(f"{PACKAGE.name}."):
            yield tuple(node.module.split(".")[1:])


ABOVE = {
    "__init__": set(),
    "__main__": {"cli"},
    "cfn_lint_rules": {"checks", "errors"},
    "cli": {"checks", "comparing", "diagram", "errors"},
    "diagram": {"checks"},
}
"""What stands above the helpers or beside them, and what it stands on."""
TYPED = {tuple(module.split(".")) for module in troposphere_cognito_l2._HOMES}
"""What the root imports for type checkers."""
BELOW = {"_core", "checks", "comparing", "errors"}


class TestPublicNames:
    def test_typed_and_lazy_names_agree(self):
        """The names that type checkers see are those that load lazily, from the same modules."""
        tree = ast.parse((PACKAGE / "__init__.py").read_text())
        [block] = [node for node in tree.body if isinstance(node, ast.If)]
        typed = {name.name: statement.module for statement in block.body for name in statement.names}
        assert typed == troposphere_cognito_l2._MODULES

    def test_every_name_loads(self):
        """Every name in ``__all__`` can be imported, and is listed by dir()."""
        for name in troposphere_cognito_l2.__all__:
            assert getattr(troposphere_cognito_l2, name) is not None
            assert name in dir(troposphere_cognito_l2)

    def test_unknown_name(self):
        """A name that does not exist is an AttributeError."""
        with pytest.raises(AttributeError, match="no attribute 'Nothing'"):
            _ = troposphere_cognito_l2.Nothing

    def test_golden(self):
        """The public names are pinned: removing one is a major release."""
        golden = Path(__file__).parent / "public_names.txt"
        assert "\n".join(troposphere_cognito_l2.__all__) + "\n" == golden.read_text()

    def test_version_is_the_distribution_s(self):
        """The version in the package is the one that is installed."""
        assert importlib.metadata.version("troposphere-cognito-l2") == troposphere_cognito_l2.__version__


class TestImports:
    """Imports point down: errors and check know no helper, the core knows only the door of the checks."""

    @pytest.mark.parametrize("path", [path for path in SOURCES if area(path) == "checks"], ids=str)
    def test_check_stands_alone(self, path):
        """The checks import nothing of the package but themselves and the errors, and not troposphere."""
        assert {module[0] for module in imported(path)} <= {"checks", "errors"}
        assert "troposphere import" not in path.read_text()

    @pytest.mark.parametrize("path", [path for path in SOURCES if area(path) == "_core"], ids=str)
    def test_core_knows_no_helper(self, path):
        """The core imports only itself, the errors and the checks' door."""
        assert {module[0] for module in imported(path)} <= {"_core", "errors", "checks"}

    @pytest.mark.parametrize("path", [path for path in SOURCES if area(path) == "comparing"], ids=str)
    def test_compare_knows_no_helper(self, path):
        """What compares templates stands on the checks, and imports neither helpers nor troposphere."""
        assert {module[0] for module in imported(path)} <= {"comparing", "checks", "errors"}
        assert "troposphere import" not in path.read_text()

    @pytest.mark.parametrize("path", [path for path in SOURCES if area(path) in ABOVE], ids=str)
    def test_tools_know_no_helper(self, path):
        """What reads any template imports no helper; the root imports nothing until a name is asked for."""
        typed = TYPED if path == PACKAGE / "__init__.py" else set()
        areas = {module[0] for module in imported(path) if module and module not in typed}
        assert areas <= ABOVE[area(path)] | {area(path)}

    @pytest.mark.parametrize("path", [path for path in SOURCES if area(path) not in {*ABOVE, *BELOW}], ids=str)
    def test_helpers_know_no_tool(self, path):
        """A helper imports what is below it and other helpers: not what compares, draws or prints."""
        assert {module[0] for module in imported(path)}.isdisjoint({*ABOVE, "comparing"})

    def test_errors_know_what_they_tell_of_only(self):
        """The errors import nothing of the package but what a finding and a change are."""
        assert list(imported(PACKAGE / "errors.py")) == [("checks", "finding"), ("comparing", "change")]

    def test_features_do_not_import_one_another(self):
        """A feature of the pool imports what features have in common, never another feature."""
        common = {"feature", "sign_in"}
        features = [path for path in SOURCES if path.parent.name == "user_pool"]
        for path in features:
            if path.stem in ("pool", "__init__", "member", "handles"):
                continue
            own = {module[1] for module in imported(path) if module[0] == "user_pool" and len(module) > 1}
            assert own <= common, path

    def test_checks_do_not_load_troposphere(self):
        """Checking a template of another tool does not import troposphere."""
        script = (
            "import sys, troposphere_cognito_l2.checks.engine, troposphere_cognito_l2.checks.schema as s; s.registry();"
        )
        script += "sys.exit('troposphere' in sys.modules)"
        assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


class TestRegistry:
    def test_has_every_cognito_type(self):
        """The registry data has the 18 types of Cognito."""
        assert len(registry()["types"]) == 18

    def test_is_what_the_script_makes(self):
        """The data file is what the script makes of cfn-lint's copy of the registry."""
        assert (PACKAGE / "checks" / "registry.json").read_text() == regenerate_registry.text()

    def test_is_json_in_lines(self):
        """A type a line, so that a diff shows which type changed."""
        text = (PACKAGE / "checks" / "registry.json").read_text()
        assert json.loads(text)["date"]
        assert text.count('\n"AWS::Cognito::') == 17

    def test_pattern_without_translation(self):
        """A pattern with a Unicode class that the script does not know stops it."""
        with pytest.raises(ValueError, match="no translation"):
            regenerate_registry.python_pattern(r"^\p{Lu}$")


def test_modules_stay_small():
    """A module that outgrows 350 lines is asking to be two."""
    assert {
        path.name: len(path.read_text().splitlines()) for path in SOURCES if len(path.read_text().splitlines()) > 350
    } == {}


def test_every_module_imports():
    """Every module imports on its own name."""
    assert len(modules()) > 30


def test_features_that_nobody_gave_are_not_loaded():
    """A pool with its defaults loads none of the modules for what it only may have."""
    script = "import sys, troposphere; from troposphere_cognito_l2 import UserPool;"
    script += "UserPool('Users').add_to(troposphere.Template());"
    script += "print(*(name.rpartition('.')[2] for name in sys.modules if name.startswith('troposphere_cognito_l2.')))"
    loaded = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True).stdout.split()
    assert {"devices", "passwordless", "threat_protection", "triggers", "controls", "client"}.isdisjoint(loaded)
    assert {"messages", "sms", "user_pool_mfa"} <= set(loaded)
