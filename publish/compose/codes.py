"""QR codes, so that a reader on paper finds a source.

Source: ISO/IEC 18004; level M mends 15 % of a code, and a quiet zone of 4 modules is asked for.
"""

from __future__ import annotations

import hashlib
import io
from functools import lru_cache

import segno

_QUIET_MODULES = 4
_LONGEST = 2_331  # bytes that level M holds


@lru_cache(maxsize=4096)
def qr_code(address: str) -> bytes:
    """An SVG of the code for an address, with its quiet zone; no bytes when it is too long.

    Not a picture of dots: those would be made smaller with the others.
    """
    if not address or len(address.encode()) > _LONGEST:
        return b""
    file = io.BytesIO()
    code = segno.make(address, error="m", micro=False, boost_error=False)
    code.save(
        file,
        kind="svg",
        border=_QUIET_MODULES,
        xmldecl=False,
        omitsize=True,
        svgclass=None,
        lineclass=None,
    )
    return file.getvalue()


def code_name(data: bytes) -> str:
    """The name the picture of a code goes by."""
    return f"qr-{hashlib.sha256(data).hexdigest()[:8]}.svg"
