"""A page as a browser shows it."""

from collections.abc import Mapping

from tests.validators import node


def screenshot(
    files: Mapping[str, bytes], page: str, *, width: int = 800, height: int = 1000
) -> bytes:
    """A PNG of the page, which stands in the folder that the files make; pixels."""
    with node.folder_of(files) as folder:
        picture = folder / "screenshot.png"
        path = str(folder / page)
        node.ask(do="screenshot", path=path, into=str(picture), width=width, height=height)
        return picture.read_bytes()
