"""Whether a file is as it was when it was read last, without reading it: git's rule of the index.

A signature is a file's size, the times of its last change (mtime) and of its inode's (ctime), in
nanoseconds, and its inode. Who writes a file changes its mtime, who sets that back changes its
ctime, and no program can set that. Windows has no such time: there the first, second and last of
them are all there is, and a program that sets the mtime back is not noticed.

A file that changes twice within one tick of its file system's clock, a moment to 2 s, looks the
same both times. So a signature counts only where its times lie more than 2 s before the contents
were read, by the clock of the file system itself: git-scm.com/docs/racy-git.
"""

from __future__ import annotations

import os
import stat
import sys
from dataclasses import dataclass
from hashlib import sha256

_TICK = 2 * 10**9  # ns: FAT's, the coarsest there is
_ELSEWHERE = 3_600 * 10**9  # ns: how far another file system's clock may be off; a guess
_COARSE = 10**6  # ns: times that are whole milliseconds come from a clock with long ticks


@dataclass(frozen=True, slots=True)
class State:
    """What a file or folder is to one who does not read it: its signature, "" for none.

    `changed` is the latest time of all that the signature is of, in ns, `device` the file system.
    """

    signature: str
    changed: int = 0
    device: int = 0

    @property
    def is_coarse(self) -> bool:
        """Whether its file system may have dated two changes alike."""
        return self.changed % _COARSE == 0

    def is_same_but_renamed(self, other: State) -> bool:
        """Whether it may be the other under a new name, which changes the inode's time at most."""
        mine, others = self.signature.split(), other.signature.split()
        return self.device == other.device and (mine[:2], mine[-1:]) == (others[:2], others[-1:])


@dataclass(frozen=True, slots=True)
class Clock:
    """The time of a file system in ns, and which one it is; taken before anything is read."""

    now: int
    device: int

    def counted(self, state: State) -> str:
        """The signature of what is in this state and was read since; "" when it does not count."""
        margin = _TICK if state.device == self.device else _ELSEWHERE
        return state.signature if state.changed < self.now - margin else ""


NOWHERE = State("")
"""The state of what is not there, or is neither a file nor a folder."""


def state_of(status: os.stat_result) -> State:
    """The state of a file, of what the system says of it."""
    changed = max(status.st_mtime_ns, status.st_ctime_ns)
    return State(signature_of(status), changed, status.st_dev)


def signature_of(status: os.stat_result) -> str:
    """The signature of a file, whether it counts or not."""
    if sys.platform == "win32":  # st_ctime is when it was made
        return f"{status.st_size} {status.st_mtime_ns} {status.st_ino}"
    return f"{status.st_size} {status.st_mtime_ns} {status.st_ctime_ns} {status.st_ino}"


def signature_at(path: str) -> str:
    """The signature of what stands at a path, "" for what is neither a file nor a folder."""
    status = os.stat(path)  # noqa: PTH116  # a Path takes as long again
    return signature_of(status) if stat.S_ISREG(status.st_mode) else state_at(path).signature


def state_at(path: str) -> State:
    """The state of what stands at a path; that of a folder is of all that lies below it."""
    try:
        status = os.stat(path)  # noqa: PTH116  # a Path takes as long again
        if stat.S_ISREG(status.st_mode):
            return state_of(status)
        return _of_folder(path) if stat.S_ISDIR(status.st_mode) else NOWHERE
    except (OSError, ValueError):  # ValueError: a name that no file can have
        return NOWHERE


def state_beside(place: str, name: str) -> State:
    """The state of a picture that a source at this place names."""
    return state_at(os.path.join(os.path.dirname(place), name))  # noqa: PTH118, PTH120


def _of_folder(path: str) -> State:
    """The folder itself is left out: a new name is a change of it, and none of what it holds."""
    whole = sha256()
    changed = device = 0
    folders = [(path, "")]
    while folders:
        folder, name = folders.pop()
        with os.scandir(folder) as entries:
            for entry in sorted(entries, key=lambda entry: entry.name):
                status = entry.stat()
                below = f"{name}/{entry.name}"
                if stat.S_ISDIR(status.st_mode):
                    folders.append((entry.path, below))
                state = state_of(status)
                changed, device = max(changed, state.changed), state.device
                whole.update(f"{below} {state.signature}\n".encode(errors="surrogateescape"))
    return State(whole.hexdigest(), changed, device)
