"""A file as it was in a revision: `file_at`."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path


class NotInGitError(ValueError):
    """A file or a revision that git does not have. One line says why."""


def file_at(revision: str, name: str) -> bytes:
    """The content of a file as it was in a revision, asked for from any directory of the repository.

    Raises:
        NotInGitError: if there is no such thing.
    """
    if revision.startswith("-"):
        raise NotInGitError(f"{revision!r} is no revision")
    path = Path(name)
    if not path.parent.is_dir():
        raise NotInGitError(f"{name}: there is no directory {path.parent}")
    found = _git(path.parent, "cat-file", "blob", f"{revision}:./{path.name}")
    if found.returncode == 0:
        return found.stdout
    if _git(path.parent, "rev-parse", "--git-dir").returncode:
        raise NotInGitError(f"{name} is in no git repository")
    if _git(path.parent, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}").returncode:
        raise NotInGitError(f"the repository has no revision {revision!r}")
    raise NotInGitError(f"there is no file {name} in {revision}")


def _git(directory: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    # what git says is for its own users, and in their language: what matters is whether it succeeds
    try:
        return subprocess.run(  # noqa: S603 - the arguments are no shell's
            ["git", *arguments],  # noqa: S607 - the git that the user has
            cwd=directory,
            env={**os.environ, "GIT_OPTIONAL_LOCKS": "0"},
            capture_output=True,
            check=False,
        )
    except FileNotFoundError:
        raise NotInGitError("--against needs git, which is not to be found") from None
    except OSError as error:
        raise NotInGitError(f"git can't be run: {error.strerror or error}") from None
    except ValueError:  # a NUL
        raise NotInGitError(f"{arguments[-1]!r} is in no repository") from None
