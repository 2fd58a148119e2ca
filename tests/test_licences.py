"""What publish brings along may be used by anybody: read from the metadata of what is installed."""

import re
import tomllib
from importlib.metadata import Distribution, distribution
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parent.parent
PERMISSIVE = {
    "0BSD",
    "Apache Software License",
    "Apache-2.0",
    "BSD",
    "BSD License",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "CC0-1.0",
    "ISC License (ISCL)",
    "MIT",
    "MIT License",
    "MIT-0",
    "MIT-CMU",
    "PSF-2.0",
    "Python Software Foundation License",
    "Zlib",
}
# These are offered under several licences, of which we take this one.
CHOSEN = {
    "pyphen": "Mozilla Public License 1.1 (MPL 1.1)",
    "text-unidecode": "Artistic License",
}
# Anybody may use these unchanged, as we do; who changes their own files has to publish that.
UNCHANGED = {
    "tqdm": "MPL-2.0 AND MIT",  # asked for by FastWARC, whose command line alone imports it
}


def run_dependencies() -> dict[str, Distribution]:
    """Each distribution that publish needs to run, and what that needs, by its plain name.

    The extras for stores and clusters that tests need, too; a test looks at no others.
    """
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    found: dict[str, Distribution] = {}
    extras = project["optional-dependencies"]
    lines = (*project["dependencies"], *extras["s3"], *extras["cluster"])
    waiting = [Requirement(line) for line in lines]
    while waiting:
        wanted = waiting.pop()
        name = re.sub(r"[-_.]+", "-", wanted.name).lower()
        if name in found:
            continue
        found[name] = distribution(name)
        for line in found[name].requires or ():
            needed = Requirement(line)
            chosen = [{"extra": extra} for extra in ("", *wanted.extras)]
            if needed.marker is None or any(map(needed.marker.evaluate, chosen)):
                waiting.append(needed)
    return found


def licences(dependency: Distribution) -> set[str]:
    """What a distribution says of its licence, in the newest of the three ways that it uses."""
    metadata = dependency.metadata
    for expression in metadata.get_all("License-Expression") or []:
        return set(re.split(r" AND | OR |[()]", expression)) - {""}
    classifiers = metadata.get_all("Classifier") or []
    named = {c.rpartition(" :: ")[2] for c in classifiers if c.startswith("License ::")}
    return named or set(metadata.get_all("License") or [])


def test_every_run_dependency_is_permissive_or_a_known_exception() -> None:
    wrong = {
        name: sorted(licences(dependency) - PERMISSIVE)
        for name, dependency in run_dependencies().items()
        if not set() < licences(dependency) <= PERMISSIVE
        and name not in CHOSEN.keys() | UNCHANGED.keys()
    }

    assert wrong == {}


def test_each_exception_is_still_offered_under_the_licence_we_take() -> None:
    found = run_dependencies()

    taken = {**CHOSEN, **UNCHANGED}
    offered = {name: licences(found[name]) for name in taken}

    assert {name for name, one in taken.items() if one not in offered[name]} == set()


def test_the_walk_reaches_what_dependencies_need() -> None:
    assert {"pydyf", "pyphen", "text-unidecode", "numpy"} <= run_dependencies().keys()
