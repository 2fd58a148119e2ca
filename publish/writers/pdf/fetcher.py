"""The one fetcher that the engine is given: pictures from memory, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping

from weasyprint.urls import URLFetcher, URLFetcherResponse

from publish.writers.pdf.guard import compared


class Memory(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types
    """Serves `asset:NAME` from memory and refuses everything else: no file or address is opened."""

    def __init__(self, pictures: Mapping[str, bytes], *, lean: bool = True) -> None:
        """`lean` leaves out what the base makes: handlers for files, FTP, HTTP, an SSL context."""
        if lean:
            self._fail_on_errors = True
        else:
            super().__init__(fail_on_errors=True)
        self._pictures = pictures

    def fetch(self, url: str, _headers: object = None) -> URLFetcherResponse:
        """A picture of the edition; ValueError for any other address."""
        name = url.removeprefix("asset:")
        if name == url or name not in self._pictures:
            raise ValueError(f"{url} is none of the article's pictures, and nothing else is opened")
        return URLFetcherResponse(url, self._pictures[name])


HOLDS = compared("weasyprint.urls", "URLFetcher.__init__", "URLFetcher.__call__", "fetch")
"""What a lean one counts on: that nobody asks for more than what it makes."""
