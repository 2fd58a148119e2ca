"""CPU time of reading a folder's HTML pages, next to a bare parse of the same pages.

    python -m benchmarks reader FOLDER [N]

Reads each page (`.html`, `.htm`, also with `.gz`), every N-th if N is given, three times and takes
the best; then hands its bytes to lexbor (selectolax) and does nothing with the tree. The ratio says
what our own work costs, whatever else the machine does.
"""

import gzip
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import mean, median

from selectolax.lexbor import LexborHTMLParser

from publish.errors import PublishError
from publish.model.article import Source
from publish.readers import read

_SUFFIXES = (".html", ".htm", ".html.gz", ".htm.gz")


def main(words: list[str]) -> int:
    """Print milliseconds a page and the ratio of the two."""
    if not words:
        print("which folder of pages?", file=sys.stderr)
        return 2
    step = int(words[1]) if len(words) > 1 else 1
    paths = sorted(path for path in Path(words[0]).rglob("*") if path.name.endswith(_SUFFIXES))
    sources = [Source(path.name, _data(path)) for path in paths[::step]]
    if not sources:
        print(f"no HTML pages in {words[0]}", file=sys.stderr)
        return 2
    ours = [_best(_read, source) for source in sources]
    bare = [_best(_parse, source) for source in sources]
    size = median(len(source.data) for source in sources) / 1e3
    print(f"{len(sources)} pages, median {size:.0f} kB; ms CPU a page")
    for name, times in (("read", ours), ("bare parse", bare)):
        print(f"{name:<12} median {median(times):8.2f}   mean {mean(times):8.2f}")
    ratio = f"median {median(ours) / median(bare):8.1f}   mean {mean(ours) / mean(bare):8.1f}"
    print(f"{'ratio':<12} {ratio}")
    return 0


def _data(path: Path) -> bytes:
    data = path.read_bytes()
    return gzip.decompress(data) if path.suffix == ".gz" else data


def _read(source: Source) -> None:
    try:
        read(source)
    except PublishError as error:
        print(error, file=sys.stderr)


def _parse(source: Source) -> None:
    LexborHTMLParser(source.data)


def _best(work: Callable[[Source], None], source: Source) -> float:
    """Milliseconds of CPU, the best of three."""
    times = []
    for _ in range(3):
        before = time.process_time()
        work(source)
        times.append(time.process_time() - before)
    return min(times) * 1e3


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
