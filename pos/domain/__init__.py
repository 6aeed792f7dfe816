"""What a shop is: plain values and rules. No I/O, no clock, no chance."""
