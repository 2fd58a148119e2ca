"""The driver of an address: one for each kind of store, for all threads of a process."""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Callable

from publish.errors import SettingsError, shown
from publish.stores.address import PACKAGES, Address
from publish.stores.az import Az
from publish.stores.driver import Driver
from publish.stores.other import Other
from publish.stores.s3 import S3
from publish.stores.web import Web

_DRIVERS: dict[str, Callable[[], Driver]] = {
    "s3": S3,
    "http": Web,
    "https": Web,
    "gs": lambda: Other("gs"),
    "az": Az,
    "memory": lambda: Other("memory"),
}
_LOGGERS = ("aiobotocore", "botocore", "s3fs", "gcsfs", "adlfs", "azure", "fsspec", "google")
"""What they log holds requests with their headers and signatures."""

_made: dict[tuple[int, str], Driver] = {}  # by process: a fork has no thread that speaks
_making = threading.Lock()


def driver_of(address: Address) -> Driver:
    """Who speaks to the store of an address. Raises SettingsError where a package is missing."""
    key = os.getpid(), address.scheme
    if found := _made.get(key):
        return found
    with _making:
        if key not in _made:
            _made[key] = _driver(address)
        return _made[key]


def forget() -> None:
    """Begin anew: the environment says other things of stores by now."""
    with _making:
        _made.clear()


def _driver(address: Address) -> Driver:
    for name in _LOGGERS:
        logger = logging.getLogger(name)
        if logger.level == logging.NOTSET:  # whoever asked for one by name has it
            logger.setLevel(logging.CRITICAL + 1)
    package, extra = PACKAGES[address.scheme]
    try:
        return _DRIVERS[address.scheme]()
    except ImportError as error:
        raise SettingsError(
            f"{address.scheme}://… needs {package}",
            where=shown(address.text),
            hint=f"pip install 'publish[{extra}]'",
        ) from error


def _fresh_lock() -> None:
    global _making
    _making = threading.Lock()  # another thread may have held it when the process was forked


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_fresh_lock)
