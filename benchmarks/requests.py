"""What a run asks of a store: requests by their kind, for a thousand articles and for none.

    python -m benchmarks requests [ARTICLES [FORMAT]]

Builds ARTICLES (400) of 700 words, and a quarter of them, as FORMAT (json), from and to S3 on this
machine: anew, and when all is up to date. Figures are slopes between the two; what is left belongs
to a run, however small. The store of objects is the tests' (moto), behind a proxy that counts.
"""

import os
import sys
from collections import Counter

from benchmarks.ratios.articles import made_text
from publish import stores
from publish.batch import build
from publish.settings import Options
from tests.servers.faults import Proxy
from tests.servers.fixtures import ENVIRONMENT
from tests.servers.moto import BUCKET, served

_KINDS = ("GET", "HEAD", "PUT", "LIST", "DELETE")
_Counts = dict[str, Counter[str]]


def main(words: list[str]) -> int:
    """Print a line for each run: requests for 1,000 articles, and those of the run itself."""
    many = int(words[0]) if words else 400
    format = words[1] if len(words) > 1 else "json"
    few = many // 4
    with served() as port:
        proxy = Proxy(port)
        os.environ.update(ENVIRONMENT, AWS_ENDPOINT_URL=f"http://127.0.0.1:{proxy.port}")
        less, more = (_asked(proxy, count, format) for count in (few, many))
    print(f"of {many:,} articles and {few:,} to {format}: requests for 1,000, and of a run")
    for name in more:
        for kind in _KINDS:
            each = (more[name][kind] - less[name][kind]) / (many - few)
            rest = less[name][kind] - each * few
            print(f"{name:12} {kind:6} {each * 1_000:9,.0f} {rest:6.0f}")
    return 0


def _asked(proxy: Proxy, count: int, format: str) -> _Counts:
    """The requests of a first run over so many articles, and of one that finds all up to date."""
    source = f"s3://{BUCKET}/{count}/in"
    for number in range(count):
        stores.put(f"{source}/{number // 1_000:03}/{number:06}.txt", made_text(number).encode())
    options = Options(into=f"s3://{BUCKET}/{count}/out", to=(format,), jobs=2)
    made: _Counts = {}
    for name in ("first", "unchanged"):
        proxy.plan()
        assert not build(source, options).failed
        made[name] = Counter(proxy.counts)
    return made


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
