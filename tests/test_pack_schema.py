"""The JSON Schema by which editors complete a pack and show its mistakes: fresh, and of one mind with the loader."""

import functools
import json
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest
import yaml
from conftest import BUNDLED, PACKS, ROOT, Result

from quizgen.pack.schema import json_schema

SCHEMA = ROOT / "docs" / "quizgen-1.schema.json"
EVERY_KEY = PACKS / "every-key"


@functools.cache
def validator() -> jsonschema.Draft202012Validator:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def seen_by_an_editor(file: Path) -> object:
    """The file as YAML 1.1 reads it, numbers and truth values and all."""
    return yaml.load(file.read_text(encoding="utf-8"), yaml.CSafeLoader)


def test_the_published_schema_is_fresh(run: Callable[..., Result]) -> None:
    assert json.loads(SCHEMA.read_text(encoding="utf-8")) == json_schema()
    assert run("schema").out == SCHEMA.read_text(encoding="utf-8"), "renew it: quizgen schema > docs/quizgen-1.schema.json"


@pytest.mark.parametrize("file", [EVERY_KEY / "pack.yaml", *sorted(BUNDLED.glob("*.yaml"))], ids=lambda file: file.name)
def test_the_schema_takes_what_the_loader_takes(file: Path) -> None:
    assert [error.message for error in validator().iter_errors(seen_by_an_editor(file))] == []


@pytest.mark.parametrize(
    "name", ["unknown-keys", "wrong-values", "lures", "owners", "ask-closed-unknown", "also-same-never",
             "empty-texts", "evidence", "header", "missing-keys", "media", "no-facts-list", "comma-cuts-a-text",
             "schema-unknown", "schema-2", "not-a-map", "quotation-too-long"],
)  # fmt: skip
def test_an_editor_sees_the_faults_of_keys_and_kinds(name: str) -> None:
    assert not validator().is_valid(seen_by_an_editor(PACKS / name / "pack.yaml"))


def test_every_key_of_the_schema_is_explained() -> None:
    schema = json_schema()
    keys = {f"{name}.{key}": one for name, part in schema["$defs"].items() for key, one in part.get("properties", {}).items()}
    assert len(keys) > 60
    assert [key for key, one in keys.items() if not one.get("description")] == []
