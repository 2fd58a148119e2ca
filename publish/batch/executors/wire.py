"""Jobs and results as lines of JSON, between the parent and its workers."""

from __future__ import annotations

import base64
import json
from dataclasses import replace

from publish.batch.removals import NO_REMOVALS, Removals
from publish.model.codec import Json, decode, encode
from publish.model.recipe import DEFAULT_RECIPE, Recipe
from publish.pipeline import Job, Result


class Wire:
    """The parent's end: a recipe, which is much and the same for most jobs, is encoded once."""

    def __init__(self) -> None:
        self._recipe: tuple[Recipe, Json] = (DEFAULT_RECIPE, encode(DEFAULT_RECIPE))

    def line_of(self, job: Job) -> bytes:
        """A job as the line that a worker reads."""
        said = encode(replace(job, recipe=DEFAULT_RECIPE))
        assert isinstance(said, dict)
        said["recipe"] = self.recipe_of(job)
        return (json.dumps(said) + "\n").encode("ascii")

    def recipe_of(self, job: Job) -> Json:
        """A job's recipe, for the lines of many jobs that share it."""
        recipe, encoded = self._recipe
        if recipe is not job.recipe:
            encoded = encode(job.recipe)
            self._recipe = job.recipe, encoded
        return encoded


def line_apart(job: Job) -> bytes:
    """A job as a line that leaves its recipe to whoever reads it."""
    return (json.dumps(encode(replace(job, recipe=DEFAULT_RECIPE))) + "\n").encode("ascii")


def job_of(line: bytes) -> Job:
    """The job that `Wire.line_of` wrote."""
    job = decode(json.loads(line), Job)
    assert isinstance(job, Job)
    return job


def answer_of(result: Result) -> bytes:
    """A result as a line; its removals are packed in it, which the parent passes on unread."""
    removals = Removals.of(result.removals)
    said = encode(replace(result, removals=()))
    assert isinstance(said, dict)
    packed = base64.b64encode(removals.packed).decode("ascii")
    said["removals"] = [packed, len(removals)] if len(removals) else None
    return (json.dumps(said) + "\n").encode("ascii")


def result_of(answer: bytes) -> Result:
    """The result that `answer_of` wrote."""
    said = json.loads(answer)
    removals = said.pop("removals")
    result = decode(said, Result)
    assert isinstance(result, Result)
    if not removals:
        return replace(result, removals=NO_REMOVALS)
    packed, count = removals
    return replace(result, removals=Removals(base64.b64decode(packed), count))


_ASKS = b'{"asks": '


def question_of(place: str, name: str) -> bytes:
    """What a worker asks for: the picture of this name beside the source at this place."""
    return _ASKS + json.dumps([place, name]).encode("ascii") + b"}\n"


def asked_in(line: bytes) -> tuple[str, str] | None:
    """What a worker asks for in a line; None for a line that answers."""
    if not line.startswith(_ASKS):
        return None
    place, name = json.loads(line)["asks"]
    return place, name
