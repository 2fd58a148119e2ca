"""A line of JSON → Draft: the fields that say what an article is, by name."""

from __future__ import annotations

import json
from dataclasses import replace

from publish.model.article import Draft, Source
from publish.model.limits import Limits
from publish.readers import html


def read(source: Source, limits: Limits) -> Draft:
    """The draft of an article in a JSON object."""
    said = json.loads(source.data)
    page = f"<title>{said.get('title', '')}</title><body>{said.get('body', '')}"
    return html.read(replace(source, data=page.encode(), form=""), limits)
