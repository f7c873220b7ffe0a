"""What changes in folders and files, as a stream of sets of paths."""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING

from quizgen.pack.faults import NotInstalled

if TYPE_CHECKING:
    from watchdog.events import FileSystemEvent
    from watchdog.observers.api import BaseObserver

CHANGES = frozenset({"created", "modified", "moved", "deleted"})
"""Events that count; that a file was opened or closed does not: a build opens them all."""
QUIET_S = 0.05
"""An editor writes a file in several steps: they are over once nothing has happened for so long."""
AWAKE_S = 1.0
"""So often a wait is broken off: where the system does not wake a waiting program on Ctrl-C, this does."""


class Watch:
    """Folders and files under watch; as a handler of watchdog's events it sifts those that matter."""

    def __init__(self, observer: "BaseObserver", folders: Iterable[Path], files: Iterable[Path]) -> None:
        self._observer = observer
        self._folders = _absolute(folders)
        self._files = _absolute(files)
        self._changed: SimpleQueue[Path] = SimpleQueue()
        self._watched = self._standing()

    def schedule(self) -> None:
        """Watch the folders as they stand now, and those that hold them or one of the files.

        There a file is put in another's place, and a folder that was gone comes back.
        """
        self._observer.unschedule_all()
        self._watched = self._standing()
        above = dict.fromkeys(path.parent for path in (*self._folders, *self._files))
        for folder, is_whole in (*((folder, True) for folder in self._folders), *((folder, False) for folder in above)):
            if folder.is_dir():
                self._observer.schedule(self, str(folder), recursive=is_whole)  # type: ignore[arg-type] # only dispatch is called

    def dispatch(self, event: "FileSystemEvent") -> None:
        """Note the paths of an event, if they matter."""
        if event.event_type in CHANGES and not (event.is_directory and event.event_type == "modified"):
            for path in map(Path, filter(None, map(os.fsdecode, (event.src_path, event.dest_path)))):
                if self._is_seen(path):
                    self._changed.put(path)

    def changes(self) -> Iterator[set[Path]]:
        """What changed, for ever: a set of paths whenever a change is over."""
        while True:
            with suppress(Empty):
                changed = {self._changed.get(timeout=AWAKE_S)}
                with suppress(Empty):
                    while True:
                        changed.add(self._changed.get(timeout=QUIET_S))
                if self._standing() != self._watched:
                    self.schedule()
                yield changed

    def _is_seen(self, path: Path) -> bool:
        """Whether a build may read the path: nothing hidden, no copy that an editor keeps."""
        if path in self._files:
            return True
        below = (path.relative_to(folder) for folder in self._folders if path.is_relative_to(folder))
        return any(not inner.name.endswith("~") and not any(part[0] == "." for part in inner.parts) for inner in below)

    def _standing(self) -> list[int]:
        """Which folders stand there now; one that is put in another's place has to be watched anew."""
        return [folder.stat().st_ino if folder.is_dir() else 0 for folder in self._folders]


@contextmanager
def watching(folders: Iterable[Path], files: Iterable[Path]) -> Iterator[Iterator[set[Path]]]:
    """Watch from now on, and yield the stream of what changes.

    Raises NotInstalled where the library for it is missing.
    """
    try:
        from watchdog.observers import Observer
    except ImportError:
        raise NotInstalled("watching files for a preview", "preview") from None
    with Observer() as observer:
        watch = Watch(observer, folders, files)
        watch.schedule()
        yield watch.changes()


def _absolute(paths: Iterable[Path]) -> list[Path]:
    return list(dict.fromkeys(path.absolute() for path in paths))
