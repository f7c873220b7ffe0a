"""What a reader says of a file that it can't read."""


class Unreadable(Exception):
    """A file that is no article of its kind: what is wrong, how to mend it, and where in the file, from 1."""

    def __init__(self, what: str, mend: str, line: int = 1, column: int = 1) -> None:
        super().__init__(what)
        self.what = what
        self.mend = mend
        self.line = line
        self.column = column
