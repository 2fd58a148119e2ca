"""Which declarations count for which element, kept over documents that share their style sheets.

Upstream: weasyprint.css.StyleFor.__init__, which asks some fifty selectors about each element and
merges what those that match declare, `__call__`, and `find_stylesheets`, which looks for those of
the page in vain. An article has a hundred elements of twenty
kinds, and the next article has the same kinds.

Here elements that selectors cannot tell apart, and whose parents they cannot tell apart, are one
`Kin`, which knows the selectors that match. Those that look at places among siblings, or inside
elements, are asked each time. What selectors look at is read from their code: cssselect2 makes each
into a function of an element.

Styles of pseudo-elements are made when somebody asks for them: WeasyPrint's own sheet speaks of
::marker, ::footnote-call and the like of every element, and 300 of 365 styles of an article of two
pages are never asked for.

Why no byte changes: the same declarations win by the same weights, and the same elements share a
style. A style is a function of its declarations and its parent, whenever it is made. One thing
cannot wait, an anchor, which has to be known before the first target is looked up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from math import inf
from types import CodeType
from typing import Any, NamedTuple  # WeasyPrint and cssselect2 have no types

from weasyprint import css
from weasyprint.css.validation import preprocess_declarations

from publish.writers.pdf.guard import Hold, compared

_LATER = frozenset(
    {"marker", "footnote-call", "footnote-marker", "note-call", "note-marker", "note-callback"}
)
_MOST_SHEETS = 16  # combinations of sheets: as many as `render` keeps parsed
_MOST_KINS = 4_000  # the briefing needs some 200; each takes about 2 kB
_OF_KIN = frozenset(
    {
        *("ancestors", "any", "ascii_lower", "attrib", "classes", "endswith", "etree_element"),
        *("get", "id", "in_html_document", "lang", "local_name", "lower", "namespace_url", "next"),
        *("parent", "split_whitespace", "startswith", "tag"),
    }
)
"""The names in the code of a selector that looks at an element and at those around it, no more."""
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

Declared = dict[str, tuple[Any, Any]]
"""What a style is made of: values with their weights, by property."""


class Rule(NamedTuple):
    """A selector with its declarations; rules of a document are sorted by the first three."""

    sheet: int
    specificity: tuple[int, ...]
    order: int
    pseudo: str | None
    key: tuple[object, ...]
    declared: tuple[tuple[str, Any, Any], ...]
    test: Callable[[Any], bool]


class Cascade:
    """What the sheets declare for an element, and for its pseudo-elements.

    `key` is the same object for all that are made of the same rules.
    """

    __slots__ = ("key", "later", "now", "rules", "whole")

    def __init__(self, rules: list[Rule], keys: dict[tuple[object, ...], tuple[object, ...]]):
        self.rules = rules
        key = tuple([rule.key for rule in rules])
        self.key = keys.setdefault(key, key)
        found: dict[str | None, Declared] = {}
        for rule in rules:
            _declare(found.setdefault(rule.pseudo, {}), rule)
        self.whole = found.pop(None, None)
        self.later: dict[str | None, Declared] = {}
        self.now: dict[str | None, Declared] = {}
        for pseudo, declared in found.items():
            waits = pseudo in _LATER and "anchor" not in declared
            (self.later if waits else self.now)[pseudo] = declared


def _declare(declared: Declared, rule: Rule) -> None:
    for name, values, weight in rule.declared:
        old = declared.get(name)
        if old is None or old[1] <= weight:
            declared[name] = values, weight


class Kin:
    """Elements that selectors cannot tell apart but by what stands before, after or in them."""

    __slots__ = ("asked", "below", "cascades", "sure")

    def __init__(self, sure: list[Rule], asked: list[Rule]) -> None:
        self.sure, self.asked = sure, asked
        self.below: dict[object, Kin] = {}
        self.cascades: dict[tuple[bool, ...], Cascade] = {}


class Sheets:
    """The sheets of documents, and the kins met so far."""

    def __init__(self, sheets: list[tuple[Any, str, Any]]) -> None:
        self.sheets = sheets
        self._keys: dict[tuple[object, ...], tuple[object, ...]] = {}
        self._top = Kin([], [])
        self._count = 0
        self._rules: dict[int, Rule] = {}
        self._placed: set[int] = set()
        self._shown = {"class", "lang", _XML_LANG}
        self._valued = {"class", "lang", _XML_LANG}
        for number, (sheet, origin, specificity) in enumerate(sheets):
            for entry in _entries(sheet.matcher):
                self._learn(number, sheet, origin, specificity, entry)

    def _learn(self, number: int, sheet: Any, origin: str, specificity: Any, entry: Any) -> None:
        test, own, order, pseudo, (declarations, layer) = entry
        place = inf if layer is None else sheet.layers.index(layer)
        weighed = tuple(
            (
                name,
                values,
                (css.declaration_precedence(origin, importance), place, specificity or own),
            )
            for name, values, importance in declarations
        )
        key = (sheet, own, id(declarations), place)
        self._rules[id(entry)] = Rule(number, own, order, pseudo, key, weighed, test)
        names, texts = _read(test.__code__)
        if not names <= _OF_KIN:
            self._placed.add(id(entry))
        self._shown |= texts
        if "" in texts:  # what is asked of an attribute's value, asks for "" where there is none
            self._valued |= texts
        if "id" in names:
            self._shown.add("id")
            self._valued.add("id")

    def kin(self, element: Any, parent: Kin | None) -> Kin:
        """The kin of an element whose parent is of this one."""
        parent = parent or self._top
        shown, valued = self._shown, self._valued
        etree = element.etree_element
        looks = [
            (name, value if name in valued else None)
            for name, value in etree.attrib.items()
            if name in shown
        ]
        key = (etree.tag, *looks) if looks else etree.tag
        kin = parent.below.get(key)
        if kin is None:
            kin = self._new(element)
            if self._count >= _MOST_KINS:
                self._top.below.clear()
                self._keys.clear()
                self._count = 0
            self._count += 1
            parent.below[key] = kin
        return kin

    def _new(self, element: Any) -> Kin:
        sure: list[Rule] = []
        asked: list[Rule] = []
        for sheet, _, _ in self.sheets:
            for entry in _of_interest(sheet.matcher, element):
                rule = self._rules[id(entry)]
                if id(entry) in self._placed:
                    asked.append(rule)
                elif rule.test(element):
                    sure.append(rule)
        return Kin(sure, asked)

    def cascade(self, element: Any, kin: Kin) -> Cascade:
        """What counts for an element of this kin."""
        answers = tuple([bool(rule.test(element)) for rule in kin.asked])
        cascade = kin.cascades.get(answers)
        if cascade is None:
            matching = [rule for rule, yes in zip(kin.asked, answers, strict=True) if yes]
            rules = sorted([*kin.sure, *matching], key=lambda rule: rule[:3])
            cascade = kin.cascades[answers] = Cascade(rules, self._keys)
        return cascade


def _read(code: CodeType) -> tuple[set[str], set[str]]:
    """The names that the code of a selector uses, and the texts that stand in it."""
    names = {*code.co_names, *code.co_freevars}
    texts: set[str] = set()
    for each in code.co_consts:
        if isinstance(each, str):
            texts.add(each)
        elif isinstance(each, tuple):
            texts.update(text for text in each if isinstance(text, str))
        elif isinstance(each, CodeType):
            inner_names, inner_texts = _read(each)
            names |= inner_names
            texts |= inner_texts - {each.co_name, each.co_qualname}
    return names, texts


def _entries(matcher: Any) -> Iterator[Any]:
    """All selectors of a sheet."""
    for table in (
        matcher.id_selectors,
        matcher.class_selectors,
        matcher.lower_local_name_selectors,
        matcher.namespace_selectors,
    ):
        for entries in table.values():
            yield from entries
    yield from matcher.lang_attr_selectors
    yield from matcher.other_selectors


def _of_interest(matcher: Any, element: Any) -> Iterator[Any]:
    """The selectors of a sheet that may match an element, as `Matcher.match` looks them up."""
    if element.id is not None:
        yield from matcher.id_selectors.get(element.id, ())
    for name in element.classes:
        yield from matcher.class_selectors.get(name, ())
    yield from matcher.lower_local_name_selectors.get(element.local_name.lower(), ())
    yield from matcher.namespace_selectors.get(element.namespace_url, ())
    if "lang" in element.etree_element.attrib:
        yield from matcher.lang_attr_selectors
    yield from matcher.other_selectors


def _known(font_config: Any, sheets: list[tuple[Any, str, Any]]) -> Sheets:
    """What is known of a document's sheets; it keeps them, by whose identity it is found."""
    known: dict[object, Sheets] = vars(font_config).setdefault("_cascades", {})
    key = tuple([(id(sheet), origin, specificity) for sheet, origin, specificity in sheets])
    if key not in known:
        if len(known) >= _MOST_SHEETS:
            known.clear()
        known[key] = Sheets(sheets)
    return known[key]


