"""Slips of a finger on a quiz page: nothing is lost by them, and what was pressed keeps its place."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import Page
from quizpage import visit

Ferry = Callable[..., Path]


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).click()


def kept(page: Page) -> list[dict[str, Any]]:
    """The rounds the browser keeps."""
    return [json.loads(text) for text in page.evaluate("Object.values(localStorage)")]


def test_a_double_click_is_one(phone: Page, ferry: Ferry) -> None:
    visit(phone, ferry())
    phone.get_by_role("radio", name="Exam").check()
    phone.get_by_role("button", name="Start").dblclick()
    assert phone.get_by_role("heading", name="Question 1 of 5").is_visible() and not phone.locator(".now :checked").count()
    phone.locator(".now label").first.dblclick()
    press(phone, "Overview")
    phone.get_by_role("button", name="Hand in").dblclick()
    assert phone.get_by_role("heading", name="of 5").is_visible()
    assert [(one["n"], bool(one["done"]), len(one["a"])) for one in kept(phone)] == [(0, True, 1)]
    press(phone, "Start again")
    phone.get_by_role("radio", name="Cards").check()
    press(phone, "Start")
    phone.get_by_role("button", name="Show answer").dblclick()
    assert phone.get_by_role("heading", name="Question 1 of 5").is_visible() and phone.locator(".now.turned").count()
