r"""Scraped articles in; clean, laid-out PDF, Word, EPUB and XHTML out.

>>> import publish
>>> source = publish.Source("rents.txt", b"Rents rise\n\nRents rose again, the city said today.")
>>> publish.normalise(publish.read(source)).body[0].inlines[0].text
'Rents rose again, the city said today.'

Names load when they are first used, so that `import publish` costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from publish import version

if TYPE_CHECKING:
    from publish.api import build as build
    from publish.api import compare as compare
    from publish.api import decide as decide
    from publish.api import learn as learn
    from publish.api import load as load
    from publish.api import load_rules as load_rules
    from publish.api import merge as merge
    from publish.api import normalise as normalise
    from publish.api import read as read
    from publish.batch import Learned as Learned
    from publish.batch import Outcome as Outcome
    from publish.batch import Report as Report
    from publish.decisions import list_decisions as list_decisions
    from publish.decisions import load_decisions as load_decisions
    from publish.errors import *  # noqa: F403
    from publish.layouts import list_layouts as list_layouts
    from publish.layouts import load_layout as load_layout
    from publish.merging import Comparison as Comparison
    from publish.merging import Merge as Merge
    from publish.merging import MergeConflict as MergeConflict
    from publish.merging import MergedArticle as MergedArticle
    from publish.model.article import Article as Article
    from publish.model.article import Asset as Asset
    from publish.model.article import Decisions as Decisions
    from publish.model.article import Declared as Declared
    from publish.model.article import Draft as Draft
    from publish.model.article import Finding as Finding
    from publish.model.article import Hints as Hints
    from publish.model.article import Lifts as Lifts
    from publish.model.article import LineEdit as LineEdit
    from publish.model.article import LineInsert as LineInsert
    from publish.model.article import LineRemark as LineRemark
    from publish.model.article import Note as Note
    from publish.model.article import Passage as Passage
    from publish.model.article import Recurring as Recurring
    from publish.model.article import Remark as Remark
    from publish.model.article import Removal as Removal
    from publish.model.article import SiteProfile as SiteProfile
    from publish.model.article import Source as Source
    from publish.model.codec import from_json as from_json
    from publish.model.codec import to_json as to_json
    from publish.model.edition import Edition as Edition
    from publish.model.edition import Layout as Layout
    from publish.model.edition import Rendition as Rendition
    from publish.model.limits import Limits as Limits
    from publish.model.own_rules import OwnRule as OwnRule
    from publish.model.recipe import Recipe as Recipe
    from publish.model.tree import *  # noqa: F403
    from publish.model.walk import digest_of as digest_of
    from publish.model.walk import text_of as text_of
    from publish.normaliser import RULES as RULES
    from publish.normaliser import Left as Left
    from publish.normaliser import Page as Page
    from publish.normaliser import Rule as Rule
    from publish.normaliser import own_rules as own_rules
    from publish.pipeline import render as render
    from publish.pipeline import save as save
    from publish.profiles import load_profile as load_profile

_HOMES = {
    "publish.api": (
        *("build", "compare", "decide", "learn", "load", "load_rules", "merge", "normalise"),
        "read",
    ),
    "publish.batch": ("Learned", "Outcome", "Report"),
    "publish.decisions": ("list_decisions", "load_decisions"),
    "publish.errors": (
        *("BrokenDecisions", "BrokenLayout", "BrokenProfile", "BrokenRules"),
        *("BrokenSource", "DiskFailed", "DoubtfulArticle", "EmptyArticle"),
        *("EmptySource", "EncryptedSource", "Failure", "FolderLocked", "LayoutError"),
        *("MissingFont", "MissingLibrary", "MissingSource", "OverLimit", "PublishError"),
        *("RenderError", "SaveError", "SettingsError", "SourceError", "UndecodableText"),
        *("UnknownFormat", "UnknownLayout", "UnreadableSource", "Unwritable"),
    ),
    "publish.layouts": ("list_layouts", "load_layout"),
    "publish.merging": ("Comparison", "Merge", "MergeConflict", "MergedArticle"),
    "publish.model.article": (
        *("Article", "Asset", "Decisions", "Declared", "Draft", "Finding", "Hints", "Lifts"),
        *("LineEdit", "LineInsert", "LineRemark", "Note", "Passage", "Recurring", "Remark"),
        *("Removal", "SiteProfile", "Source"),
    ),
    "publish.model.codec": ("from_json", "to_json"),
    "publish.model.edition": ("Edition", "Layout", "Rendition"),
    "publish.model.limits": ("Limits",),
    "publish.model.own_rules": ("OwnRule",),
    "publish.model.recipe": ("Recipe",),
    "publish.model.tree": (
        *("NOWHERE", "Anchor", "Block", "Blocks", "Cell", "Checkbox", "Code", "CodeBlock"),
        *("DefinitionList", "Deleted", "Emphasis", "Entry", "Figure", "Footnote", "Foreign"),
        *("Formula", "FormulaBlock", "Heading", "Inline", "Inlines", "Inserted", "LineBreak"),
        *("Link", "Listing", "MathNode", "Origin", "Paragraph", "Picture", "Quote"),
        *("SectionBreak", "Strong", "Subscript", "Superscript", "Table", "Text"),
    ),
    "publish.model.walk": ("digest_of", "text_of"),
    "publish.normaliser": ("Left", "Page", "RULES", "Rule", "own_rules"),
    "publish.pipeline": ("render", "save"),
    "publish.profiles": ("load_profile",),
}
__version__ = version.VERSION
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}

__all__ = sorted(_HOME_OF)


def __getattr__(name: str) -> object:
    if name not in _HOME_OF:
        raise AttributeError(f"module 'publish' has no attribute {name!r}")
    return getattr(import_module(_HOME_OF[name]), name)


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
