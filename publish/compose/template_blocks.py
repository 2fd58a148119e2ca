"""Which template another one means, and whether it has the blocks that are filled."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from jinja2 import nodes

from publish.errors import BrokenLayout, nearest


def resolved(name: str, speaker: str, names: tuple[str, ...]) -> str:
    """LAYOUT/FILE for what the template `speaker` calls `name`; `name` itself when none fits."""
    layouts = list(dict.fromkeys(each.partition("/")[0] for each in names))
    own, _, file = speaker.partition("/")
    above = layouts[layouts.index(own) + 1 :] if own in layouts else layouts
    if name.startswith("parent/"):
        name, searched = name.removeprefix("parent/"), above
    elif name in names:
        return name
    else:
        searched = above if name == file else layouts
    return next((full for each in searched if (full := f"{each}/{name}") in names), name)


def callable_names(names: Iterable[str]) -> set[str]:
    """What templates may call these, for the nearest one: LAYOUT/FILE, FILE."""
    return {each for full in names for each in (full, full.partition("/")[2])}


def check_blocks(trees: Mapping[str, nodes.Template]) -> None:
    """Raise BrokenLayout for a block that nothing prints: none of its name is in what is extended.

    A block inside another is new and printed there.
    """
    for name, tree in trees.items():
        if not (parent := _parent(name, tree, tuple(trees))):
            continue
        known = set(_blocks(parent, trees))
        for block in tree.body:
            if isinstance(block, nodes.Block) and block.name not in known:
                raise BrokenLayout(
                    f"what it extends has no block {block.name!r}",
                    where=f"{name}:{block.lineno}",
                    hint=nearest(block.name, known),
                )


def _parent(name: str, tree: nodes.Template, names: tuple[str, ...]) -> str:
    for node in tree.find_all(nodes.Extends):
        if isinstance(node.template, nodes.Const):
            found = resolved(str(node.template.value), name, names)
            return found if found in names else ""
    return ""


def _blocks(name: str, trees: Mapping[str, nodes.Template]) -> Iterator[str]:
    """The blocks of a template and of all that it extends."""
    seen: set[str] = set()
    while name and name not in seen:
        seen.add(name)
        yield from (block.name for block in trees[name].find_all(nodes.Block))
        name = _parent(name, trees[name], tuple(trees))
