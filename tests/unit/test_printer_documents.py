import io
import subprocess
import sys

import pytest
from PIL import Image, ImageOps

from pos.devices.escpos_commands import kick
from pos.devices.escpos_reader import CUT, KICK, read_escpos
from pos.devices.escpos_receipt import PrinterModel, escpos_document
from pos.devices.receipt_image import block_image, document_image, receipt_pdf
from pos.domain.code128 import code128_modules
from pos.domain.receipt import ReceiptExtras, Shop, printer_check_blocks, receipt_blocks
from pos.domain.receipt_block import Barcode, Cut, Feed, Heading, Pair, Qr, Rule, Text, Total
from pos.domain.receipt_rows import text_rows
from pos.domain.receipt_words import ReceiptWords
from tests.make import a_sale, a_sale_line

CODE = "TRN-2-004117-K7Q2M9"
SHOP = Shop("Northgate Store", till="2", zone="Europe/London")


def a_receipt(*lines):
    return receipt_blocks(a_sale(*lines), SHOP, ReceiptWords(), extras=ReceiptExtras("Maya K.", CODE))


def test_what_is_sent_reads_back_as_the_rows_of_the_receipt():
    blocks = a_receipt()

    printed = read_escpos(escpos_document(blocks))

    rows = [row.rstrip() for row in text_rows(blocks)]
    assert [row for row in printed if row and not row.startswith("[")][:-1] == [row for row in rows if row]
    assert printed[-1] == CUT


def test_codes_are_drawn_by_a_printer_that_can():
    printed = read_escpos(escpos_document(a_receipt()))

    assert f"[bars {CODE}]" in printed and f"[QR {CODE}]" in printed


def test_codes_are_sent_as_pictures_to_a_printer_that_cannot():
    printed = read_escpos(escpos_document(a_receipt(), PrinterModel(native_codes=False)))

    assert sum(row.startswith("[picture 512") for row in printed) == 2


def test_bars_too_fine_for_narrow_paper_are_left_out():
    narrow = PrinterModel(columns=32, dots=384)

    printed = read_escpos(escpos_document(a_receipt(), narrow))

    assert f"[QR {CODE}]" in printed
    assert not any(row.startswith("[bars") for row in printed)


@pytest.mark.parametrize("name", ["防水外套", "معطف", "מעיל", "Żółta kurtka"])
def test_a_script_without_code_page_goes_as_a_picture(name):
    printed = read_escpos(escpos_document([Text("Fell Rib Beanie"), Pair(name, "189.00"), Text("Flask")]))

    assert printed[0] == "Fell Rib Beanie" and printed[2] == "Flask"
    assert printed[1].startswith("[picture 512")


def test_a_printer_with_the_code_page_prints_polish_as_text():
    polish = PrinterModel(code_pages=("CP437", "CP852"))

    assert read_escpos(escpos_document([Text("Żółta kurtka £5")], polish)) == ("Żółta kurtka £5",)


def test_signs_of_typography_do_not_turn_a_row_into_a_picture():
    printed = read_escpos(escpos_document([Pair("Member −10 % – it’s", "−18.90")]))

    assert printed == ("Member -10 % - it's                 -18.90",)


def test_a_name_cannot_drive_the_printer():
    document = escpos_document([Text("Sock\x1bp\x00\x32\x32\x1d(k\x10\x04\x01"), Heading("\x1b@")])

    assert b"\x1bp" not in document and b"\x1d(" not in document and b"\x10\x04" not in document
    assert document.count(b"\x1b@") == 1


def test_totals_are_tall_and_what_follows_is_not():
    document = escpos_document([Total("TOTAL", "£1.00"), Text("Cash")])

    tall, after = document.split(b"TOTAL")
    assert tall.endswith(b"\x1bE\x01\x1bt\x00") and b"\x1b!\x10" in tall
    assert b"\x1b!\x00\x1bE\x00" in after.split(b"Cash")[0]


def test_the_printer_is_set_to_single_characters_first():
    assert escpos_document([]) == b"\x1b@\x1c."


@pytest.mark.parametrize(("pin", "wire"), [(2, 0), (5, 1)])
def test_a_kick_names_its_pin(pin, wire):
    assert kick(pin)[:3] == b"\x1bp" + bytes((wire,))
    assert read_escpos(kick(pin)) == (KICK,)


