"""`tandem-hub`, one module for each noun."""
