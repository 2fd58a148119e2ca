"""The smallest files that pass, made by hand: each test of a validator breaks one of them."""

import io
import zipfile

import docx
import pikepdf

_CONTAINER = """<?xml version="1.0"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>
<rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/>
</rootfiles></container>"""
_PACKAGE = """<?xml version="1.0" encoding="UTF-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="en">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="id">urn:uuid:7c9f7c1e-2f0e-5d0e-9a53-1f3a4c3f1b11</dc:identifier>
<dc:title>Rents</dc:title><dc:language>en</dc:language>
<meta property="dcterms:modified">2026-01-01T00:00:00Z</meta>
<meta property="schema:accessMode">textual</meta>
<meta property="schema:accessModeSufficient">textual</meta>
<meta property="schema:accessibilityFeature">tableOfContents</meta>
<meta property="schema:accessibilityHazard">none</meta>
<meta property="schema:accessibilitySummary">Text with a heading.</meta>
</metadata>
<manifest>
<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="page" href="page.xhtml" media-type="application/xhtml+xml"/>
</manifest>
<spine><itemref idref="page"/></spine>
</package>"""
_PAGE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"
lang="en" xml:lang="en">
<head><title>Rents</title></head><body>{}</body></html>"""
BODY = "<main><h1>Rents</h1><p>Rents rose.</p></main>"
_NAV = """<main><nav epub:type="toc" role="doc-toc"><h1>Contents</h1>
<ol><li><a href="page.xhtml">Rents</a></li></ol></nav></main>"""
_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">Rents</rdf:li></rdf:Alt></dc:title>
</rdf:Description>
{}
</rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""
_IDENTITIES = {
    "ua1": '<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"'
    ' pdfuaid:part="1"/>',
    "3a": '<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"'
    ' pdfaid:part="3" pdfaid:conformance="A"/>',
}


def page(body: str = BODY) -> bytes:
    """An XHTML page with this body."""
    return _PAGE.format(body).encode()


def epub(body: str = BODY) -> bytes:
    """A book of one page."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
        archive.writestr("META-INF/container.xml", _CONTAINER)
        archive.writestr("EPUB/package.opf", _PACKAGE)
        archive.writestr("EPUB/nav.xhtml", page(_NAV))
        archive.writestr("EPUB/page.xhtml", page(body))
    return data.getvalue()


def pdf(flavour: str, *, language: str = "en") -> bytes:
    """A blank page that claims PDF/UA-1 ("ua1") or PDF/A-3a ("3a")."""
    document = pikepdf.new()
    document.add_blank_page(page_size=(200, 200))
    xmp = document.make_stream(_XMP.format(_IDENTITIES[flavour]).encode())
    xmp["/Type"], xmp["/Subtype"] = pikepdf.Name.Metadata, pikepdf.Name.XML
    document.Root["/Metadata"] = xmp
    document.Root["/MarkInfo"] = pikepdf.Dictionary(Marked=True)
    document.Root["/ViewerPreferences"] = pikepdf.Dictionary(DisplayDocTitle=True)
    document.Root["/StructTreeRoot"] = pikepdf.Dictionary(Type=pikepdf.Name.StructTreeRoot)
    document.Root["/Lang"] = pikepdf.String(language)
    data = io.BytesIO()
    document.save(data, compress_streams=False)
    return data.getvalue()


def word(text: str = "Rents rose.") -> bytes:
    """A Word file of one paragraph."""
    data = io.BytesIO()
    document = docx.Document()
    document.add_paragraph(text)
    document.save(data)
    return data.getvalue()


def word_with_settings_in_disorder() -> bytes:
    """A Word file whose settings part has its last element first, which Word calls damaged."""
    document = docx.Document()
    settings = document.settings.element
    settings.insert(0, settings[-1])
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()
