"""Files that come in: read and judged row by row, without looking anything up."""
