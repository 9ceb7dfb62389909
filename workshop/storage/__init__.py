"""Files: the scenario library, agendas, plans, and the journal of the live session."""
