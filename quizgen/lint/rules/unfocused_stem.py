"""A stem that can't be answered before the options are read."""

import re

from quizgen.lint.posed import Example, Found, Rule
from quizgen.lint.reading import Reading

_ASKS = re.compile(r"[?？؟;=]|_{2,}|\.{4,}|…")
_TASK = re.compile(
    r"\s*(?:please\s+)?(?:name|select|identify|choose|pick|find|calculate|compute|solve|simplify|evaluate|complete|give|translate|"
    r"state|determine|convert|define|mark|indicate|factori[sz]e|expand|round|write|match|spell|read|consider)\b",
    re.IGNORECASE,
)
_TOPIC = re.compile(
    r"\s*(?:regarding|concerning|about|with (?:regard|respect) to|in (?:terms|the case) of|as for)\b[^,?]*[:.,]?\s*$",
    re.IGNORECASE,
)
_OPEN_VERB = re.compile(
    r"\b(?:is|are|was|were|has|have|can|may|will|should|does|do|must)(?: (?:a|an|the))?\s*[:.]*\s*$", re.IGNORECASE
)
_EMPTY_QUESTION = re.compile(
    r"\s*(?:(?:which|what)(?: one)?(?: of (?:the following|these|those))?(?: (?:is|applies|are|fits))?|"
    r"what about [^?]*|and|so|well)\s*\?\s*$",
    re.IGNORECASE,
)  # fmt: skip

_AUXILIARY = frozenset(("is", "are", "was", "were", "has", "have", "had", "can", "may", "will", "does", "do", "did", "must"))


def check(q: Reading) -> Found | None:
    """Find a stem that is a mere topic, or breaks off after its subject and a bare verb."""
    if not q.stem_words:
        return None
    if _EMPTY_QUESTION.match(q.stem) or _TOPIC.match(q.stem):
        return Found("the stem names no question")
    if _ASKS.search(q.stem) or _TASK.match(q.stem):
        return None
    count = len(q.stem_words)
    is_topic = (count <= 3 and _are_predicates(q)) or (
        (count <= 3 or (count <= 6 and _OPEN_VERB.search(q.stem) is not None)) and _are_statements(q)
    )
    return Found("the stem is a topic, not a question") if is_topic else None


def _are_statements(q: Reading) -> bool:
    """Short options complete a short stem (2 + 2 is …); long ones are statements, each of which is a matter of its own."""
    lengths = [len(q.option_words[i]) for i in q.plain_options]
    return bool(lengths) and sum(lengths) / len(lengths) >= 3


def _are_predicates(q: Reading) -> bool:
    """Whether the options say something each, so that the stem is but their subject: "raises blood sugar"."""
    words = [q.option_words[i] for i in q.plain_options]
    said = [w for w in words if len(w) > 1 and (w[0] in _AUXILIARY or re.fullmatch(r"[a-z]{2,}[^\Ws]s", w[0]))]
    return len(words) > 1 and len(said) == len(words) and all(q.options[i].strip()[0].islower() for i in q.plain_options)


rule = Rule(
    severity="warning",
    why="The learner must find out from the options what is asked, and judges unrelated statements in place of one matter.",
    source="Haladyna, Downing & Rodriguez 2002, guidelines 14 and 15; Tarrant et al. 2006 (unfocused stem)",
    mend="ask one whole question that can be answered with the options covered",
    bad=Example(
        "Granite:",
        ("It forms where magma cools", "It floats on fresh water", "It dissolves in weak acid", "It burns with blue flame"), 0,
    ),
    good=Example("How does granite form?", ("Magma cools slowly", "Shells are crushed", "Sand is pressed", "Ash settles"), 0),
    check=check,
    unless=("problem_not_in_stem", "fill_in_blank"),
)  # fmt: skip
