"""Clean questions, and how to plant one flaw in each."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

Question = dict[str, Any]
Planter = Callable[[Question], Question | None]

CLEAN: list[Question] = [
    json.loads(line) for line in (Path(__file__).parent / "questions/clean.jsonl").read_text("utf-8").splitlines()
]
"""Questions of many subjects, written for this test: stem, options, index of the key."""


def planted() -> Iterator[tuple[str, Question]]:
    """Each kind of flaw in each clean question that can take it: the rule's name, and the flawed question."""
    for name, planter in PLANTERS.items():
        for question in CLEAN:
            flawed = planter(json.loads(json.dumps(question)))
            if flawed:
                yield name, flawed | {"id": f"{name}/{question['id']}"}


def wrong(question: Question) -> list[int]:
    """Indices of the distractors."""
    return [i for i in range(len(question["options"])) if i != question["answer"]]


def is_worded(question: Question) -> bool:
    """Whether the options are English words, each with a letter, and no formula or code."""
    return all(re.fullmatch(r"[A-Za-zëíàç' ,-]{3,}", option) for option in question["options"]) and "?" in question["stem"]


def with_shortest(question: Question, text: str) -> Question:
    """The shortest distractor replaced, so that the key grows no longer beside the others."""
    question["options"][shortest(question)] = text
    return question


def shortest(question: Question) -> int:
    """Which distractor is the shortest."""
    return min(wrong(question), key=lambda i: len(question["options"][i]))


def with_added(question: Question, text: str) -> Question:
    """The shortest distractor with words behind it."""
    return with_shortest(question, question["options"][shortest(question)] + text)


def longest(question: Question) -> str:
    """The distractor that stays."""
    return max((question["options"][i] for i in wrong(question) if i != shortest(question)), key=len)


def k_type(q: Question) -> Question | None:
    return with_shortest(q, "Both A and B") if is_worded(q) else None


def equal_options(q: Question) -> Question | None:
    return with_shortest(q, longest(q) + ".") if is_worded(q) else None


def option_inside_another(q: Question) -> Question | None:
    return with_shortest(q, longest(q) + " and a bit of sand") if is_worded(q) else None


def key_missing(q: Question) -> Question:
    return q | {"answer": None if q["answer"] else len(q["options"])}


def too_few_options(q: Question) -> Question:
    return q | {"options": [q["options"][q["answer"]]], "answer": 0}


def key_in_stem(q: Question) -> Question | None:
    key = q["options"][q["answer"]]
    telling = set(re.findall(r"[A-Za-z]{5,}", key)) - {"Through", "their", "After"}
    return q | {"stem": f"Much is said of {key} in these pages. {q['stem']}"} if is_worded(q) and len(telling) > 1 else None


def negative_stem(q: Question) -> Question | None:
    stem = re.sub(r"\b(is|are|was|does|did|has)\b", r"\1 NOT", q["stem"], count=1)
    return q | {"stem": stem} if stem != q["stem"] and "." not in stem else None


def negative_word(q: Question) -> Question | None:
    return q | {"stem": "Which of these does not belong to the others?"} if is_worded(q) else None


def absolute_term(q: Question) -> Question | None:
    return with_added(q, ", always") if is_worded(q) else None


def vague_term(q: Question) -> Question | None:
    return with_added(q, ", sometimes") if is_worded(q) else None


def length_cue(q: Question) -> Question | None:
    is_prose = is_worded(q) and '"' not in q["stem"]
    q["options"][q["answer"]] += ", which it took the scholars decades to settle"
    return q if is_prose else None


def lost_sequence(q: Question) -> Question | None:
    if (
        len(q["options"]) < 3
        or not all(re.match(r"\d", option) and option.count(" ") < 2 for option in q["options"])
        or re.search(r"[/^]|\d\.\d+\.|'\d[a-z]'", str(q))
    ):
        return None
    return q | {"options": [*q["options"][1:], q["options"][0]], "answer": (q["answer"] - 1) % len(q["options"])}


def fill_in_blank(q: Question) -> Question | None:
    words = q["stem"].split()
    return q | {"stem": " ".join([words[0], "____", *words[2:]])} if is_worded(q) and len(words) > 5 else None


SPICES = {6: "pepper", 7: "mustard", 8: "cinnamon", 9: "chocolate", 10: "peppermint"}


