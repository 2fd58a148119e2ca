"""The reference validators, each behind one function that takes bytes and gives back complaints.

An empty list means that the file passes. A validator that cannot run raises: it never counts as a
pass. `./run test` installs all of them; each proves in test_validators.py that it catches a broken
file. One process of each kind serves a whole test run, so no fixture is needed: just call.

    epubcheck.check(data)            EPUBCheck: every message but USAGE and INFO
    verapdf.check(data, "ua1")       veraPDF: PDF/UA-1 ("ua1"), PDF/A-3a ("3a") and others
    ooxml.check(data)                Microsoft's Open XML SDK
    ace.check(data)                  DAISY Ace
    axe.check(files, "page.xhtml")   axe-core over one page of a folder
    libreoffice.to_pdf(docx)         what LibreOffice prints
    chromium.screenshot(files, "page.xhtml", width=800, height=1000)   a PNG
"""