def _by_kin(_: Callable[..., None]) -> Callable[..., None]:
    def __init__(  # noqa: N807 - its upstream name
        self: Any,
        html: Any,
        sheets: list[tuple[Any, str, Any]],
        presentational_hints: bool,
        font_config: Any,
        target_collector: Any,
    ) -> None:
        cascaded_styles: dict[tuple[Any, str | None], Declared] = {}
        computed_styles: dict[tuple[Any, str | None], Any] = {}
        self._cascaded_styles, self._computed_styles = cascaded_styles, computed_styles
        self.initial_page_sizes = {"box": None, "area": None}
        self._sheets = sheets
        self.font_config = font_config
        root, base_url = html.etree_element, html.base_url
        self._made_with = root, base_url
        attributes = _declared_by_attributes(html, cascaded_styles, hints=presentational_hints)
        known = _known(font_config, sheets)
        self._cascades = cascades = {}
        kins: dict[Any, Kin] = {}
        shared: dict[object, Any] = {}
        for element in html.wrapper_element.iter_subtree():
            etree = element.etree_element
            parent = element.parent.etree_element if element.parent is not None else None
            kin = kins[etree] = known.kin(element, kins.get(parent))
            cascade = cascades[etree] = known.cascade(element, kin)
            own = cascaded_styles.get((etree, None))
            if own is not None:
                for rule in cascade.rules:
                    if rule.pseudo is None:
                        _declare(own, rule)
            elif cascade.whole is not None:
                cascaded_styles[etree, None] = cascade.whole
            above = None if parent is None else id(computed_styles[parent, None])
            key = (above, attributes.get(etree), id(cascade.key))
            if key in shared:
                computed_styles[etree, None] = shared[key]
                continue
            self.set_computed_styles(
                etree,
                root=root,
                parent=parent,
                base_url=base_url,
                target_collector=target_collector,
            )
            shared[key] = computed_styles[etree, None]
        for etree, cascade in cascades.items():
            for pseudo, declared in cascade.now.items():
                cascaded_styles[etree, pseudo] = declared
                self.set_computed_styles(
                    etree,
                    pseudo_type=pseudo,
                    root=root,
                    parent=etree,
                    base_url=base_url,
                    target_collector=target_collector,
                )
        cascaded_styles.clear()

    return __init__


