"""Edition → JSON: the articles with their removal records, by the model's codec.

One article is a document of the schema publish/article/3 (docs/article.schema.json), which reads
back as the same article. Several are a document of publish/edition/1: `schema, generator, title,
language, date, articles`, where each of `articles` is what the article alone would be. An edition's
title is a list of inlines, as an article's is.
"""

from __future__ import annotations

import json

from publish.model.codec import encode, to_json
from publish.model.edition import Edition, Layout, Rendition
from publish.model.formats import JSON

EDITION_SCHEMA_ID = "publish/edition/1"
GENERATOR = "publish"


def write(edition: Edition, layout: Layout) -> Rendition:
    """The edition as JSON: the same bytes with any layout."""
    del layout
    if len(edition.articles) == 1:
        data = to_json(edition.articles[0], generator=GENERATOR)
    else:
        data = _edition(edition)
    return Rendition(JSON.name, {"": data}, JSON.media_type)


def _edition(edition: Edition) -> bytes:
    documents = [json.loads(to_json(each, generator=GENERATOR)) for each in edition.articles]
    document = {
        "schema": EDITION_SCHEMA_ID,
        "generator": GENERATOR,
        "title": encode(edition.title),
        "language": edition.language,
        "date": edition.date,
        "articles": documents,
    }
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()
