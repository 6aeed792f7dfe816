"""What people do at a till: one function per operation, one transaction each."""
