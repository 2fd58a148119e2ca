"""Where each style stands in Word's lists: twenty in the gallery, the rest hidden until used."""

from __future__ import annotations

GALLERY = (
    "Title", "Subtitle", "Bottom Line", "Key Points", "First Paragraph", "Body Text",
    "Heading 1", "Heading 2", "Heading 3", "Strong", "Emphasis", "Quote", "List Bullet",
    "List Number", "List Continue", "Code Block", "Caption", "Table Caption", "Author Note",
    "Source Line",
)  # fmt: skip
"""The styles of the text, in the order in which a reader meets them."""

_LATER = 60  # the place of all others in lists
_BUILT_IN = 376  # styles that Word knows by itself


def standing(name: str) -> str:
    """What a style says of its place: its rank in the gallery, or that it is hidden until used."""
    if name in GALLERY:
        return f'<w:uiPriority w:val="{GALLERY.index(name) + 1}"/><w:qFormat/>'
    return f'<w:uiPriority w:val="{_LATER}"/><w:semiHidden/><w:unhideWhenUsed/>'


LATENT = (
    '<w:latentStyles w:defLockedState="0" w:defUIPriority="99" w:defSemiHidden="1"'
    f' w:defUnhideWhenUsed="1" w:defQFormat="0" w:count="{_BUILT_IN}">'
    '<w:lsdException w:name="Normal" w:semiHidden="0" w:uiPriority="0" w:unhideWhenUsed="0"/>'
    '<w:lsdException w:name="Default Paragraph Font" w:uiPriority="1"/></w:latentStyles>'
)
"""Word's own styles that the file does not have: none of them stands in the gallery."""
