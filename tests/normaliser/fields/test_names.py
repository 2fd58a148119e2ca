"""Who is a person, who is nobody, and where one name ends."""

from __future__ import annotations

import pytest

from publish.normaliser.fields.names import cased, is_nobody, is_organisation, is_person, people_in


@pytest.mark.parametrize(
    "name",
    [
        "Ann Ode",
        "Juan Y. Pérez",
        "Ludwig van der Berg",
        "Dr. Max Kolb",
        "J. R. O’Neill",
        "山田花子",
    ],
)
def test_a_name_of_a_person_is_one(name: str) -> None:
    assert is_person(name)


@pytest.mark.parametrize(
    "name",
    ["Ann", "Podium Staff", "ABC Speech", "Nether Wallow Times", "the end of", "Room 12", "By Ann"],
)
def test_a_desk_a_paper_or_half_a_sentence_is_no_person(name: str) -> None:
    assert not is_person(name)


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Ann Ode, Bo Li and Cy de Vries", ("Ann Ode", "Bo Li", "Cy de Vries")),
        ("Änne Öde und Bo Li", ("Änne Öde", "Bo Li")),
        ("Ann Ode, Senior Staff Writer", ("Ann Ode",)),
        ("Ann Ode, MD; Bo Li, PhD", ("Ann Ode", "Bo Li")),
        ("Ann Ode, Lille", ("Ann Ode",)),
        ("ANN ODE / BO LI", ("Ann Ode", "BO LI")),
        ("rents rose again", ()),
    ],
)
def test_a_byline_gives_its_people_without_their_jobs(text: str, people: tuple[str, ...]) -> None:
    assert people_in(text) == people


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("ANNA ODERMATT", "Anna Odermatt"),
        ("Bill MCARTHUR", "Bill MCARTHUR"),
        ("E. B. White", "E. B. White"),
        ("JEAN-LUC D'ARC", "Jean-Luc D'Arc"),
    ],
)
def test_only_a_name_that_shouts_is_brought_down(name: str, shown: str) -> None:
    assert cased(name) == shown


def test_staff_an_address_and_a_number_are_nobody() -> None:
    assert all(
        map(is_nobody, ("Staff", "Admin", "https://example.org/ann", "ann@example.org", "12"))
    )
    assert not is_nobody("Ann")


def test_a_team_or_company_is_an_organisation() -> None:
    assert is_organisation("Acme GmbH")
    assert is_organisation("Editorial Team")
    assert not is_organisation("Ann Ode")
