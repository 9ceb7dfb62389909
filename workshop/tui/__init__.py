"""The projected screen: reads frozen views of the room and sends it commands."""
