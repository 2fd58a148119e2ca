"""The strict dialect of WordprocessingML in the transitional one's names; extensions of Word's.

Source: ECMA-376 part 1 (strict) and part 4 (transitional); part 3 for `mc`; [MS-DOCX].
"""

from __future__ import annotations

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"

_STRICT = b"http://purl.oclc.org/ooxml/"
_TRANSITIONAL = b"http://schemas.openxmlformats.org/"
_NAMES: tuple[tuple[bytes, bytes], ...] = (
    (b"wordprocessingml/main", b"wordprocessingml/2006/main"),
    (b"officeDocument/relationships", b"officeDocument/2006/relationships"),
    (b"officeDocument/", b"officeDocument/2006/"),
    (b"drawingml/", b"drawingml/2006/"),
    (b"schemaLibrary/main", b"schemaLibrary/2006/main"),
)


def transitional(data: bytes) -> bytes:
    """A part's XML with the names of the transitional dialect for those of the strict one."""
    if _STRICT not in data:
        return data
    for strict, usual in _NAMES:
        data = data.replace(_STRICT + strict, _TRANSITIONAL + usual)
    return data
