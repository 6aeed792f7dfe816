"""What is wrong with a file that is read in."""

IMPORTS = {
    "import_empty": "The file is empty. Check the export it comes from.",
    "import_not_utf8": "The file is not UTF-8 text. Save it as UTF-8, from a spreadsheet as CSV UTF-8.",
    "import_not_text": "The file is not a text file. Save it as CSV UTF-8.",
    "import_row_too_long": "A row is longer than {limit} characters. Look for a quote that is not closed.",
    "import_quotes": "A quote is not closed or stands inside a field. Write a quote inside a field twice.",
    "import_no_header": "The first line does not name columns we know. Name {columns} in it.",
    "import_unknown_column": "There is no column {column}. Choose from {columns}.",
    "import_missing_column": "The column {column} is missing. Add it.",
    "import_duplicate_column": "The column {column} stands in the header twice. Keep one of them.",
    "import_too_large": "The file is too large to be imported at once. Split it.",
    "adjust_is_for_stock": "Only stock is adjusted. Leave --adjust out or import a stock file.",
    "file_unreadable": "The file {path} cannot be read. Check its permissions and the disk.",
    "first_user_manager": "The first user has to be a manager. Add one to the file.",
    "tax_category_in_use": "Products use the tax category {category}. Keep it in the file.",
    "reserved_promotion_id": "Discounts that no promotion gives are called {value} in results. Give it another id.",
    "promotion_twice": "Two promotions have this id. Give one of them another.",
    "bad_promotion": "The promotions file cannot be used.",
    "unsupported_promotion": "This version of Tandem cannot do what it asks for. Leave it out.",
    "group_in_two_phases": "All promotions of the group {value} need the same phase. Change one of them.",
    "bad_combine": (
        "A promotion combines as stack, exclusive or best_of: with the name of a group behind it, and not as {value}. "
        "Write one of them."
    ),
    "bad_hours": (
        'Hours do not take {value}. Write a list of periods within one day, like ["17:00-19:00"], and one over '
        'midnight as two: "22:00-24:00" and "00:00-02:00".'
    ),
    "bad_taxes": "The tax file cannot be used.",
    "unknown_tax": "There is no tax category {category}. Import the taxes first.",
    "until_before_from": "The time in {field} is not after the one it begins. Change one of them.",
    "tier_twice": "Two tiers have the same name or the same spend. Change one of them.",
}
