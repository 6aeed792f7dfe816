"""`staff`: who works here, badges made and printed, PINs given anew, locked users let in."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pos.cli.command import command, group
from pos.cli.console import Console

if TYPE_CHECKING:
    from pos.domain.receipt_block import Block
    from pos.services.till import Till

WHO = Annotated[str, typer.Argument(metavar="ID", help="Whom it is for.")]
STAFF = Annotated[str, typer.Option(metavar="ID", help="Who does it.")]
APPROVED_BY = Annotated[str, typer.Option(metavar="ID", help="Who approves what that person may not do alone.")]


def add_to(app: typer.Typer) -> None:
    staff = group("staff", "The people of the till: list, badges, PINs, locked users.")
    command(staff, "list", "tandem-till staff list")(list_)
    command(staff, "badge", "tandem-till staff badge maya --pdf badge.pdf")(badge)
    command(staff, "pin", "tandem-till staff pin maya < PIN.txt")(pin)
    command(staff, "unlock", "tandem-till staff unlock maya")(unlock)
    app.add_typer(staff)


def list_(console: Console) -> None:
    """Show who works here, in which role, and whether they have a badge."""
    with console.till() as till, till.store.read() as tx:
        told = [
            {
                "id": person.staff_id,
                "name": person.name,
                "role": person.role.name,
                "title": person.role.title,
                "badge": tx.people.badge(person.staff_id) is not None,
                "rights": sorted(person.role.rights),
            }
            for person in tx.people.all()
        ]
    words = [f"{x['id']:<12} {x['name']:<28} {x['title']:<20} {'badge' if x['badge'] else ''}".rstrip() for x in told]
    console.answer({"staff": told}, words or ["Nobody yet. Import a staff file, a manager first."])


def badge(
    console: Console,
    who: WHO,
    pdf: Annotated[Path | None, typer.Option(metavar="FILE", help="Write it there instead of printing it.")] = None,
    staff: STAFF = "till",
    approved_by: APPROVED_BY = "",
) -> None:
    """Make a new badge and print it; the one before is good for nothing from then on."""
    with console.till(writes=True) as till:
        from pos.services.badge import badge_paper, make_badge

        code = make_badge(till, who, staff, approved_by)
        blocks = badge_paper(till, who, code)
        _put_on_paper(till, blocks, pdf)
    where = str(pdf) if pdf else "the receipt printer"
    console.answer({"id": who, "paper": where}, f"The new badge of {who} is in {where}. An older one opens nothing.")


def pin(console: Console, who: WHO, staff: STAFF = "till", approved_by: APPROVED_BY = "") -> None:
    """Give somebody a new PIN, read from standard input so that it stands in no list of commands."""
    asks = sys.stdin.isatty()
    new_pin = str(typer.prompt("New PIN", hide_input=True, err=True)) if asks else sys.stdin.readline()
    with console.till(writes=True) as till:
        from pos.services.people import reset_pin

        reset_pin(till, who, new_pin.strip(), staff, approved_by)
    console.answer({"id": who}, f"{who} has a new PIN.")


def unlock(console: Console, who: WHO, staff: STAFF = "till", approved_by: APPROVED_BY = "") -> None:
    """Let somebody try again who is locked after wrong PINs."""
    with console.till(writes=True) as till:
        from pos.services.people import unlock_user

        unlock_user(till, who, staff, approved_by)
    console.answer({"id": who}, f"{who} may try again.")


def _put_on_paper(till: "Till", blocks: "tuple[Block, ...]", pdf: Path | None) -> None:
    from pos.services.printing import print_blocks, printer_of

    if pdf is None:
        print_blocks(printer_of(till), blocks)
    else:
        from pos.devices.receipt_image import receipt_pdf

        pdf.touch(mode=0o600)  # whoever reads the file has the badge
        pdf.write_bytes(receipt_pdf(blocks))
