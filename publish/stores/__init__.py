"""Places that are no disk of this machine: objects in a store, each by its address.

An address is fsspec's: `s3://bucket/articles/rents.txt`. Who may read and write there the
environment says, in the ways of fsspec and of the store's own library; nothing of it is ever shown,
kept or sent. An object is there whole or not at all. Whatever a network does is tried again, with
pauses that grow; what fails then is the failure of who asked.
"""

from publish.files import is_stored
from publish.stores.address import named
from publish.stores.driver import Stored
from publish.stores.objects import (
    Forbidden,
    Taken,
    can_create,
    fetch,
    head,
    put,
    read,
    remove,
    state,
    states,
    walk,
)
from publish.stores.reaching import forget

__all__ = [
    "Forbidden",
    "Stored",
    "Taken",
    "can_create",
    "fetch",
    "forget",
    "head",
    "is_stored",
    "named",
    "put",
    "read",
    "remove",
    "state",
    "states",
    "walk",
]
