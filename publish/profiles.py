"""What recurs over the articles of a folder: site.toml, read and written.

One table a site, by its host; "." for articles that give no address. The file counts for the
folder it lies in and for those below, the nearest one for each source. It is meant to be read,
edited and kept in version control: the same articles give the same bytes.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path

from publish import files
from publish.errors import BrokenProfile, SettingsError, nearest
from publish.model.article import NO_PROFILE, Draft, Recurring, SiteProfile
from publish.model.limits import DEFAULT_LIMITS
from publish.model.recurring import HERE, PLACES, key_of, shown, site_of
from publish.settings import SettingsTable

PROFILE_FILE = "site.toml"
_HEAD = """\
# What recurs over the articles of a site; made by: publish learn
# Edit it as you like. A line that is taken out here stays in the articles. A line of your own needs
# nothing but its text: { text = "Follow us" }
# A line with `kept` recurs and stays, for the reason given: to take it out, leave only its text.
"""


@dataclass(frozen=True, slots=True)
class Profiles:
    """The profiles in one site.toml, by site; `digest` is "" when they say nothing."""

    sites: Mapping[str, SiteProfile] = field(default_factory=dict)
    digest: str = ""

    @classmethod
    def of(cls, sites: Mapping[str, SiteProfile]) -> Profiles:
        """These profiles with their digest, which spaces, comments and reasons do not change."""
        telling = {name: profile for name, profile in sites.items() if profile.lines}
        ordering = {name: _without_reasons(profile) for name, profile in telling.items()}
        return cls(telling, files.digest(written(ordering)) if telling else "")

    def about(self, draft: Draft) -> SiteProfile:
        """The profile of the site that a page comes from, else that of the folder."""
        return self.sites.get(site_of(draft)) or self.sites.get(HERE, NO_PROFILE)


NO_PROFILES = Profiles()


def load_profile(path: str | Path, draft: Draft) -> SiteProfile:
    """What the nearest site.toml says of the site that a source comes from. Raises BrokenProfile.

    `draft` is what `publish.read` makes of the source at `path`.
    """
    return profiles_beside(files.file_of(path)).about(draft)


def profiles_beside(path: Path) -> Profiles:
    """The site.toml in a source's folder, or in the nearest above it on the path as it is given."""
    for folder in files.folders_above(path):
        file = folder / PROFILE_FILE
        if file.is_file():
            return profiles_in(file)
    return NO_PROFILES


def profiles_in(file: Path) -> Profiles:
    """The profiles in a file. Raises BrokenProfile."""
    return _parsed(files.read(file, DEFAULT_LIMITS.file_bytes), str(file))


@lru_cache(maxsize=8)
def _parsed(data: bytes, where: str) -> Profiles:
    """A folder's file is parsed once, not once a source."""
    return Profiles.of(profiles_from(data, where))


def profiles_from(data: bytes, where: str) -> Mapping[str, SiteProfile]:
    """The profiles in a site.toml, by site. Raises BrokenProfile that names the key."""
    try:
        document = tomllib.loads(data.decode("utf-8-sig"))
        return {name: _profile(name, values, where) for name, values in document.items()}
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BrokenProfile(f"not valid TOML: {error}", where=where) from error
    except SettingsError as error:
        raise BrokenProfile(error.message, where=where, hint=error.hint) from error


def written(sites: Mapping[str, SiteProfile]) -> bytes:
    """The bytes of a site.toml with these profiles, sites by name, lines in their order."""
    parts = [_HEAD]
    for name in sorted(sites):
        profile = sites[name]
        parts.append(f"\n[{_quoted(name)}]\narticles = {profile.articles}\nlines = [\n")
        parts += [f"  {_written(line)},\n" for line in profile.lines]
        parts.append("]\n")
    if not sites:
        parts.append("# Nothing recurs here.\n")
    return "".join(parts).encode()


def _without_reasons(profile: SiteProfile) -> SiteProfile:
    return replace(profile, lines=tuple(replace(line, kept="") for line in profile.lines))


def _profile(name: str, values: object, where: str) -> SiteProfile:
    table = SettingsTable(values, where, f'"{name}"')
    made = SiteProfile(
        name,
        table.number("articles", 0),
        tuple(_line(each, where) for each in table.tables("lines")),
    )
    table.refuse_rest()
    return made


def _line(table: SettingsTable, where: str) -> Recurring:
    text = table.text("text", "")
    key = table.text("digest", "") or key_of(text)
    place = table.text("where", "")
    made = Recurring(
        key, text, table.number("in", 0), place, table.text("step", ""), table.text("kept", "")
    )
    table.refuse_rest()
    if place and place not in PLACES:
        message = f"no place {place!r}"
        raise SettingsError(message, where=where, hint=nearest(place, PLACES))
    if not key:
        message = f"a line needs its text, with letters in it, not {text!r}"
        raise SettingsError(message, where=where)
    return made


def _written(line: Recurring) -> str:
    """One line of a site as an inline table; the digest only where the text is not the whole."""
    said = [f"in = {line.count}"] if line.count else []
    if line.where:
        said.append(f"where = {_quoted(line.where)}")
    said.append(f"text = {_quoted(shown(line.text))}")
    if key_of(line.text) != line.key:
        said.append(f"digest = {_quoted(line.key)}")
    if line.step:
        said.append(f"step = {_quoted(line.step)}")
    if line.kept:
        said.append(f"kept = {_quoted(line.kept)}")
    return f"{{ {', '.join(said)} }}"


def _quoted(text: str) -> str:
    """A basic string of TOML; JSON's escapes are among its own, but for DEL, which must be one."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
