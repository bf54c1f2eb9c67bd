"""What an instrument asks: steps and questions, as its file has them. Values only."""

from dataclasses import dataclass

QUESTION_KINDS = {"text", "yesno", "score"}
VERDICTS_EXPLAINED = ("niet", "deels", "grotendeels", "geheel")


class InstrumentError(ValueError):
    """The file of an instrument is not right; the message says where."""


@dataclass(frozen=True)
class Question:
    """One question. `per_party`: every party has its own answer; otherwise one is shared."""

    key: str
    text: str
    guidance: str
    kind: str
    per_party: bool


@dataclass(frozen=True)
class Step:
    """One step: what it wants, what each verdict means for it, and its questions."""

    number: int
    key: str
    title: str
    short: str
    goal: str
    guidance: str
    verdicts: dict
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class Instrument:
    """The whole of an instrument version."""

    key: str
    number: int
    title: str
    introduction: str
    source: str
    steps: tuple[Step, ...]

    def step(self, number):
        """Return the step with this number, or None."""
        return next((step for step in self.steps if step.number == number), None)

    def step_by_key(self, key):
        return next((step for step in self.steps if step.key == key), None)

    def question(self, key):
        """Return the question with this key, or None."""
        return next((q for step in self.steps for q in step.questions if q.key == key), None)

    def step_of(self, question_key):
        """Return the step that asks this question, or None."""
        asks = (s for s in self.steps if any(q.key == question_key for q in s.questions))
        return next(asks, None)


def parse(content: dict) -> Instrument:
    """Return the instrument that `content` (as read from its TOML) describes.

    Raises InstrumentError naming what is missing or wrong.
    """
    try:
        instrument = Instrument(
            key=content["key"],
            number=content["version"],
            title=content["title"],
            introduction=content["introduction"],
            source=content["source"],
            steps=tuple(_step(step) for step in content["steps"]),
        )
    except KeyError as missing:
        raise InstrumentError(f"{missing.args[0]} is missing") from missing
    keys = [q.key for step in instrument.steps for q in step.questions]
    if len(set(keys)) != len(keys):
        raise InstrumentError("a question key stands twice")
    if [step.number for step in instrument.steps] != list(range(1, len(instrument.steps) + 1)):
        raise InstrumentError("steps are not numbered 1, 2, 3, …")
    return instrument


def _step(step):
    return Step(
        number=step["number"],
        key=step["key"],
        title=step["title"],
        short=step["short"],
        goal=step["goal"],
        guidance=step["guidance"],
        verdicts={verdict: step["verdicts"][verdict] for verdict in VERDICTS_EXPLAINED},
        questions=tuple(_question(question) for question in step["questions"]),
    )


def _question(question):
    if question["kind"] not in QUESTION_KINDS:
        raise InstrumentError(f"{question['key']}: kind {question['kind']} is unknown")
    return Question(
        key=question["key"],
        text=question["text"],
        guidance=question["guidance"],
        kind=question["kind"],
        per_party=question["kind"] == "score" or question["per"] == "party",
    )
