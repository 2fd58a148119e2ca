"""What was found: the sources of a run, and what it knows besides."""

from __future__ import annotations

from dataclasses import dataclass, field

from publish.files import Found
from publish.finding.beside import Beside


@dataclass(slots=True)
class Findings:
    """The sources of a run in their order, and what lies beside them and was left out.

    `links` counts those that lead out of their folder, `dead` those that lead to nothing,
    `results` the folders and files that are results of a build. `folders` are those of stores that
    were walked, by their addresses, `both` the objects that were named and have the name of a
    folder; `beside` knows what else lies in stores.
    """

    found: list[Found] = field(default_factory=list)
    links: int = 0
    dead: int = 0
    results: int = 0
    folders: list[str] = field(default_factory=list)
    both: list[str] = field(default_factory=list)
    beside: Beside = field(default_factory=Beside)
