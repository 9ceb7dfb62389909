"""Files and the journal: everything that outlives the program."""
