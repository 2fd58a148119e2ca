"""Pages of HTML about a folder of results: the report for who builds, the index for who reads.

No script, nothing from elsewhere: the only style sheet stands in the page, and its hash in the
page's policy. The same results give the same bytes.
"""

from publish.batch.pages.index import write_index
from publish.batch.pages.report import is_current, write_report

__all__ = ["is_current", "write_index", "write_report"]
