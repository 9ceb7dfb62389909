"""Pictures of the program: how they are drawn, and the room that they show."""
