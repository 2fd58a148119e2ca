"""Mistakes of a layout's templates, found without printing: each with file, line, nearest name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields

from jinja2 import nodes
from jinja2.meta import find_undeclared_variables
from jinja2.sandbox import SandboxedEnvironment

from publish.compose.edition_views import EditionView, IndexEntry, SectionView
from publish.compose.template_blocks import callable_names, resolved
from publish.compose.templates import environment_of, said_by_jinja
from publish.compose.views import ArticleView, labels_for
from publish.errors import BrokenLayout, nearest
from publish.model.edition import Layout

_GIVEN = frozenset(
    {
        "articles",
        "direction",
        "edition",
        "labels",
        "language",
        "layout",
        "medium",
        "options",
        "title",
    }
)
_IN_LOOPS = frozenset({"article", "section", "words"})  # what base's page gives to its blocks


def check_templates(layout: Layout) -> None:
    """Raise BrokenLayout for the first mistake in a template of the layout and its parents."""
    page = next(iter(layout.templates), "")
    with said_by_jinja(layout.templates, page):
        environment = environment_of(layout.templates)
    trees: dict[str, nodes.Template] = {}
    for name, source in layout.templates.items():
        with said_by_jinja(layout.templates, name):
            trees[name] = environment.parse(source, name)
            environment.compile(source, name, name)
    known = _known(layout)
    for name, tree in trees.items():
        _check_others(name, tree, trees)
        _check_tools(name, tree, environment)
        _check_names(name, tree, trees)
        _check_attributes(name, tree, known)


def _known(layout: Layout) -> Mapping[str, frozenset[str]]:
    """What can be asked of each name that templates are given."""
    labels = frozenset(labels_for(layout.labels, "en"))
    return {
        "article": _names(ArticleView),
        "edition": _names(EditionView),
        "section": _names(SectionView),
        "entry": _names(IndexEntry),
        "labels": labels,
        "words": labels,
        "options": frozenset(layout.options),
    }


def _names(kind: type) -> frozenset[str]:
    return frozenset(each.name for each in fields(kind))


def _check_others(name: str, tree: nodes.Template, trees: Mapping[str, nodes.Template]) -> None:
    """What a template extends, includes or imports is there."""
    asking: list[nodes.Extends | nodes.Include | nodes.Import | nodes.FromImport] = [
        *tree.find_all(nodes.Extends),
        *tree.find_all(nodes.Include),
        *tree.find_all(nodes.Import),
        *tree.find_all(nodes.FromImport),
    ]
    for node in asking:
        if isinstance(node.template, nodes.Const):
            asked = str(node.template.value)
            if resolved(asked, name, tuple(trees)) not in trees:
                _wrong(f"there is no template {asked!r}", name, node, asked, callable_names(trees))


def _check_tools(name: str, tree: nodes.Template, environment: SandboxedEnvironment) -> None:
    """Filters and tests are there: inside a condition Jinja asks only when it comes by."""
    for node in tree.find_all((nodes.Filter, nodes.Test)):
        is_filter = isinstance(node, nodes.Filter)
        known = environment.filters if is_filter else environment.tests
        if node.name not in known:
            what = "filter" if is_filter else "test"
            _wrong(f"there is no {what} {node.name!r}", name, node, node.name, known)


def _check_names(name: str, tree: nodes.Template, trees: Mapping[str, nodes.Template]) -> None:
    """Every name is given, or set by a template: names of one are known to those that fill it."""
    own = {each for other in trees.values() for each in _set_names(other)}
    known = _GIVEN | _IN_LOOPS | own | environment_of({}).globals.keys()
    missing = find_undeclared_variables(tree) - known
    for node in tree.find_all(nodes.Name):
        if node.name in missing and node.ctx == "load":
            _wrong(f"there is no {node.name!r}", name, node, node.name, known)


def _set_names(tree: nodes.Template) -> Iterator[str]:
    yield from (each.name for each in tree.find_all(nodes.Name) if each.ctx == "store")
    yield from (each.target for each in tree.find_all(nodes.Import))


def _check_attributes(name: str, tree: nodes.Template, known: Mapping[str, frozenset[str]]) -> None:
    """What is asked of an article, an edition, the options and the labels is there."""
    for node in tree.find_all(nodes.Getattr):
        asked = node.node
        thing = asked.name if isinstance(asked, nodes.Name) else ""
        if isinstance(asked, nodes.Getattr) and asked.attr in {"options", "labels"}:
            thing = asked.attr
        names = known.get(thing)
        if names and node.attr not in names and not hasattr(dict, node.attr):
            _wrong(f"{thing} has no {node.attr!r}", name, node, node.attr, names)


def _wrong(message: str, name: str, node: nodes.Node, word: str, right: Iterable[str]) -> None:
    raise BrokenLayout(message, where=f"{name}:{node.lineno}", hint=nearest(word, right))
