"""What is wrong with a device, and what that means for paper, drawer and card."""

DEVICES = {
    "no_display": "There is no display here to open a window on. Use tandem-till, which needs none.",
    "no_printer": "No printer is set up. Choose one in the settings.",
    "no_print_job": "This document is not in the print queue any more. Print a copy from the sale.",
    "printer_unreachable": "The printer does not answer. Check its cable and power, nothing is lost.",
    "printer_out_of_paper": "The printer is out of paper. Put in a roll and print again.",
    "printer_cover_open": "The cover of the printer is open. Close it and print again.",
    "printer_off_line": "The printer is off line. Look at its lights, then print again.",
    "printer_interrupted": "The printer stopped in the middle. Look at the paper before printing again.",
    "drawer_not_opened": "The drawer did not open. Try again or use its key.",
    "terminal_silent": "The terminal does not answer, so nobody knows yet whether the card was charged. Ask it again.",
    "terminal_unreachable": "The terminal is not connected, so nothing was charged. Check its cable and power.",
    "terminal_missing": (
        "The program for the terminal {driver} does not start. Install it or name another in the settings."
    ),
    "no_terminal": "No card terminal is set up at this till. Choose another means.",
    "card_in_doubt": "Nobody knows yet whether the card was charged. Ask the terminal first.",
    "card_declined": "The card was declined. Try another card or take cash.",
    "card_cancelled": "The payment was ended before the card was charged. Try again or choose another means.",
    "card_back_refused": "The terminal did not give the money back, the payment stands. Try again or ask a manager.",
    "card_money_stands": "A card has paid for this basket. Undo that payment on Pay first.",
    "card_payment_missing": "A card payment of this basket was left out. Open Pay again; it is kept there.",
    "unknown_card_payment": "This till has no such card payment, or all of it was given back. Look at the sale again.",
}
