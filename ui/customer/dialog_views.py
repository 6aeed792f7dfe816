"""What the dialogs of the customer screens are given to show and to ask."""

from dataclasses import dataclass

from pos.domain.customer import Purpose


@dataclass(frozen=True, slots=True)
class DetailsView:
    """The form of a customer, with what is known already; a card belongs to a new one only."""

    title: str
    save: str
    name: str = ""
    email: str = ""
    phone: str = ""
    card: str = ""
    language: str = ""
    has_card: bool = True


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """What is read to the customer about one purpose, and the answer of before."""

    purpose: Purpose
    title: str
    text: str
    given: bool | None


@dataclass(frozen=True, slots=True)
class QuestionsView:
    title: str
    rows: tuple[QuestionRow, ...]


@dataclass(frozen=True, slots=True)
class DayView:
    """A day that a task is often due; `day` is `YYYY-MM-DD`."""

    day: str
    words: str


@dataclass(frozen=True, slots=True)
class TaskView:
    title: str
    days: tuple[DayView, ...]