@pytest.mark.parametrize("end", range(0, 400, 7))
def test_a_document_cut_off_anywhere_is_read_as_far_as_it_goes(end):
    document = escpos_document(a_receipt(), PrinterModel(native_codes=end % 2 == 0))

    rows = read_escpos(document[: len(document) - end])

    assert rows[0].strip() == "NORTHGATE STORE"


def test_a_code_with_a_brace_and_a_code_of_digits_read_back():
    printed = read_escpos(escpos_document([Barcode("A{B", ""), Barcode("20261121", "")]))

    assert "[bars A{B]" in printed and "[bars 20261121]" in printed


def test_drawn_blocks_are_as_wide_as_the_paper():
    blocks = (Heading("A"), Text("B", bold=True), Pair("C", "1"), Total("D", "2"), Rule(), Barcode("E", "E"), Qr("F"))

    pictures = [block_image(block, 512) for block in blocks]

    assert all(picture.size[0] == 512 and picture.getextrema() == (0, 255) for picture in pictures)
    assert block_image(Cut(), 512) is None


def test_different_ideographs_are_drawn_differently():
    first, second = (block_image(Text(character), 512) for character in "防水")

    assert first.tobytes() != second.tobytes()


def test_an_amount_is_drawn_whole_however_long_the_name():
    short, long = (block_image(Pair(name, "100,000,000.00"), 384) for name in ("", "Wool " * 40))

    left = ImageOps.invert(short.convert("L")).getbbox()[0]
    amount = short.crop((left, 0, 384, short.height)).tobytes()
    places = range(long.height - short.height + 1)
    assert any(long.crop((left, y, 384, y + short.height)).tobytes() == amount for y in places)


def test_a_feed_is_white():
    picture = block_image(Feed(3), 512)

    assert picture.getextrema() == (255, 255)
    assert picture.height == 3 * block_image(Text("x"), 512).height


def test_a_pdf_is_one_narrow_page_and_the_same_every_time():
    first, second = receipt_pdf(a_receipt()), receipt_pdf(a_receipt())

    assert first == second and first.startswith(b"%PDF-")
    assert first.count(b"/Type /Page\n") == 1
    assert b"MediaBox [ 0 0 226." in first  # 80 mm


def test_a_longer_receipt_is_a_longer_picture():
    short = document_image(a_receipt(), 512)
    long = document_image(a_receipt(a_sale_line(1), a_sale_line(2)), 512)

    assert long.height > short.height


def test_bars_drawn_and_bars_counted_are_the_same():
    picture = block_image(Barcode(CODE, ""), 512)
    row = picture.crop((0, 10, 512, 11)).convert("L").tobytes()
    start, end = row.index(0), row.rindex(0) + 1

    drawn = "".join("1" if pixel == 0 else "0" for pixel in row[start:end:2])
    widths = code128_modules(CODE)
    assert drawn == "".join(("1", "0")[place % 2] * width for place, width in enumerate(widths))


def test_pictures_survive_being_saved():
    file = io.BytesIO()
    document_image(a_receipt(), 512).save(file, "PNG")

    assert Image.open(file).size[0] == 512


def test_the_printer_check_shows_text_pictures_and_both_codes():
    printed = read_escpos(escpos_document(printer_check_blocks(SHOP, ReceiptWords(), "2026-11-21T14:34:00Z")))

    assert "ABCDEFGHIJKLM 0123456789 £ €" in printed
    assert sum(row.startswith("[picture") for row in printed) == 3
    assert "[bars TANDEM-0123456789]" in printed and "[QR TANDEM-0123456789]" in printed


def test_printing_writes_nothing_to_the_terminal(capfd):
    escpos_document(a_receipt(), PrinterModel(native_codes=False))
    escpos_document(a_receipt())

    assert capfd.readouterr() == ("", "")


def test_the_drawing_libraries_are_loaded_only_when_something_is_drawn():
    modules = "escpos_receipt receipt_image file_printer network_printer device_printer simulated_printer drawer"
    wanted = "; ".join(f"import pos.devices.{module}" for module in modules.split())

    program = f"{wanted}; import sys; print(*({{'escpos', 'PIL', 'qrcode'}} & set(sys.modules)))"
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert ran.stdout.strip() == ""
