"""How a command is declared: a function of a `Console` and its own options; all of them take `--home` and `--json`."""

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any

import typer
from typer.core import TyperCommand

from pos.cli.console import Console

HOME = Annotated[
    str, typer.Option("--home", metavar="DIR", help="The till's folder [default: TANDEM_HOME, else the data folder].")
]
JSON = Annotated[bool, typer.Option("--json", help="Answer with a JSON document.")]


@dataclass
class Asked:
    """What stood before the command's name; it travels in the context of typer."""

    home: str = ""
    json: bool = False


def group(name: str, words: str) -> typer.Typer:
    """A typer application that takes `--home` and `--json` before the names of its commands."""
    made = typer.Typer(
        name=name,
        help=words,
        no_args_is_help=True,
        add_completion=False,
        rich_markup_mode=None,  # rich costs start-up time
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["--help", "-h"]},
    )
    made.callback()(_remember)
    return made


def command(
    app: typer.Typer, name: str, example: str, kind: type[TyperCommand] | None = None
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Register `work(console, …)` under a name; `example` ends its help. Arguments are read as its `kind` does."""

    def register(work: Callable[..., None]) -> Callable[..., None]:
        def run(context: typer.Context, home: str, as_json: bool, **given: Any) -> None:
            from pos.services.home import home_of

            asked = context.obj
            asked.json = asked.json or as_json
            work(Console(home_of(home or asked.home), asked.json), **given)

        own = list(inspect.signature(work, eval_str=True).parameters.values())[1:]
        shared = [
            inspect.Parameter("context", _BY_NAME, annotation=typer.Context),
            inspect.Parameter("home", _BY_NAME, annotation=HOME, default=""),
            inspect.Parameter("as_json", _BY_NAME, annotation=JSON, default=False),
        ]
        parameters = [shared[0], *own, *shared[1:]]
        parameters.sort(key=lambda parameter: parameter.default is not inspect.Parameter.empty)
        run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
        run.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
        app.command(name, cls=kind, help=inspect.getdoc(work), epilog=f"Example: {example}")(run)
        return work

    return register


_BY_NAME = inspect.Parameter.POSITIONAL_OR_KEYWORD


def _remember(context: typer.Context, home: HOME = "", as_json: JSON = False) -> None:
    asked = context.obj
    asked.home = home or asked.home
    asked.json = as_json or asked.json