def _declared_by_attributes(
    html: Any, into: dict[tuple[Any, str | None], Declared], *, hints: bool
) -> Mapping[Any, tuple[Any, ...]]:
    """What attributes of elements declare: their tokens; the values go into the second argument."""
    tokens = {}
    for specificity, element, declarations, base_url in css.find_style_attributes(
        html.etree_element, hints, html.base_url
    ):
        declared = into.setdefault((element, None), {})
        tokens[element] = tuple(declarations)
        for name, values, importance in preprocess_declarations(base_url, declarations):
            weight = (css.declaration_precedence("author", importance), inf, specificity)
            old = declared.get(name)
            if old is None or old[1] <= weight:
                declared[name] = values, weight
    return tokens


def _made_now(upstream: Callable[..., Any]) -> Callable[..., Any]:
    def __call__(self: Any, element: Any, pseudo_type: str | None = None) -> Any:  # noqa: N807
        if pseudo_type in _LATER and (element, pseudo_type) not in self._computed_styles:
            cascade = self._cascades.get(element)
            if cascade is not None and pseudo_type in cascade.later:
                root, base_url = self._made_with
                self._cascaded_styles[element, pseudo_type] = cascade.later[pseudo_type]
                self.set_computed_styles(element, element, root, pseudo_type, base_url)
                del self._cascaded_styles[element, pseudo_type]
                # As upstream did for its anchor: a style without a value counts as none below.
                self._computed_styles[element, pseudo_type]["anchor"]
        return upstream(self, element, pseudo_type)

    return __call__


def _if_any(upstream: Callable[..., Iterator[Any]]) -> Callable[..., Iterator[Any]]:
    def find_stylesheets(wrapper_element: Any, *more: Any) -> Iterator[Any]:
        page = wrapper_element.etree_element
        if next(page.iter("style"), None) is None and next(page.iter("link"), None) is None:
            return iter(())
        return upstream(wrapper_element, *more)

    return find_stylesheets


HOLDS = (
    Hold("weasyprint.css:find_stylesheets", _if_any),
    Hold("weasyprint.css:StyleFor.__init__", _by_kin),
    Hold("weasyprint.css:StyleFor.__call__", _made_now),
    *compared(
        "weasyprint.css",
        "StyleFor.get_cascaded_styles",
        "StyleFor.set_computed_styles",
        "declaration_precedence",
        "find_style_attributes",
    ),
    *compared("weasyprint.css.validation", "preprocess_declarations"),
    *compared("cssselect2", "Matcher.__init__", "Matcher.add_selector", "Matcher.match"),
    *compared("cssselect2.compiler", "CompiledSelector.__init__", "_compile_node", "html_tag_eq"),
    *compared(
        "cssselect2.tree",
        "ElementWrapper.ancestors",
        "ElementWrapper.classes",
        "ElementWrapper.id",
        "ElementWrapper.iter_children",
        "ElementWrapper.iter_subtree",
        "ElementWrapper.lang",
    ),
)
