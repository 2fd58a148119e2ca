"""axe-core over one page of a folder, in Chromium: WCAG 2.2 A and AA, and its best practice."""

from collections.abc import Mapping

from tests.validators import node


def check(files: Mapping[str, bytes], page: str) -> list[str]:
    """Violations on the page, each as `serious image-alt ×2 message (markup of the first)`."""
    with node.folder_of(files) as folder:
        answer = node.ask(do="axe", path=str(folder / page))
    assert answer["passes"] > 0, "axe checked nothing"
    return [
        f"{found['impact']} {found['id']} ×{len(found['nodes'])} {found['help']} "
        f"({found['nodes'][0]['html'][:120]})"
        for found in answer["violations"]
    ]
