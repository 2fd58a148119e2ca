"""Whatever marks hold them: the words of a Markdown file and their marks are in its draft."""

from __future__ import annotations

from itertools import count

from hypothesis import given
from hypothesis import strategies as st

from publish.model.article import Source
from publish.readers import read
from tests.readers.html.test_nothing_is_lost import said_in

# What a word may stand in, and the mark that it must have in the draft.
_WORDS = {
    "{}": "",
    "**{}**": "",
    "*{}*": "",
    "_{}_": "",
    "~~{}~~": "del",
    "`{}`": "",
    "[{}](https://example.org/)": "link",
    "[{}][ref]": "link",
    "![{}](a.png)": "",
    "=={}==": "",
    "[[Page|{}]]": "",
    "<del>{}</del>": "del",
    "<s>{}</s>": "del",
    "<ins>{}</ins>": "ins",
    "<sup>{}</sup>": "sup",
    "<sub>{}</sub>": "sub",
    "<mark>{}</mark>": "",
    "<span style='text-decoration:line-through'>{}</span>": "del",
    '<a href="https://example.org/">{}</a>': "link",
    "<b>{}</b>": "",
    "\\*{}\\*": "",
    "**~~{}~~**": "del",
    "\u201c{}\u201d": "",
}
_BLOCKS = (
    "{}",
    "# {}",
    "{}\n===",
    "### {} ###",
    "> {}",
    "> > {}",
    "> [!note] {}\n> {}",
    "- {}\n- {}",
    "* {}\n    * {}",
    "1. {}\n2. {}",
    "- [x] {}\n- [ ] {}",
    "| {} | b |\n|---|---|\n| {} | d |",
    "{}\n: {}",
    "<div>{}</div>",
    "<table><tr><td>{}</td><td>{}</td></tr></table>",
    "<details><summary>{}</summary>\n\n{}\n\n</details>",
    "<ul><li>{}</li></ul>",
    "| {}\n| {}",
    "a[^n]\n\n[^n]: {}",
    "---\n\n{}",
    "{}  \n{}",
    "::: {{.note}}\n{}\n:::",
)
_MARKUP = st.lists(
    st.tuples(
        st.sampled_from(_BLOCKS),
        st.lists(
            st.lists(st.sampled_from([*_WORDS]), min_size=1, max_size=3), min_size=2, max_size=2
        ),
    ),
    min_size=1,
    max_size=4,
)


@given(_MARKUP)
def test_every_word_and_every_mark_of_markdown_is_in_its_draft(
    blocks: list[tuple[str, list[list[str]]]],
) -> None:
    numbers = count()
    wanted: dict[str, str] = {}
    made = []
    for at, (block, lines) in enumerate(blocks):
        said = []
        for line in lines[: block.count("{}")]:
            words = []
            for form in line:
                word = f"w{next(numbers)}w"
                # Within a block of HTML the marks of Markdown are words (CommonMark 0.31, 4.6).
                wanted[word] = "" if block[0] == "<" != form[0] else _WORDS[form]
                words.append(form.format(word))
            said.append(" ".join(words))
        made.append(block.replace("^n", f"^n{at}").format(*said))
    text = "First of all.\n\n" + "\n\n".join(made) + "\n\n[ref]: https://example.org/\n"

    draft = read(Source("a.md", text.encode()))
    found, notes = said_in(draft), "\n".join(note.message for note in draft.notes)
    found = {
        word: {"del" if mark == "s" else mark for mark in marks} for word, marks in found.items()
    }

    assert {word for word in wanted if word not in found and word not in notes} == set(), text
    unmarked = {
        word for word, mark in wanted.items() if mark and word in found and mark not in found[word]
    }
    assert unmarked == set(), text