def word_repeat(q: Question) -> Question | None:
    words = [
        word
        for word in re.findall(r"\b[a-z]{6,10}\b", q["stem"])
        if word not in str(q["options"]).lower() + "called describe through between"
    ]
    if not words or not is_worded(q) or len(q["options"][q["answer"]]) > len(longest(q)):
        return None
    spice = SPICES[len(words[-1])]
    q["options"] = [f"{option}, with {words[-1] if i == q['answer'] else spice}" for i, option in enumerate(q["options"])]
    return q


def convergence(q: Question) -> Question | None:
    if not is_worded(q) or len(q["options"]) < 4 or any("," in option or " and " in option for option in q["options"]):
        return None
    one, two, three = (q["options"][i] for i in wrong(q)[:3])
    key = q["options"][q["answer"]]
    pairs = [f"{key} and chalk", f"{key} and gypsum", f"{one} and chalk", f"{two} and gravel from {three}"]
    return q | {"options": pairs, "answer": 0}


def grammar_cue(q: Question) -> Question | None:
    lowered = [option[0].lower() + option[1:] for option in q["options"]]
    if not is_worded(q) or any(re.match(r"(?:to|by|in|on|it|the|a|an) ", option) for option in lowered):
        return None
    return q | {"options": [option if i == q["answer"] else f"by {option}" for i, option in enumerate(lowered)]}


def unfocused_stem(q: Question) -> Question | None:
    return (
        q | {"stem": "Some facts:", "options": [f"it tells something about {option}" for option in q["options"]]}
        if is_worded(q)
        else None
    )


def problem_not_in_stem(q: Question) -> Question | None:
    return q | {"stem": "Which of the following statements is true?"} if is_worded(q) else None


def not_one_best(q: Question) -> Question | None:
    return q | {"stem": q["stem"] + " Select all that apply."} if is_worded(q) else None


def logical_cue(q: Question) -> Question | None:
    if not is_worded(q) or re.search("vessel|same|stays|increase|equal|The'", str(q)):
        return None
    q["options"][q["answer"]] = "The pressure increases in the vessel"
    return with_shortest(q, "The pressure decreases in the vessel")


def implausible_distractor(q: Question) -> Question | None:
    return with_shortest(q, "Mickey Mouse") if is_worded(q) else None


def gratuitous_info(q: Question) -> Question | None:
    return q | {"stem": f"Interestingly, our neighbour kept a diary for decades. {q['stem']}"} if is_worded(q) else None


def needless_sentence(q: Question) -> Question | None:
    telling = re.findall(r"\b[A-Za-z]{5,}\b", q["stem"])
    stem = f"Our neighbour kept a diary for decades and told everybody about her roses. {q['stem']}"
    return (
        q | {"stem": stem}
        if is_worded(q)
        and len(telling) > 4
        and not re.search(r"\b(?:it|its|these|this|following|best|likely|they|she|patient|explains)\b|[.`]", q["stem"])
        else None
    )


def unclear(q: Question) -> Question | None:
    return with_added(q, " etc.") if is_worded(q) else None


def two_questions(q: Question) -> Question | None:
    return q | {"stem": f"{q['stem']} And for what reason does one say so?"} if is_worded(q) else None


PLANTERS: dict[str, Planter] = {
    "all_of_above": lambda q: with_shortest(q, "All of the above"),
    "all_of_above: these": lambda q: with_shortest(q, "All of these are correct"),
    "none_of_above": lambda q: with_shortest(q, "None of the above"),
    "none_of_above: them": lambda q: with_shortest(q, "None of them"),
    "empty_text": lambda q: with_shortest(q, " "),
    "negative_stem: word": negative_word,
    "gratuitous_info: sentence": needless_sentence,
    "unclear: two": two_questions,
} | {
    planter.__name__: planter
    for planter in (
        k_type, equal_options, option_inside_another, key_missing, too_few_options, key_in_stem, negative_stem, absolute_term,
        vague_term, length_cue, lost_sequence, fill_in_blank, word_repeat, convergence, grammar_cue, unfocused_stem,
        problem_not_in_stem, not_one_best, logical_cue, implausible_distractor, gratuitous_info, unclear,
    )
}  # fmt: skip
