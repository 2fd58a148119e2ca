"""An edition in one format after the other, where one may tell another something: its pages."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from publish import native
from publish.errors import PublishError
from publish.layouts import use_fonts
from publish.model.edition import Edition, Layout, Rendition
from publish.model.formats import DOCX, PDF
from publish.writers import Writer, writer_for


@dataclass(slots=True)
class Press:
    """Renders an edition with its layout, each format once.

    With `paged` a Word file of several articles says in its contents on which pages of the PDF they
    begin. The PDF is then made for that alone where nobody asked for it: the same key must give the
    same bytes, whichever of the two is up to date already.
    """

    edition: Edition
    layout: Layout
    writers: tuple[Writer, ...]
    paged: bool = False
    _made: dict[str, Rendition | PublishError] = field(default_factory=dict)

    def rendered(self, format: str) -> Rendition:
        """The edition in one format. Raises PublishError, SettingsError for an unknown one."""
        if format not in self._made:
            self._made[format] = self._tried(format)
        made = self._made[format]
        if isinstance(made, PublishError):
            raise made
        return made

    def _tried(self, format: str) -> Rendition | PublishError:
        try:
            return self._rendered(writer_for(format, self.writers))
        except PublishError as error:
            return error

    def _rendered(self, writer: Writer) -> Rendition:
        edition = self.edition
        if writer.format.name == DOCX.name and self.paged and len(edition.articles) > 1:
            edition = replace(edition, pages=self._starts())
        if writer.format.pango:
            native.ensure()
            use_fonts(self.layout)
        return writer.write(edition, self.layout)

    def _starts(self) -> tuple[int, ...]:
        """The pages of the PDF on which articles begin; none where it cannot be made."""
        try:
            return self.rendered(PDF.name).starts
        except PublishError:
            return ()
