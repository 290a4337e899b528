"""A set of questions as HTML: each a group of choices with its own legend, and one choice not to answer."""

from collections.abc import Mapping

from markupsafe import Markup

from functions.hr.domain.asking.screens import Screen
from functions.hr.domain.instruments.parts import Item, Value
from functions.hr.pages.wording import Wording
from shared.core.html import tag


def title_of(screen: Screen, say: Wording) -> str:
    """What a screen is about."""
    topic = say(f"topic.{screen.topic}")
    if screen.parts == 1:
        return topic
    return say("questions.part", topic=topic, part=screen.part, parts=screen.parts)


def questions(screen: Screen, answers: Mapping[str, Value], say: Wording) -> Markup:
    """Everything that is asked on a screen, with what was answered so far."""
    if screen.gate:
        options = {"true": say("questions.yes"), "false": say("questions.no")}
        text, given = screen.gate.text[say.locale], answers.get(screen.gate.id)
        return _question(screen.gate.id, text, options, _sent(given), say)
    return Markup().join(_item(screen, item, answers, say) for item in screen.items)


def _item(screen: Screen, item: Item, answers: Mapping[str, Value], say: Wording) -> Markup:
    scale = screen.instrument.scale_of(item)
    options = {str(option.value): option.text[say.locale] for option in scale.options}
    return _question(item.id, item.text[say.locale], options, _sent(answers.get(item.id)), say)


def _question(item_id: str, text: str, options: Mapping[str, str], given: str | None, say: Wording) -> Markup:
    choices = [_choice(item_id, value, words, given) for value, words in options.items()]
    skip = _choice(item_id, "", say("questions.skip"), given, kind="choice skipping")
    legend = tag("legend", text)
    group = tag("div", *choices, class_=f"choices of{len(choices)}")
    return tag("fieldset", legend, group, skip, class_="question card", id=f"q-{item_id}")


def _choice(item_id: str, value: str, words: str, given: str | None, kind: str = "choice") -> Markup:
    name = f"{item_id}={value or 'skip'}"
    radio = tag("input", type="radio", name=item_id, value=value, id=name, checked=given is not None and given == value)
    return tag("div", radio, tag("label", words, for_=name), class_=kind)


def _sent(value: Value | None) -> str | None:
    """A value as a form sends it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return None if value is None else str(value)
